import { copyBytes } from './bytes/bytes.ts';
import { BufferPtr } from './ptr.ts';
import { PtrRow } from './ptr_row.ts';
import { BufferRaw } from './raw.ts';

/** Raws are allocated in multiples of this (v16.0.0 src/common/buffer.cc:46, CEPH_BUFFER_ALLOC_UNIT). */
const ALLOC_UNIT = 4096;
const NONE = new BufferRaw(new Uint8Array(0));
const NO_VIEW = new DataView(new ArrayBuffer(0));

/**
 * The ptrs of a list, and the space that it appends to: a raw whose bytes from a mark on belong to nobody yet.
 *
 * Every append writes at the mark and moves it, and adds the bytes to the row. Only u32s may be added later, many at once,
 * which is four times as fast. Nobody can see the difference: every method settles what is due before it does anything else
 * with the row, and as soon as anybody could have a ptr to the raw, u32s are added at once too.
 *
 * Source  ceph v16.0.0 src/common/buffer.cc:1297-1362 (_carriage)
 */
export class GrowingRow {
  /** What is in the row. Only `#settled` and `length` use it, since bytes may be due. */
  readonly #row = new PtrRow();
  #raw: BufferRaw = NONE;
  #mark = 0;
  /** The bytes of the raw from here to the mark are due: appended, and not in the row yet. */
  #due = 0;
  /** To write u32s with that may be due, up to `#viewed`; 0 where none may. */
  #view: DataView = NO_VIEW;
  #viewed = 0;
  /** Whether anybody could have a ptr to the raw. */
  #isSeen = false;

  /** Bytes in all ptrs. */
  get length(): number {
    return this.#row.length + (this.#mark - this.#due);
  }

  /** The ptrs themselves, not copies. */
  get ptrs(): readonly BufferPtr[] {
    this.#show();
    return this.#settled().ptrs;
  }

  /** Appends `length` bytes, or zeros: what fits into the space left, and the rest into new space. */
  append(length: number, bytes: Uint8Array | undefined): void {
    const first = Math.min(length, this.#room());
    if (first === length) return this.#write(first, bytes, 0);
    const raw = allocate(length - first); // may fail, so before the first write
    this.#write(first, bytes, 0);
    this.#refill(raw);
    this.#write(length - first, bytes, first);
  }

  /** Appends one byte, 0 to 255. */
  appendByte(byte: number): void {
    if (this.#room() === 0) this.#refill(allocate(1));
    this.#raw.data[this.#mark++] = byte;
    this.#settled();
  }

  /** Appends a little-endian u32, which its caller has checked. */
  appendU32(value: number): void {
    const at = this.#mark;
    if (at + 4 > this.#viewed) return this.#appendU32AtOnce(value);
    this.#view.setUint32(at, value, true);
    this.#mark = at + 4;
  }

  #appendU32AtOnce(value: number): void {
    this.append(4, Uint8Array.of(value, value >>> 8, value >>> 16, value >>> 24));
    if (this.#isSeen) return;
    const { data } = this.#raw;
    this.#view = new DataView(data.buffer, data.byteOffset, data.length);
    this.#viewed = data.length;
  }

  /** Appends `length` zeros in one piece, and returns a ptr to them. */
  appendHole(length: number): BufferPtr {
    if (this.#room() < length) this.#refill(allocate(length));
    const hole = new BufferPtr(this.#raw, this.#mark, length);
    this.#write(length, undefined, 0);
    this.#show();
    return hole;
  }

  /** Makes room for `length` bytes. What was left of the old space is lost if it is too small. */
  reserve(length: number): void {
    if (this.#room() < length) this.#refill(new BufferRaw(new Uint8Array(length)));
  }

  /** Adds a range of `raw` at the end, to the last ptr if that ends where the range begins. */
  grow(raw: BufferRaw, offset: number, length: number): void {
    this.#settled().grow(raw, offset, length);
    this.#skipPast(raw, offset + length);
  }

  /** Adds the ptrs themselves at the end. */
  push(ptrs: readonly BufferPtr[]): void {
    const row = this.#settled();
    for (const ptr of ptrs) row.push(ptr);
    for (const ptr of ptrs) this.#skipPast(ptr.raw, ptr.end);
  }

  /** Adds the ptrs themselves at the start. */
  prepend(ptrs: readonly BufferPtr[]): void {
    this.#settled().prepend(ptrs);
    for (const ptr of ptrs) this.#skipPast(ptr.raw, ptr.end);
  }

  /** Puts `ptr` where a range was, which holds at least a byte; or nothing. */
  replaceRange(offset: number, length: number, ptr?: BufferPtr): void {
    this.#settled().replaceRange(offset, length, ptr);
  }

  /** Copies all ptrs into one. */
  join(): void {
    this.#settled().join();
  }

  /** Adds what is due. */
  #settled(): PtrRow {
    const due = this.#due;
    const length = this.#mark - due;
    if (length > 0) {
      this.#due = this.#mark;
      this.#raw.invalidateCrc(due, this.#mark);
      this.#row.grow(this.#raw, due, length);
    }
    return this.#row;
  }

  /** From now on nothing in this raw may be due. */
  #show(): void {
    this.#settled();
    this.#isSeen = true;
    this.#viewed = 0;
  }

  #room(): number {
    return this.#raw.length - this.#mark;
  }

  #refill(raw: BufferRaw): void {
    this.#settled();
    this.#raw = raw;
    this.#mark = this.#due = this.#viewed = 0;
    this.#isSeen = false;
  }

  /** Moves the mark past a range that the list took from elsewhere, should it lie in this raw. */
  #skipPast(raw: BufferRaw, end: number): void {
    if (raw === this.#raw && end > this.#mark) this.#mark = this.#due = end;
  }

  #write(length: number, bytes: Uint8Array | undefined, from: number): void {
    if (length === 0) return;
    const at = this.#mark;
    if (bytes !== undefined) copyBytes(bytes, from, this.#raw.data, at, length);
    else this.#raw.data.fill(0, at, at + length); // a ptr that shares the raw may have appended here
    this.#mark = at + length;
    this.#settled();
  }
}

function allocate(length: number): BufferRaw {
  return new BufferRaw(new Uint8Array(Math.ceil(length / ALLOC_UNIT) * ALLOC_UNIT));
}
