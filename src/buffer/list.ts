import { bytesOf } from '../arguments/bytes.ts';
import type { BytesLike } from '../arguments/bytes.ts';
import { decodeBase64, encodeBase64 } from './bytes/base64.ts';
import { compareLists } from './compare.ts';
import { ContiguousFiller } from './contiguous_filler.ts';
import { GrowingRow } from './growing_row.ts';
import { toHex } from './bytes/hex.ts';
import { hexdump } from './bytes/hexdump.ts';
import { BufferListIterator } from './iterator.ts';
import { BufferPtr, type LinkedPtr } from './ptr.ts';
import { checkCount, checkRange } from './bytes/range.ts';
import { decodeUtf8, encodeUtf8 } from './bytes/utf8.ts';

/** What can be appended: bytes and text are copied, ptrs and lists are shared. */
export type Appendable = BytesLike | LinkedPtr | BufferList | string;

/**
 * Bytes in a row of ptrs: cheap to append to, to cut and to join, without copies.
 *
 * Small appends collect in a buffer of 4 KiB at the end. The list has ptr objects of its own and none of
 * them is empty; the memory behind them is shared with whoever the ptr came from, and a write is seen by all.
 *
 * Units   bytes; a range is an offset from the start of the list, and a length
 * Errors  EndOfBuffer for a range that passes the end, RangeError for one that is negative or no integer;
 *         nothing has changed then
 * Source  ceph v16.0.0 src/include/buffer.h:435 (buffer::list), src/common/buffer.cc:932-2097
 *
 * @example
 * ```ts
 * import { BufferList } from 'cephwire/buffer';
 *
 * const list = BufferList.from('header ');
 * list.append(new Uint8Array([0x61, 0x62]));
 * const tail = new BufferList();
 * tail.substrOf(list, 5, 4); // shares the bytes
 * console.log(list.length, tail.toStr()); // → 9 r ab
 * ```
 */
export class BufferList {
  /** All that a list is. */
  #row = new GrowingRow();

  /** An empty list with room for `prealloc` bytes. */
  constructor(prealloc = 0) {
    this.reserve(prealloc);
  }

  /** A list of `data`, as `append` would take it. */
  static from(data: Appendable): BufferList {
    const list = new BufferList();
    list.append(data);
    return list;
  }

  /** Bytes in all ptrs. */
  get length(): number {
    return this.#row.length;
  }

  /** The ptrs, in order. */
  get buffers(): readonly LinkedPtr[] {
    return this.#row.ptrs;
  }

  /** How many ptrs there are. */
  getNumBuffers(): number {
    return this.#row.ptrs.length;
  }

  /** An iterator at `offset`. */
  begin(offset = 0): BufferListIterator {
    return new BufferListIterator(this, offset);
  }

  /** An iterator after the last byte. */
  end(): BufferListIterator {
    return new BufferListIterator(this, this.length);
  }

  /** Appends a copy of bytes or of text in UTF-8, or the ptrs of a ptr or list. */
  append(data: Appendable): void {
    if (data instanceof Uint8Array) this.#row.append(data.length, data);
    else if (data instanceof BufferList) this.#row.push(data.begin().takePtrs(data.length));
    else if (typeof data === 'string') this.append(encodeUtf8(data));
    else if (data instanceof BufferPtr) this.appendPtr(data, 0, data.length);
    else this.append(bytesOf(data));
  }

  /** Appends one byte; RangeError if it is not 0 to 255. */
  appendByte(byte: number): void {
    if ((byte & 0xff) !== byte) throw new RangeError(`byte must be 0 to 255, got ${byte}`);
    this.#row.appendByte(byte);
  }

  /** Appends a part of `ptr`, shared. If its memory goes on where the last ptr ends, that one grows. */
  appendPtr(ptr: LinkedPtr, offset: number, length: number): void {
    checkRange(offset, length, ptr.length);
    if (length === 0) return;
    this.#row.grow(ptr.raw, ptr.offset + offset, length);
  }

