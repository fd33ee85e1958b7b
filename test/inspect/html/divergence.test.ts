import { describe, expect, it } from 'vitest';
import type { CodecReleaseName } from '../../../src/features/codec_release.ts';
import { explain } from '../../../src/inspect/explain/explain.ts';
import { divergenceOf } from '../../../src/inspect/html/divergence.ts';
import type { Divergence } from '../../../src/inspect/html/divergence.ts';
import { MonMap } from '../../../src/types/mon/MonMap/MonMap.ts';
import { fixture } from '../../support/fixtures.ts';
import { hammers, ours } from '../support/pages.ts';

function divergenceFor(file: string, as: CodecReleaseName): Divergence | undefined {
  const { bytes } = fixture(file);
  return divergenceOf(explain(MonMap, bytes), explain(MonMap, bytes, { release: as }));
}

describe('divergenceOf', () => {
  it('finds the marker of the first address, which Hammer misreads', () => {
    expect(divergenceOf(ours(), hammers())).toMatchObject({
      offset: 42,
      how: 'misreads',
      first: { path: 'MMonMap.monmap.mon_addr[0].addr.marker' },
      second: { path: 'MMonMap.monmap.mon_addr[0].addr.type' },
    });
  });

  it('finds it too if the old release fails in a field that takes all the rest', () => {
    expect(divergenceFor('mon/MonMap/v5-three-mons-addr2.bin', 'hammer')).toMatchObject({ offset: 35, how: 'misreads' });
  });

  it('ignores the marker of a legacy address, which Hammer reads as the type, and finds what Hammer skips', () => {
    const divergence = divergenceFor('mon/MonMap/v5-three-mons-legacy.bin', 'hammer');
    expect(divergence).toMatchObject({ how: 'skips', second: { path: 'MonMap.(skipped)' } });
  });

  it('finds where a release refuses what is too new', () => {
    expect(divergenceFor('mon/MonMap/v9-three-mons.bin', 'hammer')).toMatchObject({ offset: 1, how: 'stops' });
  });

  it('finds nothing if both read the same', () => {
    expect(divergenceFor('mon/MonMap/v3-hammer.bin', 'hammer')).toBeUndefined();
    expect(divergenceOf(ours(), ours())).toBeUndefined();
  });
});
