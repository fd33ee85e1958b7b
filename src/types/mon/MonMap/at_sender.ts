import { Mask64 } from '../../../features/mask64.ts';
import { BLANK_ADDR, TYPE_LEGACY, TYPE_MSGR2, compareEntityAddr } from '../../common/entity_addr_t.ts';
import type { EntityAddr } from '../../common/entity_addr_t.ts';
import type { MonInfo } from '../mon_info_t/value.ts';
import { monInfoAtSender } from '../mon_info_t/at_sender.ts';
import { nameByIndex } from './legacy.ts';
import type { MonMap } from './value.ts';

/**
 * Returns the map as its sender had it, as far as the bytes tell: with what it wrote of each monitor where readers skip it; with
 * the messenger v2 address of a monitor that is blank in mon_addr and relabelled legacy in mon_info; with the ranks of a v1 map.
 *
 * @param skipped the bytes that readers skip, by the label of their mon_info_t
 */
export function monMapAtSender(map: MonMap, skipped: ReadonlyMap<string, Uint8Array>): MonMap {
  const monInfo = [...map.monInfo].map(([name, info], i) => [name, monInfoAtSender(info, skipped.get(`mon_info[${i}]`))] as const);
  return withV2Addrs({ ...map, monInfo: new Map(monInfo), ranks: isUnnamed(map) ? [...map.monInfo.keys()] : map.ranks });
}

/** Whether this is the value of a v1 map, whose monitors stand in the order of their ranks at the sender. */
function isUnnamed({ monInfo, persistentFeatures, minMonRelease }: MonMap): boolean {
  const isOld = minMonRelease === 0 && persistentFeatures.equals(Mask64.NONE);
  return isOld && [...monInfo.keys()].every((name, i) => name === nameByIndex(i));
}

/** The same map if mon_addr and mon_info differ in another way too. */
function withV2Addrs(map: MonMap): MonMap {
  const { monAddr } = map;
  if (monAddr === null) return map;
  const monInfo = [...map.monInfo].map(([name, info]) => [name, isRelabelled(info, monAddr.get(name)) ? asMsgr2(info) : info] as const);
  const isExplained = monInfo.every(([name, { publicAddrs }]) => publicAddrs[0]?.type === TYPE_MSGR2 || isSame(publicAddrs[0], monAddr.get(name)));
  return isExplained ? { ...map, monInfo: new Map(monInfo), monAddr: null } : map;
}

function isRelabelled({ publicAddrs }: MonInfo, addr: EntityAddr | undefined): boolean {
  return isSame(addr, BLANK_ADDR) && publicAddrs[0]?.type === TYPE_LEGACY;
}

function asMsgr2(info: MonInfo): MonInfo {
  return { ...info, publicAddrs: info.publicAddrs.map((addr) => ({ ...addr, type: TYPE_MSGR2 })) };
}

function isSame(addr: EntityAddr | undefined, other: EntityAddr | undefined): boolean {
  return addr !== undefined && other !== undefined && compareEntityAddr(addr, other) === 0;
}
