import { describe, expect, it } from 'vitest';
import { Mask64 } from '../../src/features/mask64.ts';
import { NEWEST, RELEASES, release, releaseByNumber } from '../../src/features/releases.ts';
import type { ReleaseMask } from '../../src/features/releases.ts';
import { toFeatures } from '../../src/features/to_features.ts';
import { compareVersions } from '../../src/features/versions.ts';

/** The last number of a version; 0 for `0.94`. */
const numberOf = (version: string): number => Number(version.split('.')[2] ?? 0);

describe('the releases', () => {
  it('are numbered as ceph_release_t', () => {
    expect(RELEASES.map((r) => [r.number, r.name])).toEqual([
      [1, 'argonaut'], [2, 'bobtail'], [3, 'cuttlefish'], [4, 'dumpling'], [5, 'emperor'], [6, 'firefly'], [7, 'giant'],
      [8, 'hammer'], [9, 'infernalis'], [10, 'jewel'], [11, 'kraken'], [12, 'luminous'], [13, 'mimic'], [14, 'nautilus'],
      [15, 'octopus'], [16, 'pacific'], [17, 'quincy'], [18, 'reef'], [19, 'squid'], [20, 'tentacle'],
    ]);
  });

  it('are found by name and by number', () => {
    expect(release('luminous').number).toBe(12);
    expect(releaseByNumber(12)).toBe(release('luminous'));
    expect(releaseByNumber(NEWEST.number)).toBe(NEWEST);
    expect(releaseByNumber(0)).toBeUndefined();
    expect(releaseByNumber(NEWEST.number + 1)).toBeUndefined();
  });

  it('refuse an unknown name and say which are known', () => {
    expect(() => release('hamer')).toThrow(new TypeError(`unknown release "hamer": known are ${RELEASES.map((r) => r.name).join(', ')}`));
    expect(() => release('constructor')).toThrow(TypeError);
  });

  it('have their newest mask and its source at hand', () => {
    expect(release('hammer')).toMatchObject({ mask: Mask64.of(0x00c3_ffff_ffff_ffffn), source: 'header' });
    expect(release('pacific').source).toBe('live');
    expect([release('octopus').source, release('squid').source]).toEqual(['report', 'derived']);
    expect(NEWEST).toBe(RELEASES.at(-1));
    expect(release('tentacle')).toMatchObject({ mask: Mask64.of(0x3f07_ffff_fffd_ffffn), source: 'header+live' });
  });

  it('have a mask for every stable version, without gaps and overlaps', () => {
    for (const { masks } of RELEASES) {
      for (const [i, [first, mask, , last]] of masks.entries()) {
        expect(compareVersions(first, last)).toBeLessThanOrEqual(0);
        const next = masks[i + 1];
        if (next === undefined) continue;
        expect(numberOf(next[0]), `${last} ${next[0]}`).toBe(numberOf(last) + 1);
        expect(next[1]).not.toEqual(mask);
      }
    }
  });

  it('have no mask where none is known', () => {
    const without = RELEASES.filter((r) => r.mask === undefined);
    expect(without.map((r) => r.name)).toEqual(['argonaut', 'bobtail']);
    for (const r of without) expect([r.masks, r.source]).toEqual([[], undefined]);
  });
});

