import type { BufferList } from '../../buffer/list.ts';
import { Decoder } from '../../encoding/decoder.ts';
import type { Decode } from '../../encoding/decoder.ts';
import { Encoder } from '../../encoding/encoder.ts';
import type { Encode } from '../../encoding/encoder.ts';
import { Mask64 } from '../../features/mask64.ts';
import { decodeAuthEntityName, encodeAuthEntityName } from './EntityName.ts';
import type { AuthEntityName } from './EntityName.ts';

/** The authentication method none. */
export const CEPH_AUTH_NONE = 1;

/**
 * The auth_payload of a client's first MAuth, which has protocol 0: who the client is, and the methods that it accepts.
 *
 * Layout  u8 struct_v 1, list of u32 methods, EntityName, u64 global_id
 * Units   methods: CEPH_AUTH_*, in the sender's order; a sender before Nautilus sorts them
 * Source  ceph v16.0.0 src/mon/MonClient.cc:1757-1770, src/mon/AuthMonitor.cc:597-601
 */
export interface AuthHello {
  readonly methods: readonly number[];
  readonly entityName: AuthEntityName;
  /** 0 on the first connection, after that the global_id that the monitor gave. */
  readonly globalId: bigint;
}

/**
 * The payload of messenger v2's AUTH_REQUEST from a client to a monitor: who the client is.
 *
 * Layout  u8 auth_mode, EntityName, u64 global_id, then what the method appends
 * Source  ceph v16.0.0 src/mon/MonClient.cc:1799-1815, src/auth/Auth.h:26-30
 */
export interface AuthMonRequest {
  /** 10 to 19 to a monitor: AUTH_MODE_MON is 10. */
  readonly authMode: number;
  readonly entityName: AuthEntityName;
  readonly globalId: bigint;
  /** What the method appends; empty for method none. */
  readonly initialRequest: Uint8Array;
}

/** The auth_mode of a client of a monitor: AUTH_MODE_MON in Ceph. */
export const AUTH_MODE_MON = 10;

/**
 * Decodes the auth_payload of a first MAuth.
 *
 * @throws DecodeError for bytes that are not exactly one {@link AuthHello}
 *
 * @example
 * ```ts
 * import { CEPH_AUTH_NONE, readAuthHello, writeAuthHello } from 'cephwire/messenger';
 *
 * const payload = writeAuthHello({ methods: [CEPH_AUTH_NONE], entityName: { type: 8, id: 'admin' }, globalId: 0n });
 * console.log(readAuthHello(payload).entityName.id); // → admin
 * ```
 */
export function readAuthHello(payload: Uint8Array | BufferList): AuthHello {
  return read(payload, 'auth_payload', (d) => {
    d.u8('struct_v');
    return {
      methods: d.list('methods', (item) => item.u32('')),
      entityName: d.field('entity_name', decodeAuthEntityName),
      globalId: d.u64('global_id'),
    };
  });
}

/** Encodes the auth_payload of a first MAuth. */
export function writeAuthHello(hello: AuthHello): Uint8Array {
  return write(hello, (e, { methods, entityName, globalId }) => {
    e.u8(1);
    e.list(methods, (each, method) => each.u32(method));
    encodeAuthEntityName(e, entityName);
    e.u64(globalId);
  });
}

/**
 * Decodes the payload of an AUTH_REQUEST.
 *
 * @throws DecodeError for bytes that are not exactly one {@link AuthMonRequest}
 *
 * @example
 * ```ts
 * import { AUTH_MODE_MON, readAuthMonRequest, writeAuthMonRequest } from 'cephwire/messenger';
 *
 * const payload = writeAuthMonRequest({ authMode: AUTH_MODE_MON, entityName: { type: 8, id: 'admin' }, globalId: 0n, initialRequest: new Uint8Array(0) });
 * console.log(readAuthMonRequest(payload).authMode); // → 10
 * ```
 */
export function readAuthMonRequest(payload: Uint8Array | BufferList): AuthMonRequest {
  return read(payload, 'auth_payload', decodeAuthMonRequest);
}

export function decodeAuthMonRequest(d: Decoder): AuthMonRequest {
  return {
    authMode: d.u8('auth_mode'),
    entityName: d.field('entity_name', decodeAuthEntityName),
    globalId: d.u64('global_id'),
    initialRequest: d.rest('initial_request'),
  };
}

/** Encodes the payload of an AUTH_REQUEST. */
export function writeAuthMonRequest(request: AuthMonRequest): Uint8Array {
  return write(request, (e, { authMode, entityName, globalId, initialRequest }) => {
    e.u8(authMode);
    encodeAuthEntityName(e, entityName);
    e.u64(globalId);
    e.raw(initialRequest);
  });
}

function read<T>(payload: Uint8Array | BufferList, label: string, decode: Decode<T>): T {
  return new Decoder(payload).whole(label, decode);
}

/** Encodes without features: both payloads are the same for every peer and release. */
function write<T>(value: T, encode: Encode<T>): Uint8Array {
  const e = new Encoder(Mask64.NONE);
  encode(e, value);
  return e.take();
}
