import { BufferList } from '../buffer/list.ts';
import { BufferPtr } from '../buffer/ptr.ts';
import { plainBytes } from '../encoding/cursor.ts';

/** Chunks below this are copied together, so that a peer who sends single bytes does not cost an object for each. */
const SMALL = 256;

/**
 * The bytes of one direction that have arrived and are not taken yet.
 *
 * Larger chunks are kept as they come and what is taken shares their memory: whoever hands one in writes to it no more.
 *
 * Units   offsets count from the first byte of the stream
 * Errors  EndOfBuffer for more than there is
 */
export class ReceiveBuffer {
  readonly #list = new BufferList();
  #offset: number;
  #hasEnded = false;

  constructor(offset = 0) {
    this.#offset = offset;
  }

  /** Where in the stream the next byte stands. */
  get offset(): number {
    return this.#offset;
  }

  /** Bytes that can be taken. */
  get length(): number {
    return this.#list.length;
  }

  /** Whether no byte will be added. */
  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  append(chunk: Uint8Array): void {
    this.#list.append(chunk.length < SMALL ? chunk : BufferPtr.claim(plainBytes(chunk)));
  }

  end(): void {
    this.#hasEnded = true;
  }

  /** Bytes from `ahead` on, which stay; a view where one chunk holds them, else a copy. */
  peek(length: number, ahead = 0): Uint8Array {
    return this.#list.begin(ahead).copyShallow(length).cStr();
  }

  /** The next bytes, in the memory they came in. */
  take(length: number): BufferList {
    const taken = new BufferList();
    this.#list.splice(0, length, taken);
    this.#offset += length;
    return taken;
  }

  /** Passes over bytes. */
  drop(length: number): void {
    this.#list.splice(0, length);
    this.#offset += length;
  }
}
