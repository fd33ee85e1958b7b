import { bytesOf } from '../arguments/bytes.ts';
import type { BytesLike } from '../arguments/bytes.ts';
import { compareBytes, copyBytes, isZeroBytes } from './bytes/bytes.ts';
import { EndOfBuffer } from './bytes/end_of_buffer.ts';
import { checkCount, checkRange } from './bytes/range.ts';
import { BufferRaw } from './raw.ts';

const NO_RAW = new BufferRaw(new Uint8Array(0));

/** A ptr that is part of a list: its bytes may be written, its range belongs to the list. */
export type LinkedPtr = Omit<BufferPtr, 'append' | 'appendZeros' | 'setOffset' | 'setLength' | 'swap'>;

/**
 * A run of bytes within a raw, which other ptrs may share: what one writes, all see.
 *
 * The bytes past `end` are free to append to only while no other ptr covers them. That is for the
 * caller to know, as in Ceph.
 *
 * Errors  EndOfBuffer for every range that does not lie within the ptr; nothing is changed then
 * Source  ceph v16.0.0 src/include/buffer.h:184 (buffer::ptr), src/common/buffer.cc:367-637
 */
export class BufferPtr {
  #raw: BufferRaw;
  #offset: number;
  #length: number;

  /** The part of `raw` given, by default all of it; without a raw, no bytes at all. */
  constructor(raw: BufferRaw = NO_RAW, offset = 0, length = raw.length - offset) {
    checkRange(offset, length, raw.length);
    this.#raw = raw;
    this.#offset = offset;
    this.#length = length;
  }

  /** `length` zero bytes in a raw of their own. */
  static create(length: number): BufferPtr {
    checkCount('length', length);
    return new BufferPtr(new BufferRaw(new Uint8Array(length)));
  }

  /** A copy of `bytes` in a raw of its own. */
  static copy(bytes: BytesLike): BufferPtr {
    return new BufferPtr(new BufferRaw(new Uint8Array(bytesOf(bytes))));
  }

  /** `bytes` themselves: writes go through in both directions. */
  static claim(bytes: BytesLike): BufferPtr {
    return new BufferPtr(new BufferRaw(bytesOf(bytes)));
  }

  /** The memory it lies in. */
  get raw(): BufferRaw {
    return this.#raw;
  }

  /** Bytes from `offset` to `end`. */
  get length(): number {
    return this.#length;
  }

  /** Where the ptr begins in its raw. */
  get offset(): number {
    return this.#offset;
  }

  /** The same as `offset`. */
  get start(): number {
    return this.#offset;
  }

  /** Where the ptr ends in its raw, exclusive. */
  get end(): number {
    return this.#offset + this.#length;
  }

  /** Bytes of the raw, inside this ptr or not. */
  get rawLength(): number {
    return this.#raw.length;
  }

  /** Whether there is memory at all, if only of length 0. */
  haveRaw(): boolean {
    return this.#raw !== NO_RAW;
  }

  /** Whether the raw holds more than this ptr covers. */
  isPartial(): boolean {
    return this.wasted() > 0;
  }

  /** Bytes of the raw outside this ptr. */
  wasted(): number {
    return this.#raw.length - this.#length;
  }

  /** Bytes of the raw after this ptr. */
  unusedTailLength(): number {
    return this.#raw.length - this.end;
  }

  /** Whether it begins where the raw does. */
  atBufferHead(): boolean {
    return this.#offset === 0;
  }

  /** Whether it ends where the raw does. */
  atBufferTail(): boolean {
    return this.end === this.#raw.length;
  }

  /** Whether every byte is zero; true of none. */
  isZero(): boolean {
    return isZeroBytes(this.cStr());
  }

  /** The byte at `index`. */
  at(index: number): number {
    checkRange(index, 1, this.#length);
    return this.#raw.data[this.#offset + index] as number;
  }

  /** A view of the bytes, not a copy. Who writes to it calls `raw.invalidateCrc`. */
  cStr(): Uint8Array {
    const { data } = this.#raw;
    return this.#length === data.length ? data : data.subarray(this.#offset, this.end);
  }

  /** -1, 0 or 1 as this comes before, with or after `other`: by unsigned bytes, a prefix first. */
  cmp(other: LinkedPtr): number {
    return compareBytes(this.cStr(), other.cStr());
  }

  /** The CRC-32C of the bytes, continued from `start`; the raw remembers the last one. */
  crc32c(start: number): number {
    return this.#raw.crc32c(this.#offset, this.end, start);
  }

  /** `length` bytes at `offset` as a ptr to the same raw. */
  substr(offset: number, length: number): BufferPtr {
    checkRange(offset, length, this.#length);
    return new BufferPtr(this.#raw, this.#offset + offset, length);
  }

  /** The same bytes in a raw of their own. */
  clone(): BufferPtr {
    return BufferPtr.copy(this.cStr());
  }

  /** Fills `dest` with the bytes at `offset`. */
  copyOut(offset: number, dest: Uint8Array): void {
    checkRange(offset, dest.length, this.#length);
    copyBytes(this.#raw.data, this.#offset + offset, dest, 0, dest.length);
  }

  /** Writes `bytes` over those at `offset`. */
  copyIn(offset: number, source: BytesLike): void {
    const bytes = bytesOf(source);
    checkRange(offset, bytes.length, this.#length);
    const at = this.#offset + offset;
    this.#raw.invalidateCrc(at, at + bytes.length);
    this.#raw.data.set(bytes, at);
  }

  /** Writes zeros, by default over all there is from `offset` on. */
  zero(offset = 0, length = Math.max(0, this.#length - offset)): void {
    checkRange(offset, length, this.#length);
    const at = this.#offset + offset;
    this.#raw.invalidateCrc(at, at + length);
    this.#raw.data.fill(0, at, at + length);
  }

  /** Grows the ptr by `bytes`, written into the unused tail. Returns the new `end`. */
  append(source: BytesLike): number {
    const bytes = bytesOf(source);
    const at = this.#takeTail(bytes.length);
    copyBytes(bytes, 0, this.#raw.data, at, bytes.length);
    return this.end;
  }

  /** Grows the ptr by `length` zeros, written into the unused tail. Returns the new `end`. */
  appendZeros(length: number): number {
    const at = this.#takeTail(length);
    this.#raw.data.fill(0, at, this.end);
    return this.end;
  }

  /** Moves the ptr within its raw without a change of length. */
  setOffset(offset: number): void {
    checkRange(offset, this.#length, this.#raw.length);
    this.#offset = offset;
  }

  /** Moves the end of the ptr within its raw. */
  setLength(length: number): void {
    checkRange(this.#offset, length, this.#raw.length);
    this.#length = length;
  }

  /** Exchanges raw, offset and length with `other`. */
  swap(other: BufferPtr): void {
    [this.#raw, other.#raw] = [other.#raw, this.#raw];
    [this.#offset, other.#offset] = [other.#offset, this.#offset];
    [this.#length, other.#length] = [other.#length, this.#length];
  }

  /** A line for people, such as `buffer::ptr(0~3 in raw len 4)`. */
  toString(): string {
    const where = this.haveRaw() ? `in raw len ${this.#raw.length}` : 'no raw';
    return `buffer::ptr(${this.#offset}~${this.#length} ${where})`;
  }

  #takeTail(length: number): number {
    checkCount('length', length);
    const at = this.end;
    if (length > this.unusedTailLength()) throw new EndOfBuffer(this.#length, length, this.unusedTailLength());
    this.#raw.invalidateCrc(at, at + length);
    this.#length += length;
    return at;
  }
}
