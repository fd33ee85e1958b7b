import { crc32c } from '../../buffer/crc32c/crc32c.ts';
import type { Decoder } from '../../encoding/decoder.ts';
import type { Encoder } from '../../encoding/encoder.ts';
import { decodeEntityName, encodeEntityName } from '../common/entity_name_t.ts';
import type { EntityName } from '../common/entity_name_t.ts';

/**
 * The header before a message in messenger v1 and in a file.
 *
 * Layout  53 bytes, no envelope
 * Units   lengths in bytes; crc: CRC-32C of the 49 bytes before it
 * Errors  DecodeError only if bytes are missing; the caller compares `crc` with `crcFound`, since a sender may leave the crc out
 * Source  ceph v16.0.0 src/include/msgr.h ceph_msg_header
 */
export interface MsgHeader {
  readonly seq: bigint;
  readonly tid: bigint;
  readonly type: number;
  readonly priority: number;
  /** The version of the payload. A decoder must know at least `compatVersion` to read it. */
  readonly version: number;
  readonly frontLen: number;
  readonly middleLen: number;
  readonly dataLen: number;
  readonly dataOff: number;
  readonly src: EntityName;
  readonly compatVersion: number;
  readonly reserved: number;
  readonly crc: number;
  /** The crc computed from the bytes that were read. */
  readonly crcFound: number;
}

export const MSG_HEADER_LENGTH = 53;

export function decodeMsgHeader(d: Decoder): MsgHeader {
  const at = d.offset;
  return {
    seq: d.u64('seq'),
    tid: d.u64('tid'),
    type: d.u16('type'),
    priority: d.u16('priority'),
    version: d.u16('version'),
    frontLen: d.u32('front_len'),
    middleLen: d.u32('middle_len'),
    dataLen: d.u32('data_len'),
    dataOff: d.u16('data_off'),
    src: d.field('src', decodeEntityName),
    compatVersion: d.u16('compat_version'),
    reserved: d.u16('reserved'),
    crcFound: crc32c(0, d.bytes.subarray(at, d.offset)),
    crc: d.u32('crc'),
  };
}

/** Writes the header with its crc, or with 0 instead if `hasCrc` is false. */
export function encodeMsgHeader(e: Encoder, header: Omit<MsgHeader, 'crc' | 'crcFound'>, hasCrc = true): void {
  const at = e.length;
  e.u64(header.seq);
  e.u64(header.tid);
  e.u16(header.type);
  e.u16(header.priority);
  e.u16(header.version);
  e.u32(header.frontLen);
  e.u32(header.middleLen);
  e.u32(header.dataLen);
  e.u16(header.dataOff);
  encodeEntityName(e, header.src);
  e.u16(header.compatVersion);
  e.u16(header.reserved);
  e.u32(hasCrc ? crc32c(0, e.written(at)) : 0);
}
