import { describe, expect, it } from 'vitest';
import { BLANK_SOCKADDR, bytewise, compareSockaddr, familyOf, formatSockaddr, parseSockaddr, sockaddrLength } from '../../../src/types/common/sockaddr.ts';
import type { Sockaddr } from '../../../src/types/common/sockaddr.ts';
import { parseIp } from '../../../src/types/common/ip.ts';

describe('a sockaddr', () => {
  it('has 16 bytes for IPv4, and 28 for IPv6 and unknown families', () => {
    expect([2, 10, 0, 16].map(sockaddrLength)).toEqual([16, 28, 28, 28]);
  });

  it('knows the family of an address', () => {
    expect([familyOf(parseIp('10.0.0.1')), familyOf(parseIp('::1'))]).toEqual([2, 10]);
  });

  it.each([
    ['10.0.0.1:6789', { ...BLANK_SOCKADDR, family: 2, port: 6789, ip: parseIp('10.0.0.1') }],
    ['[2001:db8::1]:3300', { ...BLANK_SOCKADDR, family: 10, port: 3300, ip: parseIp('2001:db8::1') }],
    ['(unrecognized address family 0)', BLANK_SOCKADDR],
    ['(unrecognized address family 16)', { ...BLANK_SOCKADDR, family: 16 }],
  ])('prints and parses %s', (text, sockaddr) => {
    expect(formatSockaddr(sockaddr)).toBe(text);
    expect(parseSockaddr(text)).toEqual(sockaddr);
  });

  it.each([
    ['10.0.0.1', '10.0.0.1:0'],
    ['2001:db8::1', '[2001:db8::1]:0'],
    ['[2001:db8::1]', '[2001:db8::1]:0'],
  ])('takes %s without a port', (text, printed) => {
    expect(formatSockaddr(parseSockaddr(text))).toBe(printed);
  });

  it.each([
    ['', '"" is not an address'],
    ['mon1:6789', '"mon1:6789" is not an address'],
    ['10.0.0.1:', '"10.0.0.1:" is not an IP address'],
    ['10.0.0.1:65536', '"10.0.0.1:65536": 65536 is more than 65535'],
    ['10.0.0.300:1', '"10.0.0.300" is not an IP address'],
    ['(unrecognized address family 65536)', '"(unrecognized address family 65536)": 65536 is more than 65535'],
  ])('refuses "%s"', (text, message) => {
    expect(() => parseSockaddr(text)).toThrow(new TypeError(message));
  });
});

describe('the order of sockaddrs', () => {
  const of = (text: string, more: Partial<Sockaddr> = {}): Sockaddr => ({ ...parseSockaddr(text), ...more });

  it('is by family, port, IPv6 flow info, address, scope, and the bytes after them', () => {
    const ordered = [
      { ...BLANK_SOCKADDR },
      of('9.0.0.1:1'),
      of('200.0.0.1:1'),
      of('1.0.0.1:2'),
      of('[ffff::1]:1'),
      of('[::1]:1', { flowinfo: 1 }),
      of('[::1]:2'),
      of('[::1]:2', { scopeId: 256 }),
      of('[::1]:2', { scopeId: 1 }),
      { ...BLANK_SOCKADDR, family: 16 },
      { ...BLANK_SOCKADDR, family: 16, rest: Uint8Array.of(1) },
    ];
    expect([...ordered].reverse().sort(compareSockaddr)).toEqual(ordered);
  });

  it('compares little-endian numbers by their bytes', () => {
    expect([0x100, 1, 2].sort((a, b) => bytewise(a) - bytewise(b))).toEqual([0x100, 1, 2]);
    expect(bytewise(0x000000ff)).toBe(0xff000000);
  });
});
