import { describe, expect, it } from 'vitest';
import { decode, encode } from '../../src/encoding/ceph_type.ts';
import { Mask64 } from '../../src/features/mask64.ts';
import { CODEC_RELEASES, codecRelease } from '../../src/features/codec_release.ts';
import type { CodecReleaseName } from '../../src/features/codec_release.ts';
import { MMonMap } from '../../src/types/messages/MMonMap.ts';
import { MonMap } from '../../src/types/mon/MonMap/MonMap.ts';
import { monMapByRelease } from '../../src/types/mon/MonMap/releases.ts';
import { monInfoByRelease } from '../../src/types/mon/mon_info_t/releases.ts';
import { EntityAddr } from '../../src/types/common/entity_addr_t.ts';
import { MonInfo } from '../../src/types/mon/mon_info_t/mon_info_t.ts';
import { fixture } from '../support/fixtures.ts';
import { decodeErrorOf, hex } from '../support/support.ts';
import { MON_MAP_BYTES } from './mon/MonMap/bytes.ts';
import { ADDR2, LEGACY, MON_INFO_BYTES } from './mon/mon_info_t/bytes.ts';
import { addrs } from './support/support.ts';

/* How each release's decoder reads every version: its limits, and where it is less strict than ours. Aborts: mon/MonMap/aborts.test.ts. */

const NAMES = CODEC_RELEASES.map(({ name }) => name);
const TO_JEWEL = NAMES.slice(0, 3);
const NAUTILUS = CODEC_RELEASES.findIndex(({ row }) => row === 'nautilus');
const KRAKEN_TO_MIMIC = NAMES.slice(3, NAUTILUS);
const SINCE_NAUTILUS = NAMES.slice(NAUTILUS);

/** The bytes, with one byte changed. */
function patched(bytes: Uint8Array, at: number, value: number): Uint8Array {
  const copy = bytes.slice();
  copy[at] = value;
  return copy;
}

type MapVersion = keyof typeof MON_MAP_BYTES;
type InfoVersion = keyof typeof MON_INFO_BYTES;

/** The mon_info_t in the map of each version; before v5 there is none. */
const INFO_IN: Readonly<Partial<Record<MapVersion, number>>> = { v5: 2, v6: 3, v7: 3, v8: 4, v9: 5, v10: 6, v11: 6 };

/** The expected value for a release that knows less: the fields of the older map and the older mon_info_t, as we read them. */
function asKnownTo(as: CodecReleaseName, version: MapVersion): unknown {
  const reads = { monMap: monMapByRelease(codecRelease(as)).reads, monInfo: monInfoByRelease(codecRelease(as)).reads };
  const known = decode(MonMap, MON_MAP_BYTES[`v${Math.min(Number(version.slice(1)), reads.monMap)}` as MapVersion]);
  const infoVersion = INFO_IN[version];
  if (infoVersion === undefined) return known;
  const a = decode(MonInfo, MON_INFO_BYTES[`v${Math.min(infoVersion, reads.monInfo)}` as InfoVersion]);
  return { ...known, monInfo: new Map([['a', a]]) };
}

describe.each([
  ['kraken', 5, 5, 1], ['luminous', 5, 5, 2], ['mimic', 5, 5, 2], ['nautilus', 11, 7, 3], ['octopus', 11, 7, 4], ['pacific', 11, 9, 5],
  ['quincy', 11, 9, 5], ['reef', 11, 9, 5], ['squid 19.2.0', 11, 9, 5], ['squid 19.2.4', 11, 9, 6], ['squid', 11, 10, 6],
  ['tentacle 20.2.0', 11, 9, 5], ['tentacle 20.2.3', 11, 9, 6], ['tentacle', 11, 10, 6],
] as const)('as %s', (as, newest, knowsMap, knowsInfo) => {
  const versions = Object.keys(MON_MAP_BYTES) as MapVersion[];

  it(`a MonMap up to v${newest} is read, up to v${knowsMap} with all fields, and its mon_info_t with the fields of v${knowsInfo}`, () => {
    expect([monMapByRelease(codecRelease(as)).reads, monInfoByRelease(codecRelease(as)).reads]).toEqual([knowsMap, knowsInfo]);
    for (const version of versions.slice(0, newest)) expect([version, decode(MonMap, MON_MAP_BYTES[version], { release: as })]).toEqual([version, asKnownTo(as, version)]);
  });
});

