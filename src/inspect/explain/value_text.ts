import { toHex } from '../../buffer/bytes/hex.ts';
import type { Label } from '../../encoding/decode_error.ts';
import { formatJson } from '../../text/json.ts';
import type { Kind } from '../../encoding/trace.ts';
import { Ipv4 } from '../../types/common/ip.ts';
import type { AnyCephType } from '../../types/registry.ts';
import { visible } from '../../text/visible.ts';

/** Longer values are cut; the bytes beside them show the rest. */
const LONGEST = 64;

/** Text that JSON writes as it is, without any character that cannot be seen. */
const PLAIN = /^[ !#-[\]-~]*$/;

/** A value of one of our types on one line, as Ceph prints it. */
export function typeText(type: AnyCephType, value: unknown): string {
  const line = type.summary ?? type.print;
  return visible(cut(line(value)));
}

/** The value of a leaf; empty for null. */
export function leafText(label: Label, kind: Kind, value: unknown): string {
  if (value === null) return '';
  if (value instanceof Uint8Array) return cut(toHex(value.subarray(0, LONGEST)));
  if (typeof value === 'string') return PLAIN.test(value) ? cut(`"${value}"`) : visible(cut(formatJson(value)));
  // Only IP addresses have numbers of this kind: one for IPv4, four for IPv6.
  if (kind === 's32be') return typeof label === 'number' ? ((value as number) >>> 0).toString(16).padStart(8, '0') : String(new Ipv4(value as number));
  return String(value);
}

function cut(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}
