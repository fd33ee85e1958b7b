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

  it('does not speak it with the features of Hammer and bit 59', () => {
    const patched = toFeatures('hammer').or(Mask64.bit(59));
    expect(patched.toString()).toBe('0x08c3ffffffffffff');
    expect([speaksAddr2(patched), hasBareAddr2(patched)]).toEqual([false, true]);
  });

  it.each([56, 57, 58])('does not speak it without bit %d', (bit) => {
    const features = Mask64.of(0x0f00_0000_0000_0000n).without(Mask64.bit(bit));
    expect([speaksAddr2(features), hasBareAddr2(features)]).toEqual([false, true]);
  });

  it('needs no more than bits 56 to 59', () => {
    expect(speaksAddr2(Mask64.of(0x0f00_0000_0000_0000n))).toBe(true);
  });

  it('is judged in the same way if it is a kernel client', () => {
    const masks = ['0x27018fb86aa42ada', '0x2f018fb86aa42ada', '0x2f018fb87aa4aafe'];
    expect(masks.map((mask) => speaksAddr2(toFeatures(mask)))).toEqual([false, true, true]);
  });
});
