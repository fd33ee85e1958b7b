import { MessengerError } from './messenger_error.ts';
import { ReceiveBuffer } from './receive_buffer.ts';

/** What a reader waits for. */
export interface Want {
  /** Bytes in its buffer. */
  readonly length: number;
  /** Besides the bytes, something that is to become true. */
  readonly until?: () => boolean;
}

/** A reader, written as if it could block: it yields what it waits for, and goes on when that is there or the stream has ended. */
export type Reading<T> = Generator<Want, T, void>;

/** Waits for bytes; `path` names what they are. */
export function* need(input: ReceiveBuffer, length: number, path: string): Reading<void> {
  if (input.length >= length) return;
  yield { length };
  if (input.length >= length) return;
  throw new MessengerError('end_of_stream', path, input.offset, `need ${length} bytes, ${input.length} left`);
}

/**
 * A reader and the buffer it reads from.
 *
 * Waiting costs one comparison a chunk, however many chunks what is waited for comes in.
 */
export class Routine {
  readonly input: ReceiveBuffer;
  readonly #reading: Reading<void>;
  #want: Want | null = { length: 0 };

  constructor(input: ReceiveBuffer, read: (input: ReceiveBuffer) => Reading<void>) {
    this.input = input;
    this.#reading = read(input);
  }

  /** Whether the reader has come to its end, or thrown. */
  get isDone(): boolean {
    return this.#want === null;
  }

  /** Lets the reader go on as far as it can; whether it could at all. What it throws goes through. */
  run(): boolean {
    let moved = false;
    for (let want = this.#want; want !== null && this.#isMet(want); want = this.#want) {
      this.#want = null; // stays, where the reader throws
      const { value, done } = this.#reading.next();
      this.#want = done === true ? null : value;
      moved = true;
    }
    return moved;
  }

  #isMet({ length, until }: Want): boolean {
    return this.input.hasEnded || (this.input.length >= length && (until === undefined || until()));
  }
}
