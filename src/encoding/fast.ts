import { decodeUtf8 } from '../buffer/bytes/utf8.ts';
import { nameAt } from './names.ts';

/*
 * What compiled decoders stand on. src/compiler/ makes one of each labelled decoder, for our own reading alone: the same reads
 * in the same order, without labels and trace. One that fails does not say why: the labelled decoder reads again, and says it.
 */

/**
 * What a compiled decoder reads from, and leaves behind what it has read.
 *
 * Units  offsets count from the start of the ArrayBuffer
 */
export interface Source {
  /** All of the ArrayBuffer. */
  readonly view: DataView;
  at: number;
  /** Reads stop here. */
  limit: number;
}

/** Reads one T, or throws. */
export type FastDecode<T> = (s: Source) => T;

const FAILURE = new Error('left to the labelled decoder');

/** Gives up: with an error made once, since nobody looks at it. */
export function fail(): never {
  throw FAILURE;
}

/** That bytes are left to the labelled decoder. */
export const UNREAD = Symbol('unread');

/** Offsets up to here are small integers to V8 everywhere. */
const FURTHEST = 0x3fffffff;

/** The one value that `bytes` hold, or UNREAD. */
export function readFast<T>(decode: FastDecode<T>, bytes: Uint8Array): T | typeof UNREAD {
  const { buffer, byteOffset } = bytes;
  const end = byteOffset + bytes.length;
  if (end > FURTHEST || buffer.byteLength === 0) return UNREAD; // it may have been transferred
  try {
    const s: Source = { view: viewOf(buffer), at: byteOffset, limit: end };
    const value = decode(s);
    return s.at === end ? value : UNREAD;
  } catch (error) {
    if (error === FAILURE) return UNREAD;
    throw error; // a fault of ours, or no memory
  }
}

/** To make a view takes as long as to read an address, and messages come many to a chunk. */
let lastView: DataView = new DataView(new ArrayBuffer(0));
let lastLength = 0;
/** A larger ArrayBuffer, or one that can become larger, is not held on to. */
const LARGEST_KEPT = 1 << 20;

function viewOf(buffer: ArrayBufferLike & { readonly maxByteLength?: number }): DataView {
  const { byteLength } = buffer;
  if (lastView.buffer === buffer && lastLength === byteLength) return lastView; // not where it was resized or transferred
  const view = new DataView(buffer);
  if ((buffer.maxByteLength ?? byteLength) > LARGEST_KEPT) return view;
  lastView = view;
  lastLength = byteLength;
  return view;
}

/** Bytes of the input, shared. */
export function partOf({ buffer }: DataView, at: number, end: number): Uint8Array {
  return new Uint8Array(buffer, at, end - at);
}

/**
 * Eight bytes at once as a double, which V8 compares without making an object of them. The sign of a zero is not seen: it is in
 * the last byte, which is therefore the first of the next eight.
 */
const OVERLAPPING = 7;

/** The bytes, or null where all of them are 0. */
export function unlessZero(view: DataView, at: number, end: number): Uint8Array | null {
  let i = at;
  for (; i <= end - 8; i += OVERLAPPING) if (view.getFloat64(i, true) !== 0) return partOf(view, at, end);
  while (i < end && view.getUint8(i) === 0) i++;
  return i === end ? null : partOf(view, at, end);
}

/** Whether `length` bytes at `at` and at `other` are the same. */
export function isSame(view: DataView, at: number, other: number, length: number): boolean {
  let i = 0;
  for (; i <= length - 4; i += 4) if (view.getInt32(at + i, true) !== view.getInt32(other + i, true)) return false;
  while (i < length && view.getUint8(at + i) === view.getUint8(other + i)) i++;
  return i >= length;
}

/** Longer ones are seldom names, and not kept. */
const LONGEST_NAME = 32;

/** A string of `length` bytes at `at`, which are all there. */
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
