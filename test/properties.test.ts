import fc from 'fast-check';
import type { Arbitrary } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toHex } from '../src/buffer/bytes/hex.ts';
import { decode, encode } from '../src/encoding/ceph_type.ts';
import type { CephType } from '../src/encoding/ceph_type.ts';
import { DecodeError } from '../src/encoding/decode_error.ts';
import { MONENC, MONNAMES, MSG_ADDR2, SERVER_NAUTILUS } from '../src/features/masks.ts';
import { Mask64 } from '../src/features/mask64.ts';
import { CODEC_RELEASES } from '../src/features/codec_release.ts';
import { MonMap } from '../src/types/mon/MonMap/MonMap.ts';
import { EntityAddr } from '../src/types/common/entity_addr_t.ts';
import { EntityAddrvec } from '../src/types/common/entity_addrvec_t.ts';
import { MonInfo } from '../src/types/mon/mon_info_t/mon_info_t.ts';
import { TYPES } from '../src/types/registry.ts';
import { fixtures } from './support/fixtures.ts';
import { LINEAR, growth } from './support/growth.ts';
import { hex } from './support/support.ts';
import * as any from './types/support/arbitraries.ts';
import { addrAcross, addrvecAcross, monMapAcross } from './types/support/projection.ts';
import { outcome, readablePrefixes, throughExactJson } from './types/support/support.ts';

const writers = CODEC_RELEASES;

/** Words that have or lack what the encoding depends on, and any others. */
const words: Arbitrary<Mask64> = fc
  .tuple(any.mask64, fc.subarray([MONNAMES, MONENC, MSG_ADDR2, SERVER_NAUTILUS]), fc.subarray([MONNAMES, MONENC, MSG_ADDR2, SERVER_NAUTILUS]))
  .map(([word, having, lacking]) => {
    const more = having.reduce((sum, feature) => sum.or(feature), word);
    return lacking.reduce((sum, feature) => sum.without(feature), more.or(MONNAMES).or(MONENC));
  });

/** What `value` is once `writer` wrote it for `features` and we read it. */
function across<T>(type: CephType<T>, value: T, writer: (typeof writers)[number], features: Mask64): T {
  return decode(type, encode(type, value, { release: writer.name, features }));
}

describe.each(writers)('what $name writes', (writer) => {

  it('is, of any MonMap and for any peer, what the version that the peer gets can carry', () => {
    fc.assert(
      fc.property(any.monMaps, words, (map, features) => {
        expect(across(MonMap, map, writer, features)).toEqual(monMapAcross(map, { writer, features }));
      }),
      { numRuns: 150 },
    );
  });

  it('is the same when it has been read and is written again', () => {
    fc.assert(
      fc.property(any.monMaps, words, (map, features) => {
        const options = { release: writer.name, features };
        const once = encode(MonMap, across(MonMap, map, writer, features), options);
        expect(toHex(encode(MonMap, decode(MonMap, once), options))).toBe(toHex(once));
      }),
      { numRuns: 50 },
    );
  });

  it('is, of any address, what its form can carry', () => {
    fc.assert(
      fc.property(any.entityAddrs, any.addrvecs, words, (addr, addrs, features) => {
        const to = { writer, features };
        expect(across(EntityAddr, addr, writer, features)).toEqual(addrAcross(addr, to));
        expect(across(EntityAddrvec, addrs, writer, features)).toEqual(addrvecAcross(addrs, to));
      }),
    );
  });
});

const everyType = [...TYPES.values()].map((type) => ({ type, values: any.GENERATORS[type.name] ?? fc.constant(undefined) }));

it('every type has its generator', () => {
  expect(Object.keys(any.GENERATORS)).toEqual([...TYPES.keys()]);
});

describe.each(everyType)('any $type.name', ({ type, values }) => {
  it('comes back from its exact JSON', () => {
    const property = fc.property(values, (value) => {
      expect(throughExactJson(type, value)).toEqual(value);
    });
    fc.assert(property, { numRuns: 200 });
  });

  it('prints as text', () => {
    const property = fc.property(values, (value) => {
      expect(type.print(value)).toBeTypeOf('string');
    });
    fc.assert(property);
  });
});

const seeds = fixtures();

/** A v2 map is whole without the map behind it: that of one monitor "a", with its legacy address. */
const ONE_MON_V2_LENGTH = 2 + 16 + 4 + 4 + 5 + 136 + 16;

/** Where a beginning is whole too. */
const WHOLE_BEFORE_THE_END: ReadonlyMap<string, number> = new Map([
  ['messages/MAuth/v1-hello.bin', 56], // monmap_epoch may be absent
  ['messages/MMonGetMap/v1-stored.bin', 0], // a front of nothing
  ['messages/MMonSubscribe/v3-mon-dump.bin', 42], // a v2
  ['mon/MonMap/v2-then-v3-hammer.bin', ONE_MON_V2_LENGTH],
  ['mon/MonMap/v2-then-v5-luminous.bin', ONE_MON_V2_LENGTH],
]);

