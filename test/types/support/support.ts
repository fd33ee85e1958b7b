import { expect, it } from 'vitest';
import { toHex } from '../../../src/buffer/bytes/hex.ts';
import { decode, encode } from '../../../src/encoding/ceph_type.ts';
import type { CephType, EncodeOptions } from '../../../src/encoding/ceph_type.ts';
import { DecodeError } from '../../../src/encoding/decode_error.ts';
import { formatJson, parseJson } from '../../../src/text/json.ts';
import { Mask64 } from '../../../src/features/mask64.ts';
import { parseEntityAddr } from '../../../src/types/common/entity_addr_t.ts';
import type { EntityAddr } from '../../../src/types/common/entity_addr_t.ts';
import type { MonInfo } from '../../../src/types/mon/mon_info_t/mon_info_t.ts';
import type { MonMap } from '../../../src/types/mon/MonMap/MonMap.ts';

/** Returns addresses from their texts. */
export function addrs(...texts: string[]): EntityAddr[] {
  return texts.map((text) => parseEntityAddr(text));
}

/** Returns a monitor with a name and addresses; everything else has its default. */
export function monOf(name: string, ...texts: string[]): MonInfo {
  return { name, publicAddrs: addrs(...texts), priority: 0, weight: 0, crushLoc: new Map(), timeAdded: { sec: 0, nsec: 0 }, newer: null };
}

/** Returns a map of monitors in the order of their ranks, with `fields`; everything else has its default. */
export function mapOf(mons: readonly MonInfo[], fields: Partial<MonMap> = {}): MonMap {
  return {
    fsid: 'a95fdcf2-74c1-456e-9de8-b4bd237924bc',
    epoch: 7,
    lastChanged: { sec: 1_600_000_000, nsec: 123_456_789 },
    created: { sec: 1_500_000_000, nsec: 0 },
    persistentFeatures: Mask64.of(0xffn),
    optionalFeatures: Mask64.NONE,
    monInfo: new Map(mons.map((mon) => [mon.name, mon])),
    ranks: mons.map(({ name }) => name),
    minMonRelease: 16,
    removedRanks: [],
    strategy: 1,
    disallowedLeaders: [],
    stretchModeEnabled: false,
    tiebreakerMon: '',
    stretchMarkedDownMons: [],
    authEpoch: 0,
    authServiceCipher: 1,
    authAllowedCiphers: [1, 2],
    authPreferredCipher: 1,
    globalStretchModeEnabled: false,
    monAddr: null,
    appendedMap: null,
    newer: null,
    ...fields,
  };
}

/** Returns the encoding in hex, which a failed test shows better than bytes. */
export function written<T>(type: CephType<T>, value: T, options: EncodeOptions = {}): string {
  return toHex(encode(type, value, options));
}

/** Returns the value that is loaded from the text of its exact JSON. */
export function throughExactJson<T>(type: CephType<T>, value: T): T {
  return type.load(parseJson(formatJson(type.dump(value, true))));
}

/** Returns the value of an input or its DecodeError; throws any other error. */
export function outcome<T>(type: CephType<T>, input: Uint8Array): T | DecodeError {
  try {
    return decode(type, input);
  } catch (error) {
    if (error instanceof DecodeError) return error;
    throw error;
  }
}

/** Returns the length of every prefix that decodes without a DecodeError. */
export function readablePrefixes<T>(type: CephType<T>, bytes: Uint8Array): number[] {
  const lengths = Array.from({ length: bytes.length }, (_, length) => length);
  return lengths.filter((length) => !(outcome(type, bytes.subarray(0, length)) instanceof DecodeError));
}

/** Tests what holds for every type, on one of its encodings. */
export function itIsACephType<T>(type: CephType<T>, bytes: Uint8Array): void {
  it('is a DecodeError when cut at any length', () => {
    expect(readablePrefixes(type, bytes)).toEqual([]);
  });

  it('is a DecodeError when a byte is left after it', () => {
    const longer = new Uint8Array([...bytes, 0]);
    expect(outcome(type, longer)).toMatchObject({ code: 'trailing_bytes', path: type.name, offset: bytes.length });
  });

  it('comes back from its exact JSON', () => {
    const value = decode(type, bytes);
    expect(throughExactJson(type, value)).toEqual(value);
  });
}
