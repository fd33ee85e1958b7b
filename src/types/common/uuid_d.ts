import { fromHex, toHex } from '../../buffer/bytes/hex.ts';
import type { Decoder } from '../../encoding/decoder.ts';
import type { Encoder } from '../../encoding/encoder.ts';
import type { CephType } from '../../encoding/ceph_type.ts';
import type { Json, JsonNode } from '../../text/json.ts';

/**
 * A UUID: lower-case hex with dashes, `a95fdcf2-74c1-456e-9de8-b4bd237924bc`.
 *
 * Layout  16 raw bytes, in the order of the text; no envelope
 * Source  ceph v16.0.0 src/include/uuid.h
 */
export type Uuid = string;

/** The UUID that was used last. A cluster has one fsid, and formatting it takes a quarter of the time of a small MonMap. */
class LastUuid {
  private readonly bytes = new Uint8Array(16);
  private readonly view = new DataView(this.bytes.buffer);
  private text = '00000000-0000-0000-0000-000000000000';

  textOf(view: DataView, at: number): Uuid {
    for (let i = 0; i < 16; i += 4) if (this.view.getInt32(i) !== view.getInt32(at + i)) return this.replace(new Uint8Array(view.buffer, view.byteOffset + at, 16));
    return this.text;
  }

  bytesOf(text: Uuid): Uint8Array {
    if (text !== this.text) this.replace(fromHex(parseUuid(text).replaceAll('-', '')));
    return this.bytes;
  }

  private replace(bytes: Uint8Array): Uuid {
    this.bytes.set(bytes);
    const hex = toHex(bytes);
    this.text = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
    return this.text;
  }
}

const last = new LastUuid();

export function decodeUuid(d: Decoder): Uuid {
  const at = d.offset;
  d.skip(16, '', 'bytes');
  return last.textOf(d.view, at);
}

/** @throws TypeError for text that is not a UUID */
export function encodeUuid(e: Encoder, value: Uuid): void {
  e.raw(last.bytesOf(value));
}

const FORM = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Parses the text of a UUID; digits may be in upper case.
 *
 * @throws TypeError for text that is not a UUID
 *
 * @example
 * ```ts
 * import { parseUuid } from 'cephwire';
 *
 * console.log(parseUuid('A95FDCF2-74C1-456E-9DE8-B4BD237924BC')); // → a95fdcf2-74c1-456e-9de8-b4bd237924bc
 * ```
 */
export function parseUuid(text: string): Uuid {
  const lower = text.toLowerCase();
  if (!FORM.test(lower)) throw new TypeError(`"${text}" is not a UUID such as a95fdcf2-74c1-456e-9de8-b4bd237924bc`);
  return lower;
}

function dumpUuid(value: Uuid): Json {
  return { uuid: value };
}

/** A UUID alone, as `JSON.stringify` has it, is its text. */
function loadUuid(json: JsonNode): Uuid {
  return (typeof json.value === 'string' ? json : json.get('uuid')).parsed(parseUuid);
}

export const Uuid: CephType<Uuid> = {
  name: 'uuid_d',
  decode: decodeUuid,
  encode: encodeUuid,
  dump: dumpUuid,
  load: loadUuid,
  print: (value) => value,
  kind: 'id',
};
