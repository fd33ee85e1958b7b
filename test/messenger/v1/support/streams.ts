import { readFileSync } from 'node:fs';
import { fromHex, toHex } from '../../../../src/buffer/bytes/hex.ts';
import { Mask64 } from '../../../../src/features/mask64.ts';

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

/** Events as plain data, whatever they inherit. Payloads are hex, so that their memory does not matter. */
export function plain(data: unknown): unknown {
  if (typeof data === 'bigint') return `${data}n`;
  if (typeof data !== 'object' || data === null) return data;
  if (Array.isArray(data)) return data.map(plain);
  if (data instanceof Error) return { ...data, message: data.message };
  if ('toBytes' in data && typeof data.toBytes === 'function') return toHex(data.toBytes() as Uint8Array);
  if (data instanceof Mask64) return data.toString();
  return Object.fromEntries(Object.entries(data).filter(([, member]) => member !== undefined).map(([key, member]) => [key, plain(member)]));
}
