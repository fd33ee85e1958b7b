import { bytesOfText } from '../../buffer/bytes/dump/bytes_of_text.ts';
import type { Dump } from '../../buffer/bytes/dump/dump.ts';
import { MalformedInput } from '../../buffer/bytes/malformed_input.ts';
import { JsonError, jsonOrNull, parseJson } from '../../text/json.ts';
import type { JsonNode } from '../../text/json.ts';
import { jsonWithin } from '../../text/json_within.ts';
import { InputError } from './errors.ts';

/* What a person may give where something else is expected: text for bytes, bytes for JSON. */

/** The text of a file, which may be UTF-16 if PowerShell wrote it; null for a file with bytes that no text has. */
export function textOf(bytes: Uint8Array): string | null {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
  const text = new TextDecoder(encoding).decode(bytes);
  return /[\x00-\x08\x0e-\x1f\x7f]/.test(text) ? null : text;
}

/** How errors name a file. */
export function nameOf(file: string): string {
  return file === '-' ? 'standard input' : `"${file}"`;
}

/** Bytes that `text` writes; null for text that writes none, and is none of the texts that errors can explain. */
export function dumpIn(text: string, file: string, type: string): Dump | null {
  const dump = bytesIn(text, file);
  if (dump !== null) return dump;
  if ((jsonOrNull(text) ?? jsonWithin(text)) !== null) throw new InputError(`${nameOf(file)} is JSON, not bytes: "cephwire encode ${type} FILE --features RELEASE|MASK" makes bytes of it`);
  if (isMonMapText(text)) throw new InputError(`${nameOf(file)} is ${MON_MAP_TEXT}: "ceph mon getmap -o FILE" writes the bytes; "ceph mon dump -f json" prints JSON, of which "cephwire encode MonMap" makes bytes`);
  return null;
}

/** The JSON of a file; lines around it are left out, with a note. */
export function jsonOf(bytes: Uint8Array, file: string, type: string, note: (text: string) => void): JsonNode {
  const text = textOf(bytes);
  const isBytes = `is not JSON: "cephwire decode ${type} FILE --exact" prints the JSON of bytes`;
  if (text === null) throw new InputError(`${nameOf(file)} ${isBytes}`);
  try {
    return parseJson(text);
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    const within = jsonWithin(text);
    if (within !== null) {
      note(`what stands around the JSON in ${nameOf(file)} is left out`);
      return within;
    }
    if (isMonMapText(text)) throw new InputError(`${nameOf(file)} is ${MON_MAP_TEXT}: "ceph mon dump -f json" prints the JSON`);
    const dump = bytesIn(text, file);
    if (dump !== null) throw new InputError(`${nameOf(file)} is ${dump.form} and ${isBytes}`);
    throw error;
  }
}

const MON_MAP_TEXT = 'the text of "monmaptool --print" or "ceph mon dump", which leaves out the features and more';

function isMonMapText(text: string): boolean {
  return /^epoch \d+\s*$/m.test(text) && /^fsid [0-9a-f-]{36}\s*$/m.test(text);
}

function bytesIn(text: string, file: string): Dump | null {
  try {
    return bytesOfText(text);
  } catch (error) {
    if (error instanceof MalformedInput) throw new InputError(`${nameOf(file)}: ${error.message}`);
    throw error;
  }
}
