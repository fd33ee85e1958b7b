import { isZeroBytes } from '../../buffer/bytes/bytes.ts';
import type { CephType } from '../../encoding/ceph_type.ts';
import type { DecodeError } from '../../encoding/decode_error.ts';
import type { ReaderName } from '../../features/codec_release.ts';
import { explain } from '../explain/explain.ts';
import type { Explanation } from '../explain/explain.ts';
import type { Row } from '../explain/row.ts';
import { readersOf } from './reader.ts';

/** How a release or a kernel client reads bytes. */
export type Verdict =
  /** It reads what was written. */
  | 'reads'
  /** Its decoder stops with an error. */
  | 'fails'
  /** An assertion fails, which ends the process. */
  | 'aborts'
  /** It reads without an error, but not what was written. */
  | 'misreads';

/** How one of them reads bytes, compared with what was written. */
export interface Reading {
  readonly release: ReaderName;
  readonly verdict: Verdict;
  readonly error: DecodeError | undefined;
  /** The fields that it misread, in the order of the bytes. Usually the first one matters, and the others follow from it. */
  readonly misread: readonly Misread[];
}

/** A field that a release read in bytes where other fields were written. */
export interface Misread {
  readonly path: string;
  readonly offset: number;
  readonly length: number;
  readonly value: string;
  /** The paths of the fields that were written in these bytes. */
  readonly sent: readonly string[];
}

/** How each release with a known decoder reads bytes, oldest first, then kernels. `own` is our own reading, which says what was written. */
export function readingsOf<T>(type: CephType<T>, own: Explanation<T>): Reading[] {
  return readersOf(type).map((name) => readingOf(type, own, name));
}

/** How one release or kernel reads bytes. `own` is our own reading, which says what was written. */
export function readingOf<T>(type: CephType<T>, own: Explanation<T>, release: ReaderName): Reading {
  const { rows, error } = explain(type, own.bytes, { release });
  const misread = misreadIn(own.rows.filter(isLeaf), rows.filter(isLeaf));
  return { release, verdict: verdictOf(error, misread), error, misread };
}

function verdictOf(error: DecodeError | undefined, misread: readonly Misread[]): Verdict {
  if (error !== undefined) return error.code === 'aborts' ? 'aborts' : 'fails';
  return misread.length > 0 ? 'misreads' : 'reads';
}

function isLeaf(row: Row): boolean {
  return row.isLeaf && row.length > 0;
}

/**
 * The leaves of `theirs` that have another name or other bounds than every leaf of `sent`. Zeros are not misread, whatever
 * field they are read as: for example, newer decoders read the zero type of Hammer's addresses as a marker.
 */
function misreadIn(sent: readonly Row[], theirs: readonly Row[]): Misread[] {
  const misread: Misread[] = [];
  let first = 0;
  for (const row of theirs) {
    while (first < sent.length && endOf(sent[first] as Row) <= row.offset) first++;
    const isUsed = row.state === 'read' || (row.state === 'padding' && row.note !== '');
    const match = sent[first];
    const isSame = match?.offset === row.offset && match.length === row.length && match.path === row.path;
    if (!isUsed || isSame || isZeroBytes(row.bytes)) continue;
    misread.push({ path: row.path, offset: row.offset, length: row.length, value: row.value, sent: pathsIn(sent, first, endOf(row)) });
  }
  return misread;
}

function pathsIn(sent: readonly Row[], first: number, end: number): string[] {
  const paths: string[] = [];
  for (let i = first; i < sent.length && (sent[i] as Row).offset < end; i++) paths.push((sent[i] as Row).path);
  return paths;
}

function endOf(row: Row): number {
  return row.offset + row.length;
}
