import { describe, expect, it } from 'vitest';
import { toHex } from '../../../src/buffer/bytes/hex.ts';
import { decode, encode } from '../../../src/encoding/ceph_type.ts';
import { JsonNode } from '../../../src/text/json.ts';
import { addrTypeName, compareEntityAddr, EntityAddr, formatEntityAddr, formatLegacy, parseEntityAddr } from '../../../src/types/common/entity_addr_t.ts';
import { Ipv4, parseIp } from '../../../src/types/common/ip.ts';
import { hex } from '../../support/support.ts';
import { itIsACephType, outcome, throughExactJson, written } from '../support/support.ts';

const zeros = (length: number): Uint8Array => new Uint8Array(length);
const blank: EntityAddr = { type: 0, nonce: 0, family: 0, port: 0, ip: null, flowinfo: 0, scopeId: 0, rest: null };
const v4: EntityAddr = { ...blank, type: 1, nonce: 6, family: 2, port: 5, ip: parseIp('1.2.3.4') };
const v6: EntityAddr = { ...blank, type: 1, nonce: 7, family: 10, port: 6789, ip: parseIp('2001:db8::1'), flowinfo: 0x12345, scopeId: 2 };
const none: EntityAddr = { ...blank, nonce: 9 };

const v4Bytes = hex`
  01 01 01 1c000000                    # marker 1, struct_v 1, compat 1, struct_len 28
  01000000 06000000 10000000           # type v1, nonce 6, elen 16
  0200 0005 01020304 0000000000000000  # AF_INET, port 5, 1.2.3.4`;
const v6Bytes = hex`
  01 01 01 28000000                    # marker 1, struct_v 1, compat 1, struct_len 40
  01000000 07000000 1c000000           # type v1, nonce 7, elen 28
  0a00 1a85 00012345                   # AF_INET6, port 6789, flowinfo
  20010db8 00000000 00000000 00000001  # 2001:db8::1
  02000000                             # scope_id 2`;
const noneBytes = hex`
  01 01 01 28000000                    # marker 1, struct_v 1, compat 1, struct_len 40
  00000000 09000000 1c000000           # type none, nonce 9, elen 28
  0000 ${zeros(26)}                    # no family`;
const v4Legacy = hex`
  00000000 06000000                    # marker 0, nonce 6
  0002 0005 01020304 ${zeros(120)}     # AF_INET, big-endian here, port 5, 1.2.3.4`;
const v6Legacy = hex`
  00000000 07000000                    # marker 0, nonce 7
  000a 1a85 00012345                   # AF_INET6, port 6789, flowinfo
  20010db8 00000000 00000000 00000001  # 2001:db8::1
  02000000 ${zeros(100)}               # scope_id 2`;
const noneLegacy = hex`00000000 09000000 0000 ${zeros(126)}`;

describe.each([
  { what: 'IPv4', addr: v4, addr2: v4Bytes, legacy: v4Legacy },
  { what: 'IPv6', addr: v6, addr2: v6Bytes, legacy: v6Legacy },
  { what: 'no family', addr: none, addr2: noneBytes, legacy: noneLegacy },
])('entity_addr_t of $what', ({ addr, addr2, legacy }) => {
  itIsACephType(EntityAddr, addr2);
  itIsACephType(EntityAddr, legacy);

  it('is read in both forms', () => {
    expect(decode(EntityAddr, addr2)).toEqual(addr);
    expect(decode(EntityAddr, legacy)).toEqual(addr);
  });

  it('is written in the form of the peer', () => {
    expect(written(EntityAddr, addr)).toBe(toHex(addr2));
    expect(written(EntityAddr, addr, { features: 'hammer' })).toBe(toHex(legacy));
    expect(written(EntityAddr, addr, { features: '0x08c3ffffffffffff' })).toBe(toHex(addr2)); // bit 59 alone decides
  });

  it.each(['hammer', 'infernalis', 'jewel'] as const)('is always written in the legacy form by %s', (release) => {
    expect(written(EntityAddr, addr, { features: 'tentacle', release })).toBe(toHex(legacy));
  });
});

