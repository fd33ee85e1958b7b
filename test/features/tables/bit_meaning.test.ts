import { describe, expect, it } from 'vitest';
import { firstAdvertised, meaningIn, namesOfBit } from '../../../src/features/tables/bit_meaning.ts';
import { Mask64 } from '../../../src/features/mask64.ts';
import { toFeatures } from '../../../src/features/to_features.ts';

describe('a bit of a word', () => {
  it.each([
    ['hammer', ['MONCLOCKCHECK'], '0.61'],
    ['nautilus', ['SERVER_NAUTILUS'], '14.0.0'],
  ])('2 means, in that of %s, %j', (release, names, introduced) => {
    expect(meaningIn(2, toFeatures(release)).map((f) => f.name)).toEqual(names);
    expect(firstAdvertised(2, toFeatures(release))?.introduced).toBe(introduced);
  });

  it('has a meaning even where the word lacks it', () => {
    expect(meaningIn(59, Mask64.NONE).map((f) => f.name)).toEqual(['FS_BTIME', 'FS_CHANGE_ATTR', 'MSG_ADDR2']);
    expect(meaningIn(20, toFeatures('octopus')).map((f) => f.name)).toEqual(['SERVER_PACIFIC']);
  });

  it('is named by the meaning in force, then by the others', () => {
    expect(namesOfBit(14, toFeatures('kraken'))).toEqual(['SERVER_KRAKEN', 'OMAP']);
    expect(namesOfBit(14, toFeatures('hammer'))).toEqual(['OMAP', 'SERVER_KRAKEN']);
  });

  it('dates from the first of its names', () => {
    expect(firstAdvertised(59, Mask64.NONE)).toMatchObject({ name: 'FS_BTIME', introduced: '11.0.1' });
    expect(firstAdvertised(62, Mask64.ALL)).toBeUndefined();
  });

  it('dates from an older meaning where nobody advertised the newest', () => {
    // OS_PERF_STAT_NS of the third incarnation was never advertised.
    expect(firstAdvertised(17, toFeatures('tentacle'))).toMatchObject({ name: 'QOS_DMC', introduced: '13.0.1' });
  });
});
