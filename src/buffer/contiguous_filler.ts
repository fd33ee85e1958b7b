import type { BufferPtr } from './ptr.ts';
import { checkRange } from './bytes/range.ts';

/**
 * A hole left in a list, to be filled from its start on.
 *
 * It writes to the memory the list had when the hole was made, so fill it before anything joins the list's
 * ptrs (`rebuild`, `cStr`, `getContiguous`). Appending, claiming and swapping are harmless.
 *
 * Source  ceph v16.0.0 src/include/buffer.h:846 (contiguous_filler)
 */
export class ContiguousFiller {
  readonly #hole: BufferPtr;
  #filled = 0;

  /** Fills all of `hole`. */
  constructor(hole: BufferPtr) {
    this.#hole = hole;
  }

  /** Bytes not filled yet. */
  get remaining(): number {
    return this.#hole.length - this.#filled;
  }

  /** Leaves `length` bytes as they are. */
  advance(length: number): void {
    checkRange(this.#filled, length, this.#hole.length);
    this.#filled += length;
  }

  /** Writes the next bytes of the hole; EndOfBuffer if they do not fit. */
  copyIn(bytes: Uint8Array): void {
    this.#hole.copyIn(this.#filled, bytes);
    this.#filled += bytes.length;
  }
}
