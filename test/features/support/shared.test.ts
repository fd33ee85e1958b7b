import { describe, expect, it } from 'vitest';
import { ADDR2_IMPLIED_BITS } from '../../../src/features/judge/trust/addr2.ts';
import { versionsAdvertising } from '../../../src/features/tables/advertised.ts';
import { FEATURES, INCARNATION_MASKS } from '../../../src/features/tables/ceph_features.ts';
import { INFERENCE_TABLES, inferRelease } from '../../../src/features/tables/inference.ts';
import { Mask64 } from '../../../src/features/mask64.ts';
import { RELEASES } from '../../../src/features/releases.ts';
import { KERNEL_CLIENTS } from '../../../src/features/tables/kernels.ts';
import { RESERVED, RESERVED_BROKEN, sanitize } from '../../../src/features/sanitize.ts';
import { hasSharedFeatures, sharedFeatures } from './shared.ts';

// The tables of this library were made from ../shared/features.json. If that file is there, they must still agree with it.
describe.skipIf(!hasSharedFeatures)('the tables, compared with ../shared/features.json,', () => {
  it('have every name of every bit, in order', () => {
    const theirs = sharedFeatures().bits.flatMap(({ bit, names }) =>
      names.map((n) => ({
        name: n.name,
        bit,
        incarnation: n.incarnation,
        mask: Mask64.parse(n.mask),
        introduced: n.introduced ?? undefined,
        introducedExact: n.introduced_exact,
        deprecated: n.deprecated ?? undefined,
        retired: n.retired ?? undefined,
        lastDefined: n.last_defined ?? undefined,
      })),
    );
    expect(FEATURES).toEqual(theirs);
  });

  it('have the ranges in which each bit was advertised', () => {
    const theirs = sharedFeatures().bits.map((b) => b.advertised.map(([from, to]) => (to === null ? [from] : [from, to])));
    expect(theirs.map((_, bit) => versionsAdvertising(bit))).toEqual(theirs);
  });

  it('have the incarnations and sentinels', () => {
    const { incarnation_masks, sentinels, msg_addr2_companions } = sharedFeatures();
    for (const i of [1, 2, 3] as const) expect(INCARNATION_MASKS[i]).toEqual(Mask64.parse(incarnation_masks[i] ?? ''));
    expect([RESERVED.bits(), RESERVED_BROKEN.bits()]).toEqual([[sentinels.RESERVED], [sentinels.RESERVED_BROKEN]]);
    expect(sanitize(RESERVED_BROKEN)).toEqual(Mask64.parse(sentinels.sanitize_result));
    expect(ADDR2_IMPLIED_BITS.bits()).toEqual(msg_addr2_companions);
  });

  it('have the mask and source of every release there, and no mask that is not in its history', () => {
    const { releases, history } = sharedFeatures();
    const ours = RELEASES.flatMap((r) => r.masks.map(([version, mask, source]) => `${r.name} ${version} ${mask} ${source}`));
    const theirs = releases.map((r) => `${r.name} ${r.version} ${r.all} ${r.source}`);
    const changes = history.map((h) => `${h.from} ${h.all}`);
    expect(ours.filter((o) => theirs.includes(o))).toEqual(theirs);
    const extra = ours.filter((o) => !theirs.includes(o));
    expect(extra.map((o) => o.split(' ').slice(1, 3).join(' ')).filter((o) => !changes.includes(o))).toEqual([]);
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
    expect(KERNEL_CLIENTS).toEqual(sharedFeatures().observed_kernel_clients.map((k) => Mask64.parse(k.features)));
  });
});
