import type { Decoder } from '../../../encoding/decoder.ts';
import type { Encoder } from '../../../encoding/encoder.ts';

/**
 * What follows the payloads of a message.
 *
 * Layout  21 bytes if both sides have MSG_AUTH; else 13, without sig
 * Units   flags: FLAG_*
 * Source  ceph v16.0.0 src/include/msgr.h ceph_msg_footer, ceph_msg_footer_old
 */
export interface MsgFooter {
  readonly frontCrc: number;
  readonly middleCrc: number;
  readonly dataCrc: number;
  /** The signature of cephx; 0 if the message is not signed, or the footer has no field for it. */
  readonly sig: bigint;
  readonly flags: number;
}

export type FooterLength = 13 | 21;

export const FOOTER_LENGTH = 21;
export const OLD_FOOTER_LENGTH = 13;
/** Without this flag, the sender has aborted the message. */
export const FLAG_COMPLETE = 1;
export const FLAG_NO_DATA_CRC = 2;
export const FLAG_SIGNED = 4;

export function decodeMsgFooter(d: Decoder): MsgFooter {
  return {
    frontCrc: d.u32('front_crc'),
    middleCrc: d.u32('middle_crc'),
    dataCrc: d.u32('data_crc'),
    sig: d.remaining > 1 ? d.u64('sig') : 0n,
    flags: d.u8('flags'),
  };
}

export function encodeMsgFooter(e: Encoder, footer: MsgFooter, length: FooterLength): void {
  e.u32(footer.frontCrc);
  e.u32(footer.middleCrc);
  e.u32(footer.dataCrc);
  if (length === FOOTER_LENGTH) e.u64(footer.sig);
  e.u8(footer.flags);
}
