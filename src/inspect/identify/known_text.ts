import { bytesOfText } from '../../buffer/bytes/dump/bytes_of_text.ts';
import { MalformedInput } from '../../buffer/bytes/malformed_input.ts';
import { explainMismatch } from '../../features/judge/mismatch/explain.ts';
import { toFeatures } from '../../features/to_features.ts';
import { jsonOrNull } from '../../text/json.ts';
import type { JsonNode } from '../../text/json.ts';
import { TYPES } from '../../types/registry.ts';
import type { KnownFile, KnownTextKind } from './known_kind.ts';

/** The beginning of a file that is looked at. */
const LOOKED_AT = 0x4000;
/** A longer file is not read to its end. */
const LONGEST = 0x100000;
const LONGEST_MASK = 32;
/** Fewer bytes may look like text by chance. */
const SHORTEST = 6;
/** Fewer bytes that are written as text may be a word: few words have hex digits only, but many are base64. */
const SHORTEST_HEX = 4;
const SHORTEST_BASE64 = 12;

const CONTROLS = /[\0-\x08\x0e-\x1a\x1c-\x1f\x7f]/;

interface TextForm {
  readonly kind: KnownTextKind;
  readonly is: (start: string) => boolean;
  readonly what: string;
  readonly advice: string;
}

/** The first one that fits counts. No expression has two ways to read the same characters, so each takes one pass. */
const FORMS: readonly TextForm[] = [
  { kind: 'map_text', is: (text) => /^epoch \d+\r?\nfsid [0-9a-f-]{36}\r?\n/m.test(text), what: 'a monitor map as text, as "monmaptool --print" and "ceph mon dump" print it', advice: 'take the map itself: "ceph mon getmap -o FILE", or the JSON: "ceph mon dump -f json"' },
  { kind: 'mismatch_line', is: isMismatch, what: 'a line of a log about missing features', advice: 'explain it with "cephwire diagnose --mismatch LINE"' },
  { kind: 'features', is: isFeatures, what: 'features, as text', advice: 'explain them with "cephwire features MASK"' },
  { kind: 'configuration', is: (text) => /^\[(?:global|mon|osd|mds|mgr|client)[^\]\n]*\]/m.test(text), what: 'a configuration file or a keyring', advice: '' },
];

/** Returns what kind of text the bytes are; null if they are not text. */
export function knownText(bytes: Uint8Array): KnownFile | null {
  const start = textOf(bytes.subarray(0, LOOKED_AT));
  if (start === null || bytes.length < SHORTEST) return null;
  const json = /^\s*[[{]/.test(start) ? jsonFile(bytes) : null;
  if (json !== null) return json;
  const form = FORMS.find(({ is }) => is(start));
  if (form !== undefined) return { kind: form.kind, what: form.what, advice: form.advice };
  const dump = dumpFile(bytes.length > LONGEST ? wholeLines(start) : new TextDecoder().decode(bytes));
  return dump ?? { kind: 'text', what: 'text', advice: '' };
}

function wholeLines(start: string): string {
  return start.slice(0, start.lastIndexOf('\n') + 1) || start;
}

/** Bytes that are written as text, in any form that the commands take. */
function dumpFile(text: string): KnownFile | null {
  try {
    const { form, bytes } = bytesOfText(text) ?? { form: '', bytes: new Uint8Array(0) };
    const kind = form === 'base64' ? 'base64' : 'hex';
    if (bytes.length < (kind === 'base64' ? SHORTEST_BASE64 : SHORTEST_HEX)) return null;
    return { kind, what: `${form}, as text`, advice: 'decode, explain and diagnose take it as it is' };
  } catch (error) {
    if (error instanceof MalformedInput) return { kind: 'hex', what: `bytes as text, but not all of them: ${error.message}`, advice: '' };
    throw error;
  }
}

/** The text; null if these are not all characters that text has. A sequence that is cut at the end counts as text. */
function textOf(start: Uint8Array): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(start, { stream: true });
    return CONTROLS.test(text) ? null : text;
  } catch {
    return null;
  }
}

function jsonFile(bytes: Uint8Array): KnownFile | null {
  if (bytes.length > LONGEST) return { kind: 'json', what: 'JSON, or a text that begins like it', advice: '' };
  const text = new TextDecoder().decode(bytes);
  const json = jsonOrNull(text);
  if (json === null) return null;
  const types = typesOf(json);
  if (types.length === 0) return dumpFile(text) ?? { kind: 'json', what: 'JSON, of no type that is known here', advice: '' };
  return { kind: 'json', what: `the JSON of ${types.join(' or ')}`, advice: `encode it for a peer with "cephwire encode ${types[0]} FILE --features MASK"` };
}

/** The types that load the JSON, and have keys in common with it: those with the most. */
function typesOf(json: JsonNode): string[] {
  const shared = [...TYPES.values()].map((type) => {
    try {
      const dumped = type.dump(type.load(json), true);
      return { name: type.name, keys: Object.keys(dumped ?? {}).filter((key) => json.find(key) !== undefined).length };
    } catch {
      return { name: type.name, keys: 0 };
    }
  });
  const most = Math.max(...shared.map(({ keys }) => keys));
  return most === 0 ? [] : shared.filter(({ keys }) => keys === most).map(({ name }) => name).reverse(); // MonMap before MMonMap
}

function isMismatch(text: string): boolean {
  try {
    explainMismatch(text);
    return true;
  } catch {
    return false;
  }
}

function isFeatures(text: string): boolean {
  const word = text.trim();
  if (word.length > LONGEST_MASK || !/\d/.test(word)) return false;
  try {
    toFeatures(word);
    return true;
  } catch {
    return false;
  }
}
