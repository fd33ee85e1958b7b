import type { Label } from '../../encoding/decode_error.ts';
import type { AnyDecode, Kind, Trace } from '../../encoding/trace.ts';
import { UNSEEN } from '../../text/visible.ts';
import type { Tally } from './evidence.ts';
import { judgeOf, limitsOf } from './plausible.ts';
import type { Limits } from './plausible.ts';

/** Text beyond this is not looked at: a name of a daemon is shorter. */
const LONGEST_NAME = 256;

/** After so many texts that nobody wrote, the decoder is stopped: millions of them take seconds. */
const MOST_UNSEEN = 100;

/** Thrown through the decoder to stop a reading that is certainly wrong. */
export const HOPELESS = new Error('these bytes are not of this type');

/**
 * Collects evidence while a decoder reads. Of a reading of a million fields it keeps no more than of a short one.
 *
 * What is read behind `end` does not count: the caller may have appended zeros there, to see how far a cut value is good.
 */
export class EvidenceTrace implements Trace {
  private readonly tally: Tally;
  private readonly bytes: Uint8Array;
  private readonly end: number;
  private readonly limits: Limits;
  /** The values that are being read, and how many values had been judged before each. */
  private readonly open: [decode: AnyDecode | null, judged: number][] = [];
  private judged = 0;
  private unseen = 0;
  private at = 0;
  /** How many bytes the decoder skipped at the end of structs, as if a newer encoder had appended them. */
  skipped = 0;

  constructor(tally: Tally, bytes: Uint8Array, end: number, type: string) {
    this.tally = tally;
    this.bytes = bytes;
    this.end = end;
    this.limits = limitsOf(type);
  }

  enter(_label: Label, decode: AnyDecode | null): void {
    this.open.push([decode, this.judged]);
  }

  leave(value: unknown): void {
    const [decode, judged] = this.open.pop() ?? [null, 0];
    const judge = decode === null || this.at > this.end ? undefined : judgeOf(decode);
    if (judge === undefined || judged < this.judged) return; // its parts were judged
    judge(value, this.tally);
    this.judged++;
  }

  leaf(label: Label, kind: Kind, offset: number, length: number, value: unknown): void {
    this.at = offset + length;
    if (this.at > this.end) return;
    const { tally } = this;
    if (typeof value === 'string') this.text(value);
    else if (kind === 'skipped' || label === 'tail') this.skip(length);
    else if (kind === 'padding') tally.add('padding', value === null ? 0 : 1);
    else if (kind === 'bool') tally.add('notLimited', (this.bytes[offset] as number) > 1 ? 1 : 0);
    else if (value instanceof Uint8Array) tally.add('length', length > value.length && value.length > 0 ? 1 : 0);
    else if (value !== 0 && value !== 0n) this.number(label, value);
  }

  private skip(length: number): void {
    this.skipped += length;
    this.tally.add('appended');
  }

  private number(label: Label, value: unknown): void {
    if (label === 'struct_len') this.tally.add('envelope');
    else if (label === 'length') this.tally.add('length');
    else if (label === 'count') this.tally.add('count');
    else if (typeof label === 'string' && typeof value === 'number') {
      const limits = this.limits.get(label);
      if (limits !== undefined) this.tally.add(value >= limits[0] && value <= limits[1] ? 'field' : 'notLimited');
    }
  }

  private text(text: string): void {
    if (text === '') return;
    UNSEEN.lastIndex = 0;
    const isUnseen = UNSEEN.test(text.slice(0, LONGEST_NAME));
    this.tally.add(isUnseen ? 'noName' : 'name');
    if (isUnseen && ++this.unseen > MOST_UNSEEN) throw HOPELESS;
  }
}
