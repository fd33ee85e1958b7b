import { bytesOf } from '../arguments/bytes.ts';
import type { BytesLike } from '../arguments/bytes.ts';
import { BufferList } from '../buffer/list.ts';
import { BufferPtr } from '../buffer/ptr.ts';
import { plainBytes } from '../encoding/cursor.ts';

/**
 * Smaller chunks are copied together while they wait, so that a peer that sends single bytes does not cost one object for
 * each.
 */
const SMALL = 256;

/**
 * The bytes of one direction that have arrived but are not taken yet.
 *
 * Chunks are not copied, and what is taken shares their memory: the caller must not write to a chunk afterwards.
 *
 * Units   offsets count from the first byte of the stream
 * Errors  EndOfBuffer for more bytes than have arrived
 */
export class ReceiveBuffer {
  readonly #list = new BufferList();
  #offset: number;
  #hasEnded = false;

  constructor(offset = 0) {
    this.#offset = offset;
  }

  /** Offset of the next byte in the stream. */
  get offset(): number {
    return this.#offset;
  }

  /** Bytes that can be taken. */
  get length(): number {
    return this.#list.length;
  }

  /** Whether the stream has ended: no more bytes will arrive. */
  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  append(given: BytesLike): void {
    const chunk = bytesOf(given);
    const isOneOfMany = chunk.length < SMALL && this.#list.length > 0;
    this.#list.append(isOneOfMany ? chunk : BufferPtr.claim(plainBytes(chunk)));
  }

  end(): void {
    this.#hasEnded = true;
  }

  /** Returns bytes from `ahead` on without taking them: a view if one chunk holds them, else a copy. */
  peek(length: number, ahead = 0): Uint8Array {
    const [first] = this.#list.buffers;
    if (first === undefined || ahead + length > first.length) return this.#list.begin(ahead).copyShallow(length).cStr();
    const at = first.offset + ahead;
    return first.raw.data.subarray(at, at + length);
  }

  /** Takes the next bytes, in the memory that they arrived in. */
  take(length: number): BufferList {
    const taken = new BufferList();
    if (length === this.#list.length) taken.swap(this.#list);
    else this.#list.splice(0, length, taken);
    this.#offset += length;
    return taken;
  }

  /** Takes bytes that nobody needs. */
  drop(length: number): void {
    if (length === this.#list.length) this.#list.clear();
    else this.#list.splice(0, length);
    this.#offset += length;
  }
}
