import { bytesOf } from '../../arguments/bytes.ts';
import type { BytesLike } from '../../arguments/bytes.ts';

const DIGITS = '0123456789abcdef';

/**
 * Two lower-case digits a byte, nothing between them.
 *
 * @example
 * ```ts
 * import { toHex } from 'cephwire/buffer';
 *
 * console.log(toHex(Uint8Array.of(1, 255))); // → 01ff
 * ```
 */
export function toHex(bytes: BytesLike): string {
  let text = '';
  for (const byte of bytesOf(bytes)) text += DIGITS.charAt(byte >>> 4) + DIGITS.charAt(byte & 0x0f);
  return text;
}

/**
 * The bytes that `text` writes in hexadecimal.
 *
 * White space counts for nothing, not even between the digits of a byte; `#` starts a comment to the end of the line.
 *
 * Errors  TypeError with the position of a character that is no digit, or of a last digit without its partner
 *
 * @example
 * ```ts
 * import { fromHex } from 'cephwire/buffer';
 *
 * console.log(fromHex('01 00000000 # a byte, a u32').length); // → 5
 * ```
 */
export function fromHex(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length >>> 1);
  let digits = 0;
  let lastAt = 0;
  for (let i = 0; i < text.length; i++) {
    const char = text.charAt(i);
    if (char === '#') {
      const newline = text.indexOf('\n', i);
      if (newline < 0) break;
      i = newline;
    } else if (char.trim() !== '') {
      const at = digits++ >>> 1;
      bytes[at] = ((bytes[at] ?? 0) << 4) | digitValue(char, i);
      lastAt = i;
    }
  }
  if (digits % 2 === 1) throw new TypeError(`odd number of hex digits: the one at position ${lastAt} has no partner`);
  return bytes.slice(0, digits / 2);
}

function digitValue(char: string, position: number): number {
  const value = DIGITS.indexOf(char.toLowerCase());
  if (value < 0) throw new TypeError(`expected a hex digit at position ${position}, got ${JSON.stringify(char)}`);
  return value;
}
