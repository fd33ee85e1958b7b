import { CODEC_RELEASES, OURS } from '../features/codec_release.ts';
import type { CodecRelease, CodecReleaseName } from '../features/codec_release.ts';

/**
 * What each release's code does with one type. The row of Hammer is complete. A later row has only what changed, and a release
 * without a row behaves as the one before it. `ours` is how this library reads for itself: the newest row, with the changes
 * that `ours` lists.
 */
export type ReleaseRows<Row> = { readonly hammer: Row } & { readonly [name in CodecReleaseName | 'ours']?: Partial<Row> };

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
  const rows: Row[] = [];
  let row: Row = given.hammer;
  for (const { name } of [...CODEC_RELEASES, OURS]) {
    row = { ...row, ...given[name] };
    rows.push(row);
  }
  return ({ order }) => rows[order] as Row;
}
