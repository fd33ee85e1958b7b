import { Mask64 } from '../mask64.ts';
import { compareVersions } from '../versions.ts';

/** What the client of a range of kernels advertises. */
export interface KernelMask {
  readonly mask: Mask64;
  readonly since: string;
  /** The last kernel with this mask; undefined if the newest has it. */
  readonly until?: string;
  /** Undefined if rbd and CephFS advertise the same. */
  readonly client?: 'rbd' | 'cephfs';
  /** The kernel of a distribution that advertises it under another version, because it has back-ports: only those that a report shows. */
  readonly also?: string;
}

type Client = 'rbd' | 'cephfs';
type Row = readonly [mask: bigint, since: string, until?: string, client?: Client | undefined, also?: string];

// They follow from the bits in kernel_bits.ts; a comment names a public report that shows the same mask. In some version after
// 4.10 and before 4.13 the rbd client began to advertise what the CephFS client does.
const ROWS: readonly Row[] = [
  [0x4_0002n, '3.6', '3.8', 'rbd'],
  [0x4_008an, '3.6', '3.8', 'cephfs'],
  [0x4a04_2a02n, '3.9', '3.9', 'rbd'],
  [0x4a04_2a8an, '3.9', '3.9', 'cephfs'],
  // ceph.com/geen-categorie/feature-set-mismatch-error-on-ceph-kernel-client (2014): "my 4a042a42 < server's 2004a042a42";
  // likewise github.com/rook/rook.github.io docs/rook/v0.7/common-problems.md
  [0x4a04_2a42n, '3.10', '3.13', 'rbd'],
  [0x4a04_2acan, '3.10', '3.13', 'cephfs'],
  [0x38_4a04_2a42n, '3.14', '3.14', 'rbd'],
  [0x38_4a04_2acan, '3.14', '3.14', 'cephfs'],
  [0x2b8_4a04_2a42n, '3.15', '3.18', 'rbd'],
  [0x2b8_4a04_2acan, '3.15', '3.18', 'cephfs'],
  [0x2b8_4a84_2a42n, '3.19', '4.0', 'rbd'],
  [0x3b8_4a84_2acan, '3.19', '4.0', 'cephfs'],
  // A public note on rbd-provisioner: "my 102b84a842a42 < server's 40102b84a842a42"
  [0x1_02b8_4a84_2a42n, '4.1', '4.2', 'rbd'],
  [0x1_03b8_4a84_2acan, '4.1', '4.2', 'cephfs'],
  // github.com/canonical/lxd/issues/3716, kernel 4.4.0-92
  [0x1_06b8_4a84_2a42n, '4.3', '4.4', 'rbd'],
  // A public note on CephFS clients that `ceph daemon mon.… sessions` calls "hammer"
  [0x1_07b8_4a84_2acan, '4.3', '4.4', 'cephfs'],
  [0x401_06b8_4a84_2a42n, '4.5', '4.5', 'rbd'],
  [0x401_07b8_4a84_2acan, '4.5', '4.5', 'cephfs'],
  [0x401_06b8_4a84_2a52n, '4.6', '4.12', 'rbd'],
  [0x401_07b8_4a84_2adan, '4.6', '4.6', 'cephfs'],
  [0x401_07b8_6a84_2adan, '4.7', '4.12', 'cephfs'],
  // A public `ceph report` of a 12.2.x cluster
  [0x701_0fb8_6aa4_2adan, '4.13', '4.16'],
  // github.com/ceph/ceph-csi/issues/1539, kernel 4.15.18
  [0x701_8fb8_6aa4_2adan, '4.17', '4.18', undefined, 'a 4.15.18'],
  // github.com/ceph/ceph-csi/issues/1462, kernel 4.15.0-112
  [0x2701_8fb8_6aa4_2adan, '4.19', '5.2', undefined, '4.15 of Ubuntu'],
  [0x2f01_8fb8_6aa4_2adan, '5.3', '5.10'],
  [0x2f01_8fb8_7aa4_aafen, '5.11'],
];

/** The masks of kernel clients, oldest first. */
export const KERNEL_MASKS: readonly KernelMask[] = /* @__PURE__ */ ROWS.map(([mask, since, until, client, also]) => ({
  mask: Mask64.of(mask),
  since,
  ...(until !== undefined && { until }),
  ...(client !== undefined && { client }),
  ...(also !== undefined && { also }),
}));

/**
 * The kernel client that advertises exactly these features; null if none is known.
 *
 * @example
 * ```ts
 * import { kernelClientOf, toFeatures } from 'cephwire/features';
 *
 * const kernel = kernelClientOf(toFeatures('0x27018fb86aa42ada'));
 * console.log(kernel?.since, kernel?.until, kernel?.also); // → 4.19 5.2 4.15 of Ubuntu
 * ```
 */
export function kernelClientOf(features: Mask64): KernelMask | null {
  return KERNEL_MASKS.find(({ mask }) => mask.equals(features)) ?? null;
}

/**
 * What the client of this kernel advertises, by the numbers of its version; CephFS where rbd differs. Undefined before 3.6.
 *
 * @example
 * ```ts
 * import { kernelMaskOf } from 'cephwire/features';
 *
 * console.log(String(kernelMaskOf('5.4')?.mask), kernelMaskOf('3.5')); // → 0x2f018fb86aa42ada undefined
 * ```
 */
export function kernelMaskOf(version: string): KernelMask | undefined {
  return KERNEL_MASKS.filter(({ since, client }) => client !== 'rbd' && compareVersions(since, version) <= 0).at(-1);
}
