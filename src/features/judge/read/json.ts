import { jsonOrNull } from '../../../text/json.ts';
import type { MaskReading } from '../../to_features.ts';

/** A mask in JSON, as the text that stands there. */
export interface MaskInJson {
  readonly text: string;
  readonly base?: MaskReading['base'];
  /** The key above it that tells whose it is: `client` in `ceph features`; the name of a session; `quorum_con`. */
  readonly group: string | null;
  readonly count: number | null;
}

/** The keys under which Ceph prints masks. Where the base is not given, `0x` or its absence tells. */
const KEYS: ReadonlyMap<string, MaskReading['base'] | undefined> = new Map([
  ['features', undefined], ['con_features', 'decimal'], ['con_features_hex', 'hex'], ['quorum_con', 'decimal'], ['required_con', 'decimal'],
  ['osd_features', 'decimal'], ['up_osd_features', 'decimal'], ['mon_features', undefined],
]);
/** Keys that say nothing about whose the masks below them are. */
const BETWEEN: ReadonlySet<string> = new Set(['features', 'feature_map', 'sessions', 'group', 'entry']);

/**
 * The masks in JSON that Ceph printed, each once.
 *
 * Ceph prints masks also as numbers that a double cannot hold: they are read from their digits.
 *
 * Errors  TypeError for JSON without a mask. Undefined for text that is not JSON
 */
export function masksInJson(text: string): MaskInJson[] | undefined {
  const json = jsonOrNull(text);
  if (json === null) return undefined;
  const found: MaskInJson[] = [];
  const todo: { readonly value: unknown; readonly group: string | null }[] = [{ value: json.value, group: null }];
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    const { value, group } = next;
    if (typeof value !== 'object' || value === null) continue;
    const members: [string, unknown][] = Object.entries(value);
    const isList = Array.isArray(value);
    if (!isList) found.push(...masksOf(members, group));
    for (const [key, member] of members.reverse()) todo.push({ value: member, group: isList || BETWEEN.has(key) ? group : key });
  }
  if (found.length === 0) throw new TypeError('no features in the JSON: they stand under "features", "con_features", "quorum_con" or "required_con"');
  return found;
}

function masksOf(members: readonly (readonly [string, unknown])[], group: string | null): MaskInJson[] {
  const object = new Map(members);
  const count = object.get('num');
  const masks = members.flatMap(([key, value]) => {
    const isMask = KEYS.has(key) && (typeof value === 'number' || (typeof value === 'string' && /^(?:0x)?[\da-f]{1,20}$/i.test(value)));
    return isMask ? [maskOf(key, String(value), nameOf(object) ?? (key.endsWith('_con') ? key : group), typeof count === 'number' ? count : null)] : [];
  });
  // A session prints the same mask in decimal and in hex.
  return object.has('con_features_hex') ? masks.filter(({ base }) => base !== 'decimal') : masks;
}

function maskOf(key: string, text: string, group: string | null, count: number | null): MaskInJson {
  const base = /^0x/i.test(text) ? undefined : /[a-f]/i.test(text) ? 'hex' : KEYS.get(key) ?? 'decimal';
  return { text, group, count, ...(base !== undefined && { base }) };
}

/** The name of a session or a daemon: `client.4123`, `osd.3`. */
function nameOf(object: ReadonlyMap<string, unknown>): string | null {
  const osd = object.get('osd');
  if (typeof osd === 'number') return `osd.${osd}`;
  const name = object.get('name') ?? object.get('entity_name');
  return typeof name === 'string' ? name : null;
}

const UNDER_KEY = /"(features|con_features_hex|con_features|quorum_con|required_con)" ?: ?"?((?:0x)?[\da-f]{1,20})\b/gi;

/** The masks in a part of such JSON, or in JSON with other text between its lines; each once. */
export function masksUnderKeys(text: string): MaskInJson[] {
  const found = [...text.matchAll(UNDER_KEY)].map(([, key = '', mask = '']) => maskOf(key, mask, key.endsWith('_con') ? key : null, null));
  return found.filter((f, i) => found.findIndex((o) => o.text === f.text && o.group === f.group) === i);
}
