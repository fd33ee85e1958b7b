import { describe, expect, it } from 'vitest';
import { Mask64 } from '../../src/features/mask64.ts';
import { RELEASES } from '../../src/features/releases.ts';
import { sanitize } from '../../src/features/sanitize.ts';

describe('sanitize', () => {
  it('makes bits 0 to 32 of a word with bit 63, whatever else it has', () => {
    expect(sanitize(Mask64.ALL)).toEqual(Mask64.of(0x1_ffff_ffffn));
    expect(sanitize(Mask64.bit(63))).toEqual(Mask64.of(0x1_ffff_ffffn));
  });

  it('leaves every other word alone', () => {
    const words = [Mask64.NONE, Mask64.bit(62), Mask64.of(2n ** 63n - 1n), ...RELEASES.flatMap((r) => r.masks.map(([, mask]) => mask))];
    for (const word of words) expect(sanitize(word)).toBe(word);
  });
});
