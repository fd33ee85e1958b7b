import { describe, expect, it } from 'vitest';
import { BANNER, notBanner } from '../../../../src/messenger/v1/frames/handshake.ts';

describe('the banner', () => {
  const reasonFor = (text: string): string | null => notBanner(new TextEncoder().encode(text));

  it('has nine characters, and any beginning of them is accepted', () => {
    expect(new TextDecoder().decode(BANNER)).toBe('ceph v027');
    expect(['', 'c', 'ceph v02', 'ceph v027', 'ceph v027\0\0'].map(reasonFor)).toEqual([null, null, null, null, null]);
  });

  it('is distinguished from the banner of messenger v2 at the first different byte', () => {
    expect([reasonFor('ceph v'), reasonFor('ceph v2'), reasonFor('ceph v2\n\u0010')]).toEqual([null, 'the peer uses messenger v2', 'the peer uses messenger v2']);
  });

  it('differs from the beginning of other protocols and versions', () => {
    expect(reasonFor('GET / HTTP/1.1')).toBe('expected "ceph v027", got 474554202f20485454');
    expect(reasonFor('ceph v026')).toBe('expected "ceph v027", got 636570682076303236');
  });
});
