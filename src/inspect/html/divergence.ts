import type { Explanation } from '../explain/explain.ts';
import type { Row } from '../explain/row.ts';

/** Where two readings of the same bytes diverge. */
export interface Divergence {
  /** The first byte that they read differently. */
  readonly offset: number;
  /** The row of the first reading there; undefined if it has none. */
  readonly first: Row | undefined;
  /** The row of the second reading there; undefined if it has none. */
  readonly second: Row | undefined;
  /** `misreads`: they are not at the same field again after the bytes that they read differently; `stops`: one of them fails; `skips`: one skips fields that it does not know. */
  readonly how: 'misreads' | 'stops' | 'skips';
}

/**
 * The byte from which two readings stay different. Undefined if they differ only in the names of fields.
 *
 * Two readings may name the same bytes differently, or one may skip what the other knows. As long as both then read the same
 * field at the same offset again, none of them misreads.
 */
export function divergenceOf(first: Explanation<unknown>, second: Explanation<unknown>): Divergence | undefined {
  const [a, b] = [first.rows.filter((row) => row.isLeaf), second.rows.filter((row) => row.isLeaf)];
  let skip: Divergence | undefined;
  for (let i = 0, j = 0; i < a.length || j < b.length; ) {
    const [x, y] = [a[i], b[j]];
    if (isSame(x, y)) {
      i++;
      j++;
      continue;
    }
    const diverging = (how: Divergence['how']): Divergence => ({ offset: Math.max(x?.offset ?? 0, y?.offset ?? 0), first: x, second: y, how });
    if (isStop(x) || isStop(y)) return diverging('stops');
    [i, j] = nextCommonEnd(a, b, i, j);
    const isEnd = i === a.length && j === b.length;
    if (isEnd ? first.error !== undefined || second.error !== undefined : !isSame(a[i], b[j])) return diverging('misreads');
    if (x?.state === 'skipped' || y?.state === 'skipped') skip ??= diverging('skips');
  }
  return skip;
}

/** The positions after the rows of both lists that end at the same byte. */
function nextCommonEnd(a: readonly Row[], b: readonly Row[], i: number, j: number): [number, number] {
  let [endA, endB] = [endOf(a[i++]), endOf(b[j++])];
  while (endA !== endB) {
    if (endA < endB) endA = endOf(a[i++]);
    else endB = endOf(b[j++]);
  }
  return [Math.min(i, a.length), Math.min(j, b.length)];
}

function endOf(row: Row | undefined): number {
  return row === undefined ? Infinity : row.offset + row.length;
}

function isStop(row: Row | undefined): boolean {
  return row?.state === 'failed' || row?.state === 'unread';
}

function isSame(x: Row | undefined, y: Row | undefined): boolean {
  return x !== undefined && y !== undefined && x.path === y.path && x.offset === y.offset && x.length === y.length && x.type === y.type && x.state === y.state;
}
