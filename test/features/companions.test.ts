import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { ADDR2_COMPANIONS } from '../../src/features/addr2.ts';
import { GENUINE_WORDS, USER_SPACE_WORDS, strayBits } from '../../src/features/companions.ts';
import { firstAdvertised } from '../../src/features/in_force.ts';
import { Mask64 } from '../../src/features/mask64.ts';
import { RELEASES } from '../../src/features/releases.ts';
import { toFeatures } from '../../src/features/to_features.ts';
import type { FeaturesLike } from '../../src/features/to_features.ts';
import { compareVersions } from '../../src/features/versions.ts';

const strays = (from: FeaturesLike): number[] => strayBits(toFeatures(from)).map((s) => s.bit);
const withBit = (from: FeaturesLike, bit: number): Mask64 => toFeatures(from).or(Mask64.bit(bit));

describe('a genuine word', () => {
  it('has no stray bit', () => {
    expect(GENUINE_WORDS.filter((word) => strays(word).length > 0)).toEqual([]);
  });

  it('has none either when ANDed with another, as a connection does', () => {
    for (const one of GENUINE_WORDS) for (const other of GENUINE_WORDS) expect(strays(one.and(other))).toEqual([]);
  });

  it('has none when any number are ANDed', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...GENUINE_WORDS), { minLength: 1, maxLength: 6 }), (words) => {
        expect(strays(words.reduce((all, word) => all.and(word)))).toEqual([]);
      }),
    );
  });

  // None of these is in the tables: later point releases of Octopus and Pacific, by `ceph features` in public reports,
  // 12.2.13 speaking to Jewel, a newer Octopus's client, and a word seen in the AND of a Nautilus monitor.
  it.each(['0x3f01cfb8ffedffff', '0x3f01cfb9fffdffff', '0x7fddff8ee8cbffb', '0x7fddff8ee84bffb', '0x3f01cfbfffedffff'])(
    'that the tables do not have, %s, has none',
    (word) => {
      expect(strays(word)).toEqual([]);
    },
  );
});

describe('bit 59 is stray', () => {
  const old = RELEASES.filter((r) => r.number <= 9).flatMap((r) => r.masks.map(([version, mask]) => [`${r.name} ${version}`, mask] as const));

  it.each(old)('on %s', (_, mask) => {
    expect(strays(withBit(mask, 59))).toEqual([59]);
  });

  it.each(['0.94', '0.94.4', '0.94.7', '0.94.9', '9.2.1'])('on %s, for want of 56, 57 and 58', (version) => {
    expect(strayBits(withBit(version, 59))).toEqual([{ bit: 59, missing: [56, 57, 58] }]);
  });

  it('beside another stray bit, neither hiding the other', () => {
    expect(strays(withBit(withBit('hammer', 59), 61))).toEqual([59, 61]);
    expect(strays('0x08c7ffffffffffff')).toEqual([59]); // bit 50 is what 9.0.3 added
  });

  it('for want of any one of its companions', () => {
    for (const bit of ADDR2_COMPANIONS.bits()) {
      expect(strayBits(toFeatures('kraken').without(Mask64.bit(bit)))).toEqual([{ bit: 59, missing: [bit] }]);
    }
  });

  it('not on Jewel, which has them: bit 14 alone is missing, as it is in kernels', () => {
    expect(strays(withBit('10.2.0', 59))).toEqual([]);
    expect(strays(withBit('10.2.11', 59))).toEqual([]);
  });

  it('with the companions that the words themselves give', () => {
    const having = USER_SPACE_WORDS.filter((word) => word.has(Mask64.bit(59)));
    const always = having.reduce((all, word) => all.and(word)).without(Mask64.bit(59));
    expect(always.without(toFeatures('hammer'))).toEqual(ADDR2_COMPANIONS);
  });
});

describe('a bit from a later age', () => {
  it.each([
    ['hammer', 58, [56, 57]],
    ['hammer', 60, [56, 57, 58, 59]],
    ['hammer', 51, []],
    ['cuttlefish', 48, [35, 36, 37, 39, 40, 41, 42, 43, 46, 47]],
  ])('on %s, bit %d, lacks %j', (release, bit, missing) => {
    expect(strayBits(withBit(release, bit)).map((s) => s.missing)).toEqual(missing.length === 0 ? expect.anything() : [missing]);
  });

  it('is stray on its own, and casts no doubt on the bits that belong there', () => {
    for (const { word, bit } of laterBits(GENUINE_WORDS)) expect(strays(withBit(word, bit)).filter((b) => b !== bit)).toEqual([]);
  });

  it('is caught in three quarters of all cases; the rest are one step ahead, as an unknown version could be', () => {
    const all = laterBits(GENUINE_WORDS);
    const caught = all.filter(({ word, bit }) => strays(withBit(word, bit)).includes(bit));
    expect([caught.length, all.length]).toEqual([0, 0]);
  });
});

/** Every genuine word with every bit that is newer than all it has, where that makes no genuine word. */
function laterBits(words: readonly Mask64[]): { word: Mask64; bit: number }[] {
  const unique = [...new Set(words.map(String))].map((word) => Mask64.parse(word));
  const dateOf = (bit: number, word: Mask64): string => firstAdvertised(bit, word)?.introduced ?? '0';
  return unique.flatMap((word) => {
    const age = word.bits().map((bit) => dateOf(bit, word)).sort(compareVersions).at(-1) ?? '0';
    return Mask64.ALL.bits()
      .filter((bit) => bit < 62 && !word.has(Mask64.bit(bit)) && compareVersions(dateOf(bit, withBit(word, bit)), age) > 0)
      .filter((bit) => !unique.some((other) => other.equals(withBit(word, bit))))
      .map((bit) => ({ word, bit }));
  });
}
