import { readFileSync } from 'node:fs';
import { fromHex, toHex } from '../../../../src/buffer/bytes/hex.ts';
import { BufferList } from '../../../../src/buffer/list.ts';
import { Mask64 } from '../../../../src/features/mask64.ts';
import { Ipv4, Ipv6 } from '../../../../src/types/common/ip.ts';

/** What both sides sent on one connection, in the order and the chunks in which they sent it. */
export interface Recording {
  readonly name: string;
  readonly chunks: readonly { readonly side: 'client' | 'server'; readonly bytes: Uint8Array }[];
  readonly client: Uint8Array;
  readonly server: Uint8Array;
}

/** The names of the files in streams/. The first line of each states its origin. */
export const RECORDINGS = ['cephx', 'hammer59', 'mon-dump', 'no-features', 'no-msg-auth', 'no-reconnect-seq', 'protocol-14', 'second-connect'] as const;

export function recording(name: (typeof RECORDINGS)[number]): Recording {
  const text = readFileSync(new URL(`streams/${name}.txt`, import.meta.url), 'utf8');
  const chunks = [...text.matchAll(/^([<>]) ([0-9a-f]+)$/gm)].map(([, arrow, digits = '']) => ({
    side: arrow === '>' ? ('client' as const) : ('server' as const),
    bytes: fromHex(digits),
  }));
  const of = (side: string): Uint8Array => joined(chunks.filter((chunk) => chunk.side === side).map(({ bytes }) => bytes));
  return { name, chunks, client: of('client'), server: of('server') };
}

export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** Copies of `bytes`, cut at the given places, which may be in any order and beyond the end. */
export function cutAt(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const cuts = [...new Set([0, ...places.filter((place) => place < bytes.length), bytes.length])].sort((a, b) => a - b);
  return cuts.slice(1).map((end, i) => bytes.slice(cuts[i], end));
}

/** Events as plain data. Payloads are hex, so that their memory does not matter. */
export function plain<T>(events: readonly T[]): unknown {
  return events.map(plainly);
}

function plainly(value: unknown): unknown {
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(plainly);
  if (value instanceof BufferList) return toHex(value.toBytes());
  if (value instanceof Mask64 || value instanceof Ipv4 || value instanceof Ipv6) return String(value);
  const message = value instanceof Error ? { message: value.message } : {};
  return Object.fromEntries(Object.entries({ ...value, ...message }).map(([key, member]) => [key, plainly(member)]));
}
