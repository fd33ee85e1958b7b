import { describe, expect, it } from 'vitest';
import { KERNEL_MASKS, kernelClientOf, kernelMaskOf } from '../../../src/features/tables/kernel_masks.ts';
import { KERNEL_BITS, firstKernel } from '../../../src/features/tables/kernel_bits.ts';
import { Mask64 } from '../../../src/features/mask64.ts';
import { compareVersions } from '../../../src/features/versions.ts';

describe('the masks of kernel clients', () => {
  it('are their bits according to the notes in Ceph’s header', () => {
    for (const { mask, since, client } of KERNEL_MASKS) {
      const bits = KERNEL_BITS.filter((k) => compareVersions(k.since, since) <= 0 && (client !== 'rbd' || k.cephfsOnly !== true));
      expect(mask.bits(), `${since} ${client}`).toEqual(bits.map((k) => k.bit));
    }
  });

  it('cover every version from 3.6 on, for rbd and CephFS', () => {
    for (const kind of ['rbd', 'cephfs'] as const) {
      const rows = KERNEL_MASKS.filter(({ client }) => client === undefined || client === kind);
      expect(rows.slice(1).map((r) => r.since)).toEqual(rows.slice(0, -1).map((r) => next(r.until ?? '')));
      expect([rows[0]?.since, rows.at(-1)?.until]).toEqual(['3.6', undefined]);
    }
  });

  // Each from the report that is named beside it in kernels.ts.
  it.each([
    '0x4a042a42', '0x102b84a842a42', '0x106b84a842a42', '0x107b84a842aca', '0x7010fb86aa42ada', '0x7018fb86aa42ada', '0x27018fb86aa42ada',
  ])('have %s of a public report', (mask) => {
    expect(kernelClientOf(Mask64.parse(mask))).not.toBeNull();
  });

  it('are all different', () => {
    expect(new Set(KERNEL_MASKS.map((k) => k.mask.toString())).size).toBe(KERNEL_MASKS.length);
  });

  it('are found by the version of a kernel', () => {
    expect(kernelMaskOf('5.15.0')?.mask.toString()).toBe('0x2f018fb87aa4aafe');
    expect(kernelMaskOf('4.4')).toMatchObject({ since: '4.3', until: '4.4', client: 'cephfs' });
    expect(kernelMaskOf('2.6.39')).toBeUndefined();
  });
});

/** The version after one: 3.19 was followed by 4.0, 4.20 by 5.0. */
function next(version: string): string {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return (major === 3 && minor === 19) || (major === 4 && minor === 20) ? `${major + 1}.0` : `${major}.${minor + 1}`;
}

describe('the first kernel with', () => {
  it.each([
    [18, 1, '3.6'], [25, 1, '3.9'], [41, 1, '3.15'], [48, 1, '4.1'], [58, 1, '4.5'], [21, 2, '4.13'], [59, 1, '5.3'], [2, 3, '5.11'],
  ])('bit %d in incarnation %d is Linux %s', (bit, incarnation, kernel) => {
    expect(firstKernel(bit, incarnation)).toBe(kernel);
  });

  it('a bit does not exist if kernels never had the bit in this meaning', () => {
    expect([firstKernel(31, 3), firstKernel(38, 2), firstKernel(38, 1), firstKernel(21, 1)]).toEqual([null, null, null, null]);
  });
});
