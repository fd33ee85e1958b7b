import { expect } from 'vitest';
import { decode } from '../../../src/encoding/ceph_type.ts';
import type { CephType } from '../../../src/encoding/ceph_type.ts';
import { DecodeError } from '../../../src/encoding/decode_error.ts';
import type { Fault } from '../../../src/encoding/decode_error.ts';
import { CODEC_RELEASES } from '../../../src/features/codec_release.ts';
import type { ReaderName } from '../../../src/features/codec_release.ts';
import { KERNEL_RANGES } from '../../../src/features/kernel_reader.ts';
import { explain } from '../../../src/inspect/explain/explain.ts';
import type { Explanation } from '../../../src/inspect/explain/explain.ts';
import type { Row } from '../../../src/inspect/explain/row.ts';

/** The decoders to use: our own (undefined), then that of each release, and of kernels where it is known what they make of the type. */
export function readersOf({ decodeInKernel }: CephType<unknown>): readonly (ReaderName | undefined)[] {
  return [undefined, ...CODEC_RELEASES.map(({ name }) => name), ...(decodeInKernel === undefined ? [] : KERNEL_RANGES.map(({ name }) => name))];
}

export function leavesOf(rows: readonly Row[]): Row[] {
  return rows.filter((row) => row.isLeaf);
}

/** Checks everything that an explanation promises for any bytes. */
export function expectExplained(type: CephType<unknown>, bytes: Uint8Array, as?: ReaderName): Explanation<unknown> {
  const options = as === undefined ? {} : { release: as };
  const explained = explain(type, bytes, options);
  const traced = explained.error === undefined ? { value: explained.value } : faultOf(explained.error);
  expect(traced).toEqual(outcomeOf(() => decode(type, bytes, options)));
  expect([...leafFaults(explained), ...rowFaults(explained), ...groupFaults(explained.rows)]).toEqual([]);
  return explained;
}

function outcomeOf(read: () => unknown): unknown {
  try {
    return { value: read() };
  } catch (error) {
    if (error instanceof DecodeError) return faultOf(error);
    throw error;
  }
}

function faultOf({ path, code, offset, reason, needed = -1, available = -1, linux }: DecodeError): Omit<Fault, 'linux'> & { readonly path: string; readonly linux: unknown } {
  return { path, code, offset, reason, needed, available, linux };
}

// These say what is wrong, one line each. They use plain comparisons instead of `expect`, because there are very many rows.

/** Leaves follow each other without a gap and cover the input. A leaf is empty only for empty bytes, or for a field that is not there. */
function* leafFaults({ rows, bytes }: Explanation<unknown>): Generator<string> {
  let end = 0;
  for (const row of leavesOf(rows)) {
    if (row.offset !== end) yield `${row.path} begins at ${row.offset}, the leaf before it ended at ${end}`;
    if (row.length === 0 && row.state !== 'failed' && row.type !== 'bytes') yield `${row.path} at ${row.offset} is empty`;
    end = row.offset + row.length;
  }
  if (end !== bytes.length) yield `the leaves end at ${end} of ${bytes.length}`;
}

const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

/** Each row has the bytes of the input, and no text with characters that cannot be seen. One row failed if reading failed. */
function* rowFaults({ rows, bytes, error }: Explanation<unknown>): Generator<string> {
  for (const row of rows) {
    const isView = row.bytes.buffer === bytes.buffer && row.bytes.byteOffset === bytes.byteOffset + row.offset;
    if (!isView || row.bytes.length !== row.length) yield `${row.path} at ${row.offset} has other bytes`;
    if (UNSEEN.test(row.path + row.type + row.value + row.note)) yield `${row.path} at ${row.offset} has characters that cannot be seen`;
  }
  const failed = rows.filter((row) => row.state === 'failed').length;
  if (failed !== (error === undefined ? 0 : 1)) yield `${failed} rows failed`;
}

/** The members of a group are the deeper rows after it. They begin where the group begins and end where it ends. */
function* groupFaults(rows: readonly Row[]): Generator<string> {
  const open: Row[] = [];
  let end = 0;
  const closed = (depth: number): string[] => open.splice(depth).filter((row) => row.offset + row.length !== end).map((row) => `${row.path} does not end at ${end}`);
  for (const row of rows) {
    yield* closed(row.depth);
    if (open.length !== row.depth) yield `${row.path} is at depth ${row.depth} in ${open.length} groups`;
    if (row.offset !== end) yield `${row.path} begins at ${row.offset}, not ${end}`;
    if (row.isLeaf) end += row.length;
    else open.push(row);
  }
  yield* closed(0);
}
