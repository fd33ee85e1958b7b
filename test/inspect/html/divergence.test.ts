import { describe, expect, it } from 'vitest';
import type { CodecReleaseName } from '../../../src/features/codec_release.ts';
import { explain } from '../../../src/inspect/explain/explain.ts';
import { divergenceOf } from '../../../src/inspect/html/divergence.ts';
import type { Divergence } from '../../../src/inspect/html/divergence.ts';
import { MonMap } from '../../../src/types/mon/MonMap/MonMap.ts';
import { fixture } from '../../support/fixtures.ts';
import { hammers, ours } from '../support/pages.ts';

function forkFor(file: string, as: CodecReleaseName): Divergence | undefined {
  const { bytes } = fixture(file);
  return divergenceOf(explain(MonMap, bytes), explain(MonMap, bytes, { release: as }));
}

describe('forkOf', () => {
  it('finds the marker of the first address, where Hammer left the track', () => {
    expect(divergenceOf(ours(), hammers())).toMatchObject({
      offset: 42,
      how: 'parts',
      first: { path: 'MMonMap.monmap.mon_addr[0].addr.marker' },
      second: { path: 'MMonMap.monmap.mon_addr[0].addr.type' },
    });
  });

  it('finds it too where the old release fails in a field that swallows the rest', () => {
    expect(forkFor('mon/MonMap/v5-three-mons-addr2.bin', 'hammer')).toMatchObject({ offset: 35, how: 'parts' });
  });

  it('does not mind the marker of a legacy address, which Hammer takes for its type; the rest it skips', () => {
    const fork = forkFor('mon/MonMap/v5-three-mons-legacy.bin', 'hammer');
    expect(fork).toMatchObject({ how: 'skips', second: { path: 'MonMap.(skipped)' } });
  });

  it('finds where a release refuses what is too new', () => {
    expect(forkFor('mon/MonMap/v9-three-mons.bin', 'hammer')).toMatchObject({ offset: 1, how: 'stops' });
  });

  it('finds nothing where both read the same', () => {
    expect(forkFor('mon/MonMap/v3-hammer.bin', 'hammer')).toBeUndefined();
    expect(divergenceOf(ours(), ours())).toBeUndefined();
  });
});
