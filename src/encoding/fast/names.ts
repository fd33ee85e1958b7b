import { decodeUtf8 } from '../../buffer/bytes/utf8.ts';

/** A name that was read recently. Its length, first and last word, and the words between them are its bytes, all of them. */
interface Kept {
  readonly length: number;
  /** The first four bytes; of a shorter name, all of them. */
  readonly head: number;
  /** The last four bytes, which may overlap the others; 0 for a shorter name. */
  readonly tail: number;
  /** The second four bytes of a name that is longer than eight; otherwise 0. */
  readonly second: number;
  /** The words from the ninth byte on, as many as begin before the last four bytes. */
  readonly middle: Int32Array;
  readonly text: string;
}

const SLOTS = 512;

/**
 * Names that were read recently, by a hash of three of their bytes. The names of monitors and CRUSH buckets repeat, three
 * times in one MonMap, and comparing bytes costs less than creating a string. The bytes are compared, not the text: two
 * different names may have texts that look the same.
 */
const KEPT: Kept[] = Array.from({ length: SLOTS }, () => ({ length: 0, head: 0, tail: 0, second: 0, middle: new Int32Array(0), text: '' }));

/** Returns the text of the name of `length` bytes at `at`. The caller has checked that they are all there. */
export function nameAt(view: DataView, at: number, length: number): string {
  if (length < 4) return shortNameAt(view, at, length);
  const head = view.getInt32(at, true);
  const tail = view.getInt32(at + length - 4, true);
  const slot = slotOf(length, head, view.getUint8(at + (length >> 1)), tail >>> 24);
  const name = KEPT[slot] as Kept;
  if (name.length !== length || name.head !== head || name.tail !== tail) return kept(slot, view, at, length, head, tail);
  if (length > 8 && name.second !== view.getInt32(at + 4, true)) return kept(slot, view, at, length, head, tail);
  if (length > 12) {
    const { middle } = name;
    for (let i = 0; i < middle.length; i++) if (middle[i] !== view.getInt32(at + 8 + 4 * i, true)) return kept(slot, view, at, length, head, tail);
  }
  return name.text;
}

function shortNameAt(view: DataView, at: number, length: number): string {
  if (length === 0) return '';
  let head = view.getUint8(at);
  if (length > 1) head |= view.getUint8(at + 1) << 8;
  if (length > 2) head |= view.getUint8(at + 2) << 16;
  const slot = slotOf(length, head, head >> 8, head >> 16);
  const { length: keptLength, head: keptHead, text } = KEPT[slot] as Kept;
  return keptLength === length && keptHead === head ? text : kept(slot, view, at, length, head, 0);
}

/** A sum, so that names that are numbered get slots that are not the same. */
function slotOf(length: number, first: number, middle: number, last: number): number {
  return (37 * length + 17 * (first & 0xff) + 31 * middle + last) & (SLOTS - 1);
}

function kept(slot: number, view: DataView, at: number, length: number, head: number, tail: number): string {
  const second = length > 8 ? view.getInt32(at + 4, true) : 0;
  const middle = Int32Array.from({ length: Math.max(0, Math.ceil((length - 12) / 4)) }, (_, i) => view.getInt32(at + 8 + 4 * i, true));
  const text = decodeUtf8(new Uint8Array(view.buffer, view.byteOffset + at, length), 0, length);
  KEPT[slot] = { length, head, tail, second, middle, text };
  return text;
}
