/** A value that Ceph's JSONFormatter can print. A bigint is an integer that a double cannot hold. */
export type Json = null | boolean | number | bigint | string | readonly Json[] | { readonly [key: string]: Json };

/** Text that is not JSON, or JSON that does not describe a value of the expected type. */
export class JsonError extends Error {
  override readonly name = 'JsonError';
  /** Keys and indexes, from the outermost object inwards; empty for the whole text. */
  readonly path: string;

  constructor(path: string, reason: string) {
    super(path === '' ? reason : `${path}: ${reason}`);
    this.path = path;
  }
}

/**
 * JSON as Ceph's JSONFormatter writes it: on one line, or in its pretty form with four spaces a level.
 *
 * @example
 * ```ts
 * import { formatJson, Utime } from 'cephwire';
 *
 * console.log(formatJson({ epoch: 1, seq: 2n ** 63n, created: Utime.dump({ sec: 1_600_000_000, nsec: 0 }) }));
 * // → {"epoch":1,"seq":9223372036854775808,"created":{"seconds":1600000000,"nanoseconds":0}}
 * ```
 */
export function formatJson(value: Json, pretty = false): string {
  return pretty ? formatPretty(value, '\n') : formatCompact(value);
}

function formatCompact(value: Json): string {
  if (isList(value)) return `[${value.map(formatCompact).join(',')}]`;
  if (isObject(value)) return `{${Object.entries(value).map(([key, member]) => `${quote(key)}:${formatCompact(member)}`).join(',')}}`;
  return formatScalar(value);
}

function formatPretty(value: Json, newline: string): string {
  const inner = `${newline}    `;
  if (isList(value)) {
    const items = value.map((item) => inner + formatPretty(item, inner));
    return items.length === 0 ? '[]' : `[${items.join(',')}${newline}]`;
  }
  if (isObject(value)) {
    const members = Object.entries(value).map(([key, member]) => `${inner}${quote(key)}: ${formatPretty(member, inner)}`);
    return members.length === 0 ? '{}' : `{${members.join(',')}${newline}}`;
  }
  return formatScalar(value);
}

function formatScalar(value: null | boolean | number | bigint | string): string {
  return typeof value === 'string' ? quote(value) : String(value);
}

/** Escapes what Ceph escapes, and lone surrogates: these stand for bytes that are not UTF-8. */
function quote(text: string): string {
  return `"${text.replace(/["\\\x00-\x1f\x7f]|\p{Cs}/gu, escape)}"`;
}

