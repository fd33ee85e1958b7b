import { fromHex } from '../hex.ts';
import { MalformedInput } from '../malformed_input.ts';
import type { Dump } from './dump.ts';

/** A line of a dump. */
interface Line {
  /** Where it begins in the text. */
  readonly at: number;
  /** The digits of its offset; undefined for `*`, which repeats the line above. */
  readonly offset: string | undefined;
  /** Whether 0x stands before the offset, and a colon behind it. */
  readonly hasPrefix: boolean;
  readonly hasColon: boolean;
  readonly words: readonly Word[];
}

/** The hex digits of a byte or a word; a word at the end may belong to the column of characters. */
interface Word {
  readonly digits: string;
  /** The column after it. */
  readonly end: number;
  /** The number of spaces before it. */
  readonly gap: number;
}

const LINE = /^[ \t]*(0x)?([0-9a-f]{4,16})(:?)(?=\s|$)/i;
const WORD = /([ \t]*)(?:0x)?([0-9a-f]+)(?=\s|$)/iy;
/** A gap of so many spaces is the one before the column of characters. */
const WIDE_GAP = 3;
/** So many lines that are not of the dump may stand around it: a command, a heading, a prompt. */
const MOST_OTHERS = 3;
/** The digits of a byte, and of words of 16, 32 and 64 bits. Those of od in octal are others. */
const SIZES = [2, 4, 8, 16];
const LONGEST_WORD = 16;
/** `*` may repeat so much. */
const MOST_BYTES = 16 * 1024 * 1024;

/**
 * Returns the bytes of lines with offsets; null if the text has no such lines.
 *
 * Errors  MalformedInput if the lines do not follow each other
 */
export function linesWithOffsets(text: string): Dump | null {
  const lines = linesOf(text);
  const first = lines?.[0];
  if (lines === null || first === undefined) return null;
  const size = first.words[0]?.digits.length ?? 0;
  if (!SIZES.includes(size)) return null;
  const isLittleEndian = !first.hasColon && size > 2;
  const isPacket = first.hasPrefix && first.hasColon && size > 2;
  const form = isPacket ? 'a hex dump of a packet with its headers' : isLittleEndian ? `a hex dump of little-endian ${size * 4}-bit words` : 'a hex dump';
  // od counts in octal, or in decimal if asked to, with seven digits. hexdump has seven too, but prints words by default.
  const radixes = first.offset?.length !== 7 ? [16] : size === 2 ? [8, 16, 10] : [16, 8, 10];
  let reason: MalformedInput | undefined;
  for (const isStrict of isLittleEndian ? [true] : [true, false]) {
    for (const radix of radixes) {
      const result = joined(lines, radix, isLittleEndian, isStrict);
      if (result instanceof Uint8Array) return { form, bytes: result };
      reason = result;
    }
  }
  if (reason !== undefined && (first.hasColon || first.hasPrefix || /^0+$/.test(first.offset ?? ''))) throw reason;
  return null;
}

/** The lines of the dump; null if there are none, or too many others. */
function linesOf(text: string): Line[] | null {
  const lines: Line[] = [];
  let others = 0;
  let hasEnded = false;
  for (let at = 0; at < text.length; ) {
    const newline = text.indexOf('\n', at);
    const end = newline < 0 ? text.length : newline;
    const raw = text.slice(at, end).trimEnd();
    const line = hasEnded ? null : lineOf(raw, at, lines.length > 0);
    if (line !== null) lines.push(line);
    else if (raw !== '') {
      hasEnded = lines.length > 0;
      if (++others > MOST_OTHERS || /^[\s0-9a-f]+$/i.test(raw)) return null;
    }
    at = end + 1;
  }
  return isDump(lines) ? lines : null;
}

/** Digits alone are no dump: groups that are all alike, or a line that does not begin at 0. */
function isDump(lines: readonly Line[]): boolean {
  const [first] = lines;
  if (first === undefined) return false;
  if (first.hasColon || first.hasPrefix) return true;
  return first.offset?.length !== first.words[0]?.digits.length && (lines.length > 1 || /^0+$/.test(first.offset ?? ''));
}

/** @param isInside whether a line of the dump stands above, so that this may be `*` or the length that ends it */
function lineOf(raw: string, at: number, isInside: boolean): Line | null {
  if (isInside && raw.trim() === '*') return { at, offset: undefined, hasPrefix: false, hasColon: false, words: [] };
  const [all, prefix, offset, colon] = LINE.exec(raw) ?? [];
  if (all === undefined || offset === undefined) return null;
  const words = wordsOf(raw, all.length);
  return words.length === 0 && !isInside ? null : { at, offset, hasPrefix: prefix !== undefined, hasColon: colon === ':', words };
}

