import { compareStrings, encodeUtf8 } from '../buffer/bytes/utf8.ts';
import type { CodecRelease } from '../features/codec_release.ts';
import type { Mask64 } from '../features/mask64.ts';
import { fail } from './fast.ts';
import { SLAB_LENGTH, giveBack, takeSlab } from './slab.ts';

/*
 * The functions that fast encoders call. src/compiler/ makes a fast encoder from each labelled encoder: the same writes in the
 * same order. If a fast encoder fails, because a value does not fit its field or the space is too small, the labelled encoder
 * writes the value again, with more space, and reports the error.
 */

/** Where a fast encoder writes, and for whom. */
export interface Target {
  readonly bytes: Uint8Array;
  /** A view of the same bytes. */
  readonly view: DataView;
  /** Where the space ends. */
  readonly space: number;
  readonly features: Mask64;
  readonly release: CodecRelease;
}

/** Writes one T at `at`, and returns where it ends; throws if it cannot. */
export type FastEncode<T> = (t: Target, at: number, value: T) => number;

/**
 * Returns the bytes of the value, or null if the labelled encoder has to write it. Small results share their ArrayBuffer, as
 * those of {@link Encoder.take}.
 */
export function writeFast<T>(encode: FastEncode<T>, value: T, features: Mask64, release: CodecRelease): Uint8Array | null {
  const slab = takeSlab();
  const { bytes, view, used } = slab;
  let end = used;
  try {
    end = encode({ bytes, view, space: SLAB_LENGTH, features, release }, used, value);
    return new Uint8Array(bytes.buffer, used, end - used);
  } catch {
    return null; // an error of the value comes again, from the labelled encoder
  } finally {
    giveBack(slab, end);
  }
}

/** Up to this length bytes are written in a loop, which costs less than a call of `set`. */
const SHORT = 48;

/** Writes bytes, and returns where they end. */
export function putRaw(t: Target, at: number, value: Uint8Array): number {
  const { bytes, space } = t;
  const { length } = value;
  if (at + length > space) fail();
  if (length > SHORT) bytes.set(value, at);
  else for (let i = 0; i < length; i++) bytes[at + i] = value[i] as number;
  return at + length;
}

/** Writes a u32 length and the bytes. */
export function putBlob(t: Target, at: number, value: Uint8Array): number {
  if (at + 4 > t.space) fail();
  t.view.setInt32(at, value.length, true);
  return putRaw(t, at + 4, value);
}

/** Writes a u32 length and the string's bytes. */
export function putString(t: Target, at: number, value: string): number {
  const { length } = value;
  const { bytes } = t;
  const start = at + 4;
  if (start + length > t.space) fail();
  for (let i = 0; i < length; i++) {
    const code = value.charCodeAt(i);
    if (code >= 0x80) return putBlob(t, at, encodeUtf8(value));
    bytes[start + i] = code;
  }
  t.view.setInt32(at, length, true);
  return start + length;
}

export function putZeros(t: Target, at: number, length: number): number {
  const end = at + length;
  if (!(length >= 0 && end <= t.space)) fail();
  if (length === 8) t.view.setFloat64(at, 0, true); // the end of every IPv4 sockaddr
  else t.bytes.fill(0, at, end);
  return end;
}

/** Fails unless `key` comes after the key before it: the labelled encoder sorts. */
export function inOrder(before: string, key: string): void {
  if (compareStrings(before, key) > 0) fail();
}
