import { describe, expect, it } from 'vitest';
import { Mask64 } from '../../src/features/mask64.ts';
import { RELEASES } from '../../src/features/releases.ts';
import { toFeatures } from '../../src/features/to_features.ts';

const MASKED = RELEASES.filter((r) => r.mask !== undefined).map((r) => r.name).join(', ');

describe('toFeatures', () => {
  it('gives a mask back as it is', () => {
    const mask = Mask64.bit(59);
    expect(toFeatures(mask)).toBe(mask);
  });

  it.each([
    [0x08c3_ffff_ffff_ffffn, '0x08c3ffffffffffff'],
    ['0x8c3FFFFFFFFFFFF', '0x08c3ffffffffffff'],
    ['hammer', '0x00c3ffffffffffff'],
    ['hammer@0.94.4', '0x0083ffffffffffff'],
    ['0.94', '0x0003ffffffffffff'],
    ['12.2.5', '0x1ffddff8eea4fffb'],
    ['luminous', '0x3ffddff8eeacfffb'],
    ['dumpling@0.67', '0x00000007ffffffff'],
    ['tentacle', '0x3f07fffffffdffff'],
  ])('gives for %s the mask %s', (from, mask) => {
    expect(toFeatures(from).toString()).toBe(mask);
  });

  it('gives for a release the mask of its newest version', () => {
    for (const { name, mask } of RELEASES) if (mask !== undefined) expect(toFeatures(name)).toBe(mask);
  });

  it.each([
    ['0.94.8', 'no verified features of "0.94.8": known are those of 0.94, 0.94.4, 0.94.7, 0.94.9'],
    ['hammer@0.94.8', 'no verified features of "hammer@0.94.8": known are those of 0.94, 0.94.4, 0.94.7, 0.94.9'],
    ['hammer@12.2.5', 'no verified features of "hammer@12.2.5": known are those of 0.94, 0.94.4, 0.94.7, 0.94.9'],
    ['15.2.17', 'no verified features of "15.2.17": known are those of 15.2.0'],
    ['quincy', `no verified features of release "quincy": known are those of ${MASKED}`],
    ['hamer', `unknown features "hamer": known are 0x and hex digits, a version, or a release of ${MASKED}`],
    ['Hammer', `unknown features "Hammer": known are 0x and hex digits, a version, or a release of ${MASKED}`],
    ['17.2.0', `unknown features "17.2.0": known are 0x and hex digits, a version, or a release of ${MASKED}`],
    ['squid@19.2.0', `unknown features "squid@19.2.0": known are 0x and hex digits, a version, or a release of ${MASKED}`],
    ['', `unknown features "": known are 0x and hex digits, a version, or a release of ${MASKED}`],
    ['0xhammer', 'a mask is "0x" and 1 to 16 hex digits, got "0xhammer"'],
  ])('refuses "%s" and says what is known', (from, message) => {
    expect(() => toFeatures(from)).toThrow(new TypeError(message));
  });

  it('refuses a name that every JavaScript object has', () => {
    expect(() => toFeatures('constructor')).toThrow(TypeError);
  });

  it('refuses a number, which cannot hold 64 flags', () => {
    expect(() => toFeatures(59 as unknown as bigint)).toThrow(new TypeError('features are a Mask64, a bigint or a string, got number 59'));
    expect(() => toFeatures(2n ** 64n)).toThrow(RangeError);
  });
});