  /** Appends a u32 as Ceph encodes it, little-endian; RangeError for a number that is none. */
  appendU32(value: number): void {
    if (value >>> 0 !== value) throw new RangeError(`u32 holds 0 to 4294967295, got ${value}`);
    this.#row.appendU32(value);
  }

  /** Appends `length` zeros. */
  appendZero(length: number): void {
    checkCount('length', length);
    this.#row.append(length, undefined);
  }

  /** Appends `length` zeros that lie in one piece, to be written later through the filler. */
  appendHole(length: number): ContiguousFiller {
    checkCount('length', length);
    return new ContiguousFiller(this.#row.appendHole(length));
  }

  /** Makes sure that the next `length` bytes appended lie in one piece and allocate nothing. */
  reserve(length: number): void {
    checkCount('length', length);
    this.#row.reserve(length);
  }

  /** Adds `ptr` at the end as a ptr of its own, even where the last one could grow. */
  pushBack(ptr: LinkedPtr): void {
    this.#row.push([ptr.substr(0, ptr.length)]);
  }

  /** Adds `ptr` at the start as a ptr of its own. */
  pushFront(ptr: LinkedPtr): void {
    this.#row.prepend([ptr.substr(0, ptr.length)]);
  }

  /** Drops all ptrs, and the space to append to. */
  clear(): void {
    this.#row = new GrowingRow();
  }

  /** Exchanges everything with `other`, the space to append to included. */
  swap(other: BufferList): void {
    [this.#row, other.#row] = [other.#row, this.#row];
  }

  /** Becomes what `from` was, and leaves it empty. */
  claim(from: BufferList): void {
    this.#checkOther(from);
    this.clear();
    this.swap(from);
  }

  /** Takes the ptrs of `from` to its end, and leaves `from` empty. */
  claimAppend(from: BufferList): void {
    this.#checkOther(from);
    this.#row.push(from.#row.ptrs);
    from.clear();
  }

  /** Takes the ptrs of `from` to its start, and leaves `from` empty. */
  claimPrepend(from: BufferList): void {
    this.#checkOther(from);
    this.#row.prepend(from.#row.ptrs);
    from.clear();
  }

  /** Becomes a part of `other`, which may be this list; the memory is shared. */
  substrOf(other: BufferList, offset: number, length: number): void {
    checkRange(offset, length, other.length);
    const ptrs = other.begin(offset).takePtrs(length);
    this.clear();
    this.#row.push(ptrs);
  }

  /** Cuts a range out, and appends it to `claimBy` if that is given. */
  splice(offset: number, length: number, claimBy?: BufferList): void {
    checkRange(offset, length, this.length);
    if (claimBy !== undefined) this.#checkOther(claimBy);
    if (length === 0) return;
    const cut = claimBy === undefined ? [] : this.begin(offset).takePtrs(length);
    this.#row.replaceRange(offset, length);
    for (const ptr of cut) claimBy?.append(ptr);
  }

  /** Whether there is one ptr at most. */
  isContiguous(): boolean {
    return this.#row.ptrs.length <= 1;
  }

  /** Copies everything into a single ptr that nobody shares. */
  rebuild(): void {
    this.claim(BufferList.from(BufferPtr.claim(this.toBytes())));
  }

  /** All bytes as one view, copied into a single ptr first if they lie in several. Writers to it call `invalidateCrc`. */
  cStr(): Uint8Array {
    const row = this.#row;
    if (row.ptrs.length > 1) row.join();
    return row.ptrs[0]?.cStr() ?? new Uint8Array(0);
  }

  /** A range as one view, copied into a single ptr first if it lies in several. Writers to it call `invalidateCrc`. */
  getContiguous(offset: number, length: number): Uint8Array {
    checkRange(offset, length, this.length);
    if (length === 0) return new Uint8Array(0);
    const start = this.begin(offset);
    if (start.getCurrentPtr().length < length) this.#row.replaceRange(offset, length, start.copyDeep(length));
    return this.begin(offset).getPtrAndAdvance(length);
  }

  /** A copy of all bytes. */
  toBytes(): Uint8Array {
    return this.begin().copy(this.length);
  }

  /** All bytes as text; see `utf8.ts` for those that are none. */
  toStr(): string {
    const bytes = this.#peek();
    return decodeUtf8(bytes, 0, bytes.length);
  }

  /** The bytes in hex. */
  toJSON(): string {
    return toHex(this.toBytes());
  }

  /** The byte at `index`. */
  at(index: number): number {
    checkRange(index, 1, this.length);
    return this.begin(index).peekByte();
  }

  /** Fills `dest` with the bytes at `offset`. */
  copyOut(offset: number, dest: Uint8Array): void {
    checkRange(offset, dest.length, this.length);
    this.begin(offset).copyInto(dest);
  }

  /** Writes `source` over the bytes at `offset`. */
  copyIn(offset: number, source: BytesLike | BufferList): void {
    const bytes = source instanceof BufferList ? source : bytesOf(source);
    checkRange(offset, bytes.length, this.length);
    this.begin(offset).copyIn(bytes);
  }

  /** Writes zeros over a range, by default all from `offset` on. */
  zero(offset = 0, length = Math.max(0, this.length - offset)): void {
    checkRange(offset, length, this.length);
    for (const ptr of this.begin(offset).takePtrs(length)) ptr.zero();
  }

  /** Whether every byte is zero; true of none. */
  isZero(): boolean {
    return this.#row.ptrs.every((ptr) => ptr.isZero());
  }

  /** Whether the length of every ptr is a multiple of `align`. */
  isNAlignSized(align: number): boolean {
    if (!(Number.isSafeInteger(align) && align > 0)) throw new RangeError(`align must be a positive integer, got ${align}`);
    return this.#row.ptrs.every((ptr) => ptr.length % align === 0);
  }

  /** -1, 0 or 1 as this comes before, with or after `other`: by unsigned bytes, a prefix first. */
  compare(other: BufferList): number {
    return compareLists(this, other);
  }

  /** Whether the bytes are the same, whatever the ptrs. */
  contentsEqual(other: BufferList | BytesLike): boolean {
    const list = other instanceof BufferList ? other : BufferList.from(BufferPtr.claim(other));
    return list.length === this.length && this.compare(list) === 0;
  }

  /** The CRC-32C of all bytes, continued from `start`. Every raw remembers the last one taken of it. */
  crc32c(start: number): number {
    return this.#row.ptrs.reduce((crc, ptr) => ptr.crc32c(crc), start >>> 0);
  }

  /** Forgets remembered checksums, after a write that went to the memory directly. */
  invalidateCrc(): void {
    for (const ptr of this.#row.ptrs) ptr.raw.invalidateCrc();
  }

  /** All bytes as lines of hexadecimal and characters: see `hexdump.ts`. */
  hexdump(): string {
    return hexdump(this.#peek());
  }

  /** Appends this list in base64 to `dest`. */
  encodeBase64(dest: BufferList): void {
    dest.append(encodeBase64(this.#peek()));
  }

  /** Appends the bytes that `source` writes in base64; MalformedInput if it does not. */
  decodeBase64(source: BufferList): void {
    this.append(decodeBase64(source.#peek()));
  }

  /** Lines for people: the length, and every ptr. */
  toString(): string {
    return `buffer::list(len=${this.length},\n${this.#row.ptrs.map((ptr) => `\t${ptr}`).join(',\n')}\n)`;
  }

  /** All bytes to read, without a change to the ptrs. */
  #peek(): Uint8Array {
    return this.begin().copyShallow(this.length).cStr();
  }

  #checkOther(other: BufferList): void {
    if (other === this) throw new TypeError('a list cannot be claimed by itself');
  }
}