/** The words of a line, all of the size of the first; the last one may be shorter. */
function wordsOf(raw: string, start: number): Word[] {
  const words: Word[] = [];
  for (WORD.lastIndex = start; ; ) {
    const [all, space = '', digits = ''] = WORD.exec(raw) ?? [];
    const size = words[0]?.digits.length ?? digits.length;
    if (all === undefined || digits.length % 2 === 1 || digits.length > LONGEST_WORD) return words;
    const isShorter = digits.length < size;
    if (words.length > 0 && (space.length >= WIDE_GAP || digits.length > size || (isShorter && space.length > 1))) return words;
    words.push({ digits, end: WORD.lastIndex, gap: space.length });
    if (isShorter) return words;
  }
}

/**
 * The bytes of all lines, with offsets in this radix; what is wrong if a line does not follow the one above.
 *
 * @param isStrict whether a line has exactly the bytes that the offsets say; else words at its end may be characters
 */
function joined(lines: readonly Line[], radix: number, isLittleEndian: boolean, isStrict: boolean): Uint8Array | MalformedInput {
  const parts: Uint8Array[] = [];
  let total = 0;
  let endColumn: number | undefined; // of the hex digits, as a line shows whose length is known
  for (const [i, line] of lines.entries()) {
    if (line.offset === undefined) continue;
    const isRepeated = lines[i + 1] !== undefined && lines[i + 1]?.offset === undefined;
    const next = lines[isRepeated ? i + 2 : i + 1];
    if (line.words.length === 0) return next === undefined ? concatenated(parts, total) : notWhole(line, 'has no bytes');
    if (isRepeated && next === undefined) return new MalformedInput(line.at, 'not a whole hex dump: no offset after * says how much it stands for');
    const room = next?.offset === undefined ? undefined : parseInt(next.offset, radix) - parseInt(line.offset, radix);
    const isMeasured = room !== undefined && !isRepeated;
    const bytes = bytesOfWords(isMeasured && !isStrict ? line.words : shownWords(line, endColumn), isLittleEndian);
    const length = isMeasured ? room : bytes.length;
    const times = isMeasured || next === undefined ? 1 : (room ?? 0) / length;
    const isPadded = isStrict && length <= bytes.length - bytesIn(line);
    if (length < 1 || length > bytes.length || isPadded || times < 1 || !Number.isInteger(times)) return notWhole(next ?? line, `does not follow ${bytes.length} bytes at ${line.offset}`);
    if (isMeasured) endColumn ??= line.words[Math.ceil(length / bytesIn(line)) - 1]?.end;
    total += length * times;
    if (total > MOST_BYTES) return notWhole(next ?? line, `is more than ${MOST_BYTES} bytes away`);
    parts.push(repeated(bytes.subarray(0, length), times));
  }
  return concatenated(parts, total);
}

function repeated(bytes: Uint8Array, times: number): Uint8Array {
  if (times === 1) return bytes;
  const all = new Uint8Array(bytes.length * times);
  all.set(bytes);
  for (let filled = bytes.length; filled < all.length; filled *= 2) all.copyWithin(filled, 0, filled);
  return all;
}

function notWhole({ at, offset }: Line, reason: string): MalformedInput {
  return new MalformedInput(at, `not a whole hex dump: offset ${offset ?? '*'} ${reason}`);
}

/** The words before the column of characters, where no offset says how many they are. */
function shownWords({ words, hasColon }: Line, endColumn: number | undefined): readonly Word[] {
  if (endColumn !== undefined) return words.filter(({ end }) => end <= endColumn);
  const first = words.findIndex(({ gap }, i) => i > 0 && hasColon && gap > 1);
  return first < 0 ? words : words.slice(0, first);
}

function bytesIn({ words }: Line): number {
  return (words[0]?.digits.length ?? 2) / 2;
}

function bytesOfWords(words: readonly Word[], isLittleEndian: boolean): Uint8Array {
  return concatenated(words.map(({ digits }) => (isLittleEndian ? fromHex(digits).reverse() : fromHex(digits))));
}

function concatenated(parts: readonly Uint8Array[], length = parts.reduce((sum, part) => sum + part.length, 0)): Uint8Array {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
