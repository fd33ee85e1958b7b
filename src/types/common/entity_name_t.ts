import type { Decoder } from '../../encoding/decoder.ts';
import type { Encoder } from '../../encoding/encoder.ts';
import type { CephType } from '../../encoding/ceph_type.ts';
import { cephType, valuesOf } from '../../encoding/values.ts';
import type { Json, JsonNode } from '../../text/json.ts';

/**
 * The name of a daemon or client: `osd.3`, `client.4229`.
 *
 * Layout  u8 type, s64 num; no envelope
 * Units   type: a bit of CEPH_ENTITY_TYPE_*; num: -1 while a client has no number yet
 * Source  ceph v16.0.0 src/msg/msg_types.h, src/include/msgr.h
 */
export interface EntityName {
  readonly type: number;
  readonly num: bigint;
}

export const makeEntityName = /* @__PURE__ */ valuesOf<EntityName>('entity_name_t');

const TYPES: ReadonlyMap<number, string> = new Map([
  [1, 'mon'],
  [2, 'mds'],
  [4, 'osd'],
  [8, 'client'],
  [16, 'mgr'],
  [32, 'auth'],
  [255, 'any'],
]);

export const ENTITY_TYPE_MON = 1;

export function decodeEntityName(d: Decoder): EntityName {
  return makeEntityName({ type: d.u8('type'), num: d.s64('num') });
}

export function encodeEntityName(e: Encoder, name: EntityName): void {
  e.u8(name.type);
  e.s64(name.num);
}

/** Returns Ceph's name for an entity type; `unknown` for an unknown type. */
export function entityTypeName(type: number): string {
  return TYPES.get(type) ?? 'unknown';
}

/**
 * Returns the text of a name: `osd.3`, or `client.?` for a client without a number.
 *
 * @example
 * ```ts
 * import { formatEntityName } from 'cephwire';
 *
 * console.log(formatEntityName({ type: 4, num: 3n }), formatEntityName({ type: 8, num: -1n })); // → osd.3 client.?
 * ```
 */
export function formatEntityName({ type, num }: EntityName): string {
  return `${entityTypeName(type)}.${num === -1n ? '?' : num}`;
}

/** Ceph prints the signed number as an unsigned one. */
function dumpEntityName({ type, num }: EntityName, exact = false): Json {
  const dumped = { type: entityTypeName(type), num: BigInt.asUintN(64, num) };
  return exact && !TYPES.has(type) ? { ...dumped, type_number: type } : dumped;
}

function loadEntityName(json: JsonNode): EntityName {
  const word = json.get('type');
  const named = [...TYPES].find(([, name]) => name === word.string())?.[0] ?? (word.value === 'unknown' ? 0 : undefined);
  const type = json.find('type_number')?.integer(0, 0xff) ?? named;
  if (type === undefined) return word.expected(`one of ${[...TYPES.values(), 'unknown'].join(', ')}`);
  return makeEntityName({ type, num: BigInt.asIntN(64, json.get('num').bigInteger(-(2n ** 63n), 2n ** 64n - 1n)) });
}

export const EntityName: CephType<EntityName> = /* @__PURE__ */ cephType(makeEntityName, {
  decode: decodeEntityName,
  encode: encodeEntityName,
  dump: dumpEntityName,
  load: loadEntityName,
  print: formatEntityName,
  kind: 'id',
});
