import type { Decoder } from '../../encoding/decoder.ts';
import type { Encoder } from '../../encoding/encoder.ts';
import type { CephType } from '../../encoding/ceph_type.ts';
import { cephType, valuesOf } from '../../encoding/values.ts';
import type { Json, JsonNode } from '../../text/json.ts';
import { MSG_ADDR2, SERVER_NAUTILUS } from '../../features/masks.ts';
import { decodeEntityAddr, encodeEntityAddr, EntityAddr } from './entity_addr_t.ts';
import { decodeEntityName, encodeEntityName, EntityName } from './entity_name_t.ts';

/**
 * One incarnation of an entity: its name and its address.
 *
 * Layout  entity_name_t, entity_addr_t; no envelope
 * Source  ceph v16.0.0 src/msg/msg_types.h
 */
export interface EntityInst {
  readonly name: EntityName;
  readonly addr: EntityAddr;
}

export const makeEntityInst = /* @__PURE__ */ valuesOf<EntityInst>('entity_inst_t');

export function decodeEntityInst(d: Decoder): EntityInst {
  return makeEntityInst({ name: d.field('name', decodeEntityName), addr: d.field('addr', decodeEntityAddr) });
}

export function encodeEntityInst(e: Encoder, inst: EntityInst): void {
  encodeEntityName(e, inst.name);
  encodeEntityAddr(e, inst.addr);
}

function dumpEntityInst({ name, addr }: EntityInst, exact = false): Json {
  return { name: EntityName.dump(name, exact), addr: EntityAddr.dump(addr, exact) };
}

function loadEntityInst(json: JsonNode): EntityInst {
  return makeEntityInst({ name: EntityName.load(json.get('name')), addr: EntityAddr.load(json.get('addr')) });
}

export const EntityInst: CephType<EntityInst> = /* @__PURE__ */ cephType(makeEntityInst, {
  decode: decodeEntityInst,
  encode: encodeEntityInst,
  dump: dumpEntityInst,
  load: loadEntityInst,
  print: ({ name, addr }) => `${EntityName.print(name)} ${EntityAddr.print(addr)}`,
  dependsOn: { MSG_ADDR2, SERVER_NAUTILUS },
});
