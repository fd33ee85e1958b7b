import { decodeUtf8 } from '../buffer/bytes/utf8.ts';

/** A name that was read recently: its bytes and its text. */
interface Kept {
  readonly bytes: Uint8Array;
  readonly text: string;
}

/**
 * Names that were read recently, by a hash of their bytes. The names of monitors and CRUSH buckets repeat, three times in one
 * MonMap, and comparing bytes costs less than creating a string. The bytes are compared, not the text: two different names may
 * have texts that look the same.
 */
const KEPT: Kept[] = Array.from({ length: 512 }, () => ({ bytes: new Uint8Array(0), text: '' }));

/** Returns the text of the name of `length` bytes at `at`. The caller has checked that they are all there. */
export function nameAt(view: DataView, at: number, length: number): string {
  if (length === 0) return '';
  const middle = view.getUint8(at + (length >> 1));
  const slot = (length * 37 + view.getUint8(at) * 17 + middle * 31 + view.getUint8(at + length - 1)) & 511;
  const { bytes, text } = KEPT[slot] as Kept;
  let i = 0;
  if (bytes.length === length) while (i < length && bytes[i] === view.getUint8(at + i)) i++;
  return i === length ? text : kept(slot, view, at, length);
}

function kept(slot: number, view: DataView, at: number, length: number): string {
  const bytes = new Uint8Array(view.buffer, at, length).slice();
  const text = decodeUtf8(bytes, 0, length);
  KEPT[slot] = { bytes, text };
  return text;
}
