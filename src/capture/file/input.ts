import { bytesOf } from '../../arguments/bytes.ts';
import type { BytesLike } from '../../arguments/bytes.ts';
import { plainBytes } from '../../encoding/cursor.ts';

/**
 * The bytes of a file, in chunks of any size, for readers that need each record in contiguous memory.
 *
 * A record within one chunk is read without a copy. A record in several chunks is copied once, as its bytes arrive: neither tiny
 * chunks nor long records cost more time than their length.
 *
 * Units   bytes; `offset` counts from the start of the file, `at` from the start of `bytes`
 */
export class CaptureInput {
  /** The contiguous bytes that are being read. */
  bytes: Uint8Array = new Uint8Array(0);
  view: DataView = new DataView(this.bytes.buffer);
  /** The next byte to read. */
  at = 0;

  #base = 0; // of bytes[0] in the file
  #chunks: Uint8Array[] = [];
  #taken = 0; // of #chunks
  #gathered = new Uint8Array(0);
  #filled = 0; // of #gathered
  #toSkip = 0;

  /** The offset of `at` in the file. */
  get offset(): number {
    return this.#base + this.at;
  }

  /** Whether all given bytes were read or skipped. */
  get isAtEnd(): boolean {
    return this.at === this.bytes.length && this.#filled === 0 && this.#toSkip === 0 && this.#taken === this.#chunks.length;
  }

  /** Takes a chunk, which is not copied: do not write to it afterwards. */
  receive(given: BytesLike): void {
    const chunk = plainBytes(bytesOf(given)); // whose slices are copies, as those of a Buffer are not
    const skipped = Math.min(this.#toSkip, chunk.length);
    this.#toSkip -= skipped;
    this.#base += skipped;
    if (skipped < chunk.length) this.#chunks.push(skipped === 0 ? chunk : chunk.subarray(skipped));
  }

  /**
   * Makes the next `length` bytes contiguous from `at` on, and returns whether they are there. If not, do not read before it
   * returns true.
   */
  has(length: number): boolean {
    return this.bytes.length - this.at >= length || this.#gather(length);
  }

  /** Skips bytes, including bytes that have not arrived yet. */
  skip(length: number): void {
    let left = length;
    while (left > 0 && this.has(1)) {
      const step = Math.min(left, this.bytes.length - this.at);
      this.at += step;
      left -= step;
    }
    this.#toSkip += left;
  }

  #gather(length: number): boolean {
    const rest = this.bytes.length - this.at;
    if (rest === 0 && this.#filled === 0 && this.#isChunkEnough(length)) return true;
    if (rest + this.#filled === 0 && this.#taken === this.#chunks.length) return false;
    this.#makeRoom(length);
    while (this.#filled < length && this.#taken < this.#chunks.length) {
      const chunk = this.#chunks[this.#taken] as Uint8Array;
      const taken = chunk.subarray(0, length - this.#filled);
      this.#gathered.set(taken, this.#filled);
      this.#filled += taken.length;
      if (taken.length < chunk.length) this.#chunks[this.#taken] = chunk.subarray(taken.length);
      else this.#dropChunk();
    }
    if (this.#filled < length) return false;
    this.#read(this.#gathered.subarray(0, this.#filled));
    this.#gathered = new Uint8Array(0);
    this.#filled = 0;
    return true;
  }

  /** Continues in the next chunk without a copy, if it is long enough. */
  #isChunkEnough(length: number): boolean {
    const chunk = this.#chunks[this.#taken];
    if (chunk === undefined || chunk.length < length) return false;
    this.#dropChunk();
    this.#read(chunk);
    return true;
  }

  /** Moves the unread bytes to the memory in which the record is gathered. */
  #makeRoom(length: number): void {
    const rest = this.bytes.subarray(this.at); // none, once something is gathered
    if (this.#gathered.length < length) {
      const wider = new Uint8Array(length);
      wider.set(this.#gathered.subarray(0, this.#filled), 0);
      this.#gathered = wider;
    }
    this.#gathered.set(rest, this.#filled);
    this.#filled += rest.length;
    if (rest.length > 0) this.#read(new Uint8Array(0));
  }

  #read(bytes: Uint8Array): void {
    this.#base = this.offset;
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    this.at = 0;
  }

  #dropChunk(): void {
    this.#taken++;
    if (this.#taken < this.#chunks.length) return;
    this.#chunks = [];
    this.#taken = 0;
  }
}
