import { describe, expect, it } from 'vitest';
import { guessClient, guessVersion, isCephPort } from '../../../src/capture/ceph/protocol.ts';
import type { TcpConnection } from '../../../src/capture/tcp/event.ts';
import { Ipv4 } from '../../../src/types/common/ip.ts';
import { ascii } from '../support/support.ts';

function between(port: number, otherPort: number): TcpConnection {
  return { id: 1, client: null, endpoints: [{ ip: new Ipv4(1), port }, { ip: new Ipv4(2), port: otherPort }] };
}

describe('guessVersion', () => {
  it('recognizes both banners from their first seven bytes', () => {
    expect(guessVersion(ascii('ceph v027'))).toBe(1);
    expect(guessVersion(ascii('ceph v2\n'))).toBe(2);
    expect(guessVersion(ascii('ceph v2'))).toBe(2);
  });

  it('waits for seven bytes', () => {
    for (const start of ['', 'c', 'ceph ', 'ceph v']) expect(guessVersion(ascii(start))).toBe('too short');
  });

  it('decides at the first different byte that it is neither', () => {
    for (const start of ['x', 'cepH', 'ceph v3', 'ceph w2\n']) expect(guessVersion(ascii(start))).toBe('neither');
  });
});

describe('guessClient', () => {
  it('chooses the end without a port of Ceph', () => {
    expect(guessClient(between(6789, 1000))).toBe(1);
    expect(guessClient(between(1000, 3300))).toBe(0);
  });

  it('chooses the higher port if that does not decide', () => {
    expect(guessClient(between(40_000, 16_789))).toBe(0);
    expect(guessClient(between(6800, 6801))).toBe(1);
  });
});

describe('isCephPort', () => {
  it('is true for the ports of monitors and the range of other daemons', () => {
    expect([3299, 3300, 6788, 6789, 6799, 6800, 7568, 7569].map(isCephPort)).toEqual([false, true, false, true, false, true, true, false]);
  });
});
