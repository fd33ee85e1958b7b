import { describe, expect, it } from 'vitest';
import { versionsAdvertising } from '../../../src/features/tables/advertised.ts';
import { HISTORY } from '../../../src/features/tables/history.ts';
import { Mask64 } from '../../../src/features/mask64.ts';
import { RELEASES } from '../../../src/features/releases.ts';
import { RESERVED_BROKEN } from '../../../src/features/sanitize.ts';
import { compareVersions } from '../../../src/features/versions.ts';
import { hasSharedFeatures, sharedFeatures } from '../support/shared.ts';

describe('the history of masks', () => {
  it('is in numeric order', () => {
    const versions = HISTORY.map(([since]) => since);
    expect([...versions].sort(compareVersions)).toEqual(versions);
  });

  it('has the mask of every listed version', () => {
    for (const [version, mask] of RELEASES.flatMap((r) => r.masks)) {
      const row = HISTORY.filter(([since]) => compareVersions(since, version) <= 0).at(-1);
      expect(row?.[1].toString(), version).toBe(mask.toString());
    }
  });

  it('agrees with the ranges in which each bit was advertised', () => {
    for (const [since, mask] of HISTORY) {
      if (mask.has(RESERVED_BROKEN)) continue;
      const within = (bit: number): boolean =>
        versionsAdvertising(bit).some(([from, to]) => compareVersions(from, since) <= 0 && (to === undefined || compareVersions(since, to) <= 0));
      expect(mask.bits(), since).toEqual(Mask64.ALL.bits().filter(within));
    }
  });

  it.skipIf(!hasSharedFeatures)('agrees with ../shared/features.json, which knows fewer versions', () => {
    for (const { from, all } of sharedFeatures().history) {
      const row = HISTORY.filter(([since]) => compareVersions(since, from) <= 0).at(-1);
      expect(row?.[1].toString(), from).toBe(all);
    }
  });
});
