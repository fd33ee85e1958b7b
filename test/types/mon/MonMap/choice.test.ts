import { describe, expect, it } from 'vitest';
import { decode, encode } from '../../../../src/encoding/ceph_type.ts';
import { MONENC, MONNAMES, MSG_ADDR2, SERVER_NAUTILUS } from '../../../../src/features/masks.ts';
import { Mask64 } from '../../../../src/features/mask64.ts';
import type { CodecReleaseName } from '../../../../src/features/codec_release.ts';
import { release } from '../../../../src/features/releases.ts';
import { MonMap } from '../../../../src/types/mon/MonMap/MonMap.ts';
import { addrs, mapOf, monOf } from '../../support/support.ts';

/*
 * Which version of the map, version of mon_info_t and address form each release writes for each kind of peer. The tests look at
 * the first bytes and the lengths of the encoded map, which has one monitor "a" on IPv4.
 */
const map = mapOf([monOf('a', 'v2:10.0.0.1:3300/0', 'v1:10.0.0.1:6789/0')]);
const ALL = Mask64.ALL;
const NO_NAUT = ALL.without(SERVER_NAUTILUS).or(MONENC);
const NO_MONENC = NO_NAUT.without(MONENC);
const NO_MONNAMES = NO_MONENC.without(MONNAMES);

const write = (writer: CodecReleaseName, features: Mask64): Uint8Array => encode(MonMap, map, { release: writer, features });

/** The number of bytes around the address: struct_v, fsid, epoch, count, then mon.0 or the key "a" before it; both times after it. */
const V1_AROUND = 2 + 16 + 4 + 4 + 9 + 16;
const V2_AROUND = 2 + 16 + 4 + 4 + 5 + 16;
const FORMS = { addr2: 35, legacy: 136 } as const;

/** Per release: the newest map version, the version appended to v2, and mon_info_t for a peer with and without SERVER_NAUTILUS. */
const TABLE: readonly { writer: CodecReleaseName; newest: number; appended: number | null; monInfo: number | null; oldMonInfo: number | null }[] = [
  { writer: 'hammer', newest: 3, appended: 3, monInfo: null, oldMonInfo: null },
  { writer: 'infernalis', newest: 3, appended: 3, monInfo: null, oldMonInfo: null },
  { writer: 'jewel', newest: 3, appended: 3, monInfo: null, oldMonInfo: null },
  { writer: 'kraken', newest: 5, appended: 5, monInfo: 1, oldMonInfo: 1 },
  { writer: 'luminous', newest: 5, appended: 5, monInfo: 2, oldMonInfo: 2 },
  { writer: 'mimic', newest: 5, appended: 5, monInfo: 2, oldMonInfo: 2 },
  { writer: 'nautilus', newest: 7, appended: null, monInfo: 3, oldMonInfo: 2 },
  { writer: 'octopus', newest: 7, appended: null, monInfo: 4, oldMonInfo: 2 },
  { writer: 'pacific', newest: 9, appended: null, monInfo: 5, oldMonInfo: 2 },
  { writer: 'quincy', newest: 9, appended: null, monInfo: 5, oldMonInfo: 2 },
  { writer: 'reef', newest: 9, appended: null, monInfo: 5, oldMonInfo: 2 },
  { writer: 'squid 19.2.1', newest: 9, appended: null, monInfo: 5, oldMonInfo: 2 },
  { writer: 'squid 19.2.4', newest: 9, appended: null, monInfo: 6, oldMonInfo: 2 },
  { writer: 'squid', newest: 10, appended: null, monInfo: 6, oldMonInfo: 2 },
  { writer: 'tentacle 20.2.0', newest: 9, appended: null, monInfo: 5, oldMonInfo: 2 },
  { writer: 'tentacle', newest: 10, appended: null, monInfo: 6, oldMonInfo: 2 },
];

/** Returns the struct_v of the mon_info_t, which follows its key; null for a map without one. */
function monInfoVersion(bytes: Uint8Array): number | null {
  const keyAndName = Array.from(bytes.keys()).find(
    (i) => isName(bytes, i) && bytes[i + 6] === 1 && isName(bytes, i + 11) && (bytes[i + 5] ?? 0) <= 6,
  );
  return keyAndName === undefined ? null : (bytes[keyAndName + 5] ?? null);
}

/** Returns whether the string "a" is at `at`. */
function isName(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === 1 && bytes[at + 1] === 0 && bytes[at + 2] === 0 && bytes[at + 3] === 0 && bytes[at + 4] === 0x61;
}

