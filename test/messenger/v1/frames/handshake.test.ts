import { describe, expect, it } from 'vitest';
import { BANNER, notBanner } from '../../../../src/messenger/v1/frames/handshake.ts';

describe('the banner', () => {
  const told = (text: string): string | null => notBanner(new TextEncoder().encode(text));

  it('is nine characters, of which any beginning will do', () => {
    expect(new TextDecoder().decode(BANNER)).toBe('ceph v027');
    expect(['', 'c', 'ceph v02', 'ceph v027', 'ceph v027\0\0'].map(told)).toEqual([null, null, null, null, null]);
  });

  it('is told from that of messenger v2 as soon as they differ', () => {
    expect([told('ceph v'), told('ceph v2'), told('ceph v2\n\u0010')]).toEqual([null, 'the peer speaks messenger v2', 'the peer speaks messenger v2']);
  });

  it('is not what another protocol, or another version, begins with', () => {
    expect(told('GET / HTTP/1.1')).toBe('expected "ceph v027", got 474554202f20485454');
    expect(told('ceph v026')).toBe('expected "ceph v027", got 636570682076303236');
  });
});
