import { fromHex, toHex } from '../../buffer/bytes/hex.ts';
import type { Decoder } from '../../encoding/decoder.ts';
import { valuesOf } from '../../encoding/values.ts';
import type { Json, JsonNode } from '../../text/json.ts';

/** The bytes that an encoder newer than this library appended to a struct; they are kept so that the struct can be written back. */
export interface Newer {
  readonly structV: number;
  readonly structCompat: number;
  readonly tail: Uint8Array;
}

const makeNewer = /* @__PURE__ */ valuesOf<Newer>('newer');

/**
 * Reads the rest of a struct if its struct_v is above `known`, else returns null. Ceph's releases skip this rest, so reading as a
 * release returns null too.
 *
 * @param at the offset where the struct begins
 */
export function decodeNewer(d: Decoder, at: number, known: number): Newer | null {
  const structV = d.byteAt(at);
  if (structV <= known || !d.isOurs) return null;
  return makeNewer({ structV, structCompat: d.byteAt(at + 1), tail: d.rest('tail') });
}

export function dumpNewer(newer: Newer | null): { [key: string]: Json } {
  if (newer === null) return {};
  return { newer: { struct_v: newer.structV, struct_compat: newer.structCompat, tail: toHex(newer.tail) } };
}

export function loadNewer(json: JsonNode): Newer | null {
  const newer = json.find('newer');
  if (newer === undefined) return null;
  const u8 = (key: string): number => newer.get(key).integer(0, 0xff);
  return makeNewer({ structV: u8('struct_v'), structCompat: u8('struct_compat'), tail: newer.get('tail').parsed(fromHex) });
}
