import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { ADDR2_IMPLIED_BITS } from '../../../../src/features/judge/trust/addr2.ts';
import { GENUINE_MASKS, USER_SPACE_MASKS, evidenceOf, missingImpliedBits } from '../../../../src/features/judge/trust/implied_bits.ts';
import { firstAdvertised } from '../../../../src/features/tables/bit_meaning.ts';
import { KERNEL_MASKS } from '../../../../src/features/tables/kernel_masks.ts';
import { Mask64 } from '../../../../src/features/mask64.ts';
import { RELEASES } from '../../../../src/features/releases.ts';
import { toFeatures } from '../../../../src/features/to_features.ts';
import type { FeaturesLike } from '../../../../src/features/to_features.ts';
import { compareVersions } from '../../../../src/features/versions.ts';

/** The bits that are reported. */
const reported = (from: FeaturesLike): number[] => missingImpliedBits(toFeatures(from)).map((s) => s.bit);
const withBit = (from: FeaturesLike, bit: number): Mask64 => toFeatures(from).or(Mask64.bit(bit));

describe('a genuine mask', () => {
  it('has every implied bit', () => {
    expect(GENUINE_MASKS.filter((mask) => reported(mask).length > 0)).toEqual([]);
  });

  it('has every implied bit also when ANDed with another, as in a connection', () => {
    for (const one of GENUINE_MASKS) for (const other of GENUINE_MASKS) expect(reported(one.and(other))).toEqual([]);
  });

  it('would pass even if the tables did not list it', () => {
    const kernels = KERNEL_MASKS.map((k) => k.mask);
    for (const mask of GENUINE_MASKS) {
      const isOther = (other: Mask64): boolean => !other.equals(mask);
      expect(missingImpliedBits(mask, evidenceOf(USER_SPACE_MASKS.filter(isOther), kernels.filter(isOther)))).toEqual([]);
    }
  });

  it('passes when any number of them are ANDed', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...GENUINE_MASKS), { minLength: 1, maxLength: 6 }), (masks) => {
        expect(reported(masks.reduce((all, mask) => all.and(mask)))).toEqual([]);
      }),
    );
  });

  // What Jewel and two Luminous have in common, and Nautilus and Quincy; Squid with the bits of Ceph's nvmeof branches.
  it.each(['0x7fddff8ee8cbffb', '0x7fddff8ee84bffb', '0x3f01cfb87fecffff', '0x3f03dffffffdffff'])(
    'that the tables do not list, %s, passes',
    (mask) => {
      expect(reported(mask)).toEqual([]);
    },
  );
});

describe('a sparse mask', () => {
  it.each(['0x0', '0x20', '0x8020', '0x0400000000008020', '0x0f00000000008020', '0x2f00000010008024'])('for example of a probe, %s, is not checked', (mask) => {
    expect(reported(mask)).toEqual([]);
  });
});

describe('bit 59 is reported', () => {
  const old = RELEASES.filter((r) => r.number <= 9).flatMap((r) => r.masks.map(([version, mask]) => [`${r.name} ${version}`, mask] as const));

  it.each(old)('on %s', (_, mask) => {
    expect(reported(withBit(mask, 59))).toEqual([59]);
  });

  it.each(['0.94', '0.94.4', '0.94.7', '0.94.9', '9.2.1'])('on %s, because 56, 57 and 58 are missing', (version) => {
    expect(missingImpliedBits(withBit(version, 59))).toEqual([{ bit: 59, missing: [56, 57, 58] }]);
  });

  it('together with another reported bit', () => {
    expect(reported(withBit(withBit('hammer', 59), 61))).toEqual([59, 61]);
    expect(reported('0x08c7ffffffffffff')).toEqual([59]); // 9.0.3 added bit 50
  });

  it('even in a sparse mask', () => {
    expect(reported('0x0800000000008020')).toEqual([59]);
  });

  it('if any one of its implied bits is missing', () => {
    for (const bit of ADDR2_IMPLIED_BITS.bits()) {
      expect(missingImpliedBits(toFeatures('kraken').without(Mask64.bit(bit)))).toEqual([{ bit: 59, missing: [bit] }]);
    }
  });

  it.each(['10.2.0', '10.2.11'])('on Jewel %s, which has those three, because 14 is missing', (version) => {
    expect(missingImpliedBits(withBit(version, 59))).toEqual([{ bit: 59, missing: [14] }]);
  });

  it('not on a kernel client with 56, 57 and 58: later kernels do have 59 without 14', () => {
    expect(reported(withBit('0x27018fb86aa42ada', 59))).toEqual([]);
  });

  it('with the implied bits that follow from the genuine masks', () => {
    const withBit59 = USER_SPACE_MASKS.filter((mask) => mask.has(Mask64.bit(59)));
    const always = withBit59.reduce((all, mask) => all.and(mask)).without(Mask64.bit(59));
    expect(always.without(toFeatures('hammer'))).toEqual(ADDR2_IMPLIED_BITS);
  });
});

describe('a bit that is newer than the peer', () => {
  it.each([
    ['hammer', 58, [56, 57]],
    ['hammer', 60, [56, 57, 58, 59]],
    ['hammer', 51, [50, 52, 53]],
    ['hammer', 57, [56]],
    ['9.2.1', 57, [56]],
    ['jewel', 60, [14, 21, 59]],
    ['cuttlefish', 48, [35, 36, 37, 39, 40, 41, 42, 43, 46, 47]],
  ])('on %s, bit %d, lacks %j', (release, bit, missing) => {
    expect(missingImpliedBits(withBit(release, bit)).map((s) => s.missing)).toEqual([missing]);
  });

  it('is reported alone, without the bits that the peer really has', () => {
    for (const { mask, bit } of laterBits(GENUINE_MASKS)) expect(reported(withBit(mask, bit)).filter((b) => b !== bit)).toEqual([]);
  });

  it('is detected in four of five cases on user space; in the others it is one version ahead, as in an unknown version', () => {
    const detectedOf = (masks: readonly Mask64[]): number[] => {
      const all = laterBits(masks);
      return [all.filter(({ mask, bit }) => reported(withBit(mask, bit)).includes(bit)).length, all.length];
    };
    expect(detectedOf(USER_SPACE_MASKS)).toEqual([416, 532]);
    expect(detectedOf(KERNEL_MASKS.map((k) => k.mask))).toEqual([160, 419]);
  });

  it.each([50, 56])('%d passes on Hammer: 9.0.3 and 10.0.0 are one version ahead of it', (bit) => {
    expect(reported(withBit('hammer', bit))).toEqual([]);
  });
});

/** Each of these masks with each bit that is newer than all its bits, unless the result is a genuine mask. */
function laterBits(masks: readonly Mask64[]): { mask: Mask64; bit: number }[] {
  const genuine = new Set(GENUINE_MASKS.map(String));
  const dateOf = (bit: number, mask: Mask64): string => firstAdvertised(bit, mask)?.introduced ?? '0';
  return [...new Set(masks.map(String))].map(Mask64.parse).flatMap((mask) => {
    const age = mask.bits().map((bit) => dateOf(bit, Mask64.NONE)).sort(compareVersions).at(-1) ?? '0';
    return Mask64.ALL.bits()
      .filter((bit) => bit < 62 && !mask.has(Mask64.bit(bit)) && compareVersions(dateOf(bit, withBit(mask, bit)), age) > 0)
      .filter((bit) => !genuine.has(withBit(mask, bit).toString()))
      .map((bit) => ({ mask, bit }));
  });
}
