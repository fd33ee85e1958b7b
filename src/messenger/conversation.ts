import type { BufferList } from '../buffer/list.ts';
import { MessengerError } from './messenger_error.ts';
import { ReceiveBuffer } from './receive_buffer.ts';
import { Routine } from './routine.ts';
import type { Reading } from './routine.ts';

/** The last event of a machine whose peer sent what it cannot go on from. */
export interface Failed {
  readonly kind: 'failed';
  readonly error: MessengerError;
}

/**
 * One side of a connection, without the connection: bytes in, events and bytes out.
 *
 * Errors  a MessengerError of the reader becomes the event `failed`; anything else it throws is a mistake of ours
 */
export class Conversation<Event> {
  readonly #routine: Routine;
  #events: (Event | Failed)[] = [];
  #output: Uint8Array[] = [];
  #isOver = false;

  constructor(read: (input: ReceiveBuffer) => Reading<void>) {
    this.#routine = new Routine(new ReceiveBuffer(), read);
  }

  /** Whether it takes and gives nothing more. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** Lets the reader say what it says unasked. */
  start(): void {
    this.#run();
  }

  receive(chunk: Uint8Array): (Event | Failed)[] {
    if (this.#isOver) return [];
    this.#routine.input.append(chunk);
    return this.#run();
  }

  end(): (Event | Failed)[] {
    if (this.#isOver) return [];
    this.#routine.input.end();
    return this.#run();
  }

  emit(event: Event): void {
    this.#events.push(event);
  }

  /** Queues bytes, which are not copied. */
  write(...parts: readonly (Uint8Array | BufferList)[]): void {
    if (this.#isOver) return;
    for (const part of parts) {
      if (part instanceof Uint8Array) this.#output.push(part);
      else for (const ptr of part.buffers) this.#output.push(ptr.cStr());
    }
  }

  takeOutput(): Uint8Array[] {
    const output = this.#output;
    this.#output = [];
    return output;
  }

  /** Ends it from this side; what is queued can still be taken. */
  stop(): void {
    this.#isOver = true;
  }

  #run(): (Event | Failed)[] {
    try {
      this.#routine.run();
      if (this.#routine.isDone) this.stop();
    } catch (error) {
      this.stop();
      if (!(error instanceof MessengerError)) throw error;
      this.#events.push({ kind: 'failed', error });
    }
    const events = this.#events;
    this.#events = [];
    return events;
  }
}
