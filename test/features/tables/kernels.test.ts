import { describe, expect, it } from 'vitest';
import { KERNEL_BITS, KERNEL_CLIENTS, KERNEL_MASKS, firstKernel, kernelClientOf } from '../../../src/features/tables/kernels.ts';
import { Mask64 } from '../../../src/features/mask64.ts';
import { compareVersions } from '../../../src/features/versions.ts';

describe('the masks of kernel clients', () => {
  it('with a kernel version are its bits according to the notes in Ceph’s header', () => {
    for (const { mask, since, client } of KERNEL_MASKS) {
      if (since === undefined) continue;
      const bits = KERNEL_BITS.filter((k) => compareVersions(k.since, since) <= 0 && (client === 'cephfs' || k.cephfsOnly !== true));
      expect(mask.bits(), `${since} ${client}`).toEqual(bits.map((k) => k.bit));
    }
  });

  // Each from the report that is named beside it in kernels.ts.
  it.each([
    '0x4a042a42', '0x102b84a842a42', '0x106b84a842a42', '0x107b84a842aca', '0x7010fb86aa42ada', '0x7018fb86aa42ada', '0x27018fb86aa42ada',
  ])('have %s of a public report', (mask) => {
    expect(kernelClientOf(Mask64.parse(mask))).not.toBeNull();
  });

  it('are all different, and include those that releases.ts lists', () => {
    expect(new Set(KERNEL_MASKS.map((k) => k.mask.toString())).size).toBe(KERNEL_MASKS.length);
    expect(KERNEL_MASKS.map((k) => k.mask)).toEqual(expect.arrayContaining([...KERNEL_CLIENTS]));
  });
});

describe('the first kernel with', () => {
  it.each([
    [18, 1, '3.6'], [25, 1, '3.9'], [41, 1, '3.15'], [48, 1, '4.1'], [58, 1, '4.5'], [21, 2, '4.13'],
  ])('bit %d in incarnation %d is Linux %s', (bit, incarnation, kernel) => {
    expect(firstKernel(bit, incarnation)).toBe(kernel);
  });

  it('a bit is not known if the header has no note, or kernels never had the bit in this meaning', () => {
    expect([firstKernel(59, 1), firstKernel(21, 1)]).toEqual([null, null]);
  });
});
