import type { Explanation } from '../explain/explain.ts';
import type { Row } from '../explain/row.ts';

/** Where two readings of the same bytes part. */
export interface Divergence {
  /** The first byte that they take for different things. */
  readonly offset: number;
  /** Undefined where a reading has no row there. */
  readonly first: Row | undefined;
  readonly second: Row | undefined;
  /** `parts`: they do not come together again at the next field; `stops`: one of them failed; `skips`: one passes over fields that it does not know. */
  readonly how: 'parts' | 'stops' | 'skips';
}

/**
 * The first byte where one reading leaves the other for good.
 *
 * Two readings may name the same bytes differently, or one may skip what the other knows: as long as both come to the same
 * field at the same offset again, neither is lost. Undefined where they only ever differ in names.
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
    const fork = (how: Divergence['how']): Divergence => ({ offset: Math.max(x?.offset ?? 0, y?.offset ?? 0), first: x, second: y, how });
    if (isStop(x) || isStop(y)) return fork('stops');
    [i, j] = nextCommonEnd(a, b, i, j);
    const isEnd = i === a.length && j === b.length;
    if (isEnd ? first.error !== undefined || second.error !== undefined : !isSame(a[i], b[j])) return fork('parts');
    if (x?.state === 'skipped' || y?.state === 'skipped') skip ??= fork('skips');
  }
  return skip;
}

/** The positions behind the next byte at which a row of each list ends. */
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