describe('a MonMap since v6', () => {
  it.each([...TO_JEWEL, ...KRAKEN_TO_MIMIC])('is refused at struct_compat as %s', (as) => {
    const reason = `needs a decoder of version 6 or newer, this one is ${TO_JEWEL.includes(as) ? 3 : 5}`;
    for (const version of ['v6', 'v7', 'v8', 'v9', 'v10', 'v11'] as const) {
      const error = decodeErrorOf(() => decode(MonMap, MON_MAP_BYTES[version], { release: as }));
      expect(error).toMatchObject({ code: 'incompatible', path: 'MonMap.struct_compat', offset: 1, reason });
    }
  });
});

describe.each(TO_JEWEL)('as %s', (as) => {
  it.each(['v1', 'v2', 'v3', 'v4'] as const)('a MonMap %s is read, with the type in the bytes of each address, and without the fields since v4', (version) => {
    const own = decode(MonMap, MON_MAP_BYTES[version === 'v4' ? 'v3' : version]);
    const typeless = [...own.monInfo].map(([name, info]) => [name, { ...info, publicAddrs: info.publicAddrs.map((addr) => ({ ...addr, type: 0 })) }] as const);
    expect(decode(MonMap, MON_MAP_BYTES[version], { release: as })).toEqual({ ...own, monInfo: new Map(typeless) });
  });

  it('a v5 map is read as v3 if its addresses are in the legacy form', () => {
    const { bytes } = fixture('mon/MonMap/v5-luminous-legacy.bin');
    const own = decode(MonMap, bytes);
    const read = decode(MonMap, bytes, { release: as });
    expect(own.persistentFeatures).not.toEqual(Mask64.NONE);
    expect(read).toMatchObject({ fsid: own.fsid, created: own.created, ranks: own.ranks, persistentFeatures: Mask64.NONE, minMonRelease: 0, monAddr: null });
  });

  it('a v5 map with ADDR2 addresses fails after the first, since 136 bytes are read for it', () => {
    const error = decodeErrorOf(() => decode(MonMap, MON_MAP_BYTES.v5, { release: as }));
    expect(error).toMatchObject({ code: 'end_of_buffer', path: 'MonMap.last_changed.sec', offset: 171, available: 0 });
  });
});

describe('a newer map', () => {
  it('is read by Nautilus up to the fields of v7, which skips those of v8 to v11', () => {
    const map = decode(MonMap, MON_MAP_BYTES.v11, { release: 'nautilus' });
    const unknown = { removedRanks: [], strategy: 1, disallowedLeaders: [], stretchModeEnabled: false, tiebreakerMon: '', authEpoch: 0, newer: null };
    expect(map).toMatchObject({ minMonRelease: 14, ...unknown });
    expect(map.monInfo.get('a')).toMatchObject({ priority: 5, weight: 0, crushLoc: new Map(), newer: null });
  });

  it('is read by Tentacle up to the fields of v10, which takes the v11 field from stretch_mode_enabled', () => {
    expect(decode(MonMap, MON_MAP_BYTES.v11, { release: 'tentacle' })).toMatchObject({ authEpoch: 9, globalStretchModeEnabled: true, newer: null });
    expect(decode(MonMap, MON_MAP_BYTES.v11).newer?.tail).toEqual(hex`cafe`);
  });

  it.each(SINCE_NAUTILUS)('is read by %s also if its mon_info_t is newer than any release', (as) => {
    const v7 = hex`07 01 4d000000 ${MON_INFO_BYTES.v6.subarray(6)} cafe`;
    expect(decode(MonInfo, hex`${v7} ffff`, { release: as })).toEqual(decode(MonInfo, MON_INFO_BYTES.v6, { release: as }));
  });
});

describe('a v2 map with an appended map', () => {
  it.each(NAMES)('is read by %s as the v2 map alone', (as) => {
    const { bytes } = fixture('mon/MonMap/v2-then-v5-luminous.bin');
    expect(decode(MonMap, bytes).appendedMap).not.toBeNull();
    expect(decode(MonMap, bytes, { release: as }).appendedMap).toBeNull();
  });
});