describe('entity_addr_t in the legacy form', () => {
  it('loses its type', () => {
    const through = (addr: EntityAddr) => decode(EntityAddr, encode(EntityAddr, addr, { features: 'hammer' }));
    expect([1, 2, 3].map((type) => through({ ...v4, type }).type)).toEqual([1, 1, 1]);
    expect(through({ ...none, type: 2 }).type).toBe(0);
  });

  it('has three bytes after the marker that are not used', () => {
    expect(decode(EntityAddr, hex`00 abcdef ${v4Legacy.subarray(4)}`)).toEqual(v4);
  });

  it('keeps padding that is not zero, and writes it back', () => {
    const padded = hex`${v4Legacy.subarray(0, 135)} ff`;
    expect(decode(EntityAddr, padded).rest).toEqual(hex`${zeros(119)} ff`);
    expect(written(EntityAddr, decode(EntityAddr, padded), { features: 'hammer' })).toBe(toHex(padded));
  });
});

describe('entity_addr_t in the ADDR2 form', () => {
  const withElen = (elen: Uint8Array, sockaddr: Uint8Array): Uint8Array =>
    hex`01 01 01 ${Uint8Array.of(12 + sockaddr.length)} 000000 01000000 06000000 ${elen} ${sockaddr}`;

  it('keeps an unknown type', () => {
    expect(written(EntityAddr, decode(EntityAddr, hex`${v4Bytes.subarray(0, 7)} 63000000 ${v4Bytes.subarray(11)}`))).toContain('63000000');
  });

  it('has no sockaddr if elen is 0, which no encoder writes', () => {
    const bytes = hex`
      01 01 01 0c000000                # marker 1, struct_v 1, compat 1, struct_len 12
      02000000 09000000 00000000       # type v2, nonce 9, elen 0`;
    expect(decode(EntityAddr, bytes)).toEqual({ ...none, type: 2 });
  });

  it('keeps the bytes of an unknown family', () => {
    const sockaddr = hex`1000 ${zeros(25)} ff`;
    const value = decode(EntityAddr, withElen(hex`1c000000`, sockaddr));
    expect(value).toEqual({ ...blank, type: 1, nonce: 6, family: 16, rest: hex`${zeros(25)} ff` });
    expect(written(EntityAddr, value)).toBe(toHex(withElen(hex`1c000000`, sockaddr)));
  });

  it.each([
    { what: 'family alone', sockaddr: hex`0200`, reads: '0.0.0.0:0' },
    { what: 'port', sockaddr: hex`0200 1a85`, reads: '0.0.0.0:6789' },
    { what: 'half an address', sockaddr: hex`0200 1a85 0a00`, reads: '10.0.0.0:6789' },
    { what: 'half an IPv6 address', sockaddr: hex`0a00 1a85 00000000 20010db8`, reads: '[2001:db8::]:6789' },
    { what: 'unknown family', sockaddr: hex`1000 ff`, reads: '(unrecognized address family 16)' },
  ])('reads zeros after a sockaddr that ends after the $what', ({ sockaddr, reads }) => {
    const value = decode(EntityAddr, withElen(Uint8Array.of(sockaddr.length, 0, 0, 0), sockaddr));
    expect(formatLegacy(value)).toBe(`${reads}/6`);
    const length = value.family === 2 ? 16 : 28;
    const whole = withElen(Uint8Array.of(length, 0, 0, 0), hex`${sockaddr} ${zeros(length - sockaddr.length)}`);
    expect(written(EntityAddr, value)).toBe(toHex(whole));
    expect(decode(EntityAddr, whole)).toEqual(value);
  });

  it.each([
    { elen: hex`01000000`, sockaddr: hex`02`, reason: 'expected 0, or at least 2 (the family), got 1' },
    { elen: hex`11000000`, sockaddr: hex`0200 ${zeros(15)}`, reason: 'a sockaddr of family 2 has at most 16 bytes, got 17' },
    { elen: hex`1d000000`, sockaddr: hex`0a00 ${zeros(27)}`, reason: 'a sockaddr of family 10 has at most 28 bytes, got 29' },
    { elen: hex`ffffffff`, sockaddr: hex`0000 ${zeros(26)}`, reason: 'a sockaddr of family 0 has at most 28 bytes, got 4294967295' },
  ])('refuses an elen: $reason', ({ elen, sockaddr, reason }) => {
    expect(outcome(EntityAddr, withElen(elen, sockaddr))).toMatchObject({ code: 'malformed', path: 'entity_addr_t.elen', offset: 15, reason });
  });

  it('does not read a sockaddr past the end of its struct', () => {
    expect(outcome(EntityAddr, hex`01 01 01 10000000 01000000 06000000 10000000 0200 0005 ${zeros(20)}`)).toMatchObject({
      code: 'past_struct_end', path: 'entity_addr_t.addr', offset: 23, needed: 4, available: 0,
    });
  });

  it('skips what a newer encoder appended', () => {
    expect(decode(EntityAddr, hex`01 02 01 1e000000 ${v4Bytes.subarray(7)} beef`)).toEqual(v4);
  });

  it('refuses a struct_compat above 1', () => {
    expect(outcome(EntityAddr, hex`01 02 02 ${v4Bytes.subarray(3)}`)).toMatchObject({ code: 'incompatible', path: 'entity_addr_t.struct_compat', offset: 2 });
  });

  it('refuses a marker above 1', () => {
    expect(outcome(EntityAddr, hex`09`)).toMatchObject({ path: 'entity_addr_t.marker', offset: 0, reason: 'expected 0 (legacy) or 1 (MSG_ADDR2), got 9' });
  });

  const any = { ...v4, type: 3 };
  const typeFor = (release: 'kraken' | 'luminous' | 'mimic' | 'nautilus' | 'reef' | 'tentacle', features: string): string =>
    written(EntityAddr, any, { release, features }).slice(14, 22);

  it('is written as legacy instead of any for peers without SERVER_NAUTILUS, since Nautilus', () => {
    expect((['kraken', 'luminous', 'mimic'] as const).map((release) => typeFor(release, 'luminous'))).toEqual(['03000000', '03000000', '03000000']);
    expect((['nautilus', 'reef', 'tentacle'] as const).map((release) => typeFor(release, 'luminous'))).toEqual(['01000000', '01000000', '01000000']);
    expect((['nautilus', 'reef', 'tentacle'] as const).map((release) => typeFor(release, 'nautilus'))).toEqual(['03000000', '03000000', '03000000']);
  });
});

