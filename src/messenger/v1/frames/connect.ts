import type { Decoder } from '../../../encoding/decoder.ts';
import type { Encoder } from '../../../encoding/encoder.ts';
import type { Mask64 } from '../../../features/mask64.ts';

/**
 * The request of a client to open a session.
 *
 * Layout  33 bytes, then the authorizer
 * Units   hostType: a bit of CEPH_ENTITY_TYPE_*; authorizerProtocol: 0 none, 1 none-auth, 2 cephx; flags: 1 lossy
 * Source  ceph v16.0.0 src/include/msgr.h ceph_msg_connect
 */
export interface Connect {
  /** All features that the client supports with this kind of peer. */
  readonly features: Mask64;
  readonly hostType: number;
  readonly globalSeq: number;
  readonly connectSeq: number;
  readonly protocolVersion: number;
  readonly authorizerProtocol: number;
  readonly authorizerLen: number;
  readonly flags: number;
}

/**
 * The server's answer to a connect.
 *
 * Layout  26 bytes, then the authorizer's reply
 * Units   tag: TAG_*; flags: 1 lossy
 * Source  ceph v16.0.0 src/include/msgr.h ceph_msg_connect_reply
 */
export interface ConnectReply {
  readonly tag: number;
  /** With READY and SEQ, all that the server supports. With other tags, what both support and what the server requires. */
  readonly features: Mask64;
  readonly globalSeq: number;
  readonly connectSeq: number;
  readonly protocolVersion: number;
  readonly authorizerLen: number;
  readonly flags: number;
}

export const CONNECT_LENGTH = 33;
export const CONNECT_REPLY_LENGTH = 26;
export const FLAG_LOSSY = 1;

/**
 * The protocol_version between a client and each kind of server, by entity type.
 *
 * Source  ceph v16.0.0 src/include/ceph_fs.h, src/include/msgr.h
 */
export const CLIENT_PROTOCOLS: ReadonlyMap<number, number> = new Map([[1, 15], [2, 32], [4, 24]]);
export const MON_PROTOCOL = 15;

export function decodeConnect(d: Decoder): Connect {
  return {
    features: d.mask64('features'),
    hostType: d.u32('host_type'),
    globalSeq: d.u32('global_seq'),
    connectSeq: d.u32('connect_seq'),
    protocolVersion: d.u32('protocol_version'),
    authorizerProtocol: d.u32('authorizer_protocol'),
    authorizerLen: d.u32('authorizer_len'),
    flags: d.u8('flags'),
  };
}

export function encodeConnect(e: Encoder, connect: Connect): void {
  e.mask64(connect.features);
  e.u32(connect.hostType);
  e.u32(connect.globalSeq);
  e.u32(connect.connectSeq);
  e.u32(connect.protocolVersion);
  e.u32(connect.authorizerProtocol);
  e.u32(connect.authorizerLen);
  e.u8(connect.flags);
}

export function decodeConnectReply(d: Decoder): ConnectReply {
  return {
    tag: d.u8('tag'),
    features: d.mask64('features'),
    globalSeq: d.u32('global_seq'),
    connectSeq: d.u32('connect_seq'),
    protocolVersion: d.u32('protocol_version'),
    authorizerLen: d.u32('authorizer_len'),
    flags: d.u8('flags'),
  };
}

export function encodeConnectReply(e: Encoder, reply: ConnectReply): void {
  e.u8(reply.tag);
  e.mask64(reply.features);
  e.u32(reply.globalSeq);
  e.u32(reply.connectSeq);
  e.u32(reply.protocolVersion);
  e.u32(reply.authorizerLen);
  e.u8(reply.flags);
}