describe('mon_info_t', () => {
  it.each(KRAKEN_TO_MIMIC)('v3 and later fails at its addrvec as %s, although its struct_compat of 1 is accepted', (as) => {
    for (const version of ['v3', 'v4', 'v5', 'v6'] as const) {
      const error = decodeErrorOf(() => decode(MonInfo, MON_INFO_BYTES[version], { release: as }));
      expect(error).toMatchObject({ code: 'malformed', path: 'mon_info_t.public_addr.marker', offset: 11, reason: 'expected 0 (legacy) or 1 (MSG_ADDR2), got 2' });
    }
  });

  it('has no priority as kraken', () => {
    expect(decode(MonInfo, MON_INFO_BYTES.v2, { release: 'kraken' }).priority).toBe(0);
    expect(decode(MonInfo, MON_INFO_BYTES.v2, { release: 'luminous' }).priority).toBe(5);
  });

  it.each([
    ['kraken', 1], ['luminous', 1], ['mimic', 1], ['nautilus', 3], ['octopus', 4], ['pacific', 5], ['reef', 5], ['tentacle', 6],
  ] as const)('is refused as %s with a struct_compat above %d', (as, newest) => {
    const withCompat = (compat: number): Uint8Array => patched(MON_INFO_BYTES.v2, 1, compat);
    expect(decode(MonInfo, withCompat(newest), { release: as }).name).toBe('a');
    const error = decodeErrorOf(() => decode(MonInfo, withCompat(newest + 1), { release: as }));
    const reason = `needs a decoder of version ${newest + 1} or newer, this one is ${newest}`;
    expect(error).toMatchObject({ code: 'incompatible', path: 'mon_info_t.struct_compat', offset: 1, reason });
  });

  it.each(TO_JEWEL)('is unknown to %s', (as) => {
    const error = decodeErrorOf(() => decode(MonInfo, MON_INFO_BYTES.v1, { release: as }));
    expect(error).toMatchObject({ code: 'incompatible', reason: 'needs a decoder of version 1 or newer, this one is 0' });
  });
});

describe('an address in the legacy form', () => {
  const [own] = addrs('v1:10.0.0.1:6789/0');
  const zeros = (length: number): Uint8Array => new Uint8Array(length);
  const typed = patched(LEGACY, 1, 2); // read up to Jewel as a type of 512
  const blank = zeros(136);
  const unix = hex`00000000 07000000 0001 2f 746d70 ${zeros(122)}`;

  it.each(TO_JEWEL)('has the type in its bytes as %s', (as) => {
    expect(decode(EntityAddr, typed, { release: as })).toEqual({ ...own, type: 512 });
    expect(decode(EntityAddr, blank, { release: as }).type).toBe(0);
  });

  it.each(KRAKEN_TO_MIMIC)('is of type legacy as %s, blank or not', (as) => {
    expect(decode(EntityAddr, typed, { release: as })).toEqual(own);
    expect(decode(EntityAddr, blank, { release: as }).type).toBe(1);
  });

  it.each(SINCE_NAUTILUS)('is of type legacy as %s, or none if it is blank', (as) => {
    expect(decode(EntityAddr, typed, { release: as })).toEqual(own);
    expect(decode(EntityAddr, blank, { release: as }).type).toBe(0);
  });

  it('of another family is kept up to Jewel; later releases keep only its nonce', () => {
    for (const as of TO_JEWEL) expect(decode(EntityAddr, unix, { release: as })).toMatchObject({ family: 1, nonce: 7, rest: hex`2f746d70 ${zeros(122)}` });
    for (const as of KRAKEN_TO_MIMIC) expect(decode(EntityAddr, unix, { release: as })).toMatchObject({ type: 1, family: 0, nonce: 7, rest: null });
    for (const as of SINCE_NAUTILUS) expect(decode(EntityAddr, unix, { release: as })).toMatchObject({ type: 0, family: 0, nonce: 7, rest: null });
  });

  it('keeps all of its padding up to Jewel, and later only that of a sockaddr_in', () => {
    const padded = patched(patched(LEGACY, 16, 0xaa), 24, 0xbb);
    const rest = hex`aa ${zeros(7)}`;
    for (const as of TO_JEWEL) expect(decode(EntityAddr, padded, { release: as }).rest).toEqual(hex`${rest} bb ${zeros(111)}`);
    for (const as of [...KRAKEN_TO_MIMIC, ...SINCE_NAUTILUS]) {
      expect(decode(EntityAddr, padded, { release: as }).rest).toEqual(rest);
      expect(decode(EntityAddr, patched(LEGACY, 24, 0xbb), { release: as })).toEqual(own);
    }
    expect(decode(EntityAddr, padded).rest).toHaveLength(120);
  });

  it('keeps no padding of a sockaddr_in6', () => {
    const v6 = hex`00000000 00000000 000a 1a85 00000000 fd00 ${zeros(13)} 01 00000000 ff ${zeros(99)}`;
    for (const as of [...KRAKEN_TO_MIMIC, ...SINCE_NAUTILUS]) expect(decode(EntityAddr, v6, { release: as }).rest).toBeNull();
    for (const as of TO_JEWEL) expect(decode(EntityAddr, v6, { release: as }).rest).toHaveLength(100);
  });
});

