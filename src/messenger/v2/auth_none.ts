import type { Decoder } from '../../encoding/decoder.ts';
import type { Encoder } from '../../encoding/encoder.ts';
import { decodeAuthEntityName, encodeAuthEntityName } from '../../types/EntityName.ts';
import type { AuthEntityName } from '../../types/EntityName.ts';

/** The authorization of a connection to a monitor, as opposed to another daemon (v16.0.0 src/auth/Auth.h:29). */
const AUTH_MODE_MON = 10;

/**
 * What AUTH_REQUEST carries to a monitor under the method none.
 *
 * Layout  u8 auth_mode, EntityName, u64 global_id
 * Units   auth_mode: 10; global_id: what an earlier connection was given, or 0
 * Source  ceph v16.0.0 src/mon/MonClient.cc, as 16.2.15 sent it
 */
export interface AuthNoneRequest {
  readonly authMode: number;
  readonly entityName: AuthEntityName;
  readonly globalId: bigint;
}

export function decodeAuthNoneRequest(d: Decoder): AuthNoneRequest {
  return { authMode: d.u8('auth_mode'), entityName: d.field('entity_name', decodeAuthEntityName), globalId: d.u64('global_id') };
}

export function encodeAuthNoneRequest(e: Encoder, { entityName, globalId }: Omit<AuthNoneRequest, 'authMode'>): void {
  e.u8(AUTH_MODE_MON);
  encodeAuthEntityName(e, entityName);
  e.u64(globalId);
}
