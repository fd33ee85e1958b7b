import { counted } from '../../text/numbers.ts';
import type { Terminal } from '../shell/terminal.ts';

/** In milliseconds: a reading that ends sooner needs no progress, and nobody reads lines faster than this. */
const PATIENCE = 2000;
const INTERVAL = 200;

const MB = 1e6;

/** Shows a person who waits how far the reading has come. */
export class Progress {
  readonly #status: Terminal['status'];
  readonly #now: () => number;
  #next: number;
  #isShown = false;

  /** @param now milliseconds of any clock */
  constructor({ status }: Pick<Terminal, 'status'>, now: () => number = Date.now) {
    this.#status = status;
    this.#now = now;
    this.#next = now() + PATIENCE;
  }

  show(bytes: number, messages: number): void {
    if (this.#status === null || this.#now() < this.#next) return;
    this.#next = this.#now() + INTERVAL;
    this.#isShown = true;
    this.#status(`${(bytes / MB).toFixed(1)} MB read, ${counted(messages, 'message')} found`);
  }

  /** Removes the progress line, so that output can take its place. */
  clear(): void {
    if (this.#isShown) this.#status?.('');
    this.#isShown = false;
  }
}
