import { MessengerError } from './messenger_error.ts';
import { ReceiveBuffer } from './receive_buffer.ts';

/** What a reader waits for before it continues. */
export interface Want {
  /** How many bytes its buffer must hold. */
  readonly length: number;
  /** A further condition. */
  readonly until?: () => boolean;
}

/**
 * A reader, written as if it could block. It yields what it waits for, and continues when that has come, or the stream has
 * ended.
 */
export type Reading<T> = Generator<Want, T, void>;

/**
 * Waits for bytes.
 *
 * @param path names them in the error
 * @throws MessengerError `end_of_stream` if the stream ends before them
 */
export function* need(input: ReceiveBuffer, length: number, path: string): Reading<void> {
  if (input.length >= length) return;
  yield { length };
  if (input.length >= length) return;
  throw new MessengerError('end_of_stream', path, input.offset, `need ${length} bytes, ${input.length} left`);
}

/**
 * A reader and the buffer that it reads from.
 *
 * While it waits, each chunk costs only one comparison, so a large frame in many chunks is read in linear time.
 */
export class Routine {
  readonly input: ReceiveBuffer;
  readonly #reading: Reading<void>;
  #want: Want | null = { length: 0 };

  constructor(input: ReceiveBuffer, read: (input: ReceiveBuffer) => Reading<void>) {
    this.input = input;
    this.#reading = read(input);
  }

  /** Whether the reader has returned or thrown. */
  get isDone(): boolean {
    return this.#want === null;
  }

  /** Lets the reader continue as far as it can, and returns whether it continued at all. Errors of the reader are thrown. */
  run(): boolean {
    let moved = false;
    for (let want = this.#want; want !== null && this.#isMet(want); want = this.#want) {
      this.#want = null; // stays null if the reader throws
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
