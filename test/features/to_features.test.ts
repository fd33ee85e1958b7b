import { describe, expect, it } from 'vitest';
import { Mask64 } from '../../src/features/mask64.ts';
import { RELEASES, release } from '../../src/features/releases.ts';
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
    ['0.94.8', 'hammer'], ['hammer@0.94.8', 'hammer'], ['v15.2.17', 'octopus'], ['Quincy', 'quincy'], ['SQUID', 'squid'], ['19.2.3', 'squid'],
    ['18', 'reef'], ['16.2', 'pacific'],
  ])('reads names and versions in every form: %s', (from, name) => {
    expect(toFeatures(from)).toEqual(release(name).mask);
  });

  it.each([
    ['4541880224203014143', '0x3f07fffffffdffff'],
    ['3f01cfb8ffadffff', '0x3f01cfb8ffadffff'],
    ['ffffffffffffffff', '0xffffffffffffffff'],
    ['"features": "0x3f01cfbffffdffff",', '0x3f01cfbffffdffff'],
    ['“0x3f01cfbffffdffff”', '0x3f01cfbffffdffff'],
    ['\t4540138322906710015,\n', '0x3f01cfbffffdffff'],
    ['features=0x2f018fb87aa4aafe', '0x2f018fb87aa4aafe'],
    ['features 0x2f018fb87aa4aafe (luminous)', '0x2f018fb87aa4aafe'],
    ['"quorum_con": "4540138297136906239"', '0x3f01cfb9fffdffff'],
    ['"con_features": 288863570635330', '0x000106b84a842a42'],
    ['con_features_hex: 20000000000', '0x0000020000000000'],
    ['"required_con": "0"', '0x0000000000000000'],
    ['0', '0x0000000000000000'],
    ['8796093022207', '0x000007ffffffffff'], // Firefly 0.80 in decimal; no peer advertises 0x8796093022207
  ])('reads masks as Ceph prints them, with what is pasted around them: %j', (from, mask) => {
    expect(toFeatures(from).toString()).toBe(mask);
  });

  it('names both readings of digits that can be decimal or hex, if neither or both are known', () => {
    expect(() => toFeatures('2040000')).toThrow(new TypeError(
      '"2040000" can be 0x0000000002040000 (hex) or 0x00000000001f20c0 (decimal): write 0x and hex digits'));
  });

  it.each([
    ['0.94.11', 'the features of "0.94.11" are not known: known are those of 0.94 to 0.94.3, 0.94.4 to 0.94.6, 0.94.7 to 0.94.10'],
    ['bobtail', `the features of "bobtail" are not known: known are those of ${MASKED}`],
    ['hammer@12.2.5', '"hammer@12.2.5": 12.2.5 is a version of luminous, not of hammer'],
    ['hamer', `unknown features "hamer": known are a mask in hex or decimal, a version, or a release of ${MASKED}`],
    ['', `unknown features "": known are a mask in hex or decimal, a version, or a release of ${MASKED}`],
    ['0xhammer', 'a mask is "0x" and 1 to 16 hex digits, got "0xhammer"'],
  ])('refuses "%s" and says what is known', (from, message) => {
    expect(() => toFeatures(from)).toThrow(new TypeError(message));
  });

  it('refuses a decimal number of more than 64 bits', () => {
    expect(() => toFeatures('18446744073709551616')).toThrow(RangeError);
  });

  it('refuses a name that every JavaScript object has', () => {
    expect(() => toFeatures('constructor')).toThrow(TypeError);
  });

  it('refuses a number, which cannot hold 64 flags', () => {
    expect(() => toFeatures(59 as unknown as bigint)).toThrow(new TypeError('features are a Mask64, a bigint or a string, got number 59'));
    expect(() => toFeatures(2n ** 64n)).toThrow(RangeError);
  });
});
