import { Mask64 } from '../mask64.ts';

/** A bit that kernel clients advertise, and the first Linux that does. */
export interface KernelBit {
  readonly bit: number;
  /** The meaning in which the kernel client has it. */
  readonly incarnation: 1 | 2;
  readonly since: string;
  /** Whether only the CephFS client advertises it, and not rbd. Known for the masks up to 4.6. */
  readonly cephfsOnly?: boolean;
}

/**
 * The bits for which Ceph's own header notes the first kernel. It has no note for bits 2, 5, 15, 28 and 59, which later kernels have.
 *
 * Source  ceph v16.0.0 src/include/ceph_features.h:69-186
 */
export const KERNEL_BITS: readonly KernelBit[] = [
  { bit: 1, incarnation: 1, since: '2.6.35' },
  { bit: 3, incarnation: 1, since: '2.6.36', cephfsOnly: true },
  { bit: 4, incarnation: 1, since: '4.6' },
  { bit: 6, incarnation: 1, since: '3.10' },
  { bit: 7, incarnation: 1, since: '2.6.38', cephfsOnly: true },
  { bit: 9, incarnation: 1, since: '3.9' },
  { bit: 11, incarnation: 1, since: '3.9' },
  { bit: 13, incarnation: 1, since: '3.9' },
  { bit: 18, incarnation: 1, since: '3.6' },
  { bit: 21, incarnation: 2, since: '4.13' },
  { bit: 23, incarnation: 1, since: '3.19' },
  { bit: 25, incarnation: 1, since: '3.9' },
  { bit: 27, incarnation: 1, since: '3.9' },
  { bit: 29, incarnation: 1, since: '4.7' },
  { bit: 30, incarnation: 1, since: '3.9' },
  { bit: 35, incarnation: 1, since: '3.14' },
  { bit: 36, incarnation: 1, since: '3.14' },
  { bit: 37, incarnation: 1, since: '3.14' },
  { bit: 39, incarnation: 1, since: '3.15' },
  { bit: 40, incarnation: 1, since: '3.19', cephfsOnly: true },
  { bit: 41, incarnation: 1, since: '3.15' },
  { bit: 42, incarnation: 1, since: '4.3' },
  { bit: 43, incarnation: 1, since: '4.13' },
  { bit: 47, incarnation: 1, since: '4.17' },
  { bit: 48, incarnation: 1, since: '4.1' },
  { bit: 56, incarnation: 1, since: '4.13' },
  { bit: 57, incarnation: 1, since: '4.13' },
  { bit: 58, incarnation: 1, since: '4.5' },
  { bit: 61, incarnation: 1, since: '4.19' },
];

/** What a kernel client advertises. */
export interface KernelMask {
  readonly mask: Mask64;
  /** The first kernel with this mask; undefined if {@link KERNEL_BITS} does not explain the mask. */
  readonly since?: string;
  readonly client?: 'rbd' | 'cephfs';
}

const row = (mask: bigint, since?: string, client?: 'rbd' | 'cephfs'): KernelMask => ({
  mask: Mask64.of(mask),
  ...(since !== undefined && { since }),
  ...(client !== undefined && { client }),
});

/**
 * Masks of kernel clients in public reports; which kernels sent them is not known.
 * They lack bits 0, 14 and 60, which user-space releases carry.
 */
export const KERNEL_CLIENTS: readonly Mask64[] = [
  Mask64.of(0x2701_8fb8_6aa4_2adan),
  Mask64.of(0x2f01_8fb8_6aa4_2adan),
  Mask64.of(0x2f01_8fb8_7aa4_aafen),
];

/**
 * The masks of kernel clients, oldest first. Those with a kernel version follow from the notes in Ceph's header. A comment
 * names a public report that shows the same mask, or one that the notes do not explain. The kernel of a distribution may
 * advertise a mask under an older version number.
 */
export const KERNEL_MASKS: readonly KernelMask[] = [
  row(0x4_0002n, '3.6', 'rbd'),
  row(0x4_008an, '3.6', 'cephfs'),
  row(0x4a04_2a02n, '3.9', 'rbd'),
  row(0x4a04_2a8an, '3.9', 'cephfs'),
  // ceph.com/geen-categorie/feature-set-mismatch-error-on-ceph-kernel-client (2014): "my 4a042a42 < server's 2004a042a42";
  // likewise github.com/rook/rook.github.io docs/rook/v0.7/common-problems.md
  row(0x4a04_2a42n, '3.10', 'rbd'),
  row(0x4a04_2acan, '3.10', 'cephfs'),
  row(0x38_4a04_2a42n, '3.14', 'rbd'),
  row(0x38_4a04_2acan, '3.14', 'cephfs'),
  row(0x2b8_4a04_2a42n, '3.15', 'rbd'),
  row(0x2b8_4a04_2acan, '3.15', 'cephfs'),
  row(0x2b8_4a84_2a42n, '3.19', 'rbd'),
  row(0x3b8_4a84_2acan, '3.19', 'cephfs'),
  // A public note on rbd-provisioner: "my 102b84a842a42 < server's 40102b84a842a42"
  row(0x1_02b8_4a84_2a42n, '4.1', 'rbd'),
  row(0x1_03b8_4a84_2acan, '4.1', 'cephfs'),
  // github.com/canonical/lxd/issues/3716, kernel 4.4.0-92
  row(0x1_06b8_4a84_2a42n, '4.3', 'rbd'),
  // A public note on CephFS clients that `ceph daemon mon.… sessions` calls "hammer"
  row(0x1_07b8_4a84_2acan, '4.3', 'cephfs'),
  row(0x401_06b8_4a84_2a42n, '4.5', 'rbd'),
  row(0x401_07b8_4a84_2acan, '4.5', 'cephfs'),
  row(0x401_06b8_4a84_2a52n, '4.6', 'rbd'),
  row(0x401_07b8_4a84_2adan, '4.6', 'cephfs'),
  // A public `ceph report` of a 12.2.x cluster
  row(0x701_0fb8_6aa4_2adan),
  // github.com/ceph/ceph-csi/issues/1539, kernel 4.15.18
  row(0x701_8fb8_6aa4_2adan),
  // 0x27018fb86aa42ada is in github.com/ceph/ceph-csi/issues/1462, kernel 4.15.0-112
  ...KERNEL_CLIENTS.map((mask) => ({ mask })),
];

/** The kernel client that advertises exactly these features; null if none is known. */
export function kernelClientOf(features: Mask64): KernelMask | null {
  return KERNEL_MASKS.find(({ mask }) => mask.equals(features)) ?? null;
}

/** The first Linux whose client advertises the bit in this incarnation; null if Ceph's header does not say. */
export function firstKernel(bit: number, incarnation: number): string | null {
  return KERNEL_BITS.find((k) => k.bit === bit && k.incarnation === incarnation)?.since ?? null;
}
