import { describe, expect, it } from 'vitest';
import { Mask64 } from '../../src/features/mask64.ts';
import { RELEASES } from '../../src/features/releases.ts';
import { sanitize } from '../../src/features/sanitize.ts';

describe('sanitize', () => {
  it('leaves bits 0 to 32 if bit 63 is set, whatever other bits are set', () => {
    expect(sanitize(Mask64.ALL)).toEqual(Mask64.of(0x1_ffff_ffffn));
    expect(sanitize(Mask64.bit(63))).toEqual(Mask64.of(0x1_ffff_ffffn));
  });

  it('changes no other features', () => {
    const masks = [Mask64.NONE, Mask64.bit(62), Mask64.of(2n ** 63n - 1n), ...RELEASES.flatMap((r) => r.masks.map(([, mask]) => mask))];
    for (const mask of masks) expect(sanitize(mask)).toBe(mask);
  });
});
