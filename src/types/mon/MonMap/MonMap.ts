import { cephType } from '../../../encoding/ceph_type.ts';
import type { CephType } from '../../../encoding/ceph_type.ts';
import { dumpMonMap, loadMonMap } from './json.ts';
import { MON_MAP_FEATURES, monMapFormFor, monMapVersionFor } from './releases.ts';
import { monMapRemarks } from './remarks.ts';
import { formatMonMap, formatMonMapSummary } from './text.ts';
import { makeMonMap } from './value.ts';
import type * as value from './value.ts';
import { MonInfo } from '../mon_info_t/mon_info_t.ts';
import { decodeMonMap, encodeMonMap } from './wire.ts';

export type MonMap = value.MonMap;

export const MonMap: CephType<MonMap> = /* @__PURE__ */ cephType(makeMonMap, {
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
}, MonInfo);
