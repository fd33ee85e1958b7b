import { MalformedInput } from './malformed_input.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const PAD = 0x3d; // "="
const NEWLINE = 0x0a;

/** `bytes` in base64, padded and on one line, as ASCII bytes. */
export function encodeBase64(bytes: Uint8Array): Uint8Array {
  const text = new Uint8Array(4 * Math.ceil(bytes.length / 3)).fill(PAD);
  let out = 0;
  for (let i = 0; i < bytes.length; i += 3) {
    const group = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    const digits = Math.min(3, bytes.length - i) + 1;
    for (let d = 0; d < digits; d++) text[out + d] = ALPHABET.charCodeAt((group >>> (18 - 6 * d)) & 0x3f);
    out += 4;
  }
  return text;
}

/**
 * The bytes that `text` writes in base64. Newlines may stand between groups of four, and after the last.
 *
 * Errors  MalformedInput at the first byte that is no digit, ends early, or follows the padding
 * Source  ceph v16.0.0 src/common/armor.c:99-131 (which takes whatever follows the padding as well)
 */
export function decodeBase64(text: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(3 * Math.ceil(text.length / 4));
  let length = 0;
  let padded = false;
  for (let i = 0; i < text.length; ) {
    if (text[i] === NEWLINE) {
      i++;
      continue;
    }
    if (padded) throw new MalformedInput(i, 'base64 goes on after its padding');
    if (i + 4 > text.length) throw new MalformedInput(i, `expected 4 base64 digits, ${text.length - i} left`);
    const pads = text[i + 3] !== PAD ? 0 : text[i + 2] !== PAD ? 1 : 2;
    let group = 0;
    for (let d = 0; d < 4; d++) group = (group << 6) | (d < 4 - pads ? digitValue(text, i + d) : 0);
    for (let b = 0; b < 3 - pads; b++) bytes[length++] = group >>> (16 - 8 * b);
    padded = pads > 0;
    i += 4;
  }
  return bytes.slice(0, length);
}

function digitValue(text: Uint8Array, at: number): number {
  const char = String.fromCharCode(text[at] ?? 0);
  const value = ALPHABET.indexOf(char);
  if (value < 0) throw new MalformedInput(at, `expected a base64 digit, got ${JSON.stringify(char)}`);
  return value;
}
