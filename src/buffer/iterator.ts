import { bytesOf } from '../arguments/bytes.ts';
import type { BytesLike } from '../arguments/bytes.ts';
import { crc32c } from './crc32c/crc32c.ts';
import { EndOfBuffer } from './bytes/end_of_buffer.ts';
import { BufferPtr, type LinkedPtr } from './ptr.ts';
import { checkCount } from './bytes/range.ts';

/** What takes bytes from an iterator: a list, as a rule. */
interface Appending {
  append(bytes: BufferPtr | Uint8Array): void;
}

/** What an iterator needs of its list; the array is another one as soon as the list has changed. */
interface Ptrs {
  readonly buffers: readonly LinkedPtr[];
  readonly length: number;
}

function isPtrs(bytes: BytesLike | Ptrs): bytes is Ptrs {
  return typeof bytes === 'object' && bytes !== null && 'buffers' in bytes;
}

/**
 * A position in a list, to read and write from.
 *
 * It stands for an offset: whatever becomes of the list's ptrs, it goes on at that offset of the bytes now there.
 *
 * Errors  EndOfBuffer for every range that passes the end; neither list nor iterator has changed then
 * Source  ceph v16.0.0 src/include/buffer.h:662 (iterator_impl), src/common/buffer.cc:653-928
 */
export class BufferListIterator {
  readonly #list: Ptrs;
  #off = 0;
  // Where #off lies in the ptrs, as found in #buffers. Appending keeps that array, every other change replaces it.
  #buffers: readonly LinkedPtr[];
  #index = 0;
  #ptrOff = 0;

  constructor(list: Ptrs, off = 0) {
    this.#list = list;
    this.#buffers = list.buffers;
    this.seek(off);
  }

