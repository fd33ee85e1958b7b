import { decodeUtf8 } from '../buffer/bytes/utf8.ts';
import { isDetached } from './cursor.ts';
import { nameAt } from './names.ts';

/*
 * The functions that fast decoders call. src/compiler/ makes a fast decoder from each labelled decoder, for our own reading
 * only: the same reads in the same order, without labels and trace. If a fast decoder fails, the labelled decoder reads the
 * bytes again and reports the error.
 */

/**
 * The bytes that a fast decoder reads. It leaves `at` after the last byte that it read.
 *
 * Units  offsets count from the start of the ArrayBuffer
 */
export interface Source {
  /** A view of the whole ArrayBuffer. */
  readonly view: DataView;
  at: number;
  /** Reads stop here. */
  limit: number;
}

/** Reads one T, or throws. */
export type FastDecode<T> = (s: Source) => T;

const FAILURE = new Error('the labelled decoder reads these bytes');

/** Stops a fast decoder. The error is created only once, since nobody sees it. */
export function fail(): never {
  throw FAILURE;
}

/** The result of a fast decoder that failed: the labelled decoder has to read the bytes. */
export const UNREAD = Symbol('unread');

/** V8 stores offsets up to this one as small integers on every platform. */
const FURTHEST = 0x3fffffff;

/** Returns the value that fills `bytes`, or UNREAD. */
export function readFast<T>(decode: FastDecode<T>, bytes: Uint8Array): T | typeof UNREAD {
  const { buffer, byteOffset } = bytes;
  const end = byteOffset + bytes.length;
  if (end > FURTHEST) return UNREAD;
  try {
    const s: Source = { view: viewOf(buffer), at: byteOffset, limit: end };
    const value = decode(s);
    return s.at === end ? value : UNREAD;
  } catch (error) {
    if (error === FAILURE || isDetached(buffer)) return UNREAD;
    throw error; // a bug of ours, or out of memory
  }
}

/** The view that was used last: creating one takes as long as reading an address, and a chunk often holds many messages. */
let lastView: DataView = new DataView(new ArrayBuffer(0));
let lastLength = 0;
/** The view of an ArrayBuffer that is larger, or can become larger, is not kept, so that its memory can be freed. */
const LARGEST_KEPT = 1 << 20;

function viewOf(buffer: ArrayBufferLike & { readonly maxByteLength?: number }): DataView {
  const { byteLength } = buffer;
  if (lastView.buffer === buffer && lastLength === byteLength) return lastView; // false after a resize or transfer
  const view = new DataView(buffer);
  if ((buffer.maxByteLength ?? byteLength) > LARGEST_KEPT) return view;
  lastView = view;
  lastLength = byteLength;
  return view;
}

/** Returns a view of bytes of the input. */
export function partOf({ buffer }: DataView, at: number, end: number): Uint8Array {
  return new Uint8Array(buffer, at, end - at);
}

/**
 * How far to move after a comparison of eight bytes. They are compared as a double, since V8 allocates nothing for that. The
 * comparison does not see the sign of a zero, which is in the eighth byte, so the next eight begin with that byte.
 */
const OVERLAPPING = 7;

/** Returns the bytes from `at` to `end`, or null if all of them are 0. */
export function unlessZero(view: DataView, at: number, end: number): Uint8Array | null {
  let i = at;
  for (; i <= end - 8; i += OVERLAPPING) if (view.getFloat64(i, true) !== 0) return partOf(view, at, end);
  while (i < end && view.getUint8(i) === 0) i++;
  return i === end ? null : partOf(view, at, end);
}

/** Returns whether the `length` bytes at `at` and at `other` are the same. */
export function isSame(view: DataView, at: number, other: number, length: number): boolean {
  let i = 0;
  for (; i <= length - 4; i += 4) if (view.getInt32(at + i, true) !== view.getInt32(other + i, true)) return false;
  while (i < length && view.getUint8(at + i) === view.getUint8(other + i)) i++;
  return i >= length;
}

/** Longer strings are rarely names, so they are not kept. */
const LONGEST_NAME = 32;

/** Returns the string of `length` bytes at `at`. The caller has checked that they are all there. */
export function stringAt(view: DataView, at: number, length: number): string {
  return length > LONGEST_NAME ? decodeUtf8(partOf(view, at, at + length), 0, length) : nameAt(view, at, length);
}

export function u32sAt(view: DataView, at: number, count: number): Uint32Array {
  const words = new Uint32Array(count);
  for (let i = 0; i < count; i++) words[i] = view.getUint32(at + 4 * i, true);
  return words;
}

export function s32sAt(view: DataView, at: number, count: number): Int32Array {
  const words = new Int32Array(count);
  for (let i = 0; i < count; i++) words[i] = view.getInt32(at + 4 * i, true);
  return words;
}
