import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toHex } from '../../../src/buffer/bytes/hex.ts';
import { decode, encode } from '../../../src/encoding/ceph_type.ts';
import { DecodeError } from '../../../src/encoding/decode_error.ts';
import { Decoder } from '../../../src/encoding/decoder.ts';
import { CODEC_RELEASES } from '../../../src/features/codec_release.ts';
import type { CodecReleaseName, KnownCodec } from '../../../src/features/codec_release.ts';
import { MONENC, MONNAMES, MSG_ADDR2, SERVER_NAUTILUS } from '../../../src/features/masks.ts';
import { Mask64 } from '../../../src/features/mask64.ts';
import { MMonMap } from '../../../src/types/messages/MMonMap.ts';
import { MonMap } from '../../../src/types/mon/MonMap/MonMap.ts';
import type { EntityAddr } from '../../../src/types/common/entity_addr_t.ts';
import type { Stored } from '../../../src/types/messages/message_type.ts';
import { hex } from '../../support/support.ts';
import { MON_MAP_BYTES } from '../mon/MonMap/bytes.ts';
import { monMaps } from '../support/arbitraries.ts';
import { addrs, itIsACephType, mapOf, monOf, outcome, throughExactJson, written } from '../support/support.ts';

const { v9 } = MON_MAP_BYTES;
const front = hex`${Uint8Array.of(v9.length)} 000000 ${v9}`;
const monmap = decode(MonMap, v9);
const stored: Stored<MMonMap> = {
  monmap,
  message: {
    seq: 1n, tid: 0n, type: 4, priority: 196, version: 1, dataOff: 0, src: { type: 1, num: 0n }, compatVersion: 1, reserved: 0, flags: 1,
    sealed: true, front, middle: new Uint8Array(0), data: new Uint8Array(0),
  },
};
const storedBytes = encode(MMonMap, stored, { release: 'pacific' });

describe('the front of an MMonMap', () => {
  itIsACephType(MMonMap, front);

  it('is a length and a map', () => {
    expect(decode(MMonMap, front)).toEqual({ monmap, message: null });
    expect(written(MMonMap, { monmap, message: null }, { release: 'pacific' })).toBe(toHex(front));
  });

  it.each([
    { what: 'more than the input', bytes: hex`ff000000 ${v9}`, error: { code: 'length_past_parent', path: 'MMonMap.monmap.length', offset: 0 } },
    { what: 'less than the map', bytes: hex`10000000 ${v9}`, error: { code: 'length_past_parent', path: 'MMonMap.monmap.struct_len', offset: 6 } },
    {
      what: 'more than the map', bytes: hex`${Uint8Array.of(v9.length + 1)} 000000 ${v9} 00`,
      error: { code: 'trailing_bytes', path: 'MMonMap.monmap', offset: 4 + v9.length },
    },
    { what: 'cut', bytes: hex`00`, error: { code: 'end_of_buffer', path: 'MMonMap.monmap.length', offset: 0 } },
  ])('is refused if its length is $what', ({ bytes, error }) => {
    expect(outcome(MMonMap, bytes)).toMatchObject(error);
  });

  it('has the JSON, the text and the remarks of its map', () => {
    const value = { monmap, message: null };
    expect(MMonMap.dump(value)).toEqual(MonMap.dump(monmap));
    expect(MMonMap.print(value)).toBe(MonMap.print(monmap));
    expect(MMonMap.remarks?.({ ...value, monmap: { ...monmap, ranks: [] } })).toEqual(['mon.a has no rank']);
  });
});

describe('a stored MMonMap', () => {
  itIsACephType(MMonMap, storedBytes);

  it('has its front after header and footer', () => {
    expect(decode(MMonMap, storedBytes)).toEqual(stored);
    expect(toHex(storedBytes.subarray(66))).toBe(toHex(hex`${Uint8Array.of(front.length)} 000000 ${front} 00000000 00000000`));
  });

  it('gets a new front, with its lengths and checksums, for another peer', () => {
    const bytes = encode(MMonMap, stored, { features: 'hammer' });
    const again = decode(MMonMap, bytes);
    expect(again.message?.front).toEqual(encode(MMonMap, { monmap, message: null }, { features: 'hammer' }));
    expect(again.monmap.monInfo.get('a')?.priority).toBe(5);
  });

  it('says where in the file its map is wrong', () => {
    const bytes = encode(MMonMap, { ...stored, message: stored.message && { ...stored.message, sealed: false } }, { release: 'pacific' });
    bytes[75] = 12; // struct_compat of the map, after 66 bytes of header and footer, and two lengths
    expect(outcome(MMonMap, bytes)).toMatchObject({ code: 'incompatible', path: 'MMonMap.front.monmap.struct_compat', offset: 75 });
  });

  it('comes back whole from its exact JSON', () => {
    expect(throughExactJson(MMonMap, stored)).toEqual(stored);
    expect(MMonMap.dump(stored)).toEqual(MonMap.dump(monmap));
  });
});

