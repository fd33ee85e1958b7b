import type { Explanation } from '../explain/explain.ts';
import { divergenceOf } from './divergence.ts';
import type { Divergence } from './divergence.ts';
import { nameOf } from '../explain/kind.ts';
import { outline } from './outline.ts';
import type { Item } from './outline.ts';
import type { Row } from '../explain/row.ts';

/** Which reading a field belongs to: the left or the only one, and the right one. */
export type Side = 'a' | 'b';

/** One reading as a page shows it. */
export interface PageReading {
  readonly side: Side;
  /** Whose decoder it is. */
  readonly reader: string;
  readonly error: string | undefined;
  readonly items: readonly Item[];
  readonly failed: Row | undefined;
  /** Bytes that the input lacks of the field that failed, as far as they are drawn. */
  readonly missing: number;
  /** Where its rows part from those of the other; undefined where there is no such row. */
  readonly forkRow: Row | undefined;
  /** Whether its rows from there on are not what the bytes say. */
  readonly isLost: boolean;
}

/** What a page shows of one reading, or of two. */
export interface PageReadings {
  readonly readings: readonly PageReading[];
  readonly fork: { readonly offset: number; readonly how: Divergence['how']; readonly text: string; readonly detail: string } | undefined;
}

const MOST_MISSING = 16;

export function pageReadings(explanation: Explanation<unknown>, other: Explanation<unknown> | undefined): PageReadings {
  if (other === undefined) return { readings: [pageReading(explanation, 'a', undefined, false)], fork: undefined };
  const fork = divergenceOf(explanation, other);
  const readings = [pageReading(explanation, 'a', fork?.first, false), pageReading(other, 'b', fork?.second, fork?.how === 'parts')];
  return { readings, fork: fork && { offset: fork.offset, how: fork.how, ...forkText(fork, readerOf(explanation), readerOf(other)) } };
}

function pageReading(explanation: Explanation<unknown>, side: Side, forkRow: Row | undefined, isLost: boolean): PageReading {
  const { rows, error, bytes } = explanation;
  const failed = rows.find(({ state }) => state === 'failed');
  const isShort = error?.code === 'end_of_buffer' && failed !== undefined && failed.offset + failed.length === bytes.length;
  const missing = isShort ? Math.min(MOST_MISSING, (error.needed ?? 0) - (error.available ?? 0)) : 0;
  return { side, reader: readerOf(explanation), error: error?.message, items: outline(rows, [forkRow]), failed, missing, forkRow, isLost };
}

function readerOf({ release: as }: Explanation<unknown>): string {
  return as ?? 'cephwire';
}

function forkText({ how, first, second }: Divergence, reader: string, other: string): { readonly text: string; readonly detail: string } {
  if (how === 'skips') return { text: `from here ${other} skips what it does not know`, detail: '' };
  if (how === 'stops') return { text: `here ${isStop(second) ? other : reader} stops`, detail: '' };
  return { text: `here ${other} leaves the track`, detail: `: ${reader} reads ${taken(first)}, ${other} reads ${taken(second)}` };
}

function isStop(row: Row | undefined): boolean {
  return row === undefined || row.state === 'failed' || row.state === 'unread';
}

function taken(row: Row | undefined): string {
  return row === undefined ? 'nothing' : `${nameOf(row)} ${row.type}`.trim();
}
