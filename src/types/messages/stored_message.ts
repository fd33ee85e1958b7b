import { crc32c } from '../../buffer/crc32c/crc32c.ts';
import { fromHex, toHex } from '../../buffer/bytes/hex.ts';
import { DecodeError } from '../../encoding/decode_error.ts';
import type { Decoder } from '../../encoding/decoder.ts';
import { valuesOf } from '../../encoding/values.ts';
import type { Encoder } from '../../encoding/encoder.ts';
import type { Json, JsonNode } from '../../text/json.ts';
import { MSG_HEADER_LENGTH, decodeMsgHeader, encodeMsgHeader } from './ceph_msg_header.ts';
import { EntityName } from '../common/entity_name_t.ts';

/**
 * A message as Ceph stores it in files: the header and the old footer of messenger v1, then the three payloads.
 *
 * Layout  53 bytes header, 13 bytes footer, then front, middle, data, each with a u32 length
 * Errors  DecodeError if a length or checksum in the header or footer does not match the payload, or if compat_version is
 *         above the newest version that the decoder knows
 * Source  ceph v16.0.0 src/msg/Message.cc encode_message, src/include/msgr.h
 */
export interface StoredMessage {
  readonly seq: bigint;
  readonly tid: bigint;
  readonly type: number;
  readonly priority: number;
  /** The version of the payload. A decoder must know at least `compatVersion` to read it. */
  readonly version: number;
  readonly dataOff: number;
  readonly src: EntityName;
  readonly compatVersion: number;
  readonly reserved: number;
  /** 1 complete, 2 no data checksum, 4 signed. */
  readonly flags: number;
  /** Whether lengths and checksums are filled in; very old files have zeros there. */
  readonly sealed: boolean;
  readonly front: Uint8Array;
  readonly middle: Uint8Array;
  readonly data: Uint8Array;
}

const makeStoredMessage = /* @__PURE__ */ valuesOf<StoredMessage>('StoredMessage');

/** Offsets in the header. */
const LENGTHS_AT = 22;
const COMPAT_AT = 45;
const CRC_AT = 49;
/** The offset of the payloads, after the header and a footer of 13 bytes. */
const PAYLOADS_AT = MSG_HEADER_LENGTH + 13;
const FLAG_NO_DATA_CRC = 2;
const PAYLOADS = ['front', 'middle', 'data'] as const;

/**
 * Returns whether a message of this type is stored here: its type must match, and either its checksum is right or its payloads
 * fill the rest.
 */
export function isStoredMessage(d: Decoder, type: number): boolean {
  if (d.remaining < MSG_HEADER_LENGTH || (d.peek(16) | (d.peek(17) << 8)) !== type) return false;
  if (d.peekU32(CRC_AT) === crc32c(0, d.bytes.subarray(d.offset, d.offset + CRC_AT))) return true;
  const payloads = payloadsAhead(d, PAYLOADS_AT);
  const end = payloads.reduce((at, { length }) => at + 4 + length, PAYLOADS_AT);
  return payloads.length === PAYLOADS.length && end === d.remaining;
}

/**
 * Reads a message whose front is a T.
 *
 * @param decodeFront reads the front; it is given the version of the payload
 * @param supports the newest compat_version that it accepts
 */
export function decodeStoredMessage<T>(
  d: Decoder, decodeFront: (d: Decoder, version: number) => T, supports = Infinity,
): { readonly message: StoredMessage; readonly value: T } {
  const at = d.offset;
  const { crc, crcFound, frontLen, middleLen, dataLen, ...fields } = decodeMsgHeader(d);
  const lengths = [frontLen, middleLen, dataLen];
  const crcs = PAYLOADS.map((payload) => d.u32(`${payload}_crc`));
  const flags = d.u8('flags');
  const sealed = crc !== 0 || [...lengths, ...crcs].some((word) => word !== 0);
  if (sealed) {
    checkWord(d, 'crc', at + CRC_AT, crc, crcFound);
    // The payloads are checked before any of them is decoded. A payload that is cut off fails later, when it is read.
    for (const [i, payload] of payloadsAhead(d).entries()) {
      checkWord(d, `${PAYLOADS[i]}_len`, at + LENGTHS_AT + 4 * i, lengths[i], payload.length);
      const isUnchecked = i === 2 && (flags & FLAG_NO_DATA_CRC) !== 0;
      if (!isUnchecked) checkWord(d, `${PAYLOADS[i]}_crc`, at + MSG_HEADER_LENGTH + 4 * i, crcs[i], crc32c(0, payload));
    }
  }
  checkCompat(fields.compatVersion, supports, at + COMPAT_AT);
  const frontAt = d.offset + 4;
  const value = d.embedded('front', (front) => decodeFront(front, fields.version));
  const front = d.bytes.subarray(frontAt, d.offset);
  const [middle, data] = [d.blob('middle'), d.blob('data')];
  return { message: makeStoredMessage({ ...fields, flags, sealed, front, middle, data }), value };
}

