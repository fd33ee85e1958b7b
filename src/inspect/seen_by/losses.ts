import { formatJson } from '../../text/json.ts';
import type { Json } from '../../text/json.ts';
import type { Row } from '../explain/row.ts';

/** A field that is lost, or has another value, on the way from a value to what is sent, or from there to what is seen. */
export interface Loss {
  /** The keys in the exact JSON of the value, with the names of items that have one: `mons[a].weight`. */
  readonly path: string;
  /** As compact JSON; empty if the value has no such field. */
  readonly value: string;
  /** What is there in its place. */
  readonly inPlace: string;
}

/** Returns what differs between the exact JSON of two values, in the order of the keys. */
export function lossesOf(value: Json, inPlace: Json): Loss[] {
  const found: Loss[] = [];
  compare('', value, inPlace, (each) => found.push(each));
  return found.filter(isLoss);
}

/** Up to Jewel an address has no type, which our JSON of it calls none. */
function isLoss({ path, value, inPlace }: Loss): boolean {
  return !(path.endsWith('.type') && value === '"v1"' && inPlace === '"none"');
}

function compare(path: string, value: Json | undefined, sent: Json | undefined, report: (each: Loss) => void): void {
  if (isGroup(value) && isGroup(sent) && isList(value) === isList(sent)) {
    const byName = isNamed(value) && isNamed(sent);
    const [before, after] = [membersOf(value, byName), membersOf(sent, byName)];
    for (const key of new Set([...before.keys(), ...after.keys()])) {
      compare(isList(value) ? `${path}[${key}]` : joined(path, key), before.get(key), after.get(key), report);
    }
  } else if (textOf(value) !== textOf(sent)) {
    report({ path, value: textOf(value), inPlace: textOf(sent) });
  }
}

/** The members by key; those of a list by index, or by name: in an older form the monitors are in another order. */
function membersOf(group: Group, byName: boolean): Map<string, Json> {
  return new Map(Object.entries(group).map(([key, member]) => [byName ? nameOf(member) : key, member]));
}

/** Whether it is a list of objects with names, each with another one. */
function isNamed(group: Group): boolean {
  return isList(group) && group.length > 0 && new Set(group.map(nameOf).filter((name) => name !== '')).size === group.length;
}

function nameOf(json: Json): string {
  const name = isGroup(json) && !isList(json) && Object.hasOwn(json, 'name') ? json['name'] : '';
  return typeof name === 'string' ? name : '';
}

/** Some keys of Ceph end with a colon and a space. */
function joined(path: string, key: string): string {
  const name = key.replace(/: $/, '');
  return path === '' ? name : `${path}.${name}`;
}

type Group = Extract<Json, object>;

/** A list of plain values, such as names of features, is one value. */
function isGroup(json: Json | undefined): json is Group {
  if (typeof json !== 'object' || json === null) return false;
  return !isList(json) || json.some((item) => typeof item === 'object');
}

function isList(json: Json): json is readonly Json[] {
  return Array.isArray(json);
}

function textOf(json: Json | undefined): string {
  return json === undefined ? '' : formatJson(json);
}

/**
 * Returns the paths of the fields that a reader skips as if a newer encoder had appended them, without the members of a skipped
 * group.
 *
 * @param own what was sent, as our own reading has it
 * @param theirs the same bytes, as the reader reads them
 */
export function notReadOf(own: readonly Row[], theirs: readonly Row[]): string[] {
  const skipped = theirs.filter(({ state }) => state === 'skipped');
  const paths: string[] = [];
  let at = 0; // of skipped: both are in the order of the bytes
  let end = 0; // of the last field that was found
  for (const { path, offset, length, state } of own) {
    while (at < skipped.length && endOf(skipped[at] as Row) <= offset) at++;
    const around = skipped[at];
    if (state !== 'read' || length === 0 || offset < end || around === undefined) continue;
    if (around.offset > offset || endOf(around) < offset + length) continue;
    paths.push(path);
    end = offset + length;
  }
  return paths;
}

function endOf({ offset, length }: Row): number {
  return offset + length;
}
