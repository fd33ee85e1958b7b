import type { MonMap } from './value.ts';
import { releaseName } from './json/dump.ts';
import { formatEntityAddrvec } from '../../common/entity_addrvec_t.ts';
import { formatCrushLoc } from '../mon_info_t/json.ts';
import { formatUtime } from '../../common/utime_t.ts';

/**
 * Returns what `monmaptool --print` of 16.2.15 prints for a map after its first line, in UTC and without the last line end.
 *
 * A rank that names no monitor is printed without an address; Ceph aborts on it.
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { decode, formatMonMap, MonMap } from 'cephwire';
 *
 * console.log(formatMonMap(decode(MonMap, readFileSync('monmap.bin'))));
 * // → epoch 1
 * // → fsid bc6515b9-af68-4221-b9dd-771e91ebfc44
 * // → last_changed 2026-11-22T02:35:03.341161+0000
 * // → created 2026-11-22T02:35:03.341161+0000
 * // → min_mon_release 16 (pacific)
 * // → election_strategy: 1
 * // → 0: v1:127.0.0.1:26789/0 mon.mon1
 * ```
 */
export function formatMonMap(map: MonMap): string {
  const lines = [
    `epoch ${map.epoch}`,
    `fsid ${map.fsid}`,
    `last_changed ${formatUtime(map.lastChanged, '+0000')}`,
    `created ${formatUtime(map.created, '+0000')}`,
    `min_mon_release ${map.minMonRelease} (${releaseName(map.minMonRelease)})`,
    `election_strategy: ${map.strategy}`,
  ];
  if (map.stretchModeEnabled) lines.push('stretch_mode_enabled 1', `tiebreaker_mon ${map.tiebreakerMon}`);
  if (map.stretchModeEnabled || map.disallowedLeaders.length > 0) lines.push(`disallowed_leaders ${map.disallowedLeaders.join(',')}`);
  for (const [rank, name] of map.ranks.entries()) {
    const info = map.monInfo.get(name);
    const location = info === undefined || info.crushLoc.size === 0 ? '' : `; crush_location ${formatCrushLoc(info.crushLoc)}`;
    lines.push(`${rank}: ${formatEntityAddrvec(info?.publicAddrs ?? [])} mon.${name}${location}`);
  }
  return lines.join('\n');
}

/**
 * Returns a map on one line, as Ceph prints it in its logs: `e1: 1 mons at {a=v1:10.0.0.1:6789/0}`.
 *
 * Source  ceph v16.0.0 src/mon/MonMap.cc, MonMap::print_summary
 */
export function formatMonMapSummary({ epoch, monInfo }: MonMap): string {
  const mons = [...monInfo].map(([name, { publicAddrs }]) => `${name}=${formatEntityAddrvec(publicAddrs)}`);
  return `e${epoch}: ${mons.length} mons at {${mons.join(',')}}`;
}
