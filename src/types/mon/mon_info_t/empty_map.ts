/**
 * Returns an empty map that many values can share, since it cannot be changed: creating a map takes as long as reading an address.
 *
 * Errors  TypeError from `set`
 */
export function emptyMap<K, V>(): ReadonlyMap<K, V> {
  const map = new Map<K, V>();
  // Not enumerable, so that the map is deeply equal to any other empty map.
  Object.defineProperty(map, 'set', { value: refuse });
  return Object.freeze(map);
}

function refuse(): never {
  throw new TypeError('a decoded map is readonly: copy it with new Map(…)');
}
