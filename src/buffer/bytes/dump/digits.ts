import { decodeBase64 } from '../base64.ts';
import { fromHex } from '../hex.ts';
import { MalformedInput } from '../malformed_input.ts';
import type { Dump } from './dump.ts';

const LISTS = [
  /\{([^{}]*)\}/, // C, Go, Rust; what stands before and after it is a declaration
  /^\s*\{\s*"type"\s*:\s*"Buffer"\s*,\s*"data"\s*:\s*\[([^[\]]*)\]\s*\}\s*$/, // Node's JSON of a Buffer
  /^[\w\s]*(?:\(\d+\)\s*)?\[([^[\]{}]*)\][\s;]*$/, // JavaScript, Python, Go's %v
];
const NODE_BUFFER = /^\s*<Buffer((?: [0-9a-f]{2})*)(?: \.\.\. (\d+) more bytes?)?>\s*$/;

/** A list of bytes: decimal, or hex with 0x, between braces or brackets; or what Node prints for a Buffer. */
export function listOfBytes(text: string): Dump | null {
  const buffer = NODE_BUFFER.exec(text);
  if (buffer?.[2] !== undefined) throw new MalformedInput(text.indexOf('...'), `the text leaves out ${buffer[2]} bytes`);
  if (buffer !== null) return { form: 'a Buffer of Node', bytes: fromHex(buffer[1] ?? '') };
  for (const list of LISTS) {
    const bytes = numbers(list.exec(text)?.[1] ?? '');
    if (bytes !== null) return { form: 'a list of bytes', bytes };
  }
  return null;
}

function numbers(text: string): Uint8Array | null {
  const words = text.split(/[\s,]+/).filter((word) => word !== '');
  const isByte = (word: string): boolean => /^(?:0x[0-9a-f]{1,2}|\d{1,3})$/i.test(word) && Number(word) < 0x100;
  return words.length > 0 && words.every(isByte) ? Uint8Array.from(words, Number) : null;
}

const ESCAPES: ReadonlyMap<string, number> = new Map([['a', 7], ['b', 8], ['t', 9], ['n', 10], ['v', 11], ['f', 12], ['r', 13]]);

/** Strings of C, Python or Wireshark with at least one `\x05`, joined; or such a text without quotes. */
export function escapedText(text: string): Dump | null {
  if (!/\\x[0-9a-f]{2}/i.test(text)) return null;
  const quote = /["']/.exec(text)?.[0];
  const content = quote === undefined ? text.trim() : quoted(text, quote);
  const bytes: number[] = [];
  for (const [all, hex, octal, character = ''] of content.matchAll(/\\x([0-9a-f]{2})|\\([0-7]{1,3})|\\?([^])/gi)) {
    if (hex !== undefined) bytes.push(parseInt(hex, 16));
    else if (octal !== undefined) bytes.push(parseInt(octal, 8));
    else bytes.push((all.startsWith('\\') ? ESCAPES.get(character) : undefined) ?? character.charCodeAt(0));
  }
  return bytes.length > 0 && bytes.every((byte) => byte < 0x100) ? { form: 'a string with escapes', bytes: Uint8Array.from(bytes) } : null;
}

/** What stands in the strings of a text, joined. A loop: an expression for all of a string needs stack for each escape in it. */
function quoted(text: string, quote: string): string {
  const contents: string[] = [];
  for (let start = text.indexOf(quote); start >= 0; ) {
    let end = start + 1;
    while (end < text.length && text[end] !== quote) end += text[end] === '\\' ? 2 : 1;
    contents.push(text.slice(start + 1, end)); // an unterminated string runs to the end
    start = text.indexOf(quote, end + 1);
  }
  return contents.join('');
}

/** A run of digits that is as long as this is meant as hex, even if one digit is missing. */
const SURELY_HEX = 32;

/** Hex digits; white space, commas, colons, semicolons and dashes may stand between bytes, `0x` before them. */
export function hexDigits(text: string): Dump | null {
  const [star] = /^[ \t]*\*[ \t]*$/m.exec(text) ?? [];
  const digits = star === undefined ? text : text.replaceAll('*', ' ');
  const words = digits.replace(/#.*/g, '').split(/[\s,:;-]+/).filter((word) => word !== '').map((word) => word.replace(/^0x/i, ''));
  if (words.length === 0 || !words.every((word) => /^[0-9a-f]+$/i.test(word))) return null;
  if (star !== undefined) throw new MalformedInput(text.indexOf('*'), '* leaves out lines, and no offset says how many: let od and hexdump print all with -v');
  const areBytes = words.every((word) => word.length <= 2);
  const odd = words.find((word) => word.length % 2 === 1);
  if (odd !== undefined && !areBytes) {
    if (odd.length < SURELY_HEX) return null;
    throw new MalformedInput(text.indexOf(odd), `${odd.length} hex digits, an odd number: the text is not whole`);
  }
  return { form: 'hex digits', bytes: fromHex(words.map((word) => (areBytes ? word.padStart(2, '0') : word)).join('')) };
}

/** Shorter texts are words that happen to be base64. */
const SHORTEST_BASE64 = 8;

export function base64Text(text: string): Dump | null {
  const lines = text.split('\n').map((line) => line.trim());
  const digits = lines.join('').replace(/={1,2}$/, '').replaceAll('-', '+').replaceAll('_', '/');
  if (digits.length < SHORTEST_BASE64 || digits.length % 4 === 1 || !/^[A-Za-z0-9+/]+$/.test(digits)) return null;
  const padded = digits.padEnd(Math.ceil(digits.length / 4) * 4, '=');
  return { form: 'base64', bytes: decodeBase64(Uint8Array.from(padded, (character) => character.charCodeAt(0))) };
}
