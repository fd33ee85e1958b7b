import type { Row } from './row.ts';

/** What a row is about; tables and pages colour by it. */
export type RowKind =
  | 'group' | 'framing' | 'number' | 'text' | 'address' | 'time' | 'id' | 'features'
  | 'padding' | 'skipped' | 'failed' | 'unread';

const FRAMING: ReadonlySet<string> = new Set(['struct_v', 'struct_compat', 'struct_len', 'length', 'count', 'marker', 'elen']);

const OF_TYPE: ReadonlyMap<string, RowKind> = new Map([
  ['string', 'text'],
  ['bytes', 'text'],
  ['entity_addr_t', 'address'],
  ['entity_addrvec_t', 'address'],
  ['utime_t', 'time'],
  ['uuid_d', 'id'],
  ['entity_name_t', 'id'],
  ['mon_feature_t', 'features'],
]);

/** @param outer the kind of the group it stands in: the words of a time are of the kind of a time */
export function kindOf(row: Row, outer: RowKind): RowKind {
  if (row.state !== 'read') return row.state;
  if (row.isLeaf && FRAMING.has(nameOf(row))) return 'framing';
  return OF_TYPE.get(row.type) ?? (outer !== 'group' || !row.isLeaf ? outer : 'number');
}

/** The last step of its path, as in `mon_info[0]`. */
export function nameOf({ path }: Row): string {
  return path.slice(path.lastIndexOf('.') + 1);
}
