import type { Decoder } from '../encoding/decoder.ts';
import type { Encoder } from '../encoding/encoder.ts';
import type { CephType } from '../encoding/ceph_type.ts';
import type { Json, JsonNode } from '../encoding/json.ts';

/**
 * A UUID: lower-case hex with dashes, `a95fdcf2-74c1-456e-9de8-b4bd237924bc`.
 *
 * Layout  16 raw bytes, in the order of the text; no envelope
 * Source  ceph v16.0.0 src/include/uuid.h
 */
export type Uuid = string;

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

export function decodeUuid(d: Decoder): Uuid {
  const at = d.offset;
  d.skip(16, '');
  let text = '';
  for (let i = 0; i < 16; i++) {
    if (i === 4 || i === 6 || i === 8 || i === 10) text += '-';
    text += HEX[d.bytes[at + i] as number];
  }
  return text;
}

/** @throws TypeError for text that is no UUID */
export function encodeUuid(e: Encoder, value: Uuid): void {
  const digits = parseUuid(value).replaceAll('-', '');
  for (let i = 0; i < 32; i += 2) e.u8(Number.parseInt(digits.slice(i, i + 2), 16));
}

const FORM = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** @throws TypeError for text that is no UUID */
export function parseUuid(text: string): Uuid {
  const lower = text.toLowerCase();
  if (!FORM.test(lower)) throw new TypeError(`"${text}" is not a UUID such as a95fdcf2-74c1-456e-9de8-b4bd237924bc`);
  return lower;
}

function dumpUuid(value: Uuid): Json {
  return { uuid: value };
}

function loadUuid(json: JsonNode): Uuid {
  return json.get('uuid').parsed(parseUuid);
}

export const uuid: CephType<Uuid> = {
  name: 'uuid_d',
  decode: decodeUuid,
  encode: encodeUuid,
  dump: dumpUuid,
  load: loadUuid,
  print: (value) => value,
};