describe('an address that contradicts itself', () => {
  it('is not written', () => {
    expect(() => written(EntityAddr, { ...v4, family: 10 })).toThrow(new TypeError('family 10 is not the family of the address 1.2.3.4'));
    expect(() => written(EntityAddr, { ...v6, family: 2 }, { features: 'hammer' })).toThrow(TypeError);
    expect(() => written(EntityAddr, { ...v4, port: 65536 })).toThrow(RangeError);
  });
});

describe('the text of an entity_addr_t', () => {
  it.each([
    ['v1:1.2.3.4:5/6', v4],
    ['v2:1.2.3.4:5/6', { ...v4, type: 2 }],
    ['1.2.3.4:5/6', { ...v4, type: 3 }],
    ['cidr:1.2.3.4:5/6', { ...v4, type: 4 }],
    ['v1:[2001:db8::1]:6789/7', { ...v6, flowinfo: 0, scopeId: 0 }],
    ['-', blank],
  ])('is %s', (text, addr) => {
    expect(formatEntityAddr(addr)).toBe(text);
    expect(EntityAddr.print(addr)).toBe(text);
    expect(parseEntityAddr(text, 3)).toEqual(addr);
  });

  it('is - for type none, whatever the other fields, and ??? for an unknown type', () => {
    expect(formatEntityAddr({ ...v4, type: 0 })).toBe('-');
    expect(formatEntityAddr({ ...v4, type: 5 })).toBe('???:1.2.3.4:5/6');
    expect([0, 1, 2, 3, 4, 5].map(addrTypeName)).toEqual(['none', 'v1', 'v2', 'any', 'cidr', '???']);
  });

  it.each([
    ['1.2.3.4', { type: 2, port: 0, nonce: 0 }],
    ['1.2.3.4:5', { type: 2, port: 5, nonce: 0 }],
    ['1.2.3.4/6', { type: 2, port: 0, nonce: 6 }],
    ['any:1.2.3.4', { type: 3 }],
    ['legacy:1.2.3.4:5/6', { type: 1, port: 5, nonce: 6 }],
    ['msgr2:1.2.3.4:5/6', { type: 2 }],
    ['[::1]/6', { port: 0, nonce: 6, family: 10 }],
    ['::1', { port: 0, family: 10 }],
    ['1.2.3.4/4294967295', { nonce: 0xffffffff }],
  ])('may lack optional parts: %s', (text, fields) => {
    expect(parseEntityAddr(text)).toMatchObject(fields);
  });

  it('gets the type that the caller gives if there is no prefix', () => {
    expect(parseEntityAddr('1.2.3.4:5/6', 1)).toEqual(v4);
    expect(parseEntityAddr('v2:1.2.3.4:5/6', 1).type).toBe(2);
  });

  it.each(['', 'v1:', 'v3:1.2.3.4', '1.2.3.4/', '1.2.3.4/x', '1.2.3.4:70000', '1.2.3.4:5/4294967296', 'mon.a'])('is not "%s"', (text) => {
    expect(() => parseEntityAddr(text)).toThrow(TypeError);
  });
});

