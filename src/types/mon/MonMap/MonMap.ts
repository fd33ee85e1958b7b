import type { CephType } from '../../../encoding/ceph_type.ts';
import { MONENC, MONNAMES, MSG_ADDR2, SERVER_NAUTILUS } from '../../../features/masks.ts';
import { dumpMonMap, loadMonMap } from './json.ts';
import { monMapRemarks } from './remarks.ts';
import { formatMonMap, formatMonMapSummary } from './text.ts';
import type * as value from './value.ts';
import { decodeMonMap, encodeMonMap } from './wire.ts';

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
  dependsOn: { MONNAMES, MONENC, MSG_ADDR2, SERVER_NAUTILUS },
};
