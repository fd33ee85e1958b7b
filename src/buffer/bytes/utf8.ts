import { compareBytes } from './bytes.ts';

/**
 * Ceph's strings are bytes, mostly UTF-8. They become JavaScript strings without loss: a byte that is not part of valid
 * UTF-8 becomes the lone surrogate U+DC00 + byte, which no valid text holds, and is written back as that byte.
 */
const STRICT = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const ENCODER = new TextEncoder();

/** Longer runs go to the platform's decoder, whose call costs more than a short loop. */
const SHORT = 32;

export function decodeUtf8(bytes: Uint8Array, at: number, end: number): string {
  if (end - at > SHORT) return decodeLong(bytes.subarray(at, end));
  let text = '';
  for (let i = at; i < end; i++) {
    const byte = bytes[i] as number;
    if (byte >= 0x80) return text + decodeLong(bytes.subarray(i, end));
    text += String.fromCharCode(byte);
  }
  return text;
}

function decodeLong(bytes: Uint8Array): string {
  try {
    return STRICT.decode(bytes);
  } catch {
    return decodeMixed(bytes);
  }
}

/** Valid sequences as text, every other byte as a lone surrogate. */
function decodeMixed(bytes: Uint8Array): string {
  let text = '';
  let valid = 0;
  for (let at = 0; at < bytes.length; ) {
    const length = sequenceLength(bytes, at);
    at += length || 1;
    if (length > 0) continue;
    if (valid < at - 1) text += STRICT.decode(bytes.subarray(valid, at - 1));
    text += String.fromCharCode(0xdc00 + (bytes[at - 1] as number));
    valid = at;
  }
  return text + STRICT.decode(bytes.subarray(valid));
}

/** Bytes of the valid UTF-8 sequence at `at`, or 0 (Unicode 15, table 3-7: no overlong form, no surrogate, none above U+10FFFF). */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] as number;
  if (lead < 0x80) return 1;
  const length = lead >= 0xc2 && lead <= 0xdf ? 2 : lead >= 0xe0 && lead <= 0xef ? 3 : lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
  if (length === 0 || at + length > bytes.length) return 0;
  const second = bytes[at + 1] as number;
  const lowest = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
  const highest = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
  if (second < lowest || second > highest) return 0;
  for (let i = at + 2; i < at + length; i++) if (((bytes[i] as number) & 0xc0) !== 0x80) return 0;
  return length;
}

/**
 * The bytes of `text`.
 *
 * @throws RangeError for a lone surrogate that stands for no byte
 */
export function encodeUtf8(text: string): Uint8Array {
  return text.isWellFormed() ? ENCODER.encode(text) : encodeMixed(text);
}

function encodeMixed(text: string): Uint8Array {
  const out = new Uint8Array(3 * text.length);
  let length = 0;
  let valid = 0;
  for (const { index } of text.matchAll(/\p{Surrogate}/gu)) {
    if (valid < index) length += ENCODER.encodeInto(text.slice(valid, index), out.subarray(length)).written;
    const code = text.charCodeAt(index);
    if (code < 0xdc80 || code > 0xdcff) throw new RangeError(`string holds the lone surrogate U+${code.toString(16).toUpperCase()}, which stands for no byte`);
    out[length++] = code - 0xdc00;
    valid = index + 1;
  }
  length += ENCODER.encodeInto(text.slice(valid), out.subarray(length)).written;
  return out.slice(0, length);
}

/** The order of std::string: by unsigned bytes, which for text beyond the basic plane is not the order of `<`. */
export function compareStrings(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const difference = a.charCodeAt(i) - b.charCodeAt(i);
    if (difference === 0) continue;
    const isPlain = a.charCodeAt(i) < SURROGATES && b.charCodeAt(i) < SURROGATES;
    return isPlain ? difference : compareBytes(encodeUtf8(a), encodeUtf8(b));
  }
  return a.length - b.length;
}

/** Below it the order of UTF-16 is that of UTF-8. */
const SURROGATES = 0xd800;
