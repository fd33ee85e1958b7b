import type { Json } from './json.ts';

export interface JsonObject {
  readonly [key: string]: Json;
}

/**
 * Plain data as JSON, with the keys in snake_case, as Ceph's JSON has them: `isOffered` becomes `is_offered`.
 *
 * The keys of an object are names of ours; the keys of a `Map` are data, and stay as they are. A bigint becomes a decimal
 * string, so that no reader rounds it. An object with a `toJSON` becomes what that returns: a mask, `0x` and 16 hex digits.
 */
export function snakeCased(data: object): JsonObject {
  const entries = Object.entries(data).filter(([, member]) => member !== undefined);
  return Object.fromEntries(entries.map(([key, member]) => [snakeCasedKey(key), jsonOf(member)]));
}

function jsonOf(data: unknown): Json {
  if (data === null || typeof data === 'string' || typeof data === 'number' || typeof data === 'boolean') return data;
  if (typeof data === 'bigint') return String(data);
  if (Array.isArray(data)) return data.map(jsonOf);
  if (data instanceof Map) return Object.fromEntries([...data].map(([key, member]) => [String(key), jsonOf(member)]));
  if (typeof data !== 'object') throw new TypeError(`JSON has no ${typeof data}`);
  return 'toJSON' in data && typeof data.toJSON === 'function' ? jsonOf(data.toJSON()) : snakeCased(data);
}

function snakeCasedKey(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
