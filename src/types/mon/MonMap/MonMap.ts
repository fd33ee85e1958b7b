import type { CephType } from '../../../encoding/ceph_type.ts';
import { cephType, giveForms } from '../../../encoding/values.ts';
import { dumpMonMap } from './json/dump.ts';
import { loadMonMap } from './json/load.ts';
import { decodeMonMapInKernel } from './kernel.ts';
import { MON_MAP_FEATURES, monMapFormFor, monMapVersionFor } from './releases.ts';
import { monMapRemarks } from './remarks.ts';
import { monMapAtSender } from './at_sender.ts';
import { formatMonMap, formatMonMapSummary } from './text.ts';
import { makeMonMap } from './value.ts';
import type * as value from './value.ts';
import { dumpMonInfo, formatMonInfo } from '../mon_info_t/json.ts';
import { makeMonInfo } from '../mon_info_t/value.ts';
import { decodeMonMap, encodeMonMap } from './wire.ts';

/** The monitors of a cluster and their addresses. */
export type MonMap = value.MonMap;

export const MonMap: CephType<MonMap> = /* @__PURE__ */ cephType(makeMonMap, {
  decode: decodeMonMap,
  decodeInKernel: decodeMonMapInKernel,
  encode: encodeMonMap,
  dump: dumpMonMap,
  load: loadMonMap,
  print: formatMonMap,
  summary: formatMonMapSummary,
  remarks: monMapRemarks,
  atSender: monMapAtSender,
  versionFor: monMapVersionFor,
  formFor: monMapFormFor,
  dependsOn: MON_MAP_FEATURES,
}, /* @__PURE__ */ giveForms(makeMonInfo, { dump: dumpMonInfo, print: formatMonInfo }));
