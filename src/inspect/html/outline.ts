import { copyOf } from '../explain/row.ts';
import type { Row } from '../explain/row.ts';
import { kindOf, nameOf } from '../explain/kind.ts';
import type { RowKind } from '../explain/kind.ts';
import { counted } from '../../text/numbers.ts';

/** A row of a page: one of the rows, or one in place of many. */
export interface Item {
  readonly row: Row;
  readonly name: string;
  readonly kind: RowKind;
  /** Items that follow and lie within this one. */
  within: number;
}

/** Fewer rows than these are all shown. */
const MANY = 4000;
/** Of more, each group shows this many of its members from the front, and from the end. */
const FIRST = 48;
const LAST = 4;

/**
 * The rows that a page can hold, in order. Where there are too many, runs of members become one item that says how many;
 * the failed row, and those in `keep`, are never among them.
 */
export function outline(rows: readonly Row[], keep: readonly (Row | undefined)[]): Item[] {
  return new Outline(rows, keep).items;
}

class Outline {
  readonly items: Item[] = [];
  private readonly rows: readonly Row[];
  private readonly isCut: boolean;
  /** Indexes of rows that must be seen. */
  private readonly kept: readonly number[];
  /** For each row the index behind its last member. */
  private readonly ends: Int32Array;

  constructor(rows: readonly Row[], keep: readonly (Row | undefined)[]) {
    this.rows = rows;
    this.isCut = rows.length > MANY;
    this.kept = rows.flatMap((row, i) => (row.state === 'failed' || keep.includes(row) ? [i] : []));
    this.ends = endsOf(rows);
    this.members(0, rows.length, 'group');
  }

  /** The members that begin from `at` to before `end`. */
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

  /** One item for the rows from `at` to before `end`, all members of one group. */
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
