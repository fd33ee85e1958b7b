import { HeldSegments } from './held_segments.ts';
import type { HeldSegment } from './held_segments.ts';
import type { End, LossReason, TcpConnection, TcpEvent } from './event.ts';
import type { TcpSegment } from './segment.ts';

/** How much may wait after a hole, in bytes and in segments. Beyond this the hole is given up. */
const MAX_HELD = 1024 * 1024;
const MAX_HELD_SEGMENTS = 1024;

/**
 * An acknowledged hole is given up after so many more segments. Not at once, because captures swap packets that are close
 * together.
 */
const PATIENCE = 16;

/** A segment that is further from the expected position is ignored. */
const MAX_WINDOW = 1024 * 1024 * 1024;

/**
 * If the receiver's acknowledgement is at most so far before the first captured segment, the stream begins there, and waits
 * for the bytes between.
 */
const MAX_START = 1024 * 1024;

/**
 * The bytes that one end of a connection sends, put in order.
 *
 * Positions are offsets in the stream as plain numbers, so that sequence numbers wrap in one place only.
 *
 * Source  RFC 9293 3.4
 */
export class TcpStream {
  readonly #connection: TcpConnection;
  readonly #from: End;
  /** The sequence number of the stream's first byte; null until it is known. */
  #start: number | null = null;
  #next = 0;
  #acked = 0;
  #ackBeforeStart: number | null = null;
  #impatience = 0;
  #finAt: number | null = null;
  #isEnded = false;
  #held = new HeldSegments();

  constructor(connection: TcpConnection, from: End) {
    this.#connection = connection;
    this.#from = from;
  }

  get isEnded(): boolean {
    return this.#isEnded;
  }

  get isStarted(): boolean {
    return this.#start !== null;
  }

  /** The memory of segments that wait, in bytes. */
  get held(): number {
    return this.#held.cost;
  }

  /** Whether this stream began with a SYN of this sequence number. */
  beganWith(seq: number): boolean {
    return this.#start === (seq + 1) >>> 0;
  }

  /** Whether a sequence number is near enough to the current position to belong to this stream. */
  isNear(seq: number): boolean {
    return this.#start === null || Math.abs(this.#position(seq, this.#start) - this.#next) <= MAX_START;
  }

  /** Takes a segment of this end. */
  addSegment(segment: TcpSegment, out: TcpEvent[]): void {
    const { isSyn, isFin, length } = segment;
    if (this.#isEnded || (length === 0 && !isSyn && !isFin)) return;
    const seq = isSyn ? (segment.seq + 1) >>> 0 : segment.seq;
    this.#start ??= isSyn ? seq : this.#startBefore(seq);
    const at = this.#position(seq, this.#start);
    if (Math.abs(at - this.#next) > MAX_WINDOW) return;
    if (isFin) this.#finAt ??= at + length;
    if (at + length > this.#next) this.#take(segment, at, out);
    this.#endIfWhole(out);
  }

  /** Takes note that the other end has received everything before this sequence number. */
  acknowledge(seq: number): void {
    if (this.#start === null) this.#ackBeforeStart = seq;
    else this.#acked = Math.max(this.#acked, this.#position(seq, this.#start));
  }

  /** Gives up a hole that has waited long enough. Called once for every segment of the connection. */
  settle(out: TcpEvent[]): void {
    const { first } = this.#held;
    if (first === undefined || first.at > this.#acked || ++this.#impatience <= PATIENCE) return;
    this.#skipTo(first.at, 'not captured', out);
    this.#drain(out);
    this.#endIfWhole(out);
  }

  /** Gives up all holes, so that no segment waits any more. */
  flush(why: LossReason, out: TcpEvent[]): void {
    for (let segment = this.#held.first; segment !== undefined; segment = this.#held.first) {
      this.#skipTo(segment.at, why, out);
      this.#drain(out);
    }
    this.#endIfWhole(out);
  }

  /** Reports what is missing, at the end of the capture or of the connection. */
  finish(out: TcpEvent[]): void {
    if (this.#isEnded) return;
    this.flush('not captured', out);
    const acked = this.#finAt ?? this.#acked;
    const isFinAlone = this.#finAt === null && acked === this.#next + 1; // a FIN takes a sequence number
    if (this.#start !== null && acked > this.#next && !isFinAlone) this.#skipTo(acked, 'not captured', out);
    this.#end(out);
  }

  #take({ bytes, begin, end, length, stamp }: TcpSegment, at: number, out: TcpEvent[]): void {
    const captured = end - begin;
    if (at <= this.#next && this.#held.count === 0) {
      this.#emit({ at, length: captured, bytes: bytes.subarray(begin, end), stamp }, out);
      if (captured < length) this.#skipTo(at + length, 'cut', out);
      return;
    }
    const from = Math.max(at, this.#next);
    const known = Math.max(0, at + captured - from);
    if (known > 0) this.#held.add({ at: from, length: known, bytes: bytes.subarray(end - known, end), stamp });
    if (captured < length) this.#held.add({ at: from + known, length: at + length - from - known, bytes: null, stamp });
    this.#drain(out);
    while (this.#held.cost > MAX_HELD || this.#held.count > MAX_HELD_SEGMENTS) {
      this.#skipTo(this.#held.first?.at ?? this.#next, 'not captured', out);
      this.#drain(out);
    }
  }

  /** Emits the held segments that no hole precedes any more. */
  #drain(out: TcpEvent[]): void {
    for (let segment = this.#held.first; segment !== undefined && segment.at <= this.#next; segment = this.#held.first) {
      this.#held.shift();
      if (segment.bytes === null) this.#skipTo(segment.at + segment.length, 'cut', out);
      else this.#emit(segment, out);
    }
  }

  /** Emits the part of a segment that was not emitted before. */
  #emit({ at, length, bytes, stamp }: HeldSegment, out: TcpEvent[]): void {
    if (bytes === null || at + length <= this.#next) return;
    const rest = at === this.#next ? bytes : bytes.subarray(this.#next - at);
    out.push({ kind: 'data', connection: this.#connection, from: this.#from, at: this.#next, bytes: rest, stamp });
    this.#next = at + length;
    this.#impatience = 0;
  }

  #skipTo(at: number, why: LossReason, out: TcpEvent[]): void {
    if (at <= this.#next) return;
    out.push({ kind: 'lost', connection: this.#connection, from: this.#from, at: this.#next, length: at - this.#next, why });
    this.#next = at;
    this.#impatience = 0;
  }

  #endIfWhole(out: TcpEvent[]): void {
    if (this.#finAt !== null && this.#finAt <= this.#next) this.#end(out);
  }

  #end(out: TcpEvent[]): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.#held = new HeldSegments();
    out.push({ kind: 'ended', connection: this.#connection, from: this.#from });
  }

  /** The start of a stream without a SYN: what the receiver acknowledged, if that is just before the first captured segment. */
  #startBefore(seq: number): number {
    const acked = this.#ackBeforeStart;
    if (acked === null) return seq;
    const ahead = (seq - acked) | 0;
    return ahead >= 0 && ahead <= MAX_START ? acked : seq;
  }

  #position(seq: number, start: number): number {
    return this.#next + ((seq - start - this.#next) | 0);
  }
}

