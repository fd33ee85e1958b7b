import type { ValueKind } from '../../encoding/ceph_type.ts';
import { TYPES } from '../../types/registry.ts';
import type { Row } from './row.ts';

/** What a row is about. Tables and pages choose its colour by it. */
export type RowKind = ValueKind | 'group' | 'framing' | 'number' | 'padding' | 'skipped' | 'failed' | 'unread';

const FRAMING: ReadonlySet<string> = new Set(['struct_v', 'struct_compat', 'struct_len', 'length', 'count', 'marker', 'elen']);

const OF_PRIMITIVE: ReadonlyMap<string, ValueKind> = new Map([['string', 'text'], ['bytes', 'text']]);

/**
 * The kind of a row.
 *
 * @param outer the kind of the group around the row: the numbers in a time are of the kind of the time
 */
export function kindOf(row: Row, outer: RowKind): RowKind {
  if (row.state !== 'read') return row.state;
  if (row.isLeaf && FRAMING.has(nameOf(row))) return 'framing';
  const own = TYPES.get(row.type)?.kind ?? OF_PRIMITIVE.get(row.type);
  return own ?? (outer !== 'group' || !row.isLeaf ? outer : 'number');
}

/** The last step of a row's path, such as `mon_info[0]`. */
export function nameOf({ path }: Row): string {
  return path.slice(path.lastIndexOf('.') + 1);
}
