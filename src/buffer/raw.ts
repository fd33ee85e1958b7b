import { bytesOf } from '../arguments/bytes.ts';
import type { BytesLike } from '../arguments/bytes.ts';
import { crc32c, crc32cZeros } from './crc32c/crc32c.ts';

/**
 * Owned bytes that any number of ptrs share, with the last checksum taken of a part of them.
 *
 * `data` may be written directly, but the cached checksum then goes stale until `invalidateCrc`.
 *
 * Source  ceph v16.0.0 src/include/buffer_raw.h
 */
export class BufferRaw {
  /** The bytes themselves. */
  readonly data: Uint8Array;
  #crcBegin = 0;
  #crcEnd = 0; // equal to #crcBegin: nothing cached
  #crcIn = 0;
  #crcOut = 0;

  /** Takes `data` over without a copy. */
  constructor(data: BytesLike) {
    this.data = bytesOf(data);
  }

  /** Bytes in all. */
  get length(): number {
    return this.data.length;
  }

  /**
   * The checksum of the bytes from `begin` up to `end`, continued from `start`.
   *
   * Asked again for the same bytes it does not read them, whatever `start` is: a cached checksum
   * is moved to another start by the checksum of as many zeros (v16.0.0 src/common/buffer.cc:1962-1969).
   */
  crc32c(begin: number, end: number, start: number): number {
    if (begin === end) return start >>> 0;
    if (begin === this.#crcBegin && end === this.#crcEnd) {
      if (start === this.#crcIn) return this.#crcOut;
      return (this.#crcOut ^ crc32cZeros(this.#crcIn ^ start, end - begin)) >>> 0;
    }
    const crc = crc32c(start, this.data.subarray(begin, end));
    this.#crcBegin = begin;
    this.#crcEnd = end;
    this.#crcIn = start;
    this.#crcOut = crc;
    return crc;
  }

  /** Forgets the checksum if it covers any byte from `begin` up to `end`: they were or will be written. */
  invalidateCrc(begin = 0, end = this.data.length): void {
    if (begin < this.#crcEnd && end > this.#crcBegin) this.#crcEnd = this.#crcBegin;
  }

  /** A line for people, such as `buffer::raw(len 4)`. */
  toString(): string {
    return `buffer::raw(len ${this.data.length})`;
  }
}
