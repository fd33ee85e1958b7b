import type { BytesLike } from '../arguments/bytes.ts';
import { checkCount } from '../buffer/bytes/range.ts';
import type { LostEvent, Side } from './events.ts';
import { MessengerError } from './messenger_error.ts';
import { ReceiveBuffer } from './receive_buffer.ts';
import { Routine } from './routine.ts';
import type { Reading } from './routine.ts';

/**
 * How to read one direction of a connection.
 *
 * Errors  a MessengerError is a fault in a frame. If the frame was taken before the error, reading resumes after it.
 */
export interface FlowReader {
  readonly side: Side;
  /** Reads from the first byte that this side sent. */
  start(input: ReceiveBuffer): Reading<void>;
  /** Drops bytes until a frame certainly begins, and returns true; drops all and returns false if the stream ends first. */
  search(input: ReceiveBuffer): Reading<boolean>;
  /** Reads frames from there on. */
  resume(input: ReceiveBuffer): Reading<void>;
  lost(event: LostEvent): void;
}

/**
 * One direction of a connection that a dissector reads. It continues after gaps and faults, and reports the bytes that it
 * skips.
 */
export class Flow {
  readonly #reader: FlowReader;
  #routine: Routine;
  /** Where the current frame begins, or the current loss. */
  #at = 0;
  /** Why bytes are being skipped until the next frame; null while frames are read. */
  #why: string | null = null;
  #isBeforeGap = false;

  constructor(reader: FlowReader) {
    this.#reader = reader;
    this.#routine = new Routine(new ReceiveBuffer(), (input) => reader.start(input));
  }

  /** Takes bytes. If `at` is further on than the next expected offset, the bytes between are lost. */
  receive(bytes: BytesLike, at?: number): void {
    const { input } = this.#routine;
    const expected = input.offset + input.length;
    if (at !== undefined && at < expected) throw new RangeError(`the next byte of the ${this.#reader.side} is at ${expected}, got bytes at ${at}`);
    if (at !== undefined) this.lose(at - expected);
    this.#routine.input.append(bytes);
  }

  /** Takes note that the next `length` bytes will never come. */
  lose(length: number): void {
    checkCount('length', length);
    if (length === 0) return;
    const { input } = this.#routine;
    if (this.#why === null) this.#readBeforeGap(input);
    this.#search(new ReceiveBuffer(input.offset + input.length + length), `${length} bytes are missing`);
  }

  end(): void {
    this.#routine.input.end();
  }

  /** Takes note that a frame begins here. */
  mark(at: number): void {
    this.#at = at;
  }

  /** Reads as much as possible, and returns whether that was anything. */
  run(): boolean {
    const { input } = this.#routine;
    try {
      return this.#routine.run();
    } catch (error) {
      if (!(error instanceof MessengerError)) throw error;
      if (error.code === 'end_of_stream') this.#giveUp(input, error.message);
      else if (input.offset > this.#at) this.#skipFrame(input, error.message);
      else this.#search(input, error.message);
      return true;
    }
  }

  /** Reads what is left before a gap: complete frames may have waited for the bytes after them, or for the other side. */
  #readBeforeGap(input: ReceiveBuffer): void {
    input.end();
    this.#isBeforeGap = true;
    while (this.run());
    this.#isBeforeGap = false;
  }

  /**
   * The stream ends within a frame: nothing after it can be read. If a gap cuts the frame instead, the frame is part of that
   * loss.
   */
  #giveUp(input: ReceiveBuffer, why: string): void {
    input.drop(input.length);
    if (!this.#isBeforeGap) this.#report(input.offset, why);
  }

  /** Continues after a frame that was complete, but had a fault in it. */
  #skipFrame(input: ReceiveBuffer, why: string): void {
    this.#report(input.offset, why);
    this.#routine = new Routine(input, () => this.#reader.resume(input));
  }

  /** The loss counts from where the frame began, or an earlier loss. */
  #search(input: ReceiveBuffer, why: string): void {
    this.#why ??= why;
    this.#routine = new Routine(input, () => this.#findNextFrame(input));
  }

  *#findNextFrame(input: ReceiveBuffer): Reading<void> {
    const isFound = yield* this.#reader.search(input);
    this.#report(input.offset, this.#why ?? '');
    this.#why = null;
    if (isFound) yield* this.#reader.resume(input);
  }

  #report(end: number, why: string): void {
    if (end > this.#at) this.#reader.lost({ kind: 'lost', side: this.#reader.side, at: this.#at, length: end - this.#at, why });
    this.#at = end;
  }
}
