import { describe, expect, it } from 'vitest';
import { encode } from '../../src/encoding/ceph_type.ts';
import { Mask64 } from '../../src/features/mask64.ts';
import type { MaskLike } from '../../src/features/mask64.ts';
import * as features from '../../src/features.ts';
import { MonFeature } from '../../src/types/mon/mon_feature_t.ts';

/* A mask that was cloned, or was in JSON, is as good as the mask: to every function that takes one. */

const MASK = Mask64.parse('0x08c3ffffffffffff');
const AS: readonly (readonly [string, MaskLike])[] = [
  ['a clone', structuredClone(MASK)],
  ['hex', JSON.parse(JSON.stringify(MASK)) as string],
  ['a bigint', MASK.toBigInt()],
];

/** Every exported function whose first argument is a mask, with the result that is compared. */
const QUESTIONS: Readonly<Record<string, (mask: Mask64) => unknown>> = {
  describeFeatures: (mask) => features.featuresText(features.describeFeatures(mask)),
  exactMatches: features.exactMatches,
  nearestRelease: (mask) => features.nearestRelease(mask),
  speaksAddr2: features.speaksAddr2,
  whoIs: (mask) => features.whoText(features.whoIs(mask)),
  kernelClientOf: (mask) => features.kernelClientOf(mask),
  missingImpliedBits: (mask) => features.missingImpliedBits(mask),
  sanitize: (mask) => features.sanitize(mask).toString(),
  toFeatures: (mask) => features.toFeatures(mask).toString(),
  negotiate: (mask) => features.negotiationText(features.negotiate('pacific', mask)),
  inferRelease: (mask) => features.inferRelease(mask),
  inferReleaseFromMonFeatures: (mask) => features.inferReleaseFromMonFeatures(mask)?.name,
  monFeatureNames: features.monFeatureNames,
  'encode for a peer': (mask) => encode(MonFeature, Mask64.NONE, { features: mask }),
  'encode a value': (mask) => encode(MonFeature, mask),
  'print a value': (mask) => [MonFeature.print(mask), MonFeature.dump(mask, true)],
};

describe.each(AS)('%s of a mask', (_, like) => {
  it.each(Object.entries(QUESTIONS))('gives what the mask gives: %s', (__, ask) => {
    expect(ask(like as Mask64)).toEqual(ask(MASK));
  });
});

describe('anything else', () => {
  it.each([[{}, 'an object with the keys (none)'], [{ low: 1 }, 'an object with the keys low'], [undefined, '"undefined"'], [255, '"255"'], ['255 ', '"255 "']])('is refused: %j', (value, named) => {
    expect(() => Mask64.from(value as never)).toThrow(TypeError);
    expect(() => Mask64.from(value as never)).toThrow(named);
  });

  it('is refused if a half does not fit', () => {
    expect(() => Mask64.from({ lo: 2 ** 40, hi: 0 })).toThrow(RangeError);
    expect(() => Mask64.from({ lo: 0.5, hi: 0 })).toThrow(RangeError);
  });
});
