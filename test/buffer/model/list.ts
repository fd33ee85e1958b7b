import { decodeBase64, encodeBase64 } from '../../../src/buffer/bytes/base64.ts';
import { EndOfBuffer } from '../../../src/buffer/bytes/end_of_buffer.ts';
import { checkCount, checkRange } from '../../../src/buffer/bytes/range.ts';
import { encodeUtf8 } from '../../../src/buffer/bytes/utf8.ts';
import { crc32c } from '../../../src/buffer/crc32c/crc32c.ts';
import { bytesOf, cellsOf, checkAllocation, copyOf, write } from './memory.ts';
import type { Cell, ModelPtr } from './memory.ts';

/** What a BufferList is: a row of bytes, wherever they lie. It has the methods of BufferList. */
export class ModelList {
  cells: Cell[] = [];

  static withRoom(prealloc: number): ModelList {
    checkAllocation(prealloc);
    return new ModelList();
  }

  static of(data: Uint8Array | readonly Cell[]): ModelList {
    const list = new ModelList();
    list.append(data);
    return list;
  }

  get length(): number {
    return this.cells.length;
  }

  get bytes(): Uint8Array {
    return bytesOf(this.cells);
  }

  append(data: Uint8Array | string | readonly Cell[]): void {
    if (typeof data === 'string') this.append(encodeUtf8(data));
    else if (data instanceof Uint8Array) this.cells.push(...cellsOf(data));
    else this.cells.push(...data);
  }

  appendByte(byte: number): void {
    if (!(Number.isInteger(byte) && byte >= 0 && byte < 2 ** 8)) throw new RangeError();
    this.append(Uint8Array.of(byte));
  }

  appendU32(value: number): void {
    if (!(Number.isInteger(value) && value >= 0 && value < 2 ** 32)) throw new RangeError();
    this.append(Uint8Array.of(value, value / 2 ** 8, value / 2 ** 16, value / 2 ** 24));
  }

  appendPtr(ptr: ModelPtr, offset: number, length: number): void {
    this.append(ptr.substr(offset, length).cells);
  }

  /** Also what a hole is: its cells. */
  appendZero(length: number): Cell[] {
    this.reserve(length);
    this.append(new Uint8Array(length));
    return this.cells.slice(this.length - length);
  }

  reserve(length: number): void {
    checkAllocation(length);
  }

  prepend(cells: readonly Cell[]): void {
    this.cells = [...cells, ...this.cells];
  }

  swap(other: ModelList): void {
    [this.cells, other.cells] = [other.cells, this.cells];
  }

  claim(from: ModelList): void {
    this.cells = this.#takeFrom(from);
  }

  claimAppend(from: ModelList): void {
    this.append(this.#takeFrom(from));
  }

  claimPrepend(from: ModelList): void {
    this.prepend(this.#takeFrom(from));
  }

  #takeFrom(from: ModelList): Cell[] {
    if (from === this) throw new TypeError();
    return from.cells.splice(0);
  }

  substrOf(other: ModelList, offset: number, length: number): void {
    this.cells = other.#part(offset, length);
  }

  splice(offset: number, length: number, claimBy?: ModelList): void {
    this.#part(offset, length);
    if (claimBy === this) throw new TypeError();
    claimBy?.append(this.#part(offset, length));
    this.#replace(offset, length, []);
  }

  /** The bytes move to memory that nobody shares, unless they lie in one ptr. */
  getContiguous(offset: number, length: number, isInOnePtr: boolean): Uint8Array {
    const part = this.#part(offset, length);
    if (!isInOnePtr) this.#replace(offset, length, copyOf(part));
    return bytesOf(part);
  }

  at(index: number): number {
    return this.copyOut(index, 1)[0] as number;
  }

  copyOut(offset: number, length: number): Uint8Array {
    return bytesOf(this.#part(offset, length));
  }

  copyIn(offset: number, bytes: Uint8Array): void {
    write(this.#part(offset, bytes.length), bytes);
  }

  zero(offset: number, length: number): void {
    write(this.#part(offset, length), new Uint8Array(length));
  }

  decodeBase64(source: ModelList): void {
    this.append(decodeBase64(source.bytes));
  }

  encodeBase64(dest: ModelList): void {
    dest.append(encodeBase64(this.bytes));
  }

  #replace(offset: number, length: number, cells: readonly Cell[]): void {
    this.cells = [...this.cells.slice(0, offset), ...cells, ...this.cells.slice(offset + length)];
  }

  #part(offset: number, length: number): Cell[] {
    checkRange(offset, length, this.length);
    return this.cells.slice(offset, offset + length);
  }
}

/** What a BufferListIterator is: an offset. It has the methods of BufferListIterator. */
export class ModelIterator {
  readonly list: ModelList;
  off = 0;

  constructor(list: ModelList, off = 0) {
    this.list = list;
    this.seek(off);
  }

  get remaining(): number {
    return Math.max(0, this.list.length - this.off);
  }

  seek(off: number): void {
    checkCount('offset', off);
    if (off > this.list.length) throw new EndOfBuffer(off, 0, 0);
    this.off = off;
  }

  advance(bytes: number): void {
    checkCount('distance', Math.abs(bytes));
    if (-bytes > this.off) throw new EndOfBuffer(this.off, -bytes, this.off);
    if (bytes > 0) this.take(bytes);
    else this.off += bytes;
  }

  peek(): Cell {
    const [cell] = this.take(1);
    this.off--;
    return cell as Cell;
  }

  /** The next `length` bytes, and a step past them. */
  take(length: number): Cell[] {
    checkCount('length', length);
    if (length > this.remaining) throw new EndOfBuffer(this.off, length, this.remaining);
    this.off += length;
    return this.list.cells.slice(this.off - length, this.off);
  }

  /** As `take`, but up to `want`. What comes is for the ptrs to say, at least a byte if there is one. */
  takeRun(want: number, came: number | undefined): Cell[] {
    checkCount('length', want);
    const most = Math.min(want, this.remaining);
    if (came === undefined || came > most || (came === 0 && most > 0)) throw new Error(`a run of ${came} where 1 to ${most} bytes were due`);
    return this.take(came);
  }

  copyIn(bytes: Uint8Array): void {
    write(this.take(bytes.length), bytes);
  }

  crc32c(length: number, start: number): number {
    return crc32c(start, bytesOf(this.take(length)));
  }
}

/** What a ContiguousFiller is: the bytes of a hole, and how many of them are filled. */
export class ModelFiller {
  readonly hole: readonly Cell[];
  filled = 0;

  constructor(hole: readonly Cell[]) {
    this.hole = hole;
  }

  get remaining(): number {
    return this.hole.length - this.filled;
  }

  advance(length: number): void {
    checkRange(this.filled, length, this.hole.length);
    this.filled += length;
  }

  copyIn(bytes: Uint8Array): void {
    this.advance(bytes.length);
    write(this.hole.slice(this.filled - bytes.length, this.filled), bytes);
  }
}
