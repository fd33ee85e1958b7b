import type { DecodeError, Label } from '../../encoding/decode_error.ts';
import type { AnyDecode, Kind, Trace } from '../../encoding/trace.ts';
import type { Row } from './row.ts';
import { ADDR2_START, IGNORED, NON_ZERO, PADDING, SKIPPED, TracedRow, UNREAD } from './traced_row.ts';
import type { Subject } from './traced_row.ts';

/** The array of rows has room for up to so many from the start: otherwise its growth takes a tenth of the time. */
const MOST_ROOM = 1024;

/** Collects the rows of an explanation while a decoder reads. */
export class Tracer implements Trace {
  private readonly input: Uint8Array;
  /** The first `count` items are rows; the others are not used yet. */
  private readonly rows: TracedRow[];
  private count = 0;
  private last: TracedRow | null = null;
  /** The innermost open group. */
  private group: TracedRow | null = null;
  private end = 0;

  constructor(input: Uint8Array) {
    this.input = input;
    this.rows = new Array<TracedRow>(Math.min(input.length >>> 1, MOST_ROOM));
  }

  enter(label: Label, decode: AnyDecode | null): void {
    this.group = this.row(label, decode, this.end, 0, undefined);
  }

  leave(value: unknown): void {
    const { group, last } = this;
    if (group === null || last === null) throw new Error('leave without enter');
    group.close(this.end, value);
    if (this.rows[this.count - 2] === group && group.fold(last)) {
      this.count--;
      this.last = group;
    }
    this.group = group.group;
  }

  leaf(label: Label, kind: Kind, offset: number, length: number, value: unknown): void {
    if (length === 0 && kind === 'padding') return;
    const isFirst = this.last === this.group;
    const row = this.row(label, kind, offset, length, value);
    if (kind === 'skipped') row.mark = SKIPPED;
    if (kind === 'ignored') row.mark = IGNORED;
    if (kind === 'padding') row.mark = value === null ? PADDING : NON_ZERO;
    if (isFirst && label === 'type' && isAddr2Start(value)) row.mark = ADDR2_START;
    this.end = offset + length;
  }

  /** All rows. If reading failed, they include the field that failed and the bytes that were never reached. To be called once. */
  finish(error: DecodeError | undefined): Row[] {
    if (error !== undefined) this.fail(error);
    for (let { group } = this; group !== null; group = group.group) group.stretch(this.end);
    if (this.end < this.input.length) {
      this.group = null;
      this.row('(unread)', 'bytes', this.end, this.input.length - this.end, null).mark = UNREAD;
    }
    this.rows.length = this.count;
    return this.rows;
  }

  /** Marks the row that was read where the error is, or adds a row for the error. */
  private fail(error: DecodeError): void {
    this.rows.length = this.count;
    const read = this.rows.find((row) => row.isLeaf && row.offset === error.offset && row.length > 0);
    if (read !== undefined) return read.fail(error.reason);
    const end = Math.min(this.input.length, error.offset + (error.available ?? 0));
    this.row('', null, this.end, end - this.end, null).fail(error.reason, error.path);
    this.end = end;
  }

  private row(label: Label, subject: Subject, offset: number, length: number, read: unknown): TracedRow {
    const row = new TracedRow(this.input, this.group, label, subject, offset, length, read);
    this.rows[this.count++] = row;
    this.last = row;
    return row;
  }
}

/** Whether a value that was read as the type of a legacy address is in fact the start of the ADDR2 form. */
function isAddr2Start(value: unknown): boolean {
  return typeof value === 'number' && (value & 0xffffff) === 0x010101;
}
