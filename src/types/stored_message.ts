import { crc32c } from '../buffer/crc32c.ts';
import { fromHex, toHex } from '../buffer/hex.ts';
import type { Decode, Decoder } from '../encoding/decoder.ts';
import type { Encoder } from '../encoding/encoder.ts';
import type { Json, JsonNode } from '../encoding/json.ts';
import { decodeEntityName, encodeEntityName, entityName } from './entity_name_t.ts';
import type { EntityName } from './entity_name_t.ts';

/**
 * A message as Ceph stores it in files: the header and the old footer of messenger v1, then the three payloads.
 *
 * Layout  53 bytes header, 13 bytes footer, then front, middle, data, each with a u32 length
 * Errors  DecodeError where a length or checksum of the header or footer is not that of the payload
 * Source  ceph v16.0.0 src/msg/Message.cc encode_message, src/include/msgr.h
 */
export interface StoredMessage {
  readonly seq: bigint;
  readonly tid: bigint;
  readonly type: number;
  readonly priority: number;
  /** Of the payload; `compatVersion` is the oldest that may read it. */
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

const HEADER_LENGTH = 53;
const FOOTER_LENGTH = 13;
const FLAG_NO_DATA_CRC = 2;
const PAYLOADS = ['front', 'middle', 'data'] as const;

/** Whether a message of this type is stored here: told by its type, and by its payloads filling the rest of the struct. */
export function isStoredMessage(d: Decoder, type: number): boolean {
  const smallest = HEADER_LENGTH + FOOTER_LENGTH + 4 * PAYLOADS.length;
  return d.remaining >= smallest && (d.peek(16) | (d.peek(17) << 8)) === type;
}

/** Reads a message whose front is a T. */
export function decodeStoredMessage<T>(d: Decoder, decodeFront: Decode<T>): { readonly message: StoredMessage; readonly value: T } {
  const at = d.offset;
  const seq = d.u64('seq');
  const tid = d.u64('tid');
  const type = d.u16('type');
  const priority = d.u16('priority');
  const version = d.u16('version');
  const lengthsAt = d.offset;
  const lengths = PAYLOADS.map((payload) => d.u32(`${payload}_len`));
  const dataOff = d.u16('data_off');
  const src = d.field('src', decodeEntityName);
  const compatVersion = d.u16('compat_version');
  const reserved = d.u16('reserved');
  const crcAt = d.offset;
  const crc = d.u32('crc');
  const crcs = PAYLOADS.map((payload) => d.u32(`${payload}_crc`));
  const flags = d.u8('flags');
  const sealed = crc !== 0 || [...lengths, ...crcs].some((word) => word !== 0);
  if (sealed) {
    checkWord(d, 'crc', crcAt, crc, crc32c(0, d.bytes.subarray(at, crcAt)));
    // Before anything in them is believed; one that is not whole fails when it is read.
    for (const [i, payload] of payloadsAhead(d).entries()) {
      checkWord(d, `${PAYLOADS[i]}_len`, lengthsAt + 4 * i, lengths[i], payload.length);
      const isUnchecked = i === 2 && (flags & FLAG_NO_DATA_CRC) !== 0;
      if (!isUnchecked) checkWord(d, `${PAYLOADS[i]}_crc`, crcAt + 4 + 4 * i, crcs[i], crc32c(0, payload));
    }
  }
  const frontAt = d.offset + 4;
  const value = d.embedded('front', decodeFront);
  const front = d.bytes.subarray(frontAt, d.offset);
  const [middle, data] = [d.blob('middle'), d.blob('data')];
  return { message: { seq, tid, type, priority, version, dataOff, src, compatVersion, reserved, flags, sealed, front, middle, data }, value };
}

/** The payloads that are wholly there, from where the decoder stands. */
function payloadsAhead(d: Decoder): Uint8Array[] {
  const payloads: Uint8Array[] = [];
  for (let ahead = 0; payloads.length < PAYLOADS.length; ) {
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
  const at = e.length;
  e.u64(message.seq);
  e.u64(message.tid);
  e.u16(message.type);
  e.u16(message.priority);
  e.u16(message.version);
  for (const payload of payloads) e.u32(seal(payload.length));
  e.u16(message.dataOff);
  encodeEntityName(e, message.src);
  e.u16(message.compatVersion);
  e.u16(message.reserved);
  e.u32(seal(crc32c(0, e.written(at))));
  for (const [i, payload] of payloads.entries()) {
    const isUnchecked = i === 2 && (message.flags & FLAG_NO_DATA_CRC) !== 0;
    e.u32(isUnchecked ? 0 : seal(crc32c(0, payload)));
  }
  e.u8(message.flags);
  for (const payload of payloads) e.blob(payload);
}

/** Everything, in the words of ceph_msg_header where it has one; payloads in hex. */
export function dumpStoredMessage(message: StoredMessage): Json {
  return {
    seq: message.seq,
    tid: message.tid,
    type: message.type,
    priority: message.priority,
    version: message.version,
    data_off: message.dataOff,
    src: entityName.dump(message.src, true),
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
  return {
    seq: u64('seq'),
    tid: u64('tid'),
    type: u16('type'),
    priority: u16('priority'),
    version: u16('version'),
    dataOff: u16('data_off'),
    src: entityName.load(json.get('src')),
    compatVersion: u16('compat_version'),
    reserved: u16('reserved'),
    flags: json.get('flags').integer(0, 0xff),
    sealed: json.get('sealed').boolean(),
    front: json.get('front').parsed(fromHex),
    middle: json.get('middle').parsed(fromHex),
    data: json.get('data').parsed(fromHex),
  };
}
