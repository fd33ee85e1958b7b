import { jsonOrNull } from './json.ts';
import type { JsonNode } from './json.ts';

/**
 * Returns the object that stands in a text with other lines around it, such as "dumped monmap epoch 3", or with the same words
 * before each line, as in a log; null if there is none, or more than one.
 */
export function jsonWithin(text: string): JsonNode | null {
  const start = text.indexOf('{');
  const end = text.lastIndexOf('}');
  if (start < 0 || end < start) return null;
  const object = text.slice(start, end + 1);
  const before = text.slice(text.lastIndexOf('\n', start) + 1, start);
  const unprefixed = object.split('\n').map((line) => (line.startsWith(before) ? line.slice(before.length) : line)).join('\n');
  return jsonOrNull(object) ?? jsonOrNull(unprefixed);
}
