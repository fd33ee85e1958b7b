import type { Decoder } from '../encoding/decoder.ts';
import type { Encoder } from '../encoding/encoder.ts';
import type { CephType } from '../encoding/ceph_type.ts';
import type { Json, JsonNode } from '../encoding/json.ts';
import { decodeMonMap, encodeMonMap, monMap } from './MonMap.ts';
import type { MonMap } from './MonMap.ts';
import { dumpMonMap, loadMonMap } from './MonMap_json.ts';
import { monMapRemarks } from './MonMap_remarks.ts';
import { decodeStoredMessage, dumpStoredMessage, encodeStoredMessage, isStoredMessage, loadStoredMessage } from './stored_message.ts';
import type { StoredMessage } from './stored_message.ts';

/**
 * The message that carries a MonMap to a client.
 *
 * Layout  front: u32 length, MonMap; or a whole stored message with that front
 * Source  ceph v16.0.0 src/messages/MMonMap.h
 */
export interface MMonMap {
  readonly monmap: MonMap;
  /** The message around the front, where it was stored with one. */
  readonly message: StoredMessage | null;
}

const CEPH_MSG_MON_MAP = 4;

/** A front begins with the length of the rest; anything else of the right type is a stored message. */
export function decodeMMonMap(d: Decoder): MMonMap {
  if (d.peekU32() + 4 === d.remaining || !isStoredMessage(d, CEPH_MSG_MON_MAP)) return { monmap: decodeFront(d), message: null };
  const { message, value } = decodeStoredMessage(d, decodeFront);
  return { monmap: value, message };
}

function decodeFront(d: Decoder): MonMap {
  return d.embedded('monmap', decodeMonMap);
}

export function encodeMMonMap(e: Encoder, { monmap, message }: MMonMap): void {
  if (message === null) return e.embedded(monmap, encodeMonMap);
  const front = e.apart();
  front.embedded(monmap, encodeMonMap);
  encodeStoredMessage(e, { ...message, front: front.take() });
}

/** Ceph prints one line of summary here; the map is what one asks for. */
function dumpMMonMap({ monmap, message }: MMonMap, exact = false): Json {
  if (!exact || message === null) return dumpMonMap(monmap, exact);
  return { ...dumpMonMap(monmap, true), message: dumpStoredMessage(message) };
}

function loadMMonMap(json: JsonNode): MMonMap {
  const message = json.find('message');
  return { monmap: loadMonMap(json), message: message === undefined ? null : loadStoredMessage(message) };
}

export const mMonMap: CephType<MMonMap> = {
  name: 'MMonMap',
  decode: decodeMMonMap,
  encode: encodeMMonMap,
  dump: dumpMMonMap,
  load: loadMMonMap,
  print: ({ monmap }) => monMap.print(monmap),
  remarks: ({ monmap }) => monMapRemarks(monmap),
};
