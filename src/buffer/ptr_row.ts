import { copyBytes } from './bytes/bytes.ts';
import { BufferPtr } from './ptr.ts';
import type { BufferRaw } from './raw.ts';

/**
 * The ptrs of a list in order, none of them empty, and their length in total.
 *
 * The caller has checked every range. Adding at the end keeps the array of ptrs, any other change replaces it:
 * that is how an iterator knows to look for its place again.
 *
 * Source  ceph v16.0.0 src/include/buffer.h:441 (buffers_t), src/common/buffer.cc:1582-1649
 */
export class PtrRow {
  #ptrs: BufferPtr[] = [];
  #length = 0;

  /** The ptrs themselves, not copies. */
  get ptrs(): readonly BufferPtr[] {
    return this.#ptrs;
  }

  /** Bytes in all of them. */
  get length(): number {
    return this.#length;
  }

  /** Adds a range of `raw` at the end, to the last ptr if that ends where it begins. */
  grow(raw: BufferRaw, offset: number, length: number): void {
    const last = this.#ptrs[this.#ptrs.length - 1];
    if (last !== undefined && last.raw === raw && last.end === offset) {
      last.setLength(last.length + length);
    } else {
      this.#ptrs.push(new BufferPtr(raw, offset, length));
    }
    this.#length += length;
  }

  /** Adds `ptr` itself at the end. */
  push(ptr: BufferPtr): void {
    if (ptr.length === 0) return;
    this.#ptrs.push(ptr);
    this.#length += ptr.length;
  }

  /** Adds the ptrs themselves at the start. */
  prepend(ptrs: readonly BufferPtr[]): void {
    this.#replace(0, 0, ptrs.filter((ptr) => ptr.length > 0));
  }

  /** Puts `ptr` where a range was, which holds at least a byte; or nothing. */
  replaceRange(offset: number, length: number, ptr?: BufferPtr): void {
    const [first, before] = this.#locate(offset);
    const [last, through] = this.#locate(offset + length - 1);
    const [head, tail] = [this.#ptrs[first], this.#ptrs[last]];
    const kept: BufferPtr[] = [];
    if (head !== undefined && before > 0) kept.push(head.substr(0, before));
    if (ptr !== undefined) kept.push(ptr);
    if (tail !== undefined && through + 1 < tail.length) kept.push(tail.substr(through + 1, tail.length - through - 1));
    this.#replace(first, last - first + 1, kept);
  }

  /** Copies all ptrs into one. */
  join(): void {
    const joined = new Uint8Array(this.#length);
    let at = 0;
    for (const { raw, offset, length } of this.#ptrs) {
      copyBytes(raw.data, offset, joined, at, length);
      at += length;
    }
    this.#ptrs = [BufferPtr.claim(joined)];
  }

  #replace(index: number, count: number, ptrs: readonly BufferPtr[]): void {
    const tail = this.#ptrs.slice(index + count);
    const removed = this.#ptrs.slice(index, index + count);
    this.#ptrs = this.#ptrs.slice(0, index).concat(ptrs, tail);
    for (const ptr of removed) this.#length -= ptr.length;
    for (const ptr of ptrs) this.#length += ptr.length;
  }

  /** The index of the ptr that holds the byte at `offset`, and where in it. */
  #locate(offset: number): [index: number, within: number] {
    let within = offset;
    const index = this.#ptrs.findIndex((ptr) => {
      if (within < ptr.length) return true;
      within -= ptr.length;
      return false;
    });
    return [index, within];
  }
}
