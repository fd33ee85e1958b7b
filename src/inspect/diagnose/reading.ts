import type { CephType } from '../../encoding/ceph_type.ts';
import type { DecodeError } from '../../encoding/decode_error.ts';
import { CODEC_RELEASES } from '../../features/codec_release.ts';
import type { CodecReleaseName } from '../../features/codec_release.ts';
import { explain } from '../explain/explain.ts';
import type { Explanation } from '../explain/explain.ts';
import type { Row } from '../explain/row.ts';

/** What a release makes of bytes. */
export type Verdict =
  /** It reads what was sent. */
  | 'reads'
  /** Its decoder stops with an error. */
  | 'fails'
  /** It stops with a failed assertion, and the process with it. */
  | 'aborts'
  /** It reads without error, and wrong. */
  | 'read without error, and wrong';

/** One release's reading, held against what was sent. */
export interface Reading {
  readonly release: CodecReleaseName;
  readonly verdict: Verdict;
  readonly error: DecodeError | undefined;
  /** What it took for something else than it is, in the order of the bytes; most of what follows the first is noise. */
  readonly misread: readonly Misread[];
}

/** A field as the release saw it, and what was sent there. */
export interface Misread {
  readonly path: string;
  readonly offset: number;
  readonly length: number;
  readonly value: string;
  /** The fields that were sent in these bytes. */
  readonly sent: readonly string[];
}

/** The readings of every release whose decoder is known, oldest first, of bytes that were sent as `own` tells. */
export function readingsOf<T>(type: CephType<T>, own: Explanation<T>): Reading[] {
  return CODEC_RELEASES.map(({ name }) => readingOf(type, own, name));
}

export function readingOf<T>(type: CephType<T>, own: Explanation<T>, release: CodecReleaseName): Reading {
  const { rows, error } = explain(type, own.bytes, { release: release });
  const misread = misreadIn(own.rows.filter(isLeaf), rows.filter(isLeaf));
  return { release, verdict: verdictOf(error, misread), error, misread };
}

function verdictOf(error: DecodeError | undefined, misread: readonly Misread[]): Verdict {
  if (error !== undefined) return error.code === 'aborts' ? 'aborts' : 'fails';
  return misread.length > 0 ? 'read without error, and wrong' : 'reads';
}

function isLeaf(row: Row): boolean {
  return row.isLeaf && row.length > 0;
}

/**
 * Leaves of `theirs` that are not fields of `sent`: with other bounds or another name. Zeros say nothing wrong, whatever they
 * are taken for; so the zero type of Hammer's addresses is no fault of the marker that newer decoders see there.
 */
function misreadIn(sent: readonly Row[], theirs: readonly Row[]): Misread[] {
  const misread: Misread[] = [];
  let first = 0;
  for (const row of theirs) {
    while (first < sent.length && endOf(sent[first] as Row) <= row.offset) first++;
    const isLooked = row.state === 'read' || (row.state === 'padding' && row.note !== '');
    const match = sent[first];
    const isSame = match?.offset === row.offset && match.length === row.length && match.path === row.path;
    if (!isLooked || isSame || row.bytes.every((byte) => byte === 0)) continue;
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
