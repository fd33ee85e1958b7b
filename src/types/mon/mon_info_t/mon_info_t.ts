import { decodeString } from '../../../encoding/decoder.ts';
import type { Decoder } from '../../../encoding/decoder.ts';
import { encodeString } from '../../../encoding/encoder.ts';
import type { Encoder } from '../../../encoding/encoder.ts';
import type { CephType } from '../../../encoding/ceph_type.ts';
import { SERVER_NAUTILUS } from '../../../features/masks.ts';
import { decodeEntityAddr, encodeEntityAddr } from '../../common/entity_addr_t.ts';
import { asLegacy, decodeEntityAddrvec, encodeEntityAddrvec, legacyOrFront } from '../../common/entity_addrvec_t.ts';
import { dumpMonInfo, formatMonInfo, loadMonInfo } from './json.ts';
import type * as value from './value.ts';
import { decodeNewer } from '../../common/newer.ts';
import { zeroUtime, decodeUtime, encodeUtime } from '../../common/utime_t.ts';

export type MonInfo = value.MonInfo;

const VERSION = 6;

export function decodeMonInfo(d: Decoder): MonInfo {
  const at = d.offset;
  const structV = d.start(d.reads.monInfoCompat, d.reads.monInfo);
  return d.finish({
    name: d.string('name'),
    publicAddrs: structV >= 3 ? d.field('public_addrs', decodeEntityAddrvec) : [d.field('public_addr', decodeEntityAddr)],
    priority: structV >= 2 ? d.u16('priority') : 0,
    weight: structV >= 4 ? d.u16('weight') : 0,
    crushLoc: structV >= 5 ? decodeCrushLoc(d) : new Map(),
    timeAdded: structV >= 6 ? d.field('time_added', decodeUtime) : zeroUtime(),
    newer: decodeNewer(d, at, VERSION),
  });
}

const decodeCrushLoc = (d: Decoder): ReadonlyMap<string, string> => d.map('crush_loc', decodeString, decodeString);

/** @throws TypeError as a release before Kraken, which has no mon_info_t */
export function encodeMonInfo(e: Encoder, info: MonInfo): void {
  if (e.writes.monInfo === 0) throw new TypeError('this release has no mon_info_t');
  const newer = e.writes.monInfo === VERSION && e.has(SERVER_NAUTILUS) ? info.newer : null;
  const structV = newer?.structV ?? (e.has(SERVER_NAUTILUS) ? e.writes.monInfo : Math.min(e.writes.monInfo, 2));
  // To an old peer Octopus and later lower the number alone; what came after v2 still follows.
  const contents = e.writes.downlevelMonInfo ? e.writes.monInfo : structV;
  e.start(structV, newer?.structCompat ?? 1);
  e.string(info.name);
  if (structV >= 3) encodeEntityAddrvec(e, info.publicAddrs);
  else encodeEntityAddr(e, e.writes.legacyOnly === 'stored' ? legacyOrFront(info.publicAddrs) : asLegacy(info.publicAddrs));
  if (contents >= 2) e.u16(info.priority);
  if (contents >= 4) e.u16(info.weight);
  if (contents >= 5) e.stringMap(info.crushLoc, encodeString);
  if (contents >= 6) encodeUtime(e, info.timeAdded);
  if (newer !== null) e.raw(newer.tail);
  e.finish();
}

export const MonInfo: CephType<MonInfo> = {
  name: 'mon_info_t',
  decode: decodeMonInfo,
  encode: encodeMonInfo,
  dump: dumpMonInfo,
  load: loadMonInfo,
  print: formatMonInfo,
};
