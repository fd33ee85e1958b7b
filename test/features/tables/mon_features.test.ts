import { describe, expect, it } from 'vitest';
import { Mask64 } from '../../../src/features/mask64.ts';
import { inferReleaseFromMonFeatures, inferredReleaseNumber, monFeatureMask, monFeatureNames } from '../../../src/features/tables/mon_features.ts';

describe('the names of monitor features', () => {
  // ceph mon dump -f json of a fresh 16.2.15, persistent features 0xff
  const pacific = ['kraken', 'luminous', 'mimic', 'osdmap-prune', 'nautilus', 'octopus', 'pacific', 'elector-pinging'];

  it('are those of ceph mon dump', () => {
    expect(monFeatureNames(Mask64.of(0xffn))).toEqual(pacific);
  });

  it('go on to Tentacle, and to bits apart from any release', () => {
    expect(monFeatureNames(Mask64.of(0x1_8000_0fffn)).slice(8)).toEqual([
      'quincy', 'reef', 'squid', 'tentacle', 'cephx_auth_aes256k', 'nvmeof_beacon_diff',
    ]);
    expect(monFeatureNames(Mask64.bit(63))).toEqual(['reserved']);
  });

  it('are "unknown" for each bit without one', () => {
    expect(monFeatureNames(Mask64.of(0xc000_0000_0000_0001n))).toEqual(['kraken', 'unknown', 'reserved']);
  });

  it('are none for an empty mask', () => {
    expect(monFeatureNames(Mask64.NONE)).toEqual([]);
  });

  it('give the mask back', () => {
    expect(monFeatureMask(pacific)).toEqual(Mask64.of(0xffn));
    expect(monFeatureMask([])).toEqual(Mask64.NONE);
  });

  it('are refused when they stand for no bit', () => {
    expect(() => monFeatureMask(['kraken', 'unknown'])).toThrow(/^unknown monitor feature "unknown": known are kraken, luminous/);
    expect(() => monFeatureMask(['constructor'])).toThrow(TypeError);
  });
});

describe('the release of monitor features', () => {
  it.each([
    [0x1n, 'kraken'], // corpus, 11.2.0
    [0x1fn, 'nautilus'], // 14.2.21
    [0x3fn, 'octopus'], // corpus, 15.0.0
    [0xffn, 'pacific'], // 16.2.15
    [0x3ffn, 'reef'], // 18.2.7
    [0x7ffn, 'squid'], // corpus, 19.2.0
    [0x1_8000_0fffn, 'tentacle'], // 20.2.4
    [0x2n, 'luminous'],
    [0x4n, 'mimic'],
    [0x100n, 'quincy'],
    [0x801n, 'tentacle'],
  ])('%d is %s', (mask, name) => {
    expect(inferReleaseFromMonFeatures(Mask64.of(mask))?.name).toBe(name);
  });

  it.each([[0n, 0], [1n, 11], [3n, 12], [0x1fn, 14], [0xffn, 16], [0x3ffn, 18], [0x1_8000_0fffn, 20], [0x88n, 0], [0x8000_0000_0000_0001n, 11]])('%d is the min_mon_release %d', (mask, number) => {
    expect(inferredReleaseNumber(Mask64.of(mask))).toBe(number);
  });

  it('is none where no release bit is set', () => {
    expect(inferReleaseFromMonFeatures(Mask64.NONE)).toBeUndefined();
    expect(inferReleaseFromMonFeatures(Mask64.of(0x8000_0000_8000_0088n))).toBeUndefined();
  });
});