describe.each(TABLE)('a MonMap by $writer', ({ writer, newest, appended, monInfo, oldMonInfo }) => {
  const knowsAddr2 = newest > 3;
  const shape = (features: Mask64) => {
    const bytes = write(writer, features);
    return { structV: bytes[0], compat: bytes[1], monInfo: monInfoVersion(bytes) };
  };

  it('is of the newest version for a peer that has everything', () => {
    expect(shape(ALL)).toEqual({ structV: newest, compat: newest < 6 ? 3 : 6, monInfo });
    expect(shape(release('tentacle').mask ?? ALL)).toEqual(shape(ALL));
  });

  it('is of v5 at most for a peer that lacks any bit of SERVER_NAUTILUS', () => {
    for (const bit of [2, 28, 57]) {
      expect(shape(ALL.without(Mask64.bit(bit)))).toEqual({ structV: Math.min(newest, 5), compat: 3, monInfo: oldMonInfo });
    }
  });

  it.each(['addr2', 'legacy'] as const)('is of v2 for a peer without MONENC, with the map that the release appends, %s', (form) => {
    const features = form === 'addr2' ? NO_MONENC : NO_MONENC.without(MSG_ADDR2);
    const withMonenc = form === 'addr2' ? NO_NAUT : NO_NAUT.without(MSG_ADDR2);
    const bytes = write(writer, features);
    const length = V2_AROUND + FORMS[knowsAddr2 ? form : 'legacy'];
    expect([bytes[0], bytes[1]]).toEqual([2, 0]);
    expect(bytes.subarray(length)).toEqual(appended === null ? new Uint8Array(0) : write(writer, withMonenc));
    expect(bytes[length]).toBe(appended ?? undefined);
  });

  it.each(['addr2', 'legacy'] as const)('is of v1 for a peer without MONNAMES, whatever its other features, %s', (form) => {
    for (const features of [NO_MONNAMES, ALL.without(MONNAMES)]) {
      const bytes = write(writer, form === 'addr2' ? features : features.without(MSG_ADDR2));
      expect([bytes[0], bytes[1], bytes.length]).toEqual([1, 0, V1_AROUND + FORMS[knowsAddr2 ? form : 'legacy']]);
    }
  });

  it('has addresses in the form that only bit 59 decides, in every version', () => {
    for (const features of [ALL, NO_NAUT]) {
      const [addr2, legacy] = [write(writer, features), write(writer, features.without(MSG_ADDR2))];
      expect(includes(addr2, [0, 2, 0x1a, 0x85])).toBe(!knowsAddr2); // AF_INET big-endian, port 6789
      expect(includes(legacy, [0, 2, 0x1a, 0x85])).toBe(true);
      expect(includes(legacy, [2, 0, 0x1a, 0x85])).toBe(false);
    }
  });
});

function includes(bytes: Uint8Array, part: readonly number[]): boolean {
  return Array.from(bytes.keys()).some((at) => part.every((octet, i) => bytes[at + i] === octet));
}

describe('the mon_addr of a monitor without a legacy address', () => {
  const lonely = mapOf([monOf('a', 'v2:10.0.0.1:3300/0')]);
  const read = (writer: CodecReleaseName, features: Mask64) => decode(MonMap, encode(MonMap, lonely, { release: writer, features }));
  const addrsFrom = (writer: CodecReleaseName, features: Mask64) => {
    const back = read(writer, features);
    return [back.monAddr?.get('a') ?? 'agrees', back.monInfo.get('a')?.publicAddrs];
  };
  const [blank] = addrs('-');

  it.each<CodecReleaseName>(['kraken', 'luminous', 'mimic'])('is written as it is by %s', (writer) => {
    expect(addrsFrom(writer, NO_NAUT)).toEqual(['agrees', addrs('v2:10.0.0.1:3300/0')]);
  });

  it.each<CodecReleaseName>(['nautilus', 'octopus', 'pacific', 'quincy', 'reef 18.2.0', 'squid 19.2.0'])('is blank by %s, while mon_info has it relabelled', (writer) => {
    expect(addrsFrom(writer, NO_NAUT)).toEqual([blank, addrs('v1:10.0.0.1:3300/0')]);
    expect(read(writer, NO_MONENC).monInfo.get('a')?.publicAddrs).toEqual([blank]);
  });

  it('is blank by nautilus 14.2.0, in mon_info too', () => {
    expect(addrsFrom('nautilus 14.2.0', NO_NAUT)).toEqual(['agrees', [blank]]);
  });

  it.each<CodecReleaseName>(['reef', 'squid 19.2.1', 'squid', 'tentacle 20.2.0', 'tentacle'])('is relabelled by %s, as in mon_info', (writer) => {
    expect(addrsFrom(writer, NO_NAUT)).toEqual(['agrees', addrs('v1:10.0.0.1:3300/0')]);
    expect(read(writer, NO_MONENC).monInfo.get('a')?.publicAddrs).toEqual(addrs('v1:10.0.0.1:3300/0'));
  });

  it.each<CodecReleaseName>(['nautilus', 'octopus', 'pacific', 'quincy', 'reef', 'squid', 'tentacle'])('is blank in a v1 map by %s', (writer) => {
    expect(read(writer, NO_MONNAMES).monInfo.get('0')?.publicAddrs).toEqual([blank]);
  });
});
