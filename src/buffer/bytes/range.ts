import { EndOfBuffer } from './end_of_buffer.ts';

/** Throws RangeError unless `value` can be an offset or a length. */
export function checkCount(what: string, value: number): void {
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new RangeError(`${what} must be a non-negative integer, got ${value}`);
  }
}

/**
 * Throws unless `length` bytes at `offset` lie within the first `size` bytes.
 *
 * Errors  EndOfBuffer if they pass the end; RangeError if offset or length is no count at all
 */
export function checkRange(offset: number, length: number, size: number): void {
  checkCount('offset', offset);
  checkCount('length', length);
  if (offset + length > size) throw new EndOfBuffer(offset, length, Math.max(0, size - offset));
}
