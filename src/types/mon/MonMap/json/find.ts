import type { JsonNode } from '../../../../text/json.ts';

/** No document of Ceph has its map deeper than this. */
const DEEPEST = 8;
/** So many paths are enough to see what the document is. */
const SHOWN = 4;

/**
 * Returns the place of the monitor map in a document: the document itself, or, in `quorum_status`, `mon_status`, `report` and
 * whatever else has one, the only place below it.
 *
 * Errors  JsonError for no map, for a summary alone (`ceph status` since Octopus), and for several maps
 */
export function findMonMap(json: JsonNode): JsonNode {
  if (isMonMap(json.value) || hasMons(json.value)) return json;
  const { maps, summaries } = search(json.value);
  const [only, ...others] = maps;
  if (only !== undefined && others.length === 0) return only.reduce<JsonNode>(step, json);
  if (only !== undefined) return json.fail(`has ${maps.length} monitor maps, at ${listed(maps)}; keep one of them, for example with jq '${jq(only)}'`);
  const [summary] = summaries;
  if (summary === undefined) return json;
  return summary.reduce<JsonNode>(step, json).fail(
    'is only a summary, without monitors and addresses, as "ceph status" has it since Octopus: use "ceph mon dump -f json" or "ceph quorum_status"',
  );
}

/** Where something stands: the keys and indexes that lead to it. */
type Place = readonly (string | number)[];

interface Found {
  readonly maps: readonly Place[];
  readonly summaries: readonly Place[];
}

/** All maps below, from the outermost inwards. What a map itself contains is not searched. */
function search(document: unknown): Found {
  const maps: Place[] = [];
  const summaries: Place[] = [];
  let level: (readonly [value: unknown, place: Place])[] = [[document, []]];
  for (let depth = 0; depth <= DEEPEST && level.length > 0; depth++) {
    const next: (readonly [unknown, Place])[] = [];
    for (const [value, place] of level) {
      if (isMonMap(value)) maps.push(place);
      else if (isSummary(value) && place.at(-1) === 'monmap') summaries.push(place);
      else for (const [key, member] of membersOf(value)) if (typeof member === 'object' && member !== null) next.push([member, [...place, key]]);
    }
    level = next;
  }
  return { maps, summaries };
}

function membersOf(value: unknown): [key: string | number, member: unknown][] {
  if (Array.isArray(value)) return [...value.entries()];
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

function isMonMap(value: unknown): boolean {
  return hasMons(value) && has(value, 'epoch') && has(value, 'fsid');
}

function hasMons(value: unknown): boolean {
  return has(value, 'mons') && Array.isArray((value as Record<string, unknown>)['mons']);
}

function isSummary(value: unknown): boolean {
  return has(value, 'num_mons') && has(value, 'epoch');
}

function has(value: unknown, key: string): boolean {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key);
}

function step(json: JsonNode, key: string | number): JsonNode {
  return typeof key === 'string' ? json.inside(key) : (json.items()[key] ?? json.fail(`needs an item ${key}`));
}

function listed(maps: readonly Place[]): string {
  const shown = maps.slice(0, SHOWN).map((place) => jq(place).slice(1));
  return [...shown, ...(maps.length > SHOWN ? ['…'] : [])].join(', ');
}

/** The place as jq writes it: `.peers[0].monmap`. */
function jq(place: Place): string {
  return place.map((key) => (typeof key === 'number' ? `[${key}]` : `.${/^\w+$/.test(key) ? key : JSON.stringify(key)}`)).join('').replace(/^\[/, '.[');
}