describe('an MMonMap for a peer without MONENC or MSG_ADDR2 is encoded twice: it', () => {
  const near = { ...monOf('near', 'v2:10.0.0.1:3300/0', 'v1:10.0.0.1:6789/0'), priority: 5, weight: 7, crushLoc: new Map([['rack', 'r1']]) };
  const far = monOf('far', 'v2:10.0.0.2:3300/0');
  const map = mapOf([near, far, monOf('third', 'v1:10.0.0.3:6788/0')]);
  const NAMED = MONNAMES.or(MONENC);
  const bytesOf = (release: CodecReleaseName, features: Mask64, given: MonMap = map): Uint8Array => encode(MMonMap, { monmap: given, message: null }, { release, features });
  const sent = (release: CodecReleaseName, features: Mask64, given: MonMap = map): MonMap => decode(MMonMap, bytesOf(release, features, given)).monmap;
  const direct = (release: CodecReleaseName, features: Mask64, given: MonMap = map): MonMap => decode(MonMap, encode(MonMap, given, { release, features }));

  it('has its v1 addresses in the order of addresses, not of ranks', () => {
    const order = (decoded: MonMap): unknown => [...decoded.monInfo.values()].map(({ publicAddrs }) => publicAddrs);
    expect(order(direct('reef', Mask64.NONE))).toEqual([addrs('v1:10.0.0.1:6789/0'), addrs('-'), addrs('v1:10.0.0.3:6788/0')]);
    expect(order(sent('reef', Mask64.NONE))).toEqual([addrs('-'), addrs('v1:10.0.0.3:6788/0'), addrs('v1:10.0.0.1:6789/0')]);
  });

  it('has the address of a v2-only monitor in mon_addr too, which a map that is encoded once leaves blank there', () => {
    expect(direct('pacific', NAMED).monAddr?.get('far')).toEqual(addrs('-')[0]);
    expect(sent('pacific', NAMED).monAddr).toBeNull();
    expect(sent('pacific', NAMED.or(MSG_ADDR2)).monAddr?.get('far')).toEqual(addrs('-')[0]);
  });

  it('has no weight and no location behind the priority, where a map that is encoded once hides them', () => {
    const hidden = (features: Mask64): string[] => ['07000100000004000000 7261636b'].filter((tail) => toHex(bytesOf('reef', features)).includes(tail.replaceAll(' ', '')));
    expect(hidden(NAMED.or(MSG_ADDR2))).toHaveLength(1);
    expect(hidden(NAMED)).toHaveLength(0);
  });

  it('has no features and priorities in the map that Kraken to Mimic append to a v2', () => {
    expect(direct('luminous', MONNAMES).appendedMap).toMatchObject({ persistentFeatures: map.persistentFeatures });
    expect(sent('luminous', MONNAMES).appendedMap).toMatchObject({ persistentFeatures: Mask64.NONE });
    expect(sent('luminous', MONNAMES).appendedMap?.monInfo.get('near')?.priority).toBe(0);
  });

  it.each(['hammer', 'jewel', 'kraken'] as const)('is encoded once for a peer without MSG_ADDR2 alone, if %s does not know this feature', (release) => {
    const odd = mapOf([{ ...monOf('a', 'v1:(unrecognized address family 1)/7'), publicAddrs: [{ ...addrs('v1:(unrecognized address family 1)/7')[0] as EntityAddr, rest: hex`cafe` }] }]);
    const keeps = toHex(bytesOf(release, NAMED, odd)).includes('cafe');
    expect(keeps).toBe(release !== 'kraken');
  });

  it('is written from the map itself, if the release aborts on what it wrote', () => {
    const shared = mapOf([monOf('a', 'v1:10.0.0.1:6789/0'), monOf('b', 'v1:10.0.0.1:6789/0')]);
    expect(toHex(bytesOf('luminous', NAMED, shared).subarray(4))).toBe(written(MonMap, shared, { release: 'luminous', features: NAMED }));
  });

  it('is the map that the release reads in what it wrote, written again', () => {
    const features = fc.subarray([MONNAMES, MONENC, SERVER_NAUTILUS]).map((some) => some.reduce((all, one) => all.or(one), Mask64.NONE));
    const readBy = (given: MonMap, release: KnownCodec, mask: Mask64): MonMap => {
      const written = encode(MonMap, given, { release: release.name, features: mask });
      try {
        return { ...MonMap.decode(new Decoder(written, release)), monAddr: null }; // a map may follow a v2 map
      } catch (error) {
        if (error instanceof DecodeError) return given;
        throw error;
      }
    };
    // Half of them have nothing that an encoding hides.
    const plain = monMaps.map((given) => ({ ...given, monAddr: null, newer: null, monInfo: new Map([...given.monInfo].map(([key, { name, publicAddrs, priority }]) => [key, { ...monOf(name), publicAddrs, priority }])) }));
    fc.assert(fc.property(fc.oneof(monMaps, plain), fc.constantFrom(...CODEC_RELEASES.filter(({ name }) => name !== 'hammer' && name !== 'infernalis' && name !== 'jewel')), features, (given, release, mask) => {
      const again = encode(MonMap, readBy(given, release, mask), { release: release.name, features: mask });
      expect(toHex(bytesOf(release.name, mask, given).subarray(4))).toBe(toHex(again));
    }), { numRuns: 3000 });
  });

  it('stays as it is when it is read and encoded for the same peer again', () => {
    const features = fc.subarray([MONNAMES, MONENC, MSG_ADDR2, SERVER_NAUTILUS]).map((some) => some.reduce((all, one) => all.or(one), Mask64.NONE)).filter((mask) => !mask.has(MONENC.or(MSG_ADDR2)));
    const since = CODEC_RELEASES.map(({ name }) => name).slice(CODEC_RELEASES.findIndex(({ name }) => name === 'nautilus'));
    // An address of no family loses its type in the legacy form, so that each further encoding may take another address for it.
    const internet = monMaps.map((given) => ({ ...given, monInfo: new Map([...given.monInfo].map(([key, info]) => [key, { ...info, publicAddrs: info.publicAddrs.filter(({ ip }) => ip !== null) }])) }));
    fc.assert(fc.property(internet, fc.constantFrom(...since), features, (given, release, mask) => {
      const bytes = bytesOf(release, mask, given);
      expect(toHex(bytesOf(release, mask, decode(MMonMap, bytes).monmap))).toBe(toHex(bytes));
    }), { numRuns: 2000 });
  });
});