describe('bytes that are no encoding', () => {
  it.each(seeds)('are a DecodeError where they are the beginning of $file', ({ file, type, bytes }) => {
    const whole = WHOLE_BEFORE_THE_END.get(file);
    expect(readablePrefixes(type, bytes)).toEqual(whole === undefined ? [] : [whole]);
  });

  it.each(seeds)('are a value or a DecodeError where they are a damaged $file', ({ type, bytes }) => {
    fc.assert(fc.property(damaged(bytes), (input) => holdsTogether(type, input)), { numRuns: 150 });
  });

  it.each([...TYPES.values()])('are a value or a DecodeError where a $name is awaited', (type) => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400, size: 'max' }), (input) => holdsTogether(type, input)), { numRuns: 300 });
  });

  it.each([...TYPES.values()])('are a value or a DecodeError where a $name is awaited and another type comes', (type) => {
    for (const { bytes } of seeds) holdsTogether(type, bytes);
  });
});

/** Flipped bits, bytes replaced, inserted and removed, and the end cut off. */
function damaged(bytes: Uint8Array): Arbitrary<Uint8Array> {
  const at = fc.nat(Math.max(0, bytes.length - 1));
  const flip = fc.tuple(at, fc.nat(7)).map(([i, bit]) => (input: number[]) => input.splice(i, 1, (input[i] ?? 0) ^ (1 << bit)));
  const replace = fc.tuple(at, fc.uint8Array({ maxLength: 4 })).map(([i, by]) => (input: number[]) => input.splice(i, by.length, ...by));
  const insert = fc.tuple(at, fc.uint8Array({ maxLength: 4 })).map(([i, by]) => (input: number[]) => input.splice(i, 0, ...by));
  const remove = fc.tuple(at, fc.nat(8)).map(([i, count]) => (input: number[]) => input.splice(i, count));
  return fc.array(fc.oneof(flip, replace, insert, remove), { minLength: 1, maxLength: 4 }).map((changes) => {
    const input = [...bytes];
    for (const change of changes) change(input);
    return Uint8Array.from(input, (octet) => octet & 0xff);
  });
}

/** A value that was read can be printed, told in JSON, and written; what was written is read and written alike. */
function holdsTogether(type: CephType<unknown>, input: Uint8Array): void {
  const value = outcome(type, input);
  if (value instanceof DecodeError) {
    expect(value.offset).toBeLessThanOrEqual(input.length);
    expect(value.path.startsWith(type.name)).toBe(true);
    return;
  }
  type.print(value);
  type.remarks?.(value);
  expect(throughExactJson(type, value)).toEqual(value);
  const once = encode(type, value);
  expect(toHex(encode(type, decode(type, once)))).toBe(toHex(once));
}

describe('a count of 4 billion', () => {
  const BILLIONS = hex`ffffffff`;
  const claims = [
    { what: 'addresses', type: EntityAddrvec, path: 'entity_addrvec_t.v', input: hex`02 ${BILLIONS} ${new Uint8Array(11)}` },
    { what: 'monitors by rank', type: MonMap, path: 'MonMap.mon_inst', input: hex`0100 ${new Uint8Array(20)} ${BILLIONS}` },
    { what: 'monitors by name', type: MonMap, path: 'MonMap.mon_addr', input: hex`0200 ${new Uint8Array(20)} ${BILLIONS} ${new Uint8Array(16)}` },
    { what: 'places', type: MonInfo, path: 'mon_info_t.crush_loc', input: hex`05 01 15000000 00000000 02 00000000 0000 0000 ${BILLIONS} 00000000` },
  ];

  it.each(claims)('$what is refused at the first that is not there, and nothing is allocated for the rest', ({ type, path, input }) => {
    const before = process.memoryUsage();
    const error = outcome(type as unknown as CephType<unknown>, input);
    const after = process.memoryUsage();
    expect((error as DecodeError).path).toContain(path);
    expect(after.heapUsed + after.external - before.heapUsed - before.external).toBeLessThan(8 << 20);
  });
});

describe('a large map', () => {
  it('of names that are nobody is read, remarked upon and told in time that grows with its size', () => {
    const telling = (count: number) => (): void => {
      const ranks = Array.from({ length: count }, (_, i) => `r${i}`);
      const map = decode(MonMap, encode(MonMap, { ...emptyMap(), ranks }));
      expect(MonMap.remarks?.(map)).toHaveLength(ranks.length);
      expect(throughExactJson(MonMap, map).ranks).toEqual(ranks);
    };
    expect(growth(250, telling)).toBeLessThan(LINEAR);
  });
});

function emptyMap() {
  return decode(MonMap, hex`0200 ${new Uint8Array(20)} 00000000 ${new Uint8Array(16)}`);
}
