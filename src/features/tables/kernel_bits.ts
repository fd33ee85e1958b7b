/** A bit that kernel clients advertise, and the first Linux that does. */
export interface KernelBit {
  readonly bit: number;
  /** The meaning in which the kernel client has it. */
  readonly incarnation: 1 | 2 | 3;
  readonly since: string;
  /** Whether only the CephFS client of old kernels advertises it, and not rbd. */
  readonly cephfsOnly?: boolean;
}

/**
 * The bits for which Ceph's own header notes the first kernel. The newest Linux advertises these bits and no other one.
 *
 * Source  ceph v16.0.0 src/include/ceph_features.h:69-186; the header of Ceph's main branch of 2026 for bits 2, 5, 15, 28 and 59;
 *         Linux include/linux/ceph/ceph_features.h of 4.9 and of 2026 for what is advertised
 */
export const KERNEL_BITS: readonly KernelBit[] = [
  { bit: 1, incarnation: 1, since: '2.6.35' },
  { bit: 2, incarnation: 3, since: '5.11' },
  { bit: 3, incarnation: 1, since: '2.6.36', cephfsOnly: true },
  { bit: 4, incarnation: 1, since: '4.6' },
  { bit: 5, incarnation: 1, since: '5.11' },
  { bit: 6, incarnation: 1, since: '3.10' },
  { bit: 7, incarnation: 1, since: '2.6.38', cephfsOnly: true },
  { bit: 9, incarnation: 1, since: '3.9' },
  { bit: 11, incarnation: 1, since: '3.9' },
  { bit: 13, incarnation: 1, since: '3.9' },
  { bit: 15, incarnation: 1, since: '5.11' },
  { bit: 18, incarnation: 1, since: '3.6' },
  { bit: 21, incarnation: 2, since: '4.13' },
  { bit: 23, incarnation: 1, since: '3.19' },
  { bit: 25, incarnation: 1, since: '3.9' },
  { bit: 27, incarnation: 1, since: '3.9' },
  { bit: 28, incarnation: 2, since: '5.11' },
  { bit: 29, incarnation: 1, since: '4.7', cephfsOnly: true },
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
  { bit: 59, incarnation: 1, since: '5.3' },
  { bit: 61, incarnation: 1, since: '4.19' },
];

/** The first Linux whose client advertises the bit in this incarnation; null if none does. */
export function firstKernel(bit: number, incarnation: number): string | null {
  return KERNEL_BITS.find((k) => k.bit === bit && k.incarnation === incarnation)?.since ?? null;
}
