import { base64Text, escapedText, hexDigits, listOfBytes } from './digits.ts';
import type { Dump } from './dump.ts';
import { linesWithOffsets } from './offset_lines.ts';

const FORMS = [linesWithOffsets, listOfBytes, escapedText, hexDigits, base64Text];

/**
 * Returns the bytes that a text writes; null for a text in none of these forms.
 *
 * - Lines of an offset and bytes or words in hex: xxd, `hexdump -C`, hexdump, `od -t x1`, `od -x`, Wireshark, `tcpdump -x`, gdb; a
 *   column of characters is skipped, `*` repeats the line above, and up to three other lines may stand around them.
 * - A list of bytes: of C, Go or Rust in braces, of JavaScript or Python in brackets, and Node's Buffer.
 * - A string with escapes such as `\x05`, of C, Python or Wireshark.
 * - Hex digits, with or without spaces, `0x`, colons, commas, and comments after `#`.
 * - Base64, also the one for URLs, on one line or several.
 *
 * Errors  MalformedInput for a text that is in one of these forms, but not whole; the offset counts characters
 *
 * @example
 * ```ts
 * import { bytesOfText } from 'cephwire/buffer';
 *
 * console.log(bytesOfText('00000000: 0501 b400  ....')); // → { form: 'a hex dump', bytes: Uint8Array(4) [ 5, 1, 180, 0 ] }
 * console.log(bytesOfText('epoch 1')); // → null
 * ```
 */
export function bytesOfText(text: string): Dump | null {
  for (const form of FORMS) {
    const dump = form(text);
    if (dump !== null) return dump;
  }
  return null;
}
