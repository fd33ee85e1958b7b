import type { Encoder } from '../encoding/encoder.ts';
import { compareStrings } from '../buffer/utf8.ts';
import type { Mask64 } from '../features/mask64.ts';
import { inferReleaseFromMonFeatures } from '../features/mon_features.ts';
import { release } from '../features/releases.ts';
import type { MonMap } from './MonMap.ts';
import { compareEntityAddr } from './entity_addr_t.ts';
import type { EntityAddr } from './entity_addr_t.ts';
import { asLegacy, legacyOrBlank, legacyOrFront } from './entity_addrvec_t.ts';
import type { EntityInst } from './entity_inst_t.ts';
import { ENTITY_TYPE_MON } from './entity_name_t.ts';
import type { MonInfo } from './mon_info_t.ts';
import { ZERO_UTIME } from './utime_t.ts';

/*
 * What older versions of a MonMap leave to the reader, and what newer encoders leave out for them.
 * Source  ceph v12.2.5, v14.2.8, v16.0.0 src/mon/MonMap.cc
 */

/** v1: monitor i is named by the one character with code 0x30 + i, a C char that wraps; a NUL ends the name before it began. */
export function namedByIndex(insts: readonly EntityInst[]): Map<string, EntityAddr> {
  return new Map(insts.map(({ addr }, i) => [oneCharacterName((0x30 + i) & 0xff), addr]));
}

function oneCharacterName(byte: number): string {
  if (byte === 0) return '';
  return String.fromCharCode(byte < 0x80 ? byte : 0xdc00 + byte); // see utf8.ts
}

/** Before v5: a mon_info for each mon_addr. */
export function monInfoFromMonAddr(monAddr: ReadonlyMap<string, EntityAddr> | null): Map<string, MonInfo> {
  const monInfo = new Map<string, MonInfo>();
  for (const [name, addr] of monAddr ?? []) {
    monInfo.set(name, { name, publicAddrs: [addr], priority: 0, weight: 0, crushLoc: new Map(), timeAdded: ZERO_UTIME, newer: null });
  }
  return monInfo;
}

/** Before v6: by address, ties by name. */
export function legacyRanks(monInfo: ReadonlyMap<string, MonInfo>): string[] {
  const mons = [...monInfo.values()];
  if (!isRanked(mons)) mons.sort(compareRank);
  return mons.map(({ name }) => name);
}

function isRanked(mons: readonly MonInfo[]): boolean {
  for (let i = 1; i < mons.length; i++) if (compareRank(mons[i - 1] as MonInfo, mons[i] as MonInfo) > 0) return false;
  return true;
}

function compareRank(a: MonInfo, b: MonInfo): number {
  return compareEntityAddr(legacyOrFront(a.publicAddrs), legacyOrFront(b.publicAddrs)) || compareStrings(a.name, b.name);
}

/** Before v7: the number of the newest release among the monitors' features, or 0. */
export function inferredMinMonRelease(persistentFeatures: Mask64): number {
  const name = inferReleaseFromMonFeatures(persistentFeatures);
  return name === undefined ? 0 : release(name).number;
}

/** mon_addr, or null where it has nothing to add to mon_info. */
export function unlessAgreed(
  monAddr: ReadonlyMap<string, EntityAddr> | null,
  monInfo: ReadonlyMap<string, MonInfo>,
): ReadonlyMap<string, EntityAddr> | null {
  if (monAddr === null || monAddr.size !== monInfo.size) return monAddr;
  for (const [name, info] of monInfo) {
    const addr = monAddr.get(name);
    if (addr === undefined || compareEntityAddr(addr, legacyOrFront(info.publicAddrs)) !== 0) return monAddr;
  }
  return null;
}

/** The mon_addr of a v2, v3 or v5 map. */
export function monAddrFor(e: Encoder, map: MonMap): Map<string, EntityAddr> {
  const addrOf = { stored: legacyOrFront, blank: legacyOrBlank, relabelled: asLegacy }[e.writes.legacyOnly];
  return new Map([...map.monInfo].map(([name, info]) => [name, addrOf(info.publicAddrs)]));
}

/** The monitors of a v1 map, which has no names: rank n is mon.n. */
export function monInstFor(e: Encoder, map: MonMap): EntityInst[] {
  const addrOf = e.writes.legacyOnly === 'stored' ? legacyOrFront : legacyOrBlank;
  return map.ranks.map((name, n) => ({
    name: { type: ENTITY_TYPE_MON, num: BigInt(n) },
    addr: addrOf(map.monInfo.get(name)?.publicAddrs ?? []),
  }));
}
