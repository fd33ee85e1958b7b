import { describe, expect, it } from 'vitest';
import { toHex } from '../../../src/buffer/bytes/hex.ts';
import { Decoder } from '../../../src/encoding/decoder.ts';
import { Encoder } from '../../../src/encoding/encoder.ts';
import { Mask64 } from '../../../src/features/mask64.ts';
import { MSG_HEADER_LENGTH, decodeMsgHeader, encodeMsgHeader } from '../../../src/types/messages/ceph_msg_header.ts';
import type { MsgHeader } from '../../../src/types/messages/ceph_msg_header.ts';
import { decodeErrorOf, hex } from '../../support/support.ts';

// The header of an MAuth that `ceph mon dump` of 16.2.15 sent.
const bytes = hex`
  0100000000000000 0000000000000000    # seq 1, tid 0
  1100 7f00 0100                       # type 17, priority 127, version 1
  3c000000 00000000 00000000 0000      # front_len 60, middle_len, data_len, data_off
  08 ffffffffffffffff                  # src client.?
  0100 0000 694babe2                   # compat_version 1, reserved, crc`;

const header: MsgHeader = {
  seq: 1n, tid: 0n, type: 17, priority: 127, version: 1, frontLen: 60, middleLen: 0, dataLen: 0, dataOff: 0, src: { type: 8, num: -1n },
  compatVersion: 1, reserved: 0, crc: 0xe2ab4b69, crcFound: 0xe2ab4b69,
};

describe('ceph_msg_header', () => {
  const written = (hasCrc: boolean): string => {
    const e = new Encoder(Mask64.NONE);
    e.u8(7);
    encodeMsgHeader(e, header, hasCrc);
    return toHex(e.toBytes()).slice(2);
  };

  it('is 53 bytes, and the last four are a crc of the others', () => {
    expect(bytes).toHaveLength(MSG_HEADER_LENGTH);
    expect(decodeMsgHeader(new Decoder(bytes))).toEqual(header);
    expect(written(true)).toBe(toHex(bytes));
  });

  it('may lack its crc', () => {
    expect(written(false)).toBe(`${toHex(bytes).slice(0, -8)}00000000`);
  });

  it('leaves a wrong crc to the caller', () => {
    const wrong = Uint8Array.from(bytes);
    wrong[0] = 2;
    const { crc, crcFound } = decodeMsgHeader(new Decoder(wrong));
    expect([crc === header.crc, crcFound === header.crc]).toEqual([true, false]);
  });

  it('names the field that is cut', () => {
    expect(decodeErrorOf(() => decodeMsgHeader(new Decoder(bytes.subarray(0, 40))))).toMatchObject({ path: 'src.num', offset: 37 });
  });
});