describe('the mask of', () => {
  it.each([
    ['cuttlefish', '0.61.9', '0x00000003ffffffff'],
    ['dumpling', '0.67.11', '0x00000407ffffffff'],
    ['emperor', '0.72.2', '0x0000000fffffffff'],
    ['firefly', '0.80', '0x000007ffffffffff'],
    ['firefly', '0.80.11', '0x00002fffffffffff'],
    ['giant', '0.87.2', '0x00003fffffffffff'],
    ['hammer', '0.94', '0x0003ffffffffffff'],
    ['hammer', '0.94.4', '0x0083ffffffffffff'],
    ['hammer', '0.94.7', '0x00c3ffffffffffff'],
    ['hammer', '0.94.9', '0x00c3ffffffffffff'],
    ['infernalis', '9.2.1', '0x00ffffffffffffff'],
    ['jewel', '10.2.0', '0x07ffffffefdfbfff'],
    ['jewel', '10.2.11', '0x27ffffffefdfbfff'],
    ['kraken', '11.2.1', '0x0fffffffefdfffff'],
    ['luminous', '12.2.0', '0x1ffddff8eea4fffb'],
    ['luminous', '12.2.5', '0x1ffddff8eea4fffb'],
    ['luminous', '12.2.6', '0x3ffddff8eea4fffb'],
    ['luminous', '12.2.13', '0x3ffddff8eeacfffb'],
    ['mimic', '13.2.0', '0x1ffddff8ffa4fffb'],
    ['mimic', '13.2.1', '0x3ffddff8ffa4fffb'],
    ['mimic', '13.2.8', '0x3ffddff8ffacfffb'],
    ['nautilus', '14.2.0', '0x3ffddff8ffacffff'],
    ['nautilus', '14.2.8', '0x3ffddff8ffacffff'],
    ['nautilus', '14.2.21', '0x3ffddff8ffecffff'],
    ['octopus', '15.2.0', '0x3f01cfb8ffadffff'],
    ['octopus', '15.2.17', '0x3f01cfb8ffedffff'],
    ['pacific', '16.2.7', '0x3f01cfb9fffdffff'],
    ['pacific', '16.2.15', '0x3f01cfbdfffdffff'],
    ['quincy', '17.2.0', '0x3f01cfbb7ffdffff'],
    ['quincy', '17.2.6', '0x3f01cfbf7ffdffff'],
    ['reef', '18.2.2', '0x3f01cfbffffdffff'],
    ['reef', '18.2.7', '0x3f01cfbffffdffff'],
    ['squid', '19.2.0', '0x3f03cffffffdffff'],
    ['squid', '19.2.6', '0x3f03cffffffdffff'],
    ['tentacle', '20.2.4', '0x3f07fffffffdffff'],
  ])('%s %s is %s', (name, version, mask) => {
    const within = ([first, , , last]: ReleaseMask): boolean => compareVersions(first, version) <= 0 && compareVersions(version, last) <= 0;
    expect(release(name).masks.find(within)?.[1].toString()).toBe(mask);
  });

  it.each([
    ['dumpling@0.67.11', 'cuttlefish', [34, 42], []],
    ['0.72.2', 'dumpling', [35], [42]],
    ['0.94', 'giant', [46, 47, 48, 49], []],
    ['0.94.4', '0.94', [55], []],
    ['0.94.9', '0.94.4', [54], []],
    ['9.2.1', 'hammer', [50, 51, 52, 53], []],
    ['10.2.0', 'infernalis', [56, 57, 58], [14, 21, 28]],
    ['10.2.11', '10.2.0', [61], []],
    ['11.2.1', 'jewel', [14, 59], [61]],
    ['12.2.0', 'kraken', [21, 60], [2, 16, 17, 19, 20, 22, 24, 32, 33, 34, 45, 49]],
    ['12.2.6', '12.2.5', [61], []],
    ['12.2.13', '12.2.6', [19], []],
    ['13.2.0', 'luminous', [24, 28], [19, 61]],
    ['14.2.0', 'mimic', [2], []],
    ['14.2.21', '14.2.8', [22], []],
    ['15.2.0', 'nautilus', [16], [22, 38, 44, 50, 51, 52, 53, 54, 55]],
    ['15.2.17', '15.2.0', [22], []],
    ['16.2.0', 'octopus', [20, 32], []],
    ['16.2.15', '16.2.0', [34], []],
    ['17.2.0', '16.2.0', [33], [31]],
    ['17.2.9', '17.2.0', [34], []],
    ['18.2.7', 'quincy', [31], []],
    ['19.2.0', 'reef', [38, 49], []],
    ['20.2.4', 'squid', [44, 45, 50], []],
  ])('%s against that of %s has gained %j and lost %j', (later, earlier, gained, lost) => {
    const [now, before] = [toFeatures(later), toFeatures(earlier)];
    expect(now.without(before).bits()).toEqual(gained);
    expect(before.without(now).bits()).toEqual(lost);
  });
});
