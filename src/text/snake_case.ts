import type { Json } from './json.ts';

export interface JsonObject {
  readonly [key: string]: Json;
}

type SnakeKey<Key> = Key extends `${infer First}${infer Rest}` ? `${First extends Lowercase<First> ? First : `_${Lowercase<First>}`}${SnakeKey<Rest>}` : Key;

/** The type of what {@link snakeCased} makes of a type. */
export type SnakeCased<T> =
  T extends string | number | boolean | null | undefined ? T
  : T extends bigint | Uint8Array ? string
  : T extends { toJSON(): infer Shape } ? SnakeCased<Shape>
  : T extends ReadonlyMap<unknown, infer Member> ? { readonly [key: string]: SnakeCased<Member> }
  : T extends readonly unknown[] ? { readonly [Index in keyof T]: SnakeCased<T[Index]> }
  : { readonly [Key in keyof T as SnakeKey<Key>]: SnakeCased<T[Key]> };

/**
 * Plain data as JSON, with the keys in snake_case, as Ceph's JSON has them: `isOffered` becomes `is_offered`.
 *
 * The keys of an object are names of ours; the keys of a `Map` are data, and stay as they are. A bigint becomes a decimal
 * string, so that no reader rounds it; bytes become hex. An object with a `toJSON` becomes what that returns: a mask, `0x` and 16
 * hex digits.
 */
export function snakeCased<T extends object>(data: T): SnakeCased<T> {
  return fieldsOf(data) as SnakeCased<T>;
}

function fieldsOf(data: object): JsonObject {
  const entries = Object.entries(data).filter(([, member]) => member !== undefined);
  return Object.fromEntries(entries.map(([key, member]) => [snakeCasedKey(key), jsonOf(member)]));
}

function jsonOf(data: unknown): Json {
  if (data === null || typeof data === 'string' || typeof data === 'number' || typeof data === 'boolean') return data;
  if (typeof data === 'bigint') return String(data);
  if (Array.isArray(data)) return data.map(jsonOf);
  if (data instanceof Map) return Object.fromEntries([...data].map(([key, member]) => [String(key), jsonOf(member)]));
  if (data instanceof Uint8Array) return Array.from(data, (byte) => byte.toString(16).padStart(2, '0')).join('');
  if (typeof data !== 'object') throw new TypeError(`JSON has no ${typeof data}`);
  return 'toJSON' in data && typeof data.toJSON === 'function' ? jsonOf(data.toJSON()) : fieldsOf(data);
}

function snakeCasedKey(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
