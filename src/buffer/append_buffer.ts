import { copyBytes } from './bytes/bytes.ts';
import { BufferPtr } from './ptr.ts';
import type { PtrRow } from './ptr_row.ts';
import { BufferRaw } from './raw.ts';

/** Raws are allocated in multiples of this (v16.0.0 src/common/buffer.cc:46, CEPH_BUFFER_ALLOC_UNIT). */
const ALLOC_UNIT = 4096;
const NONE = new BufferRaw(new Uint8Array(0));
const NO_VIEW = new DataView(new ArrayBuffer(0));

/**
 * The space a list appends to: a raw whose bytes from a mark on are nobody else's yet.
 *
 * Every append writes at the mark, adds what it wrote to the end of `row`, and moves the mark.
 *
 * Source  ceph v16.0.0 src/common/buffer.cc:1297-1362 (_carriage)
 */
export class AppendBuffer {
  #raw: BufferRaw = NONE;
  #mark = 0;
  /** Up to here the row knows what was written; numbers are told of when somebody looks. */
  #told = 0;
  #view: DataView = NO_VIEW;
  #viewed = 0;

  /** Appends `length` bytes, or zeros: what fits into the space left, and the rest into new space. */
  append(row: PtrRow, length: number, bytes: Uint8Array | undefined): void {
    const first = Math.min(length, this.#room());
    if (first === length) return this.#write(row, first, bytes, 0);
    const raw = allocate(length - first); // may fail, so before the first write
    this.#write(row, first, bytes, 0);
    this.#refill(raw);
    this.#write(row, length - first, bytes, first);
  }

  /** Appends one byte, 0 to 255. */
  appendByte(row: PtrRow, byte: number): void {
    if (this.#room() === 0) this.#refill(allocate(1));
    this.#raw.data[this.#mark] = byte;
    this.#add(row, 1);
  }

  /** Appends a little-endian u32, which its caller has checked. The row hears of it from {@link tell}. */
  appendU32(row: PtrRow, value: number): void {
    const at = this.#mark;
    if (at + 4 > this.#viewed) return this.#appendU32Elsewhere(row, value);
    this.#view.setUint32(at, value, true);
    this.#mark = at + 4;
  }

  /** Adds to the row what it has not heard of. Must come before anything else is done with the row. */
  tell(row: PtrRow): void {
    const length = this.#mark - this.#told;
    if (length === 0) return;
    this.#mark = this.#told;
    this.#add(row, length);
  }

  #appendU32Elsewhere(row: PtrRow, value: number): void {
    this.tell(row);
    this.append(row, 4, Uint8Array.of(value, value >>> 8, value >>> 16, value >>> 24));
    const { data } = this.#raw;
    this.#view = new DataView(data.buffer, data.byteOffset, data.length);
    this.#viewed = data.length;
  }

  /** Appends `length` zeros in one piece, and returns a ptr to them. */
  appendHole(row: PtrRow, length: number): BufferPtr {
    if (this.#room() < length) this.#refill(allocate(length));
    const hole = new BufferPtr(this.#raw, this.#mark, length);
    this.#write(row, length, undefined, 0);
    return hole;
  }

  /** Makes room for `length` bytes. What was left of the old space is lost if it is too small. */
  reserve(length: number): void {
    if (this.#room() < length) this.#refill(new BufferRaw(new Uint8Array(length)));
  }

  /** Moves the mark past a range that the list took from elsewhere, should it lie in this raw. */
  skipPast(raw: BufferRaw, end: number): void {
    if (raw === this.#raw && end > this.#mark) this.#mark = this.#told = end;
  }

  #room(): number {
    return this.#raw.length - this.#mark;
  }

  #refill(raw: BufferRaw): void {
    this.#raw = raw;
    this.#mark = this.#told = 0;
    this.#viewed = 0;
  }

  #write(row: PtrRow, length: number, bytes: Uint8Array | undefined, from: number): void {
    if (length === 0) return;
    if (bytes !== undefined) copyBytes(bytes, from, this.#raw.data, this.#mark, length);
    else this.#raw.data.fill(0, this.#mark, this.#mark + length); // a ptr that shares the raw may have appended here
    this.#add(row, length);
  }

  #add(row: PtrRow, length: number): void {
    const at = this.#mark;
    this.#mark = this.#told = at + length;
    this.#raw.invalidateCrc(at, this.#mark);
    row.grow(this.#raw, at, length);
  }
}

function allocate(length: number): BufferRaw {
  return new BufferRaw(new Uint8Array(Math.ceil(length / ALLOC_UNIT) * ALLOC_UNIT));
}
