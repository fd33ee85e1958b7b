import { crc32c } from '../../../src/buffer/crc32c/crc32c.ts';
import { checkCount, checkRange } from '../../../src/buffer/bytes/range.ts';

/** A byte of memory. Whoever shares it sees every write to it. */
export interface Cell {
  value: number;
}

/** The memory of a raw, as far as it is known: of a raw that a list made, only the part that a ptr covers. */
export interface Memory {
  readonly cells: Cell[];
  /** Whether a test made it, and all of it is known. */
  readonly isOwn: boolean;
}

export const NO_MEMORY: Memory = { cells: [], isOwn: false };

/** Throws RangeError for a length that is none, or more than there can be. */
export function checkAllocation(length: number): void {
  checkCount('length', length);
  if (length > 2 ** 50) throw new RangeError();
}

export function cellsOf(bytes: Iterable<number>): Cell[] {
  return Array.from(bytes, (value) => ({ value }));
}

export function bytesOf(cells: readonly Cell[]): Uint8Array {
  return Uint8Array.from(cells, ({ value }) => value);
}

/** The same bytes in memory of their own. */
export function copyOf(cells: readonly Cell[]): Cell[] {
  return cells.map(({ value }) => ({ value }));
}

export function write(cells: readonly Cell[], bytes: Uint8Array): void {
  cells.forEach((cell, i) => (cell.value = bytes[i] as number));
}

/** What a BufferPtr is: a part of a memory. It has the methods of BufferPtr. */
export class ModelPtr {
  memory: Memory;
  offset: number;
  length: number;

  constructor(memory: Memory = NO_MEMORY, offset = 0, length = memory.cells.length - offset) {
    checkRange(offset, length, memory.cells.length);
    this.memory = memory;
    this.offset = offset;
    this.length = length;
  }

  static of(bytes: Uint8Array): ModelPtr {
    return new ModelPtr({ cells: cellsOf(bytes), isOwn: true });
  }

  static create(length: number): ModelPtr {
    checkAllocation(length);
    return ModelPtr.of(new Uint8Array(length));
  }

  get end(): number {
    return this.offset + this.length;
  }

  get rawLength(): number {
    return this.memory.cells.length;
  }

  get cells(): Cell[] {
    return this.memory.cells.slice(this.offset, this.end);
  }

  get bytes(): Uint8Array {
    return bytesOf(this.cells);
  }

  at(index: number): number {
    checkRange(index, 1, this.length);
    return this.bytes[index] as number;
  }

  cmp(other: ModelPtr): number {
    return Buffer.compare(this.bytes, other.bytes);
  }

  crc32c(start: number): number {
    return crc32c(start, this.bytes);
  }

  substr(offset: number, length: number): ModelPtr {
    checkRange(offset, length, this.length);
    return new ModelPtr(this.memory, this.offset + offset, length);
  }

  copyOut(offset: number, length: number): Uint8Array {
    checkRange(offset, length, this.length);
    return this.bytes.slice(offset, offset + length);
  }

  copyIn(offset: number, bytes: Uint8Array): void {
    checkRange(offset, bytes.length, this.length);
    write(this.cells.slice(offset, offset + bytes.length), bytes);
  }

  zero(offset: number, length: number): void {
    checkRange(offset, length, this.length);
    this.copyIn(offset, new Uint8Array(length));
  }

  append(bytes: Uint8Array): number {
    checkRange(this.length, bytes.length, this.rawLength - this.offset);
    this.length += bytes.length;
    this.copyIn(this.length - bytes.length, bytes);
    return this.end;
  }

  appendZeros(length: number): number {
    checkRange(this.length, length, this.rawLength - this.offset);
    return this.append(new Uint8Array(length));
  }

  setOffset(offset: number): void {
    checkRange(offset, this.length, this.rawLength);
    this.offset = offset;
  }

  setLength(length: number): void {
    checkRange(this.offset, length, this.rawLength);
    this.length = length;
  }

  swap(other: ModelPtr): void {
    const { memory, offset, length } = this;
    Object.assign(this, { memory: other.memory, offset: other.offset, length: other.length });
    Object.assign(other, { memory, offset, length });
  }

  toString(): string {
    return `buffer::ptr(${this.offset}~${this.length} ${this.memory === NO_MEMORY ? 'no raw' : `in raw len ${this.rawLength}`})`;
  }
}
