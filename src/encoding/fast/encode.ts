import { encodeUtf8 } from '../../buffer/bytes/utf8.ts';
import type { CodecRelease } from '../../features/codec_release.ts';
import type { Mask64 } from '../../features/mask64.ts';
import { fail } from './decode.ts';
import { SLAB_LENGTH, copyInto, giveBack, takeSlab } from '../slab.ts';

/*
 * The functions that fast encoders call. src/compiler/ makes a fast encoder from each labelled encoder: the same writes in the
 * same order. If a fast encoder fails, because a value does not fit its field or the space is too small, the labelled encoder
 * writes the value again, with more space, and reports the error.
 */

/** Where a fast encoder writes, and for whom. */
export interface Target {
  readonly bytes: Uint8Array;
  readonly features: Mask64;
  readonly release: CodecRelease;
}

/**
 * Writes one T at `at`, and returns where it ends; throws if it cannot. `view` is one of the target's bytes: a write behind its end
 * throws, while one into `bytes` is lost, which shows in where the value ends.
 */
export type FastEncode<T> = (t: Target, view: DataView, at: number, value: T) => number;

/**
 * Returns the bytes of the value, or null if the labelled encoder has to write it. Small results share their ArrayBuffer, as
 * those of {@link Encoder.take}.
 */
export function writeFast<T>(encode: FastEncode<T>, value: T, features: Mask64, release: CodecRelease): Uint8Array | null {
  const slab = takeSlab();
  const { bytes, view, used } = slab;
  let end = used;
  try {
    const behind = encode({ bytes, features, release }, view, used, value);
    if (behind > SLAB_LENGTH) return null;
    end = behind;
    return new Uint8Array(bytes.buffer, used, end - used);
  } catch {
    return null; // an error of the value comes again, from the labelled encoder
  } finally {
    giveBack(slab, end);
  }
}

/** Writes bytes, and returns where they end. Fails for other forms of bytes than a Uint8Array: the labelled encoder takes them. */
export function putRaw(t: Target, _view: DataView, at: number, value: Uint8Array): number {
  if (!(value instanceof Uint8Array)) fail();
  copyInto(t.bytes, at, value);
  return at + value.length;
}

/** Writes a u32 length and the bytes. */
export function putBlob(t: Target, view: DataView, at: number, value: Uint8Array): number {
  view.setInt32(at, value.length, true);
  return putRaw(t, view, at + 4, value);
}

/** Writes a u32 length and the string's bytes. */
export function putString(t: Target, view: DataView, at: number, value: string): number {
  const { length } = value;
  const { bytes } = t;
  const start = at + 4;
  view.setInt32(at, length, true);
  for (let i = 0; i < length; i++) {
    const code = value.charCodeAt(i);
    if (code >= 0x80) return putBlob(t, view, at, encodeUtf8(value));
    bytes[start + i] = code;
  }
  return start + length;
}

export function putZeros(t: Target, view: DataView, at: number, length: number): number {
  const end = at + length;
  if (!(length >= 0)) fail();
  if (length === 8) view.setFloat64(at, 0, true); // the end of every IPv4 sockaddr
  else t.bytes.fill(0, at, end);
  return end;
}

/**
 * Writes a string as the key of a set or a map that is sorted by its bytes; `before` is where the key before it begins, or -1.
 * Fails if the two are not in order: the labelled encoder sorts.
 */
export function putKey(t: Target, view: DataView, at: number, key: string, before: number): number {
  const end = putString(t, view, at, key);
  if (before >= 0 && isAfter(view, before, at)) fail();
  return end;
}

/** Whether the string at `first` sorts after the one at `second`. */
function isAfter(view: DataView, first: number, second: number): boolean {
  const [firstLength, secondLength] = [view.getInt32(first, true), view.getInt32(second, true)];
  const length = Math.min(firstLength, secondLength);
  let i = 4;
  while (i < length && view.getInt32(first + i) === view.getInt32(second + i)) i += 4;
  for (; i < length + 4; i++) {
    const difference = view.getUint8(first + i) - view.getUint8(second + i);
    if (difference !== 0) return difference > 0;
  }
  return firstLength > secondLength;
}