describe('the JSON of an entity_addr_t', () => {
  it('is that of ceph-dencoder', () => {
    expect(EntityAddr.dump(v4)).toEqual({ type: 'v1', addr: '1.2.3.4:5', nonce: 6 });
    expect(EntityAddr.dump(none)).toEqual({ type: 'none', addr: '(unrecognized address family 0)', nonce: 9 });
    expect(EntityAddr.load(new JsonNode({ type: 'v1', addr: '1.2.3.4:5', nonce: 6 }, ''))).toEqual(v4);
  });

  it.each([v4, v6, none, { ...v4, type: 77 }, { ...v4, rest: hex`0102030405060708` }])('is exact on request: %j', (addr) => {
    expect(throughExactJson(EntityAddr, addr)).toEqual(addr);
  });

  it('is refused with the name of the wrong key', () => {
    expect(() => EntityAddr.load(new JsonNode({ type: 'v9', addr: '1.2.3.4:5' }, ''))).toThrow('type: needs one of none, v1, v2, any, cidr, got "v9"');
    expect(() => EntityAddr.load(new JsonNode({ type: 'v1', addr: 'x' }, ''))).toThrow('addr: "x" is not an address');
    expect(() => EntityAddr.load(new JsonNode({ type: 'v1' }, ''))).toThrow('needs a key "addr"');
  });
});

describe('the order of entity_addr_t', () => {
  it('is by the bytes in memory: type, nonce, family, port, address', () => {
    const ordered = [
      blank, v4, { ...v4, nonce: 0x100, type: 2 }, { ...v4, nonce: 1, type: 2 },
      { ...v4, nonce: 1, type: 2, port: 6, ip: new Ipv4(0) }, { ...v4, nonce: 1, type: 2, port: 6 },
    ];
    expect([...ordered].reverse().sort(compareEntityAddr)).toEqual(ordered);
  });
});
