import { describe, expect, it } from 'vitest';
import { toHex } from '../../../../src/buffer/bytes/hex.ts';
import { decode, encode } from '../../../../src/encoding/ceph_type.ts';
import { Mask64 } from '../../../../src/features/mask64.ts';
import { MonMap } from '../../../../src/types/mon/MonMap/MonMap.ts';
import { fixture } from '../../../support/fixtures.ts';
import { hex } from '../../../support/support.ts';
import { MON_MAP_BYTES } from './bytes.ts';
import { LEGACY } from '../mon_info_t/bytes.ts';
import { addrs, itIsACephType, mapOf, monOf, outcome, written } from '../../support/support.ts';

/** The values that each version has of the same map. */
const a = monOf('a', 'v1:10.0.0.1:6789/0');
const v3 = mapOf([a], { persistentFeatures: Mask64.NONE, minMonRelease: 0 });
const v4: MonMap = { ...v3, persistentFeatures: Mask64.of(0x1fn), minMonRelease: 14 };
const v5: MonMap = { ...v4, monInfo: new Map([['a', { ...a, priority: 5 }]]) };
const v8: MonMap = { ...v5, monInfo: new Map([['a', { ...a, priority: 5, weight: 7 }]]), removedRanks: [3], strategy: 2, disallowedLeaders: ['a'] };
const located = { ...a, priority: 5, weight: 7, crushLoc: new Map([['rack', 'r1']]) };
const v9: MonMap = {
  ...v8, monInfo: new Map([['a', located]]), stretchModeEnabled: true, tiebreakerMon: 'a', stretchMarkedDownMons: ['a'], globalStretchModeEnabled: true,
};
const v10: MonMap = {
  ...v9, monInfo: new Map([['a', { ...located, timeAdded: { sec: 1_600_000_000, nsec: 123_456_789 } }]]),
  authEpoch: 9, authServiceCipher: 2, authAllowedCiphers: [1, 2], authPreferredCipher: 2,
};
const v11: MonMap = { ...v10, globalStretchModeEnabled: false, newer: { structV: 11, structCompat: 6, tail: hex`cafe` } };
const v1: MonMap = { ...v3, monInfo: new Map([['0', { ...a, name: '0' }]]), ranks: ['0'] };

describe.each([
  { version: 'v1', value: v1 },
  { version: 'v2', value: v3 },
  { version: 'v3', value: v3 },
  { version: 'v4', value: v4 },
  { version: 'v5', value: v5 },
  { version: 'v6', value: v5 },
  { version: 'v7', value: v5 },
  { version: 'v8', value: v8 },
  { version: 'v9', value: v9 },
  { version: 'v10', value: v10 },
  { version: 'v11', value: v11 },
] as const)('a MonMap $version', ({ version, value }) => {
  itIsACephType(MonMap, MON_MAP_BYTES[version]);

  it('has the fields of that version, and defaults for the others', () => {
    expect(decode(MonMap, MON_MAP_BYTES[version])).toEqual(value);
  });
});

