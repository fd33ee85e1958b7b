import { BufferList } from '../buffer/list.ts';
import { BufferPtr } from '../buffer/ptr.ts';
import { plainBytes } from '../encoding/cursor.ts';

/** Chunks below this are copied together where they wait, so that a peer who sends single bytes does not cost an object for each. */
const SMALL = 256;

/**
 * The bytes of one direction that have arrived and are not taken yet.
 *
 * Chunks are kept as they come and what is taken shares their memory: whoever hands one in writes to it no more.
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
    const isOneOfMany = chunk.length < SMALL && this.#list.length > 0;
    this.#list.append(isOneOfMany ? chunk : BufferPtr.claim(plainBytes(chunk)));
  }

  end(): void {
    this.#hasEnded = true;
  }

  /** Bytes from `ahead` on, which stay; a view where one chunk holds them, else a copy. */
  peek(length: number, ahead = 0): Uint8Array {
    const [first] = this.#list.buffers;
    if (first === undefined || ahead + length > first.length) return this.#list.begin(ahead).copyShallow(length).cStr();
    const at = first.offset + ahead;
    return first.raw.data.subarray(at, at + length);
  }

  /** The next bytes, in the memory they came in. */
  take(length: number): BufferList {
    const taken = new BufferList();
    if (length === this.#list.length) taken.swap(this.#list);
    else this.#list.splice(0, length, taken);
    this.#offset += length;
    return taken;
  }

  /** Passes over bytes. */
  drop(length: number): void {
    if (length === this.#list.length) this.#list.clear();
    else this.#list.splice(0, length);
    this.#offset += length;
  }
}
