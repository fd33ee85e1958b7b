import type { CephType } from '../../../encoding/ceph_type.ts';
import { dumpMonMap, loadMonMap } from './json.ts';
import { MON_MAP_FEATURES, monMapFormFor, monMapVersionFor } from './releases.ts';
import { monMapRemarks } from './remarks.ts';
import { formatMonMap, formatMonMapSummary } from './text.ts';
import type * as value from './value.ts';
import { decodeMonMap, encodeMonMap } from './wire.ts';

/** The monitors of a cluster and their addresses. */
export type MonMap = value.MonMap;

export const MonMap: CephType<MonMap> = {
  name: 'MonMap',
  decode: decodeMonMap,
  encode: encodeMonMap,
  dump: dumpMonMap,
  load: loadMonMap,
  print: formatMonMap,
  summary: formatMonMapSummary,
  remarks: monMapRemarks,
  versionFor: monMapVersionFor,
  formFor: monMapFormFor,
  dependsOn: MON_MAP_FEATURES,
};
