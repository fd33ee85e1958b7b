import { explainMismatch } from '../../features/judge/mismatch/explain.ts';
import { toFeatures } from '../../features/to_features.ts';
import { parseJson } from '../../text/json.ts';
import type { JsonNode } from '../../text/json.ts';
import { TYPES } from '../../types/registry.ts';
import type { KnownFile, KnownTextKind } from './known_kind.ts';

/** The beginning of a file that is looked at. */
const LOOKED_AT = 0x4000;
/** A longer file of JSON is not parsed. */
const LONGEST_JSON = 0x100000;
const LONGEST_MASK = 32;
/** Fewer bytes may look like text by chance. */
const SHORTEST = 6;

const CONTROLS = /[\0-\x08\x0e-\x1a\x1c-\x1f\x7f]/;

interface TextForm {
  readonly kind: KnownTextKind;
  readonly is: (start: string) => boolean;
  readonly what: string;
  readonly advice: string;
}

/** The first one that fits counts. No expression has two ways to read the same characters, so each takes one pass. */
const FORMS: readonly TextForm[] = [
  { kind: 'hex', is: (text) => /^[0-9a-f]{8}: (?:[0-9a-f]{2,4} ){2}/i.test(text), what: 'a hex dump of xxd, as text', advice: 'decode, explain and diagnose take it as it is' },
  { kind: 'hex', is: (text) => /^[0-9a-f]{8}  (?:[0-9a-f]{2} ){2}/i.test(text), what: 'a hex dump of hexdump -C, as text', advice: 'decode, explain and diagnose take it as it is' },
  { kind: 'map_text', is: (text) => /^epoch \d+\r?\nfsid [0-9a-f-]{36}\r?\n/m.test(text), what: 'a monitor map as text, as "monmaptool --print" and "ceph mon dump" print it', advice: 'take the map itself: "ceph mon getmap -o FILE", or the JSON: "ceph mon dump -f json"' },
  { kind: 'mismatch_line', is: isMismatch, what: 'a line of a log about missing features', advice: 'explain it with "cephwire diagnose --mismatch LINE"' },
  { kind: 'features', is: isFeatures, what: 'features, as text', advice: 'explain them with "cephwire features MASK"' },
  { kind: 'configuration', is: (text) => /^\[(?:global|mon|osd|mds|mgr|client)[^\]\n]*\]/m.test(text), what: 'a configuration file or a keyring', advice: '' },
  { kind: 'hex', is: (text) => /^(?:[0-9a-f]{2}\s*){8,}$/i.test(text), what: 'hex digits, as text', advice: 'decode, explain and diagnose take it as it is' },
  { kind: 'base64', is: (text) => !text.includes(' ') && /^[A-Za-z0-9+/]{16,}={0,2}$/.test(text.replace(/\s/g, '')), what: 'base64, as text', advice: 'decode, explain and diagnose take it as it is' },
  { kind: 'text', is: () => true, what: 'text', advice: '' },
];

/** Returns what kind of text the bytes are; null if they are not text. */
export function knownText(bytes: Uint8Array): KnownFile | null {
  const start = textOf(bytes.subarray(0, LOOKED_AT));
  if (start === null || bytes.length < SHORTEST) return null;
  const json = /^\s*[[{]/.test(start) ? jsonFile(bytes) : null;
  if (json !== null) return json;
  const { kind, what, advice } = FORMS.find(({ is }) => is(start)) as TextForm;
  return { kind, what, advice };
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
  if (bytes.length > LONGEST_JSON) return { kind: 'json', what: 'JSON, or a text that begins like it', advice: '' };
  const json = parsed(bytes);
  if (json === null) return null;
  const types = typesOf(json);
  if (types.length === 0) return { kind: 'json', what: 'JSON, of no type that is known here', advice: '' };
  return { kind: 'json', what: `the JSON of ${types.join(' or ')}`, advice: `encode it for a peer with "cephwire encode ${types[0]} FILE --features MASK"` };
}

function parsed(bytes: Uint8Array): JsonNode | null {
  try {
    return parseJson(new TextDecoder().decode(bytes));
  } catch {
    return null;
  }
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
