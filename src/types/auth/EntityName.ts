import type { Decoder } from '../../encoding/decoder.ts';
import type { Encoder } from '../../encoding/encoder.ts';
import { entityTypeName } from '../common/entity_name_t.ts';

/**
 * The name of an entity that authenticates, as in keyrings: `client.admin`. Ceph calls this type EntityName; our
 * {@link EntityName} is Ceph's entity_name_t.
 *
 * Layout  u32 type, string id; no envelope
 * Units   type: a bit of CEPH_ENTITY_TYPE_*
 * Source  ceph v16.0.0 src/common/entity_name.h
 */
export interface AuthEntityName {
  readonly type: number;
  readonly id: string;
}

export function decodeAuthEntityName(d: Decoder): AuthEntityName {
  return { type: d.u32('type'), id: d.string('id') };
}

export function encodeAuthEntityName(e: Encoder, name: AuthEntityName): void {
  e.u32(name.type);
  e.string(name.id);
}

/** Returns the text of a name: `client.admin`. */
export function formatAuthEntityName({ type, id }: AuthEntityName): string {
  return `${entityTypeName(type)}.${id}`;
}