function escape(character: string): string {
  if (character === '"' || character === '\\') return `\\${character}`;
  if (character === '\n') return '\\n';
  if (character === '\t') return '\\t';
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** The members that are not what `defaults` has for their key. */
export function unlessDefault(members: { readonly [key: string]: Json }, defaults: { readonly [key: string]: Json }): { [key: string]: Json } {
  const isOther = ([key, value]: [string, Json]): boolean => !Object.hasOwn(defaults, key) || formatJson(value) !== formatJson(defaults[key] ?? null);
  return Object.fromEntries(Object.entries(members).filter(isOther));
}

/** An unterminated string runs to the end of the text, and a number matches only at its start: so no text is scanned twice. */
const STRING_OR_LONG_INTEGER = /"(?:[^"\\]+|\\[^])*(?:"|\\?$)|(?<![\d.eE+-])-?[1-9]\d{15,}(?![\d.eE]|\s*:)/g;

/**
 * Parses JSON. Integers of any size keep all their digits.
 *
 * Errors  JsonError for text that is not JSON
 *
 * @example
 * ```ts
 * import { EntityName, parseJson } from 'cephwire';
 *
 * const { type, num } = EntityName.load(parseJson('{"type": "osd", "num": 3}'));
 * console.log(type, num); // → 4 3n
 * ```
 */
export function parseJson(text: string): JsonNode {
  try {
    // Integers that a double may round become strings; JsonNode reads those as integers too.
    const exact = text.replace(STRING_OR_LONG_INTEGER, (token) => (token.startsWith('"') ? token : `"${token}"`));
    return new JsonNode(JSON.parse(exact), '');
  } catch (error) {
    throw new JsonError('', `not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** The same; null for text that is not JSON. */
export function jsonOrNull(text: string): JsonNode | null {
  try {
    return parseJson(text);
  } catch (error) {
    if (error instanceof JsonError) return null;
    throw error;
  }
}

/** Which members of a document were asked for, and what its readers said about it. All nodes of a document share one. */
class Reading {
  /** The keys that were asked for, of each object that a reader looked into. */
  readonly asked = new Map<object, Set<string>>();
  /** Objects around what is read: their other members do not matter. */
  readonly wrappers = new Set<object>();
  readonly remarks: string[] = [];

  /** The paths of the members that nobody asked for, of the objects that a reader looked into. */
  unread(value: unknown, path: string): string[] {
    if (typeof value !== 'object' || value === null) return [];
    if (Array.isArray(value)) return value.flatMap((item, i) => this.unread(item, `${path}[${i}]`));
    const asked = this.asked.get(value);
    if (asked === undefined) return [];
    return Object.entries(value).flatMap(([key, member]) => {
      if (asked.has(key)) return this.unread(member, memberPath(path, key));
      return this.wrappers.has(value) ? [] : [memberPath(path, key)];
    });
  }
}

function memberPath(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}

/**
 * A place in a JSON document, with a method for each kind of value that may be expected there.
 *
 * Errors  JsonError with the path, from every method, for a value of another kind
 */
export class JsonNode {
  readonly value: unknown;
  readonly path: string;
  private readonly reading: Reading;

  constructor(value: unknown, path: string, reading: Reading = new Reading()) {
    this.value = value;
    this.path = path;
    this.reading = reading;
  }

  /** What a reader of this document should know, one line each: what contradicts other parts, and the members that were not read. */
  remarks(): string[] {
    const unread = this.reading.unread(this.value, this.path).map((path) => `${path} is not read: no such key is known`);
    return [...this.reading.remarks, ...unread];
  }

  /** Adds a remark: the path, then `text`. */
  remark(text: string): void {
    this.reading.remarks.push(`${this.path} ${text}`);
  }

  /** The member `key`, which must be there. */
  get(key: string): JsonNode {
    return this.find(key) ?? this.fail(`needs a key "${key}"`);
  }

  /** The member `key`; undefined if there is none. */
  find(key: string): JsonNode | undefined {
    const { value } = this;
    if (!isMembers(value)) return this.expected('an object');
    this.ask(value, key);
    if (!Object.hasOwn(value, key)) return undefined;
    return this.child(value[key], memberPath(this.path, key));
  }

  /** The member `key` of an object that only wraps it: the other members do not matter. */
  inside(key: string): JsonNode {
    if (isMembers(this.value)) this.reading.wrappers.add(this.value);
    return this.get(key);
  }

  /** The members of the object here, whose keys are data. */
  entries(): [key: string, member: JsonNode][] {
    const { value } = this;
    if (!isMembers(value)) return this.expected('an object');
    return Object.entries(value).map(([key, member]) => {
      this.ask(value, key);
      return [key, this.child(member, memberPath(this.path, key))];
    });
  }

  private ask(value: object, key: string): void {
    const asked = this.reading.asked.get(value);
    if (asked === undefined) this.reading.asked.set(value, new Set([key]));
    else asked.add(key);
  }

  private child(value: unknown, path: string): JsonNode {
    return new JsonNode(value, path, this.reading);
  }

  /** The items of the array here. */
  items(): JsonNode[] {
    const { value } = this;
    if (!Array.isArray(value)) return this.expected('an array');
    return value.map((item, i) => this.child(item, `${this.path}[${i}]`));
  }

  string(): string {
    return typeof this.value === 'string' ? this.value : this.expected('a string');
  }

  boolean(): boolean {
    return typeof this.value === 'boolean' ? this.value : this.expected('true or false');
  }

  /** An integer from `lowest` to `highest`, written as a number or as a string of digits. */
  integer(lowest: number, highest: number): number {
    return Number(this.bigInteger(BigInt(lowest), BigInt(highest)));
  }

  /** Like `integer`, for integers that a double cannot hold. */
  bigInteger(lowest: bigint, highest: bigint): bigint {
    const { value } = this;
    const isWhole = Number.isSafeInteger(value) || (typeof value === 'string' && /^-?\d{1,40}$/.test(value));
    if (!isWhole) return this.expected('an integer');
    const integer = BigInt(value as number | string);
    if (integer < lowest || integer > highest) return this.expected(`${lowest} to ${highest}`);
    return integer;
  }

  /** The result of `parse` for the string here. An error of `parse` becomes a JsonError with this path. */
  parsed<T>(parse: (text: string) => T): T {
    const text = this.string();
    return this.attempt(() => parse(text));
  }

  /** The result of `make`. An error of `make` becomes a JsonError with this path. */
  attempt<T>(make: () => T): T {
    try {
      return make();
    } catch (error) {
      return this.fail(error instanceof Error ? error.message : String(error));
    }
  }

  /** Throws a JsonError that names what is needed here and what is there. */
  expected(what: string): never {
    return this.fail(`needs ${what}, got ${shown(this.value)}`);
  }

  /** Throws a JsonError with this path. */
  fail(reason: string): never {
    throw new JsonError(this.path, reason);
  }
}

function isMembers(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function isObject(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null;
}

function shown(value: unknown): string {
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'an array' : 'an object';
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
