import type { Decoder, Deferred } from '../../../encoding/decoder.ts';
import type { Encoder } from '../../../encoding/encoder.ts';
import { formatJson } from '../../../text/json.ts';
import { compareStrings } from '../../../buffer/bytes/utf8.ts';
import type { Mask64 } from '../../../features/mask64.ts';
import { inferReleaseFromMonFeatures } from '../../../features/tables/mon_features.ts';
import type { MonMap } from './value.ts';
import { TYPE_NONE, compareEntityAddr, encodeEntityAddr, formatEntityAddr, formatLegacy } from '../../common/entity_addr_t.ts';
import type { EntityAddr } from '../../common/entity_addr_t.ts';
import { asLegacy, legacyOrBlank, legacyOrFront } from '../../common/entity_addrvec_t.ts';
import type { EntityInst } from '../../common/entity_inst_t.ts';
import { ENTITY_TYPE_MON } from '../../common/entity_name_t.ts';
import type { MonInfo } from '../mon_info_t/value.ts';
import { zeroUtime } from '../../common/utime_t.ts';

/*
 * What older versions of a MonMap leave to the reader, and what newer encoders leave out for them.
 * Source  ceph v12.2.5, v14.2.8, v16.0.0 src/mon/MonMap.cc
 */

/** An entry of mon_addr, in the order of the bytes; of two with one name the later counts. */
export interface NamedAddr {
  readonly name: string;
  readonly addr: EntityAddr;
}

function asMap(monAddr: readonly NamedAddr[]): Map<string, EntityAddr> {
  return new Map(monAddr.map(({ name, addr }) => [name, addr]));
}

/** v1: monitor i is named by the one character with code 0x30 + i, a C char that wraps; a NUL ends the name before it began. */
export function namedByIndex(insts: readonly EntityInst[]): NamedAddr[] {
  return insts.map(({ addr }, i) => ({ name: oneCharacterName((0x30 + i) & 0xff), addr }));
}

function oneCharacterName(byte: number): string {
  if (byte === 0) return '';
  return String.fromCharCode(byte < 0x80 ? byte : 0xdc00 + byte); // see utf8.ts
}

/** Before v5: a mon_info for each mon_addr. */
export function monInfoFromMonAddr(monAddr: readonly NamedAddr[]): Map<string, MonInfo> {
  const monInfo = new Map<string, MonInfo>();
  for (const { name, addr } of monAddr) {
    monInfo.set(name, { name, publicAddrs: [addr], priority: 0, weight: 0, crushLoc: new Map(), timeAdded: zeroUtime(), newer: null });
  }
  return monInfo;
}

/** The mon_info of a v5 map. Kraken to Mimic take an empty one for what an older encoder left out. */
export function monInfoOrMonAddr(d: Decoder, monInfo: ReadonlyMap<string, MonInfo>, monAddr: Deferred<readonly NamedAddr[]>): ReadonlyMap<string, MonInfo> {
  return d.reads.abortsOnDisagreement && monInfo.size === 0 ? monInfoFromMonAddr(monAddr.get()) : monInfo;
}

/**
 * The map, where the release keeps it: Hammer to Mimic assert as soon as they have read it that no two monitors share an
 * address, bytes in memory compared; Kraken to Mimic first that mon_addr and mon_info say the same.
 *
 * Source  ceph v0.94.9 src/mon/MonMap.h:40-57; v12.2.5, v13.2.8 src/mon/MonMap.cc:48-84, 96-135
 */
export function asserted(d: Decoder, map: MonMap, monAddr: Deferred<readonly NamedAddr[]>): MonMap {
  if (d.reads.abortsOnDisagreement) assertAgreement(d, asMap(monAddr.get()), map.monInfo);
  if (d.reads.abortsOnSharedAddr) assertNoneShared(d, map);
  return map;
}

