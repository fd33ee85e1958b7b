import { copyOf } from '../explain/row.ts';
import type { Row } from '../explain/row.ts';
import { kindOf, nameOf } from '../explain/kind.ts';
import type { RowKind } from '../explain/kind.ts';
import { counted } from '../../text/numbers.ts';

/** A row of a page: a row of the explanation, or one that stands for many. */
export interface Item {
  readonly row: Row;
  readonly name: string;
  readonly kind: RowKind;
  /** How many of the following items are within this one. */
  within: number;
}

/** Up to so many rows, all are shown. */
const MANY = 4000;
/** Otherwise each group shows so many of its first members and of its last. */
const FIRST = 48;
const LAST = 4;

/**
 * The items of a page, in order. If there are too many rows, one item stands for the members in the middle of a group and
 * says how many they are. The failed row and the rows in `keep` are always shown.
 */
export function outline(rows: readonly Row[], keep: readonly (Row | undefined)[]): Item[] {
  return new Outline(rows, keep).items;
}

class Outline {
  readonly items: Item[] = [];
  private readonly rows: readonly Row[];
  private readonly isCut: boolean;
  /** The indexes of rows that must be shown. */
  private readonly kept: readonly number[];
  /** For each row, the index after its last member. */
  private readonly ends: Int32Array;

  constructor(rows: readonly Row[], keep: readonly (Row | undefined)[]) {
    this.rows = rows;
    this.isCut = rows.length > MANY;
    this.kept = rows.flatMap((row, i) => (row.state === 'failed' || keep.includes(row) ? [i] : []));
    this.ends = endsOf(rows);
    this.members(0, rows.length, 'group');
  }

  /** Adds the members from `at` up to `end`, which is excluded. */
  private members(at: number, end: number, outer: RowKind): void {
    const starts: number[] = [];
    for (let i = at; i < end; i = this.endOf(i)) starts.push(i);
    let passed = -1;
    starts.forEach((start, n) => {
      const isShown = !this.isCut || n < FIRST || n >= starts.length - LAST || this.mustShow(start);
      if (!isShown && passed < 0) passed = start;
      if (!isShown) return;
      if (passed >= 0) this.rest(passed, start);
      passed = -1;
      this.member(start, outer);
    });
  }

  private member(i: number, outer: RowKind): void {
    const row = this.rows[i];
    if (row === undefined) return;
    const kind = kindOf(row, outer);
    const end = this.endOf(i);
    if (this.isCut && this.items.length > MANY && !row.isLeaf && !this.mustShow(i)) {
      this.items.push({ row: copyOf(row, { isLeaf: true, note: `${counted(end - i - 1, 'row')} not shown` }), name: nameOf(row), kind, within: 0 });
      return;
    }
    const item: Item = { row, name: nameOf(row), kind, within: 0 };
    const at = this.items.push(item);
    if (!row.isLeaf) this.members(i + 1, end, kind);
    item.within = this.items.length - at;
  }

  /** Adds one item for the rows from `at` up to `end`, which is excluded: all are members of one group. */
  private rest(at: number, end: number): void {
    const [first, next] = [this.rows[at], this.rows[end]];
    if (first === undefined || next === undefined) return;
    const row = copyOf(first, {
      type: '', length: next.offset - first.offset, value: '', note: `${counted(end - at, 'row')} not shown`, state: 'read', isLeaf: true,
    });
    this.items.push({ row, name: `${nameOf(first)} …`, kind: 'group', within: 0 });
  }

  private mustShow(i: number): boolean {
    return this.kept.some((kept) => kept >= i && kept < this.endOf(i));
  }

  private endOf(i: number): number {
    return this.ends[i] ?? this.rows.length;
  }
}

function endsOf(rows: readonly Row[]): Int32Array {
  const ends = new Int32Array(rows.length);
  const open: number[] = [];
  const close = (depth: number, at: number): void => {
    while (open.length > depth) ends[open.pop() ?? 0] = at;
  };
  rows.forEach(({ depth }, i) => {
    close(depth, i);
    open.push(i);
  });
  close(0, rows.length);
  return ends;
}
