import { Mask64 } from '../../../src/features/mask64.ts';
import { Ipv4, Ipv6 } from '../../../src/types/common/ip.ts';

/** A value with every `from` in it replaced by `to`, keys of maps included. */
export function replaced(value: unknown, from: string, to: string): unknown {
  const inside = (part: unknown): unknown => replaced(part, from, to);
  if (value === from) return to;
  if (Array.isArray(value)) return value.map(inside);
  if (value instanceof Map) return new Map([...value].map(([key, part]) => [inside(key), inside(part)]));
  if (isPlain(value)) return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, inside(part)]));
  return value;
}

/** Whether it is a value with fields of its own, and no list, map, bytes, mask or IP address. */
export function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return false;
  return ![Array, Map, Mask64, Ipv4, Ipv6].some((other) => value instanceof other);
}
