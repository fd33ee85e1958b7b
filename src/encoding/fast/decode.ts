import { decodeUtf8 } from '../../buffer/bytes/utf8.ts';
import { isDetached } from '../cursor.ts';
import { nameAt } from './names.ts';

/*
 * The functions that fast decoders call. src/compiler/ makes a fast decoder from each labelled decoder, for our own reading
 * only: the same reads in the same order, without labels and trace. If a fast decoder fails, the labelled decoder reads the
 * bytes again and reports the error.
 */

/** The input of a fast decoder, and how far it has read. */
export interface Source {
  /** The input itself, of which values keep parts. */
  readonly bytes: Uint8Array;
  /** Where the last fast decoder to return ended. */
  at: number;
}

/**
 * Reads one T at `at`, up to `limit`, or throws. It leaves `s.at` after the last byte that it read.
 *
 * Units  offsets count from the first byte of the input; `view` is one of the same bytes, or of a copy of them
 */
export type FastDecode<T> = (s: Source, view: DataView, at: number, limit: number) => T;

/** The same in every copy of this library, one of which may decode the type of another. Nobody sees it, so it is no error. */
const FAILURE = Symbol.for('cephwire: the labelled decoder reads these bytes');

/** Stops a fast decoder. */
export function fail(): never {
  throw FAILURE;
}

/** The result of a fast decoder that failed: the labelled decoder has to read the bytes. */
export const UNREAD = Symbol('unread');

/** V8 stores offsets up to this one as small integers on every platform. */
const LONGEST = 0x3fffffff;

/**
 * A message is copied here and read from here: a DataView of its own ArrayBuffer costs more than the copy, and more than reading
 * an address. A decoder never calls `readFast`, so one copy is enough, and no value keeps a part of it.
 */
const COPY = new Uint8Array(4096);
const VIEW_OF_COPY = new DataView(COPY.buffer);
/** Up to this length a loop copies faster than the call of `set`. */
const SHORT = 16;

/** Returns the value that fills `bytes`, or UNREAD. */
export function readFast<T>(decode: FastDecode<T>, bytes: Uint8Array): T | typeof UNREAD {
  const { length } = bytes;
  let view: DataView = VIEW_OF_COPY;
  try {
    if (length <= SHORT) for (let i = 0; i < length; i++) COPY[i] = bytes[i] as number;
    else if (length <= COPY.length) COPY.set(bytes);
    else if (length <= LONGEST) view = new DataView(bytes.buffer, bytes.byteOffset, length);
    else return UNREAD;
    const s: Source = { bytes, at: 0 };
    const value = decode(s, view, 0, length);
    return s.at === length ? value : UNREAD;
  } catch (error) {
    if (error === FAILURE || isDetached(bytes.buffer)) return UNREAD;
    throw error; // a bug of ours, or out of memory
  }
}

/** Returns a view of bytes of the input. */
export function partOf({ bytes }: Source, at: number, end: number): Uint8Array {
  return new Uint8Array(bytes.buffer, bytes.byteOffset + at, end - at);
}

/**
 * How far to move after a comparison of eight bytes. They are compared as a double, since V8 allocates nothing for that. The
 * comparison does not see the sign of a zero, which is in the eighth byte, so the next eight begin with that byte.
 */
const OVERLAPPING = 7;

/** Returns the bytes from `at` to `end`, or null if all of them are 0. */
export function unlessZero(s: Source, view: DataView, at: number, end: number): Uint8Array | null {
  // The end of every IPv4 sockaddr.
  if (end - at === 8) return view.getInt32(at, true) === 0 && view.getInt32(at + 4, true) === 0 ? null : partOf(s, at, end);
  let i = at;
  for (; i <= end - 8; i += OVERLAPPING) if (view.getFloat64(i, true) !== 0) return partOf(s, at, end);
  while (i < end && view.getUint8(i) === 0) i++;
  return i === end ? null : partOf(s, at, end);
}

/** Returns whether the `length` bytes at `at` and at `other` are the same. */
export function isSame(view: DataView, at: number, other: number, length: number): boolean {
  const last = length - 8;
  if (last < 0) return isSameShort(view, at, other, length);
  for (let i = 0; i < last; i += OVERLAPPING) {
    if (view.getFloat64(at + i, true) !== view.getFloat64(other + i, true) && !isSameWords(view, at + i, other + i)) return false;
  }
  return isSameWords(view, at + last, other + last);
}

/** Compares eight bytes as words: those that are no number as a double are not equal to themselves. */
function isSameWords(view: DataView, at: number, other: number): boolean {
  return view.getInt32(at, true) === view.getInt32(other, true) && view.getInt32(at + 4, true) === view.getInt32(other + 4, true);
}

function isSameShort(view: DataView, at: number, other: number, length: number): boolean {
  if (length >= 4) return view.getInt32(at, true) === view.getInt32(other, true) && view.getInt32(at + length - 4, true) === view.getInt32(other + length - 4, true);
  let i = 0;
  while (i < length && view.getUint8(at + i) === view.getUint8(other + i)) i++;
  return i === length;
}

/** Longer strings are rarely names, so they are not kept. */
const LONGEST_NAME = 32;

/** Returns the string of `length` bytes at `at`. The caller has checked that they are all there. */
export function stringAt(view: DataView, at: number, length: number): string {
  if (length === 1) {
    const code = view.getUint8(at);
    if (code < 0x80) return String.fromCharCode(code); // V8 has these strings
  }
  return length > LONGEST_NAME ? decodeUtf8(new Uint8Array(view.buffer, view.byteOffset + at, length), 0, length) : nameAt(view, at, length);
}

/**
 * Returns an array to put `count` items in, one after the other from the first on. Up to three it has its length already: an
 * array that grows is made for seventeen.
 */
export function arrayFor<T>(count: number): T[] {
  const none = undefined as T;
  switch (count) {
    case 1: return [none];
    case 2: return [none, none];
    case 3: return [none, none, none];
    default: return [];
  }
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
