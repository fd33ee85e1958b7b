import { checkCount } from '../buffer/bytes/range.ts';
import { MessengerError } from './messenger_error.ts';
import { ReceiveBuffer } from './receive_buffer.ts';
import { Routine } from './routine.ts';
import type { Reading } from './routine.ts';

/** Who sent it: the client is the side that connected. */
export type Side = 'client' | 'server';

/** Bytes that could not be read, or were not there. */
export interface LostEvent {
  readonly kind: 'lost';
  readonly side: Side;
  /** In bytes from the first that this side sent. */
  readonly at: number;
  readonly length: number;
  readonly why: string;
}

/** How one direction of a connection is read. A MessengerError is a fault; where the frame had been taken, reading resumes behind it. */
export interface FlowReader {
  readonly side: Side;
  /** Reads from the first byte that the side sent. */
  start(input: ReceiveBuffer): Reading<void>;
  /** Drops bytes up to a frame that is certainly one; all, and false, where the stream ends before. */
  search(input: ReceiveBuffer): Reading<boolean>;
  /** Reads frames from there. */
  resume(input: ReceiveBuffer): Reading<void>;
  lost(event: LostEvent): void;
}

/** One direction of a connection that is read along: it goes on after gaps and faults, and says what it passed over. */
export class Flow {
  readonly #reader: FlowReader;
  #routine: Routine;
  /** Where the frame begins that is being read, or the loss. */
  #at = 0;
  /** Why frames are not being read but looked for; null where they are. */
  #why: string | null = null;
  #isBeforeGap = false;

  constructor(reader: FlowReader) {
    this.#reader = reader;
    this.#routine = new Routine(new ReceiveBuffer(), (input) => reader.start(input));
  }

  /** Takes bytes; where `at` is further on than expected, what is between is lost. */
  receive(bytes: Uint8Array, at?: number): void {
    const { input } = this.#routine;
    const expected = input.offset + input.length;
    if (at !== undefined && at < expected) throw new RangeError(`the ${this.#reader.side} is at ${expected} already, got bytes at ${at}`);
    if (at !== undefined) this.lose(at - expected);
    this.#routine.input.append(bytes);
  }

  /** The next `length` bytes will never come. */
  lose(length: number): void {
    checkCount('length', length);
    if (length === 0) return;
    const { input } = this.#routine;
    if (this.#why === null) this.#readOut(input);
    this.#search(new ReceiveBuffer(input.offset + input.length + length), `${length} bytes are not there`);
  }

  end(): void {
    this.#routine.input.end();
  }

  /** A frame begins here. */
  mark(at: number): void {
    this.#at = at;
  }

  /** Reads what can be read; whether there was anything. */
  run(): boolean {
    const { input } = this.#routine;
    try {
      return this.#routine.run();
    } catch (error) {
      if (!(error instanceof MessengerError)) throw error;
      if (error.code === 'end_of_stream') this.#giveUp(input, error.message);
      else if (input.offset > this.#at) this.#pass(input, error.message);
      else this.#search(input, error.message);
      return true;
    }
  }

  /** Before a gap: frames that are whole may have waited for what follows them, or for the other side. */
  #readOut(input: ReceiveBuffer): void {
    input.end();
    this.#isBeforeGap = true;
    while (this.run());
    this.#isBeforeGap = false;
  }

  /** A frame that the stream's end cuts short has nothing of use behind it; where a gap does, it is part of the loss. */
  #giveUp(input: ReceiveBuffer, why: string): void {
    input.drop(input.length);
    if (!this.#isBeforeGap) this.#report(input.offset, why);
  }

  /** Goes on behind a frame that was whole but for what is in it. */
  #pass(input: ReceiveBuffer, why: string): void {
    this.#report(input.offset, why);
    this.#routine = new Routine(input, () => this.#reader.resume(input));
  }

  /** What is passed over counts from where the frame, or an earlier loss, began. */
  #search(input: ReceiveBuffer, why: string): void {
    this.#why ??= why;
    this.#routine = new Routine(input, () => this.#readAnew(input));
  }

  *#readAnew(input: ReceiveBuffer): Reading<void> {
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