describe('a MonMap', () => {
  it.each(['v4', 'v5', 'v9', 'v11'] as const)('of %s skips or keeps what a newer encoder of its version appended', (version) => {
    const bytes = MON_MAP_BYTES[version];
    const longer = hex`${bytes.subarray(0, 2)} ${Uint8Array.of((bytes[2] ?? 0) + 1)} ${bytes.subarray(3)} 77`;
    const known = decode(MonMap, bytes);
    expect(decode(MonMap, longer)).toEqual(version === 'v11' ? { ...known, newer: { ...v11.newer, tail: hex`cafe77` } } : known);
  });

  it('of a future version is written back', () => {
    const bytes = hex`0f 0b ${MON_MAP_BYTES.v11.subarray(2)}`;
    expect(decode(MonMap, bytes).newer).toEqual({ structV: 15, structCompat: 11, tail: hex`cafe` });
    expect(written(MonMap, decode(MonMap, bytes))).toBe(toHex(bytes));
  });

  it('of a future version is written by an older release in its own version, with its own struct_compat', () => {
    const map = decode(MonMap, hex`0f 0b ${MON_MAP_BYTES.v11.subarray(2)}`);
    expect(written(MonMap, map, { release: 'pacific' })).toMatch(/^0906/);
    expect(written(MonMap, map, { features: 'luminous' })).toMatch(/^0503/);
  });

  it('refuses a struct_compat above 11', () => {
    expect(outcome(MonMap, hex`0c 0c ${MON_MAP_BYTES.v11.subarray(2)}`)).toMatchObject({
      code: 'incompatible', path: 'MonMap.struct_compat', offset: 1, reason: 'needs a decoder of version 12 or newer, this one is 11',
    });
  });

  it('of v0 and with any high byte of struct_v is a v2', () => {
    expect(decode(MonMap, hex`0000 ${MON_MAP_BYTES.v2.subarray(2)}`)).toEqual(v3);
    expect(decode(MonMap, hex`02ff ${MON_MAP_BYTES.v2.subarray(2)}`)).toEqual(v3);
  });

  it('takes every byte except 0 as true', () => {
    const { v10: bytes } = MON_MAP_BYTES;
    const at = bytes.length - 24 - 9 - 5 - 1; // stretch_mode_enabled
    expect(bytes[at]).toBe(1);
    expect(decode(MonMap, bytes.map((octet, i) => (i === at ? 0xff : octet))).stretchModeEnabled).toBe(true);
    expect(decode(MonMap, bytes.map((octet, i) => (i === at ? 0 : octet))).stretchModeEnabled).toBe(false);
  });

  it.each([
    { cut: 28, version: 'v2', path: 'MonMap.mon_addr[0].key', offset: 26 },
    { cut: 30, version: 'v2', path: 'MonMap.mon_addr[0].key', offset: 30 },
    { cut: 40, version: 'v2', path: 'MonMap.mon_addr[0].addr.sockaddr', offset: 39 },
    { cut: 170, version: 'v2', path: 'MonMap.last_changed.sec', offset: 167 },
    { cut: 182, version: 'v2', path: 'MonMap.created.nsec', offset: 179 },
    { cut: 35, version: 'v1', path: 'MonMap.mon_inst[0].addr.marker', offset: 35 },
    { cut: 100, version: 'v5', path: 'MonMap.struct_len', offset: 2 },
  ] as const)('of $version cut at $cut says that it lacks $path', ({ cut, version, path, offset }) => {
    expect(outcome(MonMap, MON_MAP_BYTES[version].subarray(0, cut))).toMatchObject({ path, offset });
  });

  it('of v5 names the field of the monitor that ran out, counted from the first byte', () => {
    const bytes = Uint8Array.from(MON_MAP_BYTES.v5);
    const at = bytes.length - 42 - 6; // mon_info[0]
    bytes[at + 14] = 6; // public_addr.struct_len
    expect(outcome(MonMap, bytes)).toMatchObject({ path: 'MonMap.mon_info[0].public_addr.nonce', offset: at + 22, needed: 4, available: 2 });
  });

  it('keeps the later of two monitors with one name', () => {
    const other = Uint8Array.from(LEGACY);
    other[15] = 9; // 10.0.0.9
    const head = MON_MAP_BYTES.v2.subarray(0, 22);
    const times = MON_MAP_BYTES.v2.subarray(-16);
    const map = decode(MonMap, hex`${head} 02000000 01000000 61 ${LEGACY} 01000000 61 ${other} ${times}`);
    expect([...map.monInfo.values()].map(({ publicAddrs }) => publicAddrs)).toEqual([addrs('v1:10.0.0.9:6789/0')]);
    expect(map.ranks).toEqual(['a']);
  });

  it('is written in sorted order where Ceph sorts', () => {
    const mons = [monOf('b', 'v1:10.0.0.1:1/0'), monOf('a', 'v1:10.0.0.1:2/0')];
    const unsorted = mapOf(mons, { removedRanks: [10, 9], disallowedLeaders: ['b', 'a'], stretchMarkedDownMons: ['b', 'a'], authAllowedCiphers: [2, 1] });
    const sorted = mapOf([...mons].reverse(), { removedRanks: [9, 10], disallowedLeaders: ['a', 'b'], stretchMarkedDownMons: ['a', 'b'], ranks: ['b', 'a'] });
    expect(written(MonMap, unsorted)).toBe(written(MonMap, sorted));
  });
});

