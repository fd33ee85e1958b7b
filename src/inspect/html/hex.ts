import { toHex } from '../../buffer/bytes/hex.ts';
import type { PageReading, Side } from './page_reading.ts';
import type { Item } from './outline.ts';
import { escapeHtml } from '../../text/html.ts';
import { counted } from '../../text/numbers.ts';

const PER_LINE = 16;
/** Of an item with more bytes, only the first 64 are shown. */
const LONG = 128;
const SHOWN = 64;
const GUTTER = 4;
/** Callouts are no wider than the bytes: a narrow screen shows the characters beside them only after scrolling. */
const WIDTH = 58;

/** A note below a line of bytes, with an arrow to its byte. */
export interface Callout {
  readonly offset: number;
  readonly text: string;
  readonly isFailure: boolean;
}

interface Leaf {
  readonly side: Side;
  /** Its position among the items of its reading. */
  readonly index: number;
  readonly item: Item;
}

/** Finds the leaf of a reading that holds a byte, for ascending offsets. */
class Cursor {
  private readonly leaves: readonly Leaf[];
  private at = 0;

  constructor({ side, items }: PageReading) {
    const leaves = items.map((item, index) => ({ side, index, item }));
    this.leaves = leaves.filter(({ item: { row, kind } }) => row.isLeaf && (row.length > 0 || kind === 'failed'));
  }

  leafAt(offset: number): Leaf | undefined {
    while (this.at < this.leaves.length - 1 && endOf(this.leaves[this.at]?.item) <= offset) this.at++;
    return this.leaves[this.at];
  }
}

/** The bytes as lines of hex and characters. The bytes of a field are marked with the items to which they belong. */
export function hexLines(bytes: Uint8Array, readings: readonly PageReading[], callouts: readonly Callout[]): string {
  const cursors = readings.map((reading) => new Cursor(reading));
  const missing = Math.max(0, ...readings.map(({ missing }) => missing));
  const total = bytes.length + missing;
  const digits = Math.max(4, String(total).length);
  const lines: string[] = [];
  const folds = foldedByAll(readings, bytes.length);
  for (let at = 0; at < total || at === 0; at += PER_LINE) {
    const fold = folds.get(at);
    if (fold !== undefined) {
      lines.push(`<span class="fold">${' '.repeat(GUTTER + digits)}  … ${counted(fold - at, 'byte')} not shown</span>`);
      at = fold - PER_LINE;
      continue;
    }
    const end = Math.min(at + PER_LINE, total);
    const called = callouts.filter(({ offset }) => offset >= at && (offset < end || (end === total && offset === end)));
    lines.push(gutter(called) + `<span class="o">${String(at).padStart(digits)}</span>  ${line(bytes, at, end, cursors, callouts)}`);
    for (const callout of called) lines.push(calloutLine(callout, callout.offset - at, digits));
  }
  return lines.join('\n');
}

function gutter(called: readonly Callout[]): string {
  if (called.some(({ isFailure }) => isFailure)) return '<b class="failing">&gt;&gt;&gt;</b> ';
  return called.length > 0 ? '<b class="diverging">  ►</b> ' : ' '.repeat(GUTTER);
}

function line(bytes: Uint8Array, at: number, end: number, cursors: readonly Cursor[], callouts: readonly Callout[]): string {
  let [pairs, characters] = ['', ''];
  for (let from = at; from < end; ) {
    const leaves = cursors.map((cursor) => cursor.leafAt(from));
    const isMissing = from >= bytes.length;
    const bounds = [bytes.length, ...leaves.map((leaf) => endOf(leaf?.item)), ...callouts.map(({ offset }) => offset)];
    const to = Math.min(end, ...bounds.filter((bound) => bound > from));
    const isDivergence = callouts.some(({ offset, isFailure }) => offset === from && !isFailure);
    const marks = leaves.map((leaf) => (leaf === undefined ? '' : ` data-${leaf.side}="${leaf.index}"`)).join('');
    const open = `<span class="${classesOf(leaves, isMissing, isDivergence)}"${marks}>`;
    const run = bytes.subarray(from, to);
    pairs += `${from === at ? '' : gap(from - at)}${open}${isMissing ? hexGhosts(to - from, from - at) : hexPairs(run, from - at)}</span>`;
    if (!isMissing) characters += `${open}${escapeHtml(printable(run))}</span>`;
    from = to;
  }
  const used = (end - at) * 3 - 1 + (end - at > 8 ? 1 : 0);
  return `${pairs}${' '.repeat(PER_LINE * 3 - used)}  ${characters}`;
}

/** The first reading decides the colour. Bytes that the second did not read are underlined. */
function classesOf([first, second]: readonly (Leaf | undefined)[], isMissing: boolean, isDivergence: boolean): string {
  const isUnread = second?.item.kind === 'failed' || second?.item.kind === 'unread';
  return `r k-${first?.item.kind ?? 'unread'}${isUnread ? ' amiss' : ''}${isMissing ? ' missing' : ''}${isDivergence ? ' divergence' : ''}`;
}

function hexPairs(run: Uint8Array, column: number): string {
  return Array.from(run, (byte, i) => (i === 0 ? '' : gap(column + i)) + toHex(Uint8Array.of(byte))).join('');
}

function hexGhosts(count: number, column: number): string {
  return Array.from({ length: count }, (_, i) => `${i === 0 ? '' : gap(column + i)}··`).join('');
}

function gap(column: number): string {
  return column === PER_LINE / 2 ? '  ' : ' ';
}

function printable(run: Uint8Array): string {
  return Array.from(run, (byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join('');
}

function calloutLine({ text, isFailure }: Callout, column: number, digits: number): string {
  const at = GUTTER + digits + 2 + column * 3 + (column >= PER_LINE / 2 ? 1 : 0);
  const isRight = at + text.length + 2 <= WIDTH || text.length + 1 > at;
  const words = isRight ? `${' '.repeat(at)}▲ ${escapeHtml(text)}` : `${escapeHtml(text)} ▲`.padStart(at + 1 + escapeHtml(text).length - text.length);
  return `<strong class="${isFailure ? 'failing' : 'diverging'}">${words}</strong>`;
}

/** Ranges of whole lines that no reading needs to show: from the first byte to the byte after the last. */
function foldedByAll(readings: readonly PageReading[], length: number): ReadonlyMap<number, number> {
  const [first = [], second = [[0, length]] as Range[]] = readings.map(({ items }) => foldedBy(items));
  const folded = new Map<number, number>();
  for (let i = 0, j = 0; i < first.length && j < second.length; ) {
    const [[startA, endA], [startB, endB]] = [first[i] ?? EMPTY, second[j] ?? EMPTY];
    const [start, end] = [Math.max(startA, startB), Math.min(endA, endB)];
    if (start < end) folded.set(start, end);
    if (endA < endB) i++;
    else j++;
  }
  return folded;
}

type Range = readonly [start: number, end: number];
const EMPTY: Range = [0, 0];

function foldedBy(items: readonly Item[]): Range[] {
  return items.flatMap(({ row }): Range[] => {
    if (!row.isLeaf || row.length <= LONG) return [];
    const start = Math.ceil((row.offset + SHOWN) / PER_LINE) * PER_LINE;
    const end = Math.floor((row.offset + row.length) / PER_LINE) * PER_LINE;
    return start < end ? [[start, end]] : [];
  });
}

function endOf(item: Item | undefined): number {
  return item === undefined ? Infinity : item.row.offset + item.row.length;
}
