import { describe, expect, it } from 'vitest';
import { firstAdvertised, meaningOf, namesOfBit } from '../../../src/features/tables/bit_meaning.ts';
import { Mask64 } from '../../../src/features/mask64.ts';
import { toFeatures } from '../../../src/features/to_features.ts';

describe('a bit beside other features', () => {
  it.each([
    ['hammer', ['MONCLOCKCHECK'], '0.61'],
    ['nautilus', ['SERVER_NAUTILUS'], '14.0.0'],
  ])('2 means, among those of %s, %j', (release, names, introduced) => {
    expect(meaningOf(2, toFeatures(release)).map((f) => f.name)).toEqual(names);
    expect(firstAdvertised(2, toFeatures(release))?.introduced).toBe(introduced);
  });

  it('has a meaning even if the features lack it', () => {
    expect(meaningOf(59, Mask64.NONE).map((f) => f.name)).toEqual(['FS_BTIME', 'FS_CHANGE_ATTR', 'MSG_ADDR2']);
    expect(meaningOf(20, toFeatures('octopus')).map((f) => f.name)).toEqual(['SERVER_PACIFIC']);
  });

  it('is named by its meaning here, then by its other meanings', () => {
    expect(namesOfBit(14, toFeatures('kraken'))).toEqual(['SERVER_KRAKEN', 'OMAP']);
    expect(namesOfBit(14, toFeatures('hammer'))).toEqual(['OMAP', 'SERVER_KRAKEN']);
  });

  it('has the date of the first of its names', () => {
    expect(firstAdvertised(59, Mask64.NONE)).toMatchObject({ name: 'FS_BTIME', introduced: '11.0.1' });
    expect(firstAdvertised(62, Mask64.ALL)).toBeUndefined();
  });

  it('has the date of an older meaning if no version advertised the newest', () => {
    // OS_PERF_STAT_NS of the third incarnation was never advertised.
    expect(firstAdvertised(17, toFeatures('tentacle'))).toMatchObject({ name: 'QOS_DMC', introduced: '13.0.1' });
  });
});
