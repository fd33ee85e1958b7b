import { CODEC_RELEASES, OURS } from '../features/codec_release.ts';
import type { CodecRelease, CodecReleaseName } from '../features/codec_release.ts';
import { KERNEL_ERAS } from '../features/kernel_reader.ts';
import type { KernelEra } from '../features/kernel_reader.ts';

/**
 * What each release's code does with one type. The row of Hammer is complete. A later row has only what changed, and a release
 * without a row behaves as the one before it; the row of a series holds from its first version on. `ours` is how this library
 * reads for itself: the newest row, with the changes that `ours` lists. The rows of kernels stand first; the oldest kernel behaves
 * as Hammer, with the changes of its row.
 */
export type ReleaseRows<Row> = { readonly hammer: Row } & { readonly [name in CodecReleaseName | KernelEra | 'ours']?: Partial<Row> };

/** Returns the row of a release in a type's own table. */
export type ByRelease<Row> = (release: CodecRelease) => Row;

/**
 * Returns the table of a type. It is kept in the folder of the type.
 *
 * @example
 * ```ts
 * import { byRelease } from 'cephwire';
 * import { codecRelease } from 'cephwire/features';
 *
 * const pingByRelease = byRelease({ hammer: { writes: 1 }, luminous: { writes: 2 } });
 * console.log(pingByRelease(codecRelease('jewel')).writes, pingByRelease(codecRelease('pacific')).writes); // → 1 2
 * ```
 */
export function byRelease<Row extends object>(given: ReleaseRows<Row>): ByRelease<Row> {
  const rows = [...rowsOf(given, given.hammer, [...CODEC_RELEASES, OURS].map(({ row }) => row)), ...rowsOf(given, given.hammer, KERNEL_ERAS)];
  return ({ order }) => rows[order] as Row;
}

/** What only kernels do with one type, by kernel. The row of the oldest is complete. */
export type KernelRows<Row> = { readonly 'linux-2.6.34': Row } & { readonly [name in KernelEra]?: Partial<Row> };

/** Returns the table of a type that is about kernels alone. Its function fails for a release of Ceph. */
export function byKernel<Row extends object>(given: KernelRows<Row>): ByRelease<Row> {
  const rows = rowsOf<Row, KernelEra>(given, given['linux-2.6.34'], KERNEL_ERAS);
  return ({ name, kernel }) => {
    const row = kernel === null ? undefined : rows[kernel.era];
    if (row === undefined) throw new Error(`${name} is no kernel`);
    return row;
  };
}

/** The rows for these names: each is the one before it with the changes that are given. */
function rowsOf<Row extends object, Name extends string>(given: { readonly [name in Name]?: Partial<Row> }, oldest: Row, names: readonly Name[]): Row[] {
  let row = oldest;
  return names.map((name) => (row = { ...row, ...given[name] }));
}
