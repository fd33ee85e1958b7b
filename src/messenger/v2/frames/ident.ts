import type { Decoder } from '../../../encoding/decoder.ts';
import type { Encoder } from '../../../encoding/encoder.ts';
import type { Mask64 } from '../../../features/mask64.ts';
import { decodeEntityAddr, encodeEntityAddr } from '../../../types/common/entity_addr_t.ts';
import type { EntityAddr } from '../../../types/common/entity_addr_t.ts';
import { decodeEntityAddrvec, encodeEntityAddrvec } from '../../../types/common/entity_addrvec_t.ts';
import type { EntityAddrvec } from '../../../types/common/entity_addrvec_t.ts';
import type { FrameCodec } from './codec.ts';

/**
 * The frames in which both sides state their names, addresses and features.
 *
 * Source  ceph v16.0.0 src/msg/async/frames_v2.h:561-640, 772
 */

/** The fields that both idents have. */
export interface Ident {
  /** The sender's own addresses. */
  readonly addrs: EntityAddrvec;
  /** The number in the sender's name: -1 for a client that has none yet. */
  readonly gid: bigint;
  /** How many connections the sender has opened. */
  readonly globalSeq: bigint;
  /** All features that the sender supports. */
  readonly supportedFeatures: Mask64;
  readonly requiredFeatures: Mask64;
  /** {@link FLAG_LOSSY}. */
  readonly flags: bigint;
  /** Identifies the session on the sender's side; 0 if the connection is lossy. */
  readonly cookie: bigint;
}

/** A flag of an ident: the session ends with the connection. */
export const FLAG_LOSSY = 1n;

export interface ClientIdent extends Ident {
  readonly kind: 'client_ident';
  /** The server's address, as the client dialled it. */
  readonly targetAddr: EntityAddr;
}

export const clientIdent: FrameCodec<ClientIdent> = {
  tag: 8,
  decode: (d) => ({
    kind: 'client_ident',
    addrs: d.field('addrs', decodeEntityAddrvec),
    targetAddr: d.field('target_addr', decodeEntityAddr),
    ...decodeIdentTail(d),
  }),
  encode(e, ident) {
    encodeEntityAddrvec(e, ident.addrs);
    encodeEntityAddr(e, ident.targetAddr);
    encodeIdentTail(e, ident);
  },
};

export interface ServerIdent extends Ident {
  readonly kind: 'server_ident';
}

export const serverIdent: FrameCodec<ServerIdent> = {
  tag: 9,
  decode: (d) => ({ kind: 'server_ident', addrs: d.field('addrs', decodeEntityAddrvec), ...decodeIdentTail(d) }),
  encode(e, ident) {
    encodeEntityAddrvec(e, ident.addrs);
    encodeIdentTail(e, ident);
  },
};

function decodeIdentTail(d: Decoder): Omit<Ident, 'addrs'> {
  return {
    gid: d.s64('gid'),
    globalSeq: d.u64('global_seq'),
    supportedFeatures: d.mask64('supported_features'),
    requiredFeatures: d.mask64('required_features'),
    flags: d.u64('flags'),
    cookie: d.u64('cookie'),
  };
}

function encodeIdentTail(e: Encoder, ident: Ident): void {
  e.s64(ident.gid);
  e.u64(ident.globalSeq);
  e.mask64(ident.supportedFeatures);
  e.mask64(ident.requiredFeatures);
  e.u64(ident.flags);
  e.u64(ident.cookie);
}

/** The server requires features that the client lacks. The client may send another ident. */
export interface IdentMissingFeatures {
  readonly kind: 'ident_missing_features';
  readonly features: Mask64;
}

export const identMissingFeatures: FrameCodec<IdentMissingFeatures> = {
  tag: 10,
  decode: (d) => ({ kind: 'ident_missing_features', features: d.mask64('features') }),
  encode: (e, { features }) => e.mask64(features),
};
