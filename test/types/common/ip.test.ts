import { describe, expect, it } from 'vitest';
import { Ipv4, Ipv6, isIpv6, parseIp } from '../../../src/types/common/ip.ts';

describe('an IPv4 address', () => {
  it.each([
    ['0.0.0.0', 0],
    ['10.0.0.1', 0x0a000001],
    ['255.255.255.255', -1],
  ])('%s is the 32-bit word %d', (text, word) => {
    expect(parseIp(text)).toEqual(new Ipv4(word));
    expect(String(new Ipv4(word))).toBe(text);
    expect(JSON.stringify(new Ipv4(word))).toBe(`"${text}"`);
  });

  it('keeps its word signed, even if it is given unsigned', () => {
    expect(new Ipv4(0xff000000)).toEqual(new Ipv4(-0x01000000));
  });

  it.each(['', '1', '1.2.3', '1.2.3.4.5', '1.2.3.256', '01.2.3.4', '1.2.3.a', '1.2.3.4 ', '-1.2.3.4'])('is not "%s"', (text) => {
    expect(() => parseIp(text)).toThrow(new TypeError(`"${text}" is not an IP address`));
  });
});

describe('an IPv6 address', () => {
  // The right column is what inet_ntop of glibc prints.
  it.each([
    ['::', [0, 0, 0, 0], '::'],
    ['::1', [0, 0, 0, 1], '::1'],
    ['2001:db8::1', [0x20010db8, 0, 0, 1], '2001:db8::1'],
    ['2001:DB8:0:0:0:0:0:1', [0x20010db8, 0, 0, 1], '2001:db8::1'],
    ['fe80::', [0xfe800000, 0, 0, 0], 'fe80::'],
    ['1:0:0:2:0:0:0:3', [0x10000, 0x2, 0, 0x3], '1:0:0:2::3'],
    ['1:0:0:2:3:0:0:4', [0x10000, 0x2, 0x30000, 0x4], '1::2:3:0:0:4'],
    ['1:0:2:3:4:5:6:7', [0x10000, 0x20003, 0x40005, 0x60007], '1:0:2:3:4:5:6:7'],
    ['::ffff:10.0.0.1', [0, 0, 0xffff, 0x0a000001], '::ffff:10.0.0.1'],
    ['::10.0.0.1', [0, 0, 0, 0x0a000001], '::10.0.0.1'],
    ['64:ff9b::1.2.3.4', [0x0064ff9b, 0, 0, 0x01020304], '64:ff9b::102:304'],
  ])('%s is the 32-bit words %j, printed as %s', (text, words, printed) => {
    const [a = 0, b = 0, c = 0, d = 0] = words;
    expect(parseIp(text)).toEqual(new Ipv6(a, b, c, d));
    expect(String(new Ipv6(a, b, c, d))).toBe(printed);
    expect(JSON.stringify(new Ipv6(a, b, c, d))).toBe(`"${printed}"`);
  });

  it.each([':', ':::', '1::2::3', '1:2:3:4:5:6:7', '1:2:3:4:5:6:7:8:9', '1:2:3:4:5:6:7::8', '12345::', 'g::', '1.2.3.4::', '::1.2.3', '::1%eth0'])(
    'is not "%s"',
    (text) => {
      expect(() => parseIp(text)).toThrow(TypeError);
    },
  );

  it('is distinguished from other text', () => {
    expect(['::1', '10.0.0.1', '10.0.0.1:6789', 'v1:10.0.0.1:6789/0'].map(isIpv6)).toEqual([true, false, false, false]);
  });
});
