import type { Explanation } from '../explain/explain.ts';
import { divergenceOf } from './divergence.ts';
import type { Divergence } from './divergence.ts';
import { nameOf } from '../explain/kind.ts';
import { outline } from './outline.ts';
import type { Item } from './outline.ts';
import type { Row } from '../explain/row.ts';

/** The reading to which a field belongs: `a` is the left or only one, `b` the right one. */
export type Side = 'a' | 'b';

/** One reading as a page shows it. */
export interface PageReading {
  readonly side: Side;
  /** The name of the decoder: a release, or this library. */
  readonly reader: string;
  readonly error: string | undefined;
  readonly items: readonly Item[];
  readonly failed: Row | undefined;
  /** How many bytes are missing for the field that failed, as far as the page draws them. */
  readonly missing: number;
  /** Its row where it diverges from the other reading; undefined if there is no such row. */
  readonly divergenceRow: Row | undefined;
  /** Whether it misreads the bytes from that row on. */
  readonly misreads: boolean;
}

/** Where two readings diverge, in words. */
export interface PageDivergence {
  readonly offset: number;
  readonly how: Divergence['how'];
  readonly text: string;
  readonly detail: string;
}

/** What a page shows of one reading, or of two. */
export interface PageReadings {
  readonly readings: readonly PageReading[];
  readonly divergence: PageDivergence | undefined;
}

const MOST_MISSING = 16;

/** One or two explanations, prepared for a page. */
export function pageReadings(explanation: Explanation<unknown>, other: Explanation<unknown> | undefined): PageReadings {
  if (other === undefined) return { readings: [pageReading(explanation, 'a', undefined, false)], divergence: undefined };
  const found = divergenceOf(explanation, other);
  const readings = [pageReading(explanation, 'a', found?.first, false), pageReading(other, 'b', found?.second, found?.how === 'misreads')];
  return { readings, divergence: found && pageDivergence(found, readerOf(explanation), readerOf(other)) };
}

function pageReading(explanation: Explanation<unknown>, side: Side, divergenceRow: Row | undefined, misreads: boolean): PageReading {
  const { rows, error, bytes } = explanation;
  const failed = rows.find(({ state }) => state === 'failed');
  const isShort = error?.code === 'end_of_buffer' && failed !== undefined && failed.offset + failed.length === bytes.length;
  const missing = isShort ? Math.min(MOST_MISSING, (error.needed ?? 0) - (error.available ?? 0)) : 0;
  return { side, reader: readerOf(explanation), error: error?.message, items: outline(rows, [divergenceRow]), failed, missing, divergenceRow, misreads };
}

function readerOf({ release }: Explanation<unknown>): string {
  return release ?? 'cephwire';
}

function pageDivergence({ offset, how, first, second }: Divergence, reader: string, other: string): PageDivergence {
  if (how === 'skips') return { offset, how, text: `from here ${other} skips fields that it does not know`, detail: '' };
  if (how === 'stops') return { offset, how, text: `here ${isStop(second) ? other : reader} stops`, detail: '' };
  return { offset, how, text: `from here ${other} misreads`, detail: `: ${reader} reads ${fieldText(first)}, ${other} reads ${fieldText(second)}` };
}

function isStop(row: Row | undefined): boolean {
  return row === undefined || row.state === 'failed' || row.state === 'unread';
}

/** `marker u8`. */
function fieldText(row: Row | undefined): string {
  return row === undefined ? 'nothing' : `${nameOf(row)} ${row.type}`.trim();
}
