import type { Decoder, LazyList } from '../../../encoding/decoder.ts';
import type { Encoder } from '../../../encoding/encoder.ts';
import { formatJson } from '../../../text/json.ts';
import { compareStrings } from '../../../buffer/bytes/utf8.ts';
import type { Mask64 } from '../../../features/mask64.ts';
import { inferReleaseFromMonFeatures } from '../../../features/tables/mon_features.ts';
import { repeatsMonInfo } from './mon_addr.ts';
import { monMapByRelease } from './releases.ts';
import type { MonMap } from './value.ts';
import { TYPE_NONE, compareEntityAddr, encodeEntityAddr, formatEntityAddr, formatLegacy } from '../../common/entity_addr_t.ts';
import type { EntityAddr } from '../../common/entity_addr_t.ts';
import { asLegacy, legacyOrBlank, legacyOrFront } from '../../common/entity_addrvec_t.ts';
import type { EntityInst } from '../../common/entity_inst_t.ts';
import { ENTITY_TYPE_MON } from '../../common/entity_name_t.ts';
import { zeroUtime } from '../../common/utime_t.ts';
import { NO_CRUSH_LOC } from '../mon_info_t/value.ts';
import type { MonInfo } from '../mon_info_t/value.ts';

/*
 * What older versions of a MonMap leave to the reader, and what newer encoders leave out for them.
 * Source  ceph v12.2.5, v14.2.8, v16.0.0 src/mon/MonMap.cc
 */

/** An entry of mon_addr, in the order of the bytes; of two with one name the later counts. */
export interface NamedAddr {
  readonly name: string;
  readonly addr: EntityAddr;
}

/** What the bytes hold, where that differs by version; null for a field that the version lacks. */
export interface ReadFields {
  readonly structV: number;
  readonly monInst: readonly EntityInst[];
  /** Of v2 to v4. */
  readonly monAddr: readonly NamedAddr[];
  /** The mon_addr of v5. */
  readonly repeatedMonAddr: LazyList<NamedAddr> | null;
  readonly persistentFeatures: Mask64;
  readonly monInfoAt: number;
  readonly monInfo: ReadonlyMap<string, MonInfo> | null;
  readonly ranks: readonly string[] | null;
  readonly minMonRelease: number | null;
}

/** The fields of a MonMap that have their value from others in old versions. */
export type DerivedFields = Pick<MonMap, 'monInfo' | 'ranks' | 'minMonRelease' | 'monAddr'>;

/**
 * Works out what the version leaves to its reader: names, ranks, the release, and whether mon_addr says what mon_info says.
 * Nothing is read here. Errors: the assertions of the release whose decoding rules apply.
 */
export function derived(d: Decoder, read: ReadFields): DerivedFields {
  const monInfo = monInfoOf(d, read);
  const ranks = read.ranks ?? legacyRanks(monInfo);
  assertKept(d, read, monInfo, ranks);
  return {
    monInfo,
    ranks,
    minMonRelease: read.minMonRelease ?? inferredMinMonRelease(read.persistentFeatures),
    monAddr: read.repeatedMonAddr === null || repeatsMonInfo(d.view, read.repeatedMonAddr.at, read.monInfoAt) ? null : unlessAgreed(namedAddrs(read), monInfo),
  };
}

/** Before v5 made of the addresses. Kraken to Mimic take an empty mon_info for what an older encoder left out. */
function monInfoOf(d: Decoder, read: ReadFields): ReadonlyMap<string, MonInfo> {
  const { monInfo } = read;
  if (monInfo === null) return monInfoFromMonAddr(namedAddrs(read));
  if (monMapByRelease(d.release).abortsOnDisagreement && monInfo.size === 0) return monInfoFromMonAddr(namedAddrs(read));
  return monInfo;
}

/** The addresses of v1 to v5, each with its name. */
function namedAddrs({ structV, monInst, monAddr, repeatedMonAddr }: ReadFields): readonly NamedAddr[] {
  if (repeatedMonAddr !== null) return repeatedMonAddr.get();
  return structV === 1 ? namedByIndex(monInst) : monAddr;
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
    monInfo.set(name, { name, publicAddrs: [addr], priority: 0, weight: 0, crushLoc: NO_CRUSH_LOC, timeAdded: zeroUtime(), newer: null });
  }
  return monInfo;
}

/**
 * Throws where the release does not keep the map: Hammer to Mimic assert as soon as they have read it that no two monitors
 * share an address, bytes in memory compared; Kraken to Mimic first that mon_addr and mon_info say the same.
 *
 * Source  ceph v0.94.9 src/mon/MonMap.h:40-57; v12.2.5, v13.2.8 src/mon/MonMap.cc:48-84, 96-135
 */
function assertKept(d: Decoder, read: ReadFields, monInfo: ReadonlyMap<string, MonInfo>, ranks: readonly string[]): void {
  const { abortsOnDisagreement, abortsOnSharedAddr } = monMapByRelease(d.release);
  if (abortsOnDisagreement) assertAgreement(d, asMap(namedAddrs(read)), monInfo);
  if (abortsOnSharedAddr) assertNoneShared(d, ranks, monInfo);
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
function assertNoneShared(d: Decoder, ranks: readonly string[], monInfo: ReadonlyMap<string, MonInfo>): void {
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

/** More monitors than these are sorted by the platform: an insertion sort is faster for few, and quadratic. */
const FEW = 32;

/** Before v6: by address, ties by name. */
export function legacyRanks(monInfo: ReadonlyMap<string, MonInfo>): string[] {
  if (monInfo.size > FEW) return [...monInfo.values()].sort(compareRank).map(({ name }) => name);
  const names = new Array<string>(monInfo.size);
  const addrs = new Array<EntityAddr>(monInfo.size);
  let count = 0;
  for (const { name, publicAddrs } of monInfo.values()) {
    const addr = legacyOrFront(publicAddrs);
    let at = count++;
    for (; at > 0 && isAfter(addrs[at - 1] as EntityAddr, names[at - 1] as string, addr, name); at--) {
      addrs[at] = addrs[at - 1] as EntityAddr;
      names[at] = names[at - 1] as string;
    }
    addrs[at] = addr;
    names[at] = name;
  }
  return names;
}

function isAfter(addr: EntityAddr, name: string, other: EntityAddr, otherName: string): boolean {
  const order = compareEntityAddr(addr, other);
  return order > 0 || (order === 0 && compareStrings(name, otherName) > 0);
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
  encodeEntityAddr(e, ADDR_FOR[monMapByRelease(e.release).monAddrWithoutLegacy](publicAddrs));
}

const ADDR_FOR = { first: legacyOrFront, blank: legacyOrBlank, relabelled: asLegacy } as const;

/** The monitors of a v1 map, which has no names: rank n is mon.n. */
export function monInstFor(e: Encoder, map: MonMap): EntityInst[] {
  const addrOf = monMapByRelease(e.release).monInstWithoutLegacy === 'first' ? legacyOrFront : legacyOrBlank;
  return map.ranks.map((name, n) => ({
    name: { type: ENTITY_TYPE_MON, num: BigInt(n) },
    addr: addrOf(map.monInfo.get(name)?.publicAddrs ?? []),
  }));
}
