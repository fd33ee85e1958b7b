import { describe, expect, it } from 'vitest';
import { ADDR2_IMPLIED_BITS } from '../../../src/features/judge/trust/addr2.ts';
import { FEATURES, INCARNATION_MASKS } from '../../../src/features/tables/ceph_features.ts';
import { INFERENCE_TABLES, inferRelease } from '../../../src/features/tables/inference.ts';
import { Mask64 } from '../../../src/features/mask64.ts';
import { kernelClientOf } from '../../../src/features/tables/kernel_masks.ts';
import { RESERVED, RESERVED_BROKEN, sanitize } from '../../../src/features/sanitize.ts';
import { toFeatures } from '../../../src/features/to_features.ts';
import { compareVersions } from '../../../src/features/versions.ts';
import { hasSharedFeatures, sharedFeatures } from './shared.ts';

// The tables of this library were made from ../shared/features.json. If that file is there, they must still agree with it.
describe.skipIf(!hasSharedFeatures)('the tables, compared with ../shared/features.json,', () => {
  it('have every name of every bit, in order; a version that it calls inexact may be older here', () => {
    const theirs = sharedFeatures().bits.flatMap(({ bit, names }) => names.map((n) => ({ ...n, bit })));
    expect(FEATURES.map((f) => f.name)).toEqual(theirs.map((n) => n.name));
    for (const [i, { introduced, introducedExact, ...ours }] of FEATURES.entries()) {
      const n = theirs[i];
      expect(ours).toEqual({
        name: n?.name, bit: n?.bit, incarnation: n?.incarnation, mask: Mask64.parse(n?.mask ?? ''),
        deprecated: n?.deprecated ?? undefined, retired: n?.retired ?? undefined, lastDefined: n?.last_defined ?? undefined,
      });
      if (n?.introduced_exact === true) expect({ introduced, introducedExact }).toEqual({ introduced: n.introduced ?? undefined, introducedExact: true });
      else expect(compareVersions(introduced ?? '', n?.introduced ?? '')).toBeLessThanOrEqual(0);
    }
  });

  it('have the incarnations and sentinels', () => {
    const { incarnation_masks, sentinels, msg_addr2_companions } = sharedFeatures();
    for (const i of [1, 2, 3] as const) expect(INCARNATION_MASKS[i]).toEqual(Mask64.parse(incarnation_masks[i] ?? ''));
    expect([RESERVED.bits(), RESERVED_BROKEN.bits()]).toEqual([[sentinels.RESERVED], [sentinels.RESERVED_BROKEN]]);
    expect(sanitize(RESERVED_BROKEN)).toEqual(Mask64.parse(sentinels.sanitize_result));
    expect(ADDR2_IMPLIED_BITS.bits()).toEqual(msg_addr2_companions);
  });

  it('have the mask of every version there', () => {
    const { releases } = sharedFeatures();
    expect(releases.map((r) => `${r.version} ${toFeatures(`${r.name}@${r.version}`)}`)).toEqual(releases.map((r) => `${r.version} ${r.all}`));
  });

  it('infer what was computed there', () => {
    for (const { all, inferred } of sharedFeatures().releases) {
      const features = Mask64.parse(all);
      expect(INFERENCE_TABLES.map((table) => inferRelease(features, table))).toEqual([
        inferred['table_12_2_5_to_16_0_0'], inferred['table_18_2_7'], inferred['table_20_2_4'],
      ]);
    }
  });

  it('have the kernel clients', () => {
    for (const { features } of sharedFeatures().observed_kernel_clients) expect(kernelClientOf(Mask64.parse(features))).not.toBeNull();
  });
});