describe('a v2 map with the same map appended', () => {
  const whole = hex`${MON_MAP_BYTES.v2} ${MON_MAP_BYTES.v5}`;

  it('keeps both, and uses the first as Ceph does', () => {
    expect(decode(MonMap, whole)).toEqual({ ...v3, appendedMap: v5 });
    expect(decode(MonMap, hex`${MON_MAP_BYTES.v2} ${MON_MAP_BYTES.v3}`)).toEqual({ ...v3, appendedMap: v3 });
  });

  it('is what Hammer and Luminous wrote', () => {
    const hammer = decode(MonMap, fixture('mon/MonMap/v2-then-v3-hammer.bin').bytes);
    expect(hammer.appendedMap).toEqual(decode(MonMap, fixture('mon/MonMap/v3-hammer.bin').bytes));
    const luminous = decode(MonMap, fixture('mon/MonMap/v2-then-v5-luminous.bin').bytes);
    expect(luminous.appendedMap).toEqual(decode(MonMap, fixture('mon/MonMap/v5-luminous-legacy.bin').bytes));
  });

  it('is written back by those releases; others write only the first or only the second', () => {
    const map = decode(MonMap, whole);
    expect(written(MonMap, map, { release: 'nautilus', features: '0x00c3ffffffff7fff' })).toBe(toHex(MON_MAP_BYTES.v2));
    expect(written(MonMap, map, { release: 'luminous' })).toBe(toHex(MON_MAP_BYTES.v5));
  });

  it.each([
    ['another fsid', 6],
    ['another epoch', 22],
    ['struct_compat 4', 1],
  ])('is refused as trailing bytes if the second map has %s', (_, at) => {
    const bytes = Uint8Array.from(whole);
    bytes[MON_MAP_BYTES.v2.length + at] = 4;
    expect(outcome(MonMap, bytes)).toMatchObject({ code: 'trailing_bytes', path: 'MonMap', offset: MON_MAP_BYTES.v2.length });
  });

  it('says what is wrong in the appended map', () => {
    expect(outcome(MonMap, whole.subarray(0, -1))).toMatchObject({ path: 'MonMap.appended_map.struct_len', offset: MON_MAP_BYTES.v2.length + 2 });
    expect(outcome(MonMap, hex`${MON_MAP_BYTES.v2} ${MON_MAP_BYTES.v7}`)).toMatchObject({ code: 'trailing_bytes' });
  });
});

describe('a v5 map with a mon_addr that disagrees with mon_info', () => {
  it('keeps mon_addr, uses mon_info, and is written back', () => {
    const { bytes } = fixture('mon/MonMap/v5-three-mons-addr2.bin');
    const map = decode(MonMap, bytes);
    expect(map.monAddr?.get('c')).toEqual(addrs('-')[0]);
    expect(map.monInfo.get('c')?.publicAddrs).toEqual(addrs('v1:10.0.0.3:3300/0'));
    expect(map.ranks).toEqual(['c', 'a', 'b']); // by the port, 3300
    expect(written(MonMap, map, { release: 'pacific', features: '0x08c3ffffffffffff' })).toBe(toHex(bytes));
  });

  it('does not keep a mon_addr that agrees', () => {
    expect(decode(MonMap, fixture('mon/MonMap/v5-three-mons-relabelled.bin').bytes).monAddr).toBeNull();
    expect(decode(MonMap, MON_MAP_BYTES.v5).monAddr).toBeNull();
  });

  it('loses mon_addr in a version without it', () => {
    const map = decode(MonMap, fixture('mon/MonMap/v5-three-mons-addr2.bin').bytes);
    expect(decode(MonMap, encode(MonMap, map)).monAddr).toBeNull();
  });
});
