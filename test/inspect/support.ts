// TODO: the original of this file was overwritten by mistake at 05:56; this is rebuilt from what its tests call. Its author should restore it.
import { expect } from 'vitest';
import { toHex } from '../../src/buffer/hex.ts';
import { decode } from '../../src/encoding/ceph_type.ts';
import { DecodeError } from '../../src/encoding/decode_error.ts';
import { RELEASES } from '../../src/features/releases.ts';
import type { WriterName } from '../../src/features/releases.ts';
import { explain } from '../../src/inspect/explain.ts';
import type { Explanation } from '../../src/inspect/explain.ts';
import type { Row } from '../../src/inspect/row.ts';
import type { AnyCephType } from '../../src/types/registry.ts';

/** Our own reading, and that of every release whose decoder is known. */
export const READERS: readonly (WriterName | undefined)[] = [undefined, ...RELEASES.filter(({ reads }) => reads !== undefined).map(({ name }) => name as WriterName)];

export function leavesOf(rows: readonly Row[]): Row[] {
  return rows.filter(({ isLeaf }) => isLeaf);
}

/** Explains, and expects that the leaves cover each byte once and in order, and that the outcome is that of decode. */
export function expectExplained(type: AnyCephType, bytes: Uint8Array, as: WriterName | undefined): Explanation<unknown> {
  const options = as === undefined ? {} : { as };
  const explanation = explain(type, bytes, options);
  let end = 0;
  for (const { offset, length, bytes: own } of leavesOf(explanation.rows)) {
    if (offset !== end || own.length !== length) expect({ offset, length: own.length }).toEqual({ offset: end, length });
    end += length;
  }
  expect(end).toBe(bytes.length);
  expect(toHex(explanation.bytes)).toBe(toHex(bytes));
  expect(outcome(() => valueOf(explanation))).toEqual(outcome(() => decode(type, bytes, options)));
  return explanation;
}

function valueOf({ value, error }: Explanation<unknown>): unknown {
  if (error !== undefined) throw error;
  return value;
}

function outcome(read: () => unknown): unknown {
  try {
    return { value: read() };
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    const { code, path, offset, reason } = error;
    return { code, path, offset, reason };
  }
}
