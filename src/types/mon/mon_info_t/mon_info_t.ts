import { decodeString } from '../../../encoding/decoder.ts';
import type { Decoder } from '../../../encoding/decoder.ts';
import { encodeString } from '../../../encoding/encoder.ts';
import type { Encoder } from '../../../encoding/encoder.ts';
import type { CephType } from '../../../encoding/ceph_type.ts';
import { cephType } from '../../../encoding/values.ts';
import { MSG_ADDR2, SERVER_NAUTILUS } from '../../../features/masks.ts';
import { decodeEntityAddr, encodeEntityAddr } from '../../common/entity_addr_t.ts';
import { addrForOldPeer, decodeEntityAddrvec, encodeEntityAddrvec } from '../../common/entity_addrvec_t.ts';
import { dumpMonInfo, formatMonInfo, loadMonInfo } from './json.ts';
import { decodeMonInfoInKernel } from './kernel.ts';
import { monInfoByRelease, monInfoVersionFor } from './releases.ts';
import { monInfoAtSender } from './at_sender.ts';
import { NO_CRUSH_LOC, makeMonInfo } from './value.ts';
import type * as value from './value.ts';
import { decodeNewer } from '../../common/newer.ts';
import { decodeUtime, encodeUtime, zeroUtime } from '../../common/utime_t.ts';

/** One monitor of a MonMap. */
export type MonInfo = value.MonInfo;

/** The newest version whose fields this library knows. */
const VERSION = 6;

export function decodeMonInfo(d: Decoder): MonInfo {
  const at = d.offset;
  const { compat, reads } = monInfoByRelease(d.release);
  const structV = d.start(compat, reads);
  return d.finish(makeMonInfo({
    name: d.string('name'),
    publicAddrs: structV >= 3 ? d.field('public_addrs', decodeEntityAddrvec) : [d.field('public_addr', decodeEntityAddr)],
    priority: structV >= 2 ? d.u16('priority') : 0,
    weight: structV >= 4 ? d.u16('weight') : 0,
    crushLoc: structV >= 5 ? decodeCrushLoc(d) : NO_CRUSH_LOC,
    timeAdded: structV >= 6 ? d.field('time_added', decodeUtime) : zeroUtime(),
    newer: decodeNewer(d, at, VERSION),
  }));
}

const decodeCrushLoc = (d: Decoder): ReadonlyMap<string, string> => d.map('crush_loc', decodeString, decodeString);

/** @throws TypeError for a release before Kraken, which has no mon_info_t */
export function encodeMonInfo(e: Encoder, info: MonInfo): void {
  const version = monInfoVersionFor(e.features, e.release);
  if (version === null) throw new TypeError('this release has no mon_info_t');
  const { writes, lowersNumberAlone, withoutLegacy } = monInfoByRelease(e.release);
  const newer = version === VERSION ? info.newer : null;
  const structV = newer?.structV ?? version;
  const contents = lowersNumberAlone ? writes : structV;
  e.start(structV, newer?.structCompat ?? 1);
  e.string(info.name);
  if (structV >= 3) encodeEntityAddrvec(e, info.publicAddrs);
  else encodeEntityAddr(e, addrForOldPeer(info.publicAddrs, withoutLegacy));
  if (contents >= 2) e.u16(info.priority);
  if (contents >= 4) e.u16(info.weight);
  if (contents >= 5) e.stringMap(info.crushLoc, encodeString);
  if (contents >= 6) encodeUtime(e, info.timeAdded);
  if (newer !== null) e.raw(newer.tail);
  e.finish();
}

export const MonInfo: CephType<MonInfo> = /* @__PURE__ */ cephType(makeMonInfo, {
  decode: decodeMonInfo,
  decodeInKernel: decodeMonInfoInKernel,
  encode: encodeMonInfo,
  dump: dumpMonInfo,
  load: loadMonInfo,
  print: formatMonInfo,
  atSender: (info, skipped) => monInfoAtSender(info, skipped.get('mon_info_t')),
  versionFor: monInfoVersionFor,
  dependsOn: { MSG_ADDR2, SERVER_NAUTILUS },
});
