import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { ADDR2_IMPLIED_BITS } from '../../../../src/features/judge/trust/addr2.ts';
import { GENUINE_MASKS, USER_SPACE_MASKS, evidenceOf, unimpliedBits } from '../../../../src/features/judge/trust/implied_bits.ts';
import { firstAdvertised } from '../../../../src/features/tables/bit_meaning.ts';
import { KERNEL_WORDS } from '../../../../src/features/tables/kernels.ts';
import { Mask64 } from '../../../../src/features/mask64.ts';
import { RELEASES } from '../../../../src/features/releases.ts';
import { toFeatures } from '../../../../src/features/to_features.ts';
import type { FeaturesLike } from '../../../../src/features/to_features.ts';
import { compareVersions } from '../../../../src/features/versions.ts';

const strays = (from: FeaturesLike): number[] => unimpliedBits(toFeatures(from)).map((s) => s.bit);
const withBit = (from: FeaturesLike, bit: number): Mask64 => toFeatures(from).or(Mask64.bit(bit));

describe('a genuine word', () => {
  it('has no stray bit', () => {
    expect(GENUINE_MASKS.filter((word) => strays(word).length > 0)).toEqual([]);
  });

  it('has none either when ANDed with another, as a connection does', () => {
    for (const one of GENUINE_MASKS) for (const other of GENUINE_MASKS) expect(strays(one.and(other))).toEqual([]);
  });

  it('would have had none if the tables had not had it', () => {
    const kernels = KERNEL_WORDS.map((k) => k.word);
    for (const word of GENUINE_MASKS) {
      const isOther = (other: Mask64): boolean => !other.equals(word);
      expect(unimpliedBits(word, evidenceOf(USER_SPACE_MASKS.filter(isOther), kernels.filter(isOther)))).toEqual([]);
    }
  });

  it('has none when any number are ANDed', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...GENUINE_MASKS), { minLength: 1, maxLength: 6 }), (words) => {
        expect(strays(words.reduce((all, word) => all.and(word)))).toEqual([]);
      }),
    );
  });

  // Later point releases of Octopus and Pacific by the feature_map of public reports, and what Jewel and two Luminous share.
  it.each(['0x3f01cfb8ffedffff', '0x3f01cfb9fffdffff', '0x7fddff8ee8cbffb', '0x7fddff8ee84bffb'])(
    'that the tables do not have, %s, has none',
    (word) => {
      expect(strays(word)).toEqual([]);
    },
  );
});

describe('a choice of bits', () => {
  it.each(['0x0', '0x20', '0x8020', '0x0400000000008020', '0x0f00000000008020', '0x2f00000010008024'])('as of a probe, %s, has no age', (word) => {
    expect(strays(word)).toEqual([]);
  });
});

describe('bit 59 is stray', () => {
  const old = RELEASES.filter((r) => r.number <= 9).flatMap((r) => r.masks.map(([version, mask]) => [`${r.name} ${version}`, mask] as const));

  it.each(old)('on %s', (_, mask) => {
    expect(strays(withBit(mask, 59))).toEqual([59]);
  });

  it.each(['0.94', '0.94.4', '0.94.7', '0.94.9', '9.2.1'])('on %s, for want of 56, 57 and 58', (version) => {
    expect(unimpliedBits(withBit(version, 59))).toEqual([{ bit: 59, missing: [56, 57, 58] }]);
  });

  it('beside another stray bit, neither hiding the other', () => {
    expect(strays(withBit(withBit('hammer', 59), 61))).toEqual([59, 61]);
    expect(strays('0x08c7ffffffffffff')).toEqual([59]); // bit 50 is what 9.0.3 added
  });

  it('even in a choice of bits', () => {
    expect(strays('0x0800000000008020')).toEqual([59]);
  });

  it('for want of any one of its companions', () => {
    for (const bit of ADDR2_IMPLIED_BITS.bits()) {
      expect(unimpliedBits(toFeatures('kraken').without(Mask64.bit(bit)))).toEqual([{ bit: 59, missing: [bit] }]);
    }
  });

  it.each(['10.2.0', '10.2.11'])('on Jewel %s, which has those three, for want of 14', (version) => {
    expect(unimpliedBits(withBit(version, 59))).toEqual([{ bit: 59, missing: [14] }]);
  });

  it('not on a kernel’s word that has 56, 57 and 58: the next kernels have it so, without 14', () => {
    expect(strays(withBit('0x27018fb86aa42ada', 59))).toEqual([]);
  });

  it('with the companions that the words themselves give', () => {
    const having = USER_SPACE_MASKS.filter((word) => word.has(Mask64.bit(59)));
    const always = having.reduce((all, word) => all.and(word)).without(Mask64.bit(59));
    expect(always.without(toFeatures('hammer'))).toEqual(ADDR2_IMPLIED_BITS);
  });
});

describe('a bit from a later age', () => {
  it.each([
    ['hammer', 58, [56, 57]],
    ['hammer', 60, [56, 57, 58, 59]],
    ['hammer', 51, [50, 52, 53]],
    ['hammer', 57, [56]],
    ['9.2.1', 57, [56]],
    ['jewel', 60, [14, 21, 59]],
    ['cuttlefish', 48, [35, 36, 37, 39, 40, 41, 42, 43, 46, 47]],
  ])('on %s, bit %d, lacks %j', (release, bit, missing) => {
    expect(unimpliedBits(withBit(release, bit)).map((s) => s.missing)).toEqual([missing]);
  });

  it('is stray on its own, and casts no doubt on the bits that belong there', () => {
    for (const { word, bit } of laterBits(GENUINE_MASKS)) expect(strays(withBit(word, bit)).filter((b) => b !== bit)).toEqual([]);
  });

  it('is caught on user space in four of five cases; in the others it is a step ahead, as in an unknown version', () => {
    const caughtOf = (words: readonly Mask64[]): number[] => {
      const all = laterBits(words);
      return [all.filter(({ word, bit }) => strays(withBit(word, bit)).includes(bit)).length, all.length];
    };
    expect(caughtOf(USER_SPACE_MASKS)).toEqual([401, 499]);
    expect(caughtOf(KERNEL_WORDS.map((k) => k.word))).toEqual([159, 416]);
  });

  it.each([50, 56])('%d passes on Hammer: 9.0.3 and 10.0.0 are that much ahead of it', (bit) => {
    expect(strays(withBit('hammer', bit))).toEqual([]);
  });
});

/** Every genuine word with every bit that is newer than all it has, where that makes no genuine word. */
function laterBits(words: readonly Mask64[]): { word: Mask64; bit: number }[] {
  const genuine = new Set(GENUINE_MASKS.map(String));
  const dateOf = (bit: number, word: Mask64): string => firstAdvertised(bit, word)?.introduced ?? '0';
  return [...new Set(words.map(String))].map(Mask64.parse).flatMap((word) => {
    const age = word.bits().map((bit) => dateOf(bit, Mask64.NONE)).sort(compareVersions).at(-1) ?? '0';
    return Mask64.ALL.bits()
      .filter((bit) => bit < 62 && !word.has(Mask64.bit(bit)) && compareVersions(dateOf(bit, withBit(word, bit)), age) > 0)
      .filter((bit) => !genuine.has(withBit(word, bit).toString()))
      .map((bit) => ({ word, bit }));
  });
}
