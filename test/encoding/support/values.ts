/** A value with every `from` in it replaced by `to`, keys of maps included. */
export function replaced(value: unknown, from: string, to: string): unknown {
  const inside = (part: unknown): unknown => replaced(part, from, to);
  if (value === from) return to;
  if (Array.isArray(value)) return value.map(inside);
  if (value instanceof Map) return new Map([...value].map(([key, part]) => [inside(key), inside(part)]));
  if (isPlain(value)) return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, inside(part)]));
  return value;
}

/** Whether it is an object of no class. */
export function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
