import { CODEC_RELEASES, OURS } from '../features/codec_release.ts';
import type { CodecRelease, CodecReleaseName } from '../features/codec_release.ts';

/**
 * What each release's code does with one type. The row of Hammer is whole; a later row says what changed, and a release
 * without a row does as the one before it. `ours` is how this library reads for itself: the newest row, but for what it says.
 */
export type ReleaseRows<Row> = { readonly hammer: Row } & { readonly [name in CodecReleaseName | 'ours']?: Partial<Row> };

/** A type's own table: the row of a release. */
export type ByRelease<Row> = (release: CodecRelease) => Row;

/** The table of a type, which stands beside the type. */
export function byRelease<Row extends object>(given: ReleaseRows<Row>): ByRelease<Row> {
  const rows: Row[] = [];
  let row: Row = given.hammer;
  for (const { name } of [...CODEC_RELEASES, OURS]) {
    row = { ...row, ...given[name] };
    rows.push(row);
  }
  return ({ order }) => rows[order] as Row;
}
