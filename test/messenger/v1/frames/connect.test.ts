import { describe, expect, it } from 'vitest';
import { toHex } from '../../../../src/buffer/bytes/hex.ts';
import { Decoder } from '../../../../src/encoding/decoder.ts';
import { Mask64 } from '../../../../src/features/mask64.ts';
import { encoded } from '../../../../src/messenger/v1/frames/bytes.ts';
import { decodeConnect, decodeConnectReply, encodeConnect, encodeConnectReply } from '../../../../src/messenger/v1/frames/connect.ts';
import { decodeErrorOf, hex } from '../../../support/support.ts';

describe('ceph_msg_connect', () => {
  // From a client with Hammer's features and bit 59; its seqs and its authorizer are invented.
  const bytes = hex`
    ffffffffffffc308 08000000    # features, host_type client
    45000000 02000000 0f000000   # global_seq, connect_seq, protocol_version 15
    02000000 05000000 01         # authorizer_protocol cephx, authorizer_len, flags lossy`;
  const connect = {
    features: Mask64.parse('0x08c3ffffffffffff'), hostType: 8, globalSeq: 69, connectSeq: 2, protocolVersion: 15,
    authorizerProtocol: 2, authorizerLen: 5, flags: 1,
  };

  it('is read and written', () => {
    expect(new Decoder(bytes).whole('ceph_msg_connect', decodeConnect)).toEqual(connect);
    expect(toHex(encoded((e) => encodeConnect(e, connect)))).toBe(toHex(bytes));
  });

  it('names the field that is incomplete', () => {
    expect(decodeErrorOf(() => decodeConnect(new Decoder(bytes.subarray(0, 14))))).toMatchObject({ path: 'global_seq', offset: 12 });
  });
});

describe('ceph_msg_connect_reply', () => {
  // As ceph-mon 16.2.15 replied.
  const bytes = hex`0d fffffdffbdcf013f 45000000 01000000 0f000000 00000000 01`;
  const reply = { tag: 13, features: Mask64.parse('0x3f01cfbdfffdffff'), globalSeq: 69, connectSeq: 1, protocolVersion: 15, authorizerLen: 0, flags: 1 };

  it('is read and written', () => {
    expect(new Decoder(bytes).whole('ceph_msg_connect_reply', decodeConnectReply)).toEqual(reply);
    expect(toHex(encoded((e) => encodeConnectReply(e, reply)))).toBe(toHex(bytes));
  });

  it('names the field that is incomplete', () => {
    expect(decodeErrorOf(() => decodeConnectReply(new Decoder(bytes.subarray(0, 25))))).toMatchObject({ path: 'flags', offset: 25 });
  });
});