describe('an address in the ADDR2 form', () => {
  const withElen = (elen: number, sockaddr: Uint8Array): Uint8Array =>
    hex`01 01 01 ${Uint8Array.of(12 + sockaddr.length)} 000000 01000000 00000000 ${Uint8Array.of(elen)} 000000 ${sockaddr}`;

  it.each([...KRAKEN_TO_MIMIC, ...SINCE_NAUTILUS])('is read with its type as %s', (as) => {
    expect(decode(EntityAddr, patched(ADDR2, 7, 2), { release: as })).toEqual({ ...addrs('v2:10.0.0.1:6789/0')[0] });
  });

  it('may have 28 bytes of any family up to 12.2.11', () => {
    const long = withElen(20, hex`0200 1a85 0a000001 0000000000000000 cafecafe`);
    for (const as of ['kraken', 'luminous 12.2.0'] as const) expect(decode(EntityAddr, long, { release: as })).toMatchObject({ port: 6789, rest: hex`0000000000000000 cafecafe` });
    for (const as of ['luminous', 'mimic'] as const) expect(decodeErrorOf(() => decode(EntityAddr, long, { release: as })).reason).toBe('a sockaddr of family 2 has at most 16 bytes, got 20');
  });

  it('of more than 28 bytes overwrites the memory after it up to 12.2.11', () => {
    const reason = 'a sockaddr has at most 28 bytes, got 29; this release copies all of them and overwrites the memory after it';
    const error = decodeErrorOf(() => decode(EntityAddr, withElen(29, hex`0200 ${new Uint8Array(27)}`), { release: 'luminous 12.2.0' }));
    expect(error).toMatchObject({ code: 'malformed', path: 'entity_addr_t.elen', offset: 15, reason });
  });
});

describe('bounds', () => {
  const { bytes } = fixture('mon/MonMap/v9-three-mons.bin');

  it.each(SINCE_NAUTILUS)('%s ignores bytes after the value', (as) => {
    expect(decode(MonMap, hex`${bytes} ff`, { release: as })).toEqual(decode(MonMap, bytes, { release: as }));
    expect(decodeErrorOf(() => decode(MonMap, hex`${bytes} ff`)).code).toBe('trailing_bytes');
  });

  it.each(NAMES)('%s ignores bytes after the map in a message', (as) => {
    const front = hex`${Uint8Array.of(MON_MAP_BYTES.v2.length + 2)} 000000 ${MON_MAP_BYTES.v2} ffff`;
    expect(decode(MMonMap, front, { release: as }).monmap).toEqual(decode(MonMap, MON_MAP_BYTES.v2, { release: as }));
  });

  it('a release lets a field pass the end of its struct, and fails when the struct ends', () => {
    const short = patched(MON_MAP_BYTES.v5, 125, 0x29); // mon_info[0].struct_len 41 instead of 42
    expect(MON_MAP_BYTES.v5.subarray(123, 126)).toEqual(hex`02 01 2a`);
    for (const as of ['luminous', 'nautilus', 'tentacle'] as const) {
      const error = decodeErrorOf(() => decode(MonMap, short, { release: as }));
      expect(error).toMatchObject({ code: 'past_struct_end', path: 'MonMap.mon_info[0]', offset: 171, reason: '1 byte read past the end that struct_len sets' });
    }
    expect(decodeErrorOf(() => decode(MonMap, short))).toMatchObject({ code: 'past_struct_end', path: 'MonMap.mon_info[0].priority', offset: 169 });
  });

  it('a field may not pass the end of the input', () => {
    const cut = patched(MON_MAP_BYTES.v5.subarray(0, -1), 2, 0xa4);
    const error = decodeErrorOf(() => decode(MonMap, cut, { release: 'luminous' }));
    expect(error).toMatchObject({ code: 'length_past_parent', path: 'MonMap.mon_info[0].struct_len', offset: 125, needed: 42, available: 41 });
  });

  it('a release checks the end of the outer struct only when that struct ends', () => {
    const short = patched(MON_MAP_BYTES.v5, 2, 0); // struct_len 0
    expect(decodeErrorOf(() => decode(MonMap, short, { release: 'luminous' }))).toMatchObject({ code: 'past_struct_end', path: 'MonMap', offset: 171 });
    expect(decodeErrorOf(() => decode(MonMap, short))).toMatchObject({ code: 'past_struct_end', path: 'MonMap.fsid', offset: 6 });
  });
});

describe('what each release writes', () => {
  it.each(NAMES.slice(1))('%s reads itself', (as) => {
    const { bytes } = fixture('mon/MonMap/v9-three-mons.bin');
    const written = encode(MonMap, decode(MonMap, bytes), { release: as, features: Mask64.ALL });
    const read = decode(MonMap, written, { release: as });
    expect(read.ranks).toHaveLength(3);
    expect(read).toMatchObject({ fsid: decode(MonMap, bytes).fsid, epoch: decode(MonMap, bytes).epoch });
  });
});
