import { toHex } from '../../buffer/bytes/hex.ts';
import type { DecodeError, DecodeErrorCode, KernelFailure } from '../../encoding/decode_error.ts';
import type { Explanation } from './explain.ts';
import type { Row, RowState } from './row.ts';

/** A row as JSON: each key here is as it is printed. */
export interface RowJson {
  readonly path: string;
  readonly type: string;
  readonly offset: number;
  readonly length: number;
  /** Null for a group, whose bytes are those of its leaves. */
  readonly hex: string | null;
  readonly value: string;
  readonly note: string;
  readonly state: RowState;
  readonly depth: number;
  readonly leaf: boolean;
}

/** Why and where reading failed. `needed` and `available` are null unless bytes ran out. */
export interface ErrorJson {
  readonly code: DecodeErrorCode;
  readonly path: string;
  readonly offset: number;
  readonly needed: number | null;
  readonly available: number | null;
  readonly reason: string;
  /** What Linux returns and logs; absent unless a kernel client reads. */
  readonly linux?: KernelFailure;
}

/** An explanation as JSON. The `hex` of its leaves, joined, is the input. */
export interface ExplanationJson {
  readonly type: string;
  readonly release: string | null;
  readonly length: number;
  readonly rows: readonly RowJson[];
  readonly error: ErrorJson | null;
}

/**
 * Returns an explanation as plain data for JSON, with the bytes of each leaf in hex.
 *
 * @example
 * ```ts
 * import { EntityName } from 'cephwire';
 * import { fromHex } from 'cephwire/buffer';
 * import { explain, explainJson } from 'cephwire/inspect';
 *
 * const { rows } = explainJson(explain(EntityName, fromHex('04 0300000000000000')));
 * console.log(rows.map(({ hex }) => hex), rows.at(-1)?.value); // → [ null, '04', '0300000000000000' ] 3
 * ```
 */
export function explainJson({ type, release, bytes, rows, error }: Explanation<unknown>): ExplanationJson {
  return { type, release, length: bytes.length, rows: rows.map(rowJson), error: errorJson(error) };
}

function rowJson({ path, type, offset, length, bytes, value, note, state, depth, isLeaf }: Row): RowJson {
  return { path, type, offset, length, hex: isLeaf ? toHex(bytes) : null, value, note, state, depth, leaf: isLeaf };
}

/** An error as JSON; null if there is none. */
export function errorJson(error: DecodeError | undefined): ErrorJson | null {
  if (error === undefined) return null;
  const { code, path, offset, needed, available, reason, linux } = error;
  return { code, path, offset, needed: needed ?? null, available: available ?? null, reason, ...(linux !== undefined && { linux }) };
}
