import { isZeroBytes } from '../../../buffer/bytes/bytes.ts';
import { decodeEntityAddr, encodeEntityAddr } from '../../../types/common/entity_addr_t.ts';
import type { EntityAddr } from '../../../types/common/entity_addr_t.ts';
import { MessengerError } from '../../messenger_error.ts';
import { decodeU32, encodeU32 } from './codec.ts';
import type { FrameCodec } from './codec.ts';

/**
 * The frames between the banners and the idents: HELLO and authentication; and those of compression.
 *
 * Source  ceph v16.0.0 src/msg/async/frames_v2.h:392-560
 */

/** CEPH_CON_MODE_CRC. Source  ceph v16.0.0 src/include/ceph_fs.h:93-112, as for CEPH_AUTH_* */
export const CON_MODE_CRC = 1;

const AUTH_METHODS: ReadonlyMap<number, string> = new Map([[1, 'none'], [2, 'cephx'], [4, 'gss']]);
const CON_MODES: ReadonlyMap<number, string> = new Map([[1, 'crc'], [2, 'secure']]);

/** Ceph's name for an authentication method, or its number. */
export function authMethodName(method: number): string {
  return AUTH_METHODS.get(method) ?? String(method);
}

/** Ceph's name for a connection mode, or its number. */
export function conModeName(conMode: number): string {
  return CON_MODES.get(conMode) ?? String(conMode);
}

/** The sender's entity type, and the receiver's address as the sender sees it. */
export interface Hello {
  readonly kind: 'hello';
  /** CEPH_ENTITY_TYPE_*. */
  readonly entityType: number;
  readonly peerAddr: EntityAddr;
}

export const hello: FrameCodec<Hello> = {
  tag: 1,
  decode: (d) => ({ kind: 'hello', entityType: d.u8('entity_type'), peerAddr: d.field('peer_addr', decodeEntityAddr) }),
  encode(e, { entityType, peerAddr }) {
    e.u8(entityType);
    encodeEntityAddr(e, peerAddr);
  },
};

/** The client asks for authentication with a method. */
export interface AuthRequest {
  readonly kind: 'auth_request';
  readonly method: number;
  /** The client's first choice comes first. */
  readonly preferredModes: readonly number[];
  /** Depends on the method: for none, see `AuthMonRequest`. */
  readonly authPayload: Uint8Array;
}

export const authRequest: FrameCodec<AuthRequest> = {
  tag: 2,
  decode: (d) => ({
    kind: 'auth_request',
    method: d.u32('method'),
    preferredModes: d.list('preferred_modes', decodeU32),
    authPayload: d.blob('auth_payload'),
  }),
  encode(e, { method, preferredModes, authPayload }) {
    e.u32(method);
    e.list(preferredModes, encodeU32);
    e.blob(authPayload);
  },
};

/** The server does not allow this method, or none of the modes. The client may ask for another. */
export interface AuthBadMethod {
  readonly kind: 'auth_bad_method';
  readonly method: number;
  /** A negative Linux errno. */
  readonly result: number;
  readonly allowedMethods: readonly number[];
  readonly allowedModes: readonly number[];
}

export const authBadMethod: FrameCodec<AuthBadMethod> = {
  tag: 3,
  decode: (d) => ({
    kind: 'auth_bad_method',
    method: d.u32('method'),
    result: d.s32('result'),
    allowedMethods: d.list('allowed_methods', decodeU32),
    allowedModes: d.list('allowed_modes', decodeU32),
  }),
  encode(e, { method, result, allowedMethods, allowedModes }) {
    e.u32(method);
    e.s32(result);
    e.list(allowedMethods, encodeU32);
    e.list(allowedModes, encodeU32);
  },
};

/** The server's message in a method with several steps. */
export interface AuthReplyMore {
  readonly kind: 'auth_reply_more';
  readonly authPayload: Uint8Array;
}

export const authReplyMore: FrameCodec<AuthReplyMore> = {
  tag: 4,
  decode: (d) => ({ kind: 'auth_reply_more', authPayload: d.blob('auth_payload') }),
  encode: (e, { authPayload }) => e.blob(authPayload),
};

/** The client's answer to AUTH_REPLY_MORE. */
export interface AuthRequestMore {
  readonly kind: 'auth_request_more';
  readonly authPayload: Uint8Array;
}

export const authRequestMore: FrameCodec<AuthRequestMore> = {
  tag: 5,
  decode: (d) => ({ kind: 'auth_request_more', authPayload: d.blob('auth_payload') }),
  encode: (e, { authPayload }) => e.blob(authPayload),
};

/** The server has authenticated the client. */
export interface AuthDone {
  readonly kind: 'auth_done';
  readonly globalId: bigint;
  /** How all frames after this one are protected. */
  readonly conMode: number;
  readonly authPayload: Uint8Array;
}

export const authDone: FrameCodec<AuthDone> = {
  tag: 6,
  decode: (d) => ({ kind: 'auth_done', globalId: d.u64('global_id'), conMode: d.u32('con_mode'), authPayload: d.blob('auth_payload') }),
  encode(e, { globalId, conMode, authPayload }) {
    e.u64(globalId);
    e.u32(conMode);
    e.blob(authPayload);
  },
};

const SIGNATURE_LENGTH = 32;

/** HMAC-SHA-256 of all bytes that were received before, with the session key; zeros if there is no key. */
export interface AuthSignature {
  readonly kind: 'auth_signature';
  readonly signature: Uint8Array;
}

export const authSignature: FrameCodec<AuthSignature> = {
  tag: 7,
  decode: (d) => ({ kind: 'auth_signature', signature: d.raw(SIGNATURE_LENGTH, 'signature') }),
  encode: (e, { signature }) => e.raw(signature),
};

/** The signature with the method none. */
export const NO_SIGNATURE: AuthSignature = { kind: 'auth_signature', signature: new Uint8Array(SIGNATURE_LENGTH) };

/** @throws MessengerError `refused` for any other signature: the peer has a key that this side lacks */
export function checkNoSignature({ frame: { signature }, at }: { readonly frame: AuthSignature; readonly at: number }): void {
  if (!isZeroBytes(signature)) throw new MessengerError('refused', 'v2.auth_signature.signature', at, 'expected 32 zero bytes, since there is no session key');
}

/** Whether and how the client wants to compress; sent only if both banners offer COMPRESSION. */
export interface CompressionRequest {
  readonly kind: 'compression_request';
  readonly isCompress: boolean;
  readonly preferredMethods: readonly number[];
}

export const compressionRequest: FrameCodec<CompressionRequest> = {
  tag: 21,
  decode: (d) => ({ kind: 'compression_request', isCompress: d.bool('is_compress'), preferredMethods: d.list('preferred_methods', decodeU32) }),
  encode(e, { isCompress, preferredMethods }) {
    e.bool(isCompress);
    e.list(preferredMethods, encodeU32);
  },
};

/** The server's choice. */
export interface CompressionDone {
  readonly kind: 'compression_done';
  readonly isCompress: boolean;
  readonly method: number;
}

export const compressionDone: FrameCodec<CompressionDone> = {
  tag: 22,
  decode: (d) => ({ kind: 'compression_done', isCompress: d.bool('is_compress'), method: d.u32('method') }),
  encode(e, { isCompress, method }) {
    e.bool(isCompress);
    e.u32(method);
  },
};