  /** Another iterator at the same place. */
  clone(): BufferListIterator {
    return new BufferListIterator(this.#list, this.#off);
  }

  /** Bytes from the start of the list. */
  getOff(): number {
    return this.#off;
  }

  /** Bytes to the end of the list. */
  getRemaining(): number {
    return Math.max(0, this.#list.length - this.#off);
  }

  /** Whether no byte is left. */
  end(): boolean {
    return this.#off >= this.#list.length;
  }

  /** Whether both stand at the same offset of the same list. */
  equals(other: BufferListIterator): boolean {
    return this.#list === other.#list && this.#off === other.#off;
  }

  /** Moves to `off` bytes from the start of the list. */
  seek(off: number): void {
    checkCount('offset', off);
    if (off > this.#list.length) throw new EndOfBuffer(off, 0, 0);
    this.#move(off);
  }

  /** Moves by `bytes`, back if negative; of an error in that direction, `available` counts the bytes before. */
  advance(bytes: number): void {
    checkCount('distance', Math.abs(bytes));
    if (bytes < 0 && -bytes > this.#off) throw new EndOfBuffer(this.#off, -bytes, this.#off);
    if (bytes > 0) this.#need(bytes);
    this.#move(this.#off + bytes);
  }

  /** The byte here. */
  peekByte(): number {
    this.#need(1);
    return this.#current().at(this.#ptrOff);
  }

  /** The byte here, and a step past it. */
  nextByte(): number {
    const byte = this.peekByte();
    this.#off++;
    this.#ptrOff++;
    return byte;
  }

  /** The ptr from here to its end. */
  getCurrentPtr(): BufferPtr {
    this.#need(1);
    const ptr = this.#current();
    return ptr.substr(this.#ptrOff, ptr.length - this.#ptrOff);
  }

  /** A view of the bytes up to `want`, or to the end of the ptr if that comes first; empty at the end of the list. */
  getPtrAndAdvance(want: number): Uint8Array {
    checkCount('length', want);
    if (this.end()) return new Uint8Array(0);
    return this.#takeRun(want).cStr();
  }

  /** The next `length` bytes, copied. */
  copy(length: number): Uint8Array {
    this.#need(length);
    const bytes = new Uint8Array(length);
    this.copyInto(bytes);
    return bytes;
  }

  /** Fills `dest` with the next bytes. */
  copyInto(dest: Uint8Array): void {
    this.#need(dest.length);
    for (let done = 0; done < dest.length; ) {
      const ptr = this.#current();
      const length = Math.min(dest.length - done, ptr.length - this.#ptrOff);
      ptr.copyOut(this.#ptrOff, length === dest.length ? dest : dest.subarray(done, done + length));
      done += length;
      this.#step(length);
    }
  }

  /** The next `length` bytes as a ptr to a copy. */
  copyDeep(length: number): BufferPtr {
    return BufferPtr.claim(this.copy(length));
  }

  /** The next `length` bytes as a ptr: to the same memory if one ptr holds them, else to a copy. */
  copyShallow(length: number): BufferPtr {
    this.#need(length);
    if (length === 0) return new BufferPtr();
    return this.#current().length - this.#ptrOff < length ? this.copyDeep(length) : this.#takeRun(length);
  }

  /** Appends the next `length` bytes to `dest`, which then shares their memory. */
  copyToList(length: number, dest: Appending): void {
    for (const ptr of this.takePtrs(length)) dest.append(ptr);
  }

  /** Appends a copy of all remaining bytes to `dest`. */
  copyAll(dest: Appending): void {
    dest.append(this.copy(this.getRemaining()));
  }

  /** The next `length` bytes as ptrs to the same memory, none of them empty. */
  takePtrs(length: number): BufferPtr[] {
    this.#need(length);
    const ptrs: BufferPtr[] = [];
    for (let left = length; left > 0; ) {
      const ptr = this.#takeRun(left);
      ptrs.push(ptr);
      left -= ptr.length;
    }
    return ptrs;
  }

  /** Writes over the next bytes. */
  copyIn(bytes: BytesLike | Ptrs): void {
    const from = isPtrs(bytes) ? bytes.buffers.map((ptr) => ptr.cStr()) : [bytesOf(bytes)];
    this.#need(from.reduce((length, run) => length + run.length, 0));
    for (const run of from) {
      for (let done = 0; done < run.length; ) {
        const ptr = this.#takeRun(run.length - done);
        ptr.copyIn(0, run.subarray(done, done + ptr.length));
        done += ptr.length;
      }
    }
  }

  /** The CRC-32C of the next `length` bytes, continued from `start`. */
  crc32c(length: number, start: number): number {
    this.#need(length);
    let crc = start;
    for (let left = length; left > 0; ) {
      const run = this.#takeRun(left).cStr();
      crc = crc32c(crc, run);
      left -= run.length;
    }
    return crc >>> 0;
  }

  #need(length: number): void {
    checkCount('length', length);
    const remaining = this.getRemaining();
    if (length > remaining) throw new EndOfBuffer(this.#off, length, remaining);
  }

  /** The ptr that holds the byte here. There must be one. */
  #current(): LinkedPtr {
    if (this.#buffers !== this.#list.buffers) this.#move(this.#off);
    let ptr = this.#buffers[this.#index];
    while (ptr !== undefined && this.#ptrOff >= ptr.length) {
      this.#ptrOff -= ptr.length;
      ptr = this.#buffers[++this.#index];
    }
    if (ptr === undefined) throw new EndOfBuffer(this.#off, 1, 0);
    return ptr;
  }

  #step(length: number): void {
    this.#off += length;
    this.#ptrOff += length;
  }

  #takeRun(want: number): BufferPtr {
    const ptr = this.#current();
    const run = ptr.substr(this.#ptrOff, Math.min(want, ptr.length - this.#ptrOff));
    this.#step(run.length);
    return run;
  }

  #move(off: number): void {
    if (this.#buffers !== this.#list.buffers) {
      this.#buffers = this.#list.buffers;
      this.#index = 0;
      this.#ptrOff = off;
    } else {
      this.#ptrOff += off - this.#off;
    }
    while (this.#ptrOff < 0) {
      this.#ptrOff += this.#buffers[--this.#index]?.length ?? 0;
    }
    this.#off = off;
  }
}