function assertAgreement(d: Decoder, monAddr: ReadonlyMap<string, EntityAddr>, monInfo: ReadonlyMap<string, MonInfo>): void {
  if (monAddr.size !== monInfo.size) d.aborts(`mon_addr and mon_info have ${monAddr.size} and ${monInfo.size} entries`);
  for (const [name, addr] of monAddr) {
    const info = monInfo.get(name);
    if (info === undefined) return d.aborts(`mon_addr has ${formatJson(name)} and mon_info has not`);
    if (info.name !== name) d.aborts(`mon_info has ${formatJson(info.name)} under the key ${formatJson(name)}`);
    const infoAddr = legacyOrFront(info.publicAddrs);
    if (compareEntityAddr(addr, infoAddr) !== 0) d.aborts(`mon_addr has ${formatJson(name)} at ${shown(addr)} and mon_info at ${shown(infoAddr)}`);
  }
}

/** Ranks go by address, so that equal ones are neighbours. */
function assertNoneShared(d: Decoder, { ranks, monInfo }: MonMap): void {
  let before: EntityAddr | undefined;
  for (const name of ranks) {
    const addr = legacyOrFront(monInfo.get(name)?.publicAddrs ?? []);
    if (before !== undefined && compareEntityAddr(before, addr) === 0) d.aborts(`two monitors have the address ${shown(addr)}`);
    before = addr;
  }
}

/** Also one of type none, which to Jewel all are. */
function shown(addr: EntityAddr): string {
  return addr.type === TYPE_NONE ? formatLegacy(addr) : formatEntityAddr(addr);
}

/** Before v6: by address, ties by name. Real maps come in that order as a rule. */
export function legacyRanks(monInfo: ReadonlyMap<string, MonInfo>): string[] {
  const ranks = new Array<string>(monInfo.size);
  let before: MonInfo | undefined;
  let rank = 0;
  for (const info of monInfo.values()) {
    if (before !== undefined && compareRank(before, info) > 0) return [...monInfo.values()].sort(compareRank).map(({ name }) => name);
    ranks[rank++] = info.name;
    before = info;
  }
  return ranks;
}

function compareRank(a: MonInfo, b: MonInfo): number {
  return compareEntityAddr(legacyOrFront(a.publicAddrs), legacyOrFront(b.publicAddrs)) || compareStrings(a.name, b.name);
}

/** Before v7: the number of the newest release among the monitors' features, or 0. */
export function inferredMinMonRelease(persistentFeatures: Mask64): number {
  return inferReleaseFromMonFeatures(persistentFeatures)?.number ?? 0;
}

/** mon_addr, or null where it has nothing to add to mon_info. */
export function unlessAgreed(monAddr: readonly NamedAddr[], monInfo: ReadonlyMap<string, MonInfo>): ReadonlyMap<string, EntityAddr> | null {
  return agrees(monAddr, monInfo) ? null : asMap(monAddr);
}

/** Entry by entry: whoever wrote both wrote them in one order. In another they are kept, which does no harm. */
function agrees(monAddr: readonly NamedAddr[], monInfo: ReadonlyMap<string, MonInfo>): boolean {
  if (monAddr.length !== monInfo.size) return false;
  let i = 0;
  for (const name of monInfo.keys()) if (monAddr[i++]?.name !== name) return false;
  i = 0;
  for (const { publicAddrs } of monInfo.values()) {
    const addr = monAddr[i++]?.addr;
    if (addr === undefined || compareEntityAddr(addr, legacyOrFront(publicAddrs)) !== 0) return false;
  }
  return true;
}

/** An entry of the mon_addr of a v2, v3 or v5 map. */
export function encodeMonAddrOf(e: Encoder, { publicAddrs }: MonInfo): void {
  encodeEntityAddr(e, ADDR_FOR[e.writes.legacyOnly](publicAddrs));
}

const ADDR_FOR = { stored: legacyOrFront, blank: legacyOrBlank, relabelled: asLegacy } as const;

/** The monitors of a v1 map, which has no names: rank n is mon.n. */
export function monInstFor(e: Encoder, map: MonMap): EntityInst[] {
  const addrOf = e.writes.legacyOnly === 'stored' ? legacyOrFront : legacyOrBlank;
  return map.ranks.map((name, n) => ({
    name: { type: ENTITY_TYPE_MON, num: BigInt(n) },
    addr: addrOf(map.monInfo.get(name)?.publicAddrs ?? []),
  }));
}
