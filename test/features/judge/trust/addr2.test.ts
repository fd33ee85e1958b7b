import { describe, expect, it } from 'vitest';
import { hasBareAddr2, speaksAddr2 } from '../../../../src/features/judge/trust/addr2.ts';
import { Mask64 } from '../../../../src/features/mask64.ts';
import { RELEASES, release } from '../../../../src/features/releases.ts';
import { toFeatures } from '../../../../src/features/to_features.ts';

describe('a peer', () => {
  it('speaks ADDR2 from Kraken on', () => {
    for (const { name, number, masks } of RELEASES) {
      for (const [version, mask] of masks) {
        expect([name, version, speaksAddr2(mask)]).toEqual([name, version, number >= release('kraken').number]);
        expect(hasBareAddr2(mask)).toBe(false);
      }
    }
  });

  it('with bit 59 in a Hammer word does not speak it', () => {
    const patched = toFeatures('hammer').or(Mask64.bit(59));
    expect(patched.toString()).toBe('0x08c3ffffffffffff');
    expect([speaksAddr2(patched), hasBareAddr2(patched)]).toEqual([false, true]);
  });

  it.each([56, 57, 58])('without bit %d does not speak it', (bit) => {
    const word = Mask64.of(0x0f00_0000_0000_0000n).without(Mask64.bit(bit));
    expect([speaksAddr2(word), hasBareAddr2(word)]).toEqual([false, true]);
  });

  it('needs no more than bits 56 to 59', () => {
    expect(speaksAddr2(Mask64.of(0x0f00_0000_0000_0000n))).toBe(true);
  });

  it('that is a kernel is judged alike', () => {
    const words = ['0x27018fb86aa42ada', '0x2f018fb86aa42ada', '0x2f018fb87aa4aafe'];
    expect(words.map((word) => speaksAddr2(toFeatures(word)))).toEqual([false, true, true]);
  });
});
