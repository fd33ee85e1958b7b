import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode, encode } from '../../../src/encoding/ceph_type.ts';
import { Encoder } from '../../../src/encoding/encoder.ts';
import { writeFast } from '../../../src/encoding/fast/encode.ts';
import { LEAST_SPACE, SLAB_LENGTH } from '../../../src/encoding/slab.ts';
import { CODEC_RELEASES, NEWEST_CODEC } from '../../../src/features/codec_release.ts';
import { Mask64 } from '../../../src/features/mask64.ts';
import { release } from '../../../src/features/releases.ts';
import { MonMap } from '../../../src/types/mon/MonMap/MonMap.ts';
import { TYPES } from '../../../src/types/registry.ts';
import type { AnyCephType } from '../../../src/types/registry.ts';
import { fixture, fixtures } from '../../support/fixtures.ts';
import { GENERATORS } from '../../types/support/arbitraries.ts';

interface Given {
  readonly type: AnyCephType;
  readonly value: unknown;
  readonly features: Mask64;
  readonly writer: (typeof CODEC_RELEASES)[number];
}

const PEERS = [Mask64.NONE, Mask64.ALL, ...['hammer', 'luminous', 'nautilus', 'reef'].map((name) => release(name).mask ?? Mask64.NONE)];

/** The bytes that the labelled encoder writes, or its error. */
function labelled({ type, value, features, writer }: Given): unknown {
  return outcome(() => {
    const e = new Encoder(features, writer);
    type.encode(e, value);
    return e.toBytes();
  });
}

function outcome(write: () => Uint8Array): unknown {
  try {
    return Array.from(write());
  } catch (error) {
    return { name: (error as Error).name, message: (error as Error).message };
  }
}

/** What the fast encoder alone writes; null if it leaves the value to the labelled one. */
function fast({ type, value, features, writer }: Given): unknown {
  const bytes = type.fastEncode === undefined ? null : writeFast(type.fastEncode, value, features, writer);
  return bytes && Array.from(bytes);
}

const given: fc.Arbitrary<Given> = fc.constantFrom(...TYPES.values()).chain((type) =>
  fc.record({
    type: fc.constant(type),
    value: GENERATORS[type.name] ?? fc.constant(null),
    features: fc.constantFrom(...PEERS),
    writer: fc.constantFrom(...CODEC_RELEASES),
  }),
);

/** The same value with another number, text or nothing in the place of one that is in it. */
function spoiled(value: unknown, pick: () => number): unknown {
  if (value instanceof Map) return new Map([...value].map(([key, each]) => [key, pick() % 2 === 0 ? spoiled(each, pick) : each]));
  if (Array.isArray(value)) return value.map((each) => (pick() % 2 === 0 ? spoiled(each, pick) : each));
  if (typeof value === 'number') return [-1, 256, 2 ** 16, 2 ** 32, 0.5, NaN, '7'][pick() % 7];
  if (typeof value === 'bigint') return [-(2n ** 63n) - 1n, 2n ** 64n, 5][pick() % 3];
  if (typeof value === 'string') return ['\ud800', 'é', 'x'.repeat(300)][pick() % 3];
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value) || value instanceof Mask64) return value;
  const keys = Object.keys(value);
  const key = keys[pick() % keys.length];
  return key === undefined ? value : { ...value, [key]: spoiled((value as Record<string, unknown>)[key], pick) };
}

describe('a fast encoder', () => {
  it('is made for every type, except for an empty front', () => {
    expect([...TYPES.values()].filter(({ fastEncode }) => fastEncode === undefined).map(({ name }) => name)).toEqual(['MMonGetMap']);
  });

  it.each(fixtures())('writes $file as the labelled one does, for every peer and release', ({ type, bytes }) => {
    const value = decode(type, bytes);
    const isLeft = (value as { message?: unknown } | null)?.message != null || type.fastEncode === undefined;
    for (const writer of CODEC_RELEASES) {
      for (const features of PEERS) {
        const one = { type, value, features, writer };
        const expected = labelled(one);
        const bytes = fast(one);
        // What is longer than the least space of a slab may not fit, after whatever was written before.
        if (bytes === null && Array.isArray(expected) && expected.length > LEAST_SPACE) continue;
        expect(bytes).toEqual(isLeft || !Array.isArray(expected) ? null : expected);
      }
    }
  });

  it('never differs from the labelled one, for whatever peers in any order', () => {
    let written = 0;
    fc.assert(
      fc.property(given, (one) => {
        const bytes = fast(one);
        if (bytes !== null) written++;
        const expected = labelled(one);
        expect(bytes ?? expected).toEqual(expected);
        expect(outcome(() => encode(one.type, one.value, { features: one.features, release: one.writer.name }))).toEqual(expected);
      }),
      { numRuns: 5000 },
    );
    expect(written).toBeGreaterThan(2500);
  });

  it('leaves what does not fit to the labelled one, whose error is reported', () => {
    let failed = 0;
    fc.assert(
      fc.property(given, fc.infiniteStream(fc.nat(1000)), (one, picks) => {
        const changed = { ...one, value: spoiled(one.value, () => picks.next().value as number) };
        const expected = labelled(changed);
        if (!Array.isArray(expected)) failed++;
        expect(fast(changed) ?? expected).toEqual(expected);
      }),
      { numRuns: 5000 },
    );
    expect(failed).toBeGreaterThan(1000);
  });

  it('leaves a map that is not in order, and a value that does not fit into a slab', () => {
    const map = decode(MonMap, fixture('mon/MonMap/v9-three-mons.bin').bytes);
    const inOtherOrder = { ...map, monInfo: new Map([...map.monInfo].reverse()) };
    const large = { ...map, removedRanks: Array.from({ length: SLAB_LENGTH }, (_, i) => i) };
    for (const value of [inOtherOrder, large]) {
      const one = { type: TYPES.get('MonMap') ?? expect.unreachable(), value, features: Mask64.ALL, writer: NEWEST_CODEC };
      expect(fast(one)).toBeNull();
      expect(outcome(() => encode(MonMap, value, { features: Mask64.ALL }))).toEqual(labelled(one));
    }
    expect(encode(MonMap, inOtherOrder)).toEqual(encode(MonMap, map));
  });

  it('fills slab after slab, and what it wrote stays as it was', () => {
    const map = decode(MonMap, fixture('mon/MonMap/v9-three-mons.bin').bytes);
    const first = encode(MonMap, map);
    const copies = Array.from({ length: (3 * SLAB_LENGTH) / first.length }, () => encode(MonMap, map));
    for (const copy of copies) expect(copy).toEqual(first);
  });

  it('writes while another encode waits for a getter of its value', () => {
    const map = decode(MonMap, fixture('mon/MonMap/v9-three-mons.bin').bytes);
    const expected = encode(MonMap, map);
    const nested = { ...map, get epoch(): number { return encode(MonMap, map).length > 0 ? map.epoch : 0; } };
    expect(encode(MonMap, nested)).toEqual(expected);
  });
});