/** Throws, as Ceph does, if the sender requires a newer decoder than this one. */
export function checkCompat(compatVersion: number, supports: number, offset: number): void {
  if (compatVersion <= supports) return;
  const reason = `needs a decoder of version ${compatVersion} or newer, this one is ${supports}`;
  throw new DecodeError('compat_version', { code: 'incompatible', offset, reason });
}

/** Returns the payloads that are complete, beginning `ahead` bytes after the decoder's position. Does not move. */
function payloadsAhead(d: Decoder, ahead = 0): Uint8Array[] {
  const payloads: Uint8Array[] = [];
  while (payloads.length < PAYLOADS.length) {
    const length = d.peekU32(ahead);
    if (length < 0 || ahead + 4 + length > d.remaining) break;
    const at = d.offset + ahead + 4;
    payloads.push(d.bytes.subarray(at, at + length));
    ahead += 4 + length;
  }
  return payloads;
}

function checkWord(d: Decoder, label: string, at: number, found: number | undefined, expected: number): void {
  if (found !== expected) d.malformed(label, at, `expected ${expected}, got ${found}`);
}

export function encodeStoredMessage(e: Encoder, message: StoredMessage): void {
  const payloads = [message.front, message.middle, message.data];
  const seal = (word: number): number => (message.sealed ? word : 0);
  const [frontLen = 0, middleLen = 0, dataLen = 0] = payloads.map((payload) => seal(payload.length));
  encodeMsgHeader(e, { ...message, frontLen, middleLen, dataLen }, message.sealed);
  for (const [i, payload] of payloads.entries()) {
    const isUnchecked = i === 2 && (message.flags & FLAG_NO_DATA_CRC) !== 0;
    e.u32(isUnchecked ? 0 : seal(crc32c(0, payload)));
  }
  e.u8(message.flags);
  for (const payload of payloads) e.blob(payload);
}

/** Returns all fields as JSON, under the names of ceph_msg_header if they have one; payloads are in hex. */
export function dumpStoredMessage(message: StoredMessage): Json {
  return {
    seq: message.seq,
    tid: message.tid,
    type: message.type,
    priority: message.priority,
    version: message.version,
    data_off: message.dataOff,
    src: EntityName.dump(message.src, true),
    compat_version: message.compatVersion,
    reserved: message.reserved,
    flags: message.flags,
    sealed: message.sealed,
    front: toHex(message.front),
    middle: toHex(message.middle),
    data: toHex(message.data),
  };
}

export function loadStoredMessage(json: JsonNode): StoredMessage {
  const u16 = (key: string): number => json.get(key).integer(0, 0xffff);
  const u64 = (key: string): bigint => json.get(key).bigInteger(0n, 2n ** 64n - 1n);
  return makeStoredMessage({
    seq: u64('seq'),
    tid: u64('tid'),
    type: u16('type'),
    priority: u16('priority'),
    version: u16('version'),
    dataOff: u16('data_off'),
    src: EntityName.load(json.get('src')),
    compatVersion: u16('compat_version'),
    reserved: u16('reserved'),
    flags: json.get('flags').integer(0, 0xff),
    sealed: json.get('sealed').boolean(),
    front: json.get('front').parsed(fromHex),
    middle: json.get('middle').parsed(fromHex),
    data: json.get('data').parsed(fromHex),
  });
}
