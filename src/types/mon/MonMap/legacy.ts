import type { Decoder, LazyList } from '../../../encoding/decoder.ts';
import type { Encoder } from '../../../encoding/encoder.ts';
import { arrayFor } from '../../../encoding/fast/decode.ts';
import { compareStrings } from '../../../buffer/bytes/utf8.ts';
import type { Mask64 } from '../../../features/mask64.ts';
import { inferredReleaseNumber } from '../../../features/tables/mon_features.ts';
import { repeatsMonInfo } from './mon_addr.ts';
import { monMapByRelease } from './releases.ts';
import type { MonMap } from './value.ts';
import { TYPE_NONE, compareEntityAddr, encodeEntityAddr, formatEntityAddr, formatLegacy } from '../../common/entity_addr_t.ts';
import type { EntityAddr } from '../../common/entity_addr_t.ts';
import { addrForOldPeer, legacyOrFront } from '../../common/entity_addrvec_t.ts';
import type { EntityInst } from '../../common/entity_inst_t.ts';
import { ENTITY_TYPE_MON } from '../../common/entity_name_t.ts';
import { zeroUtime } from '../../common/utime_t.ts';
import { NO_CRUSH_LOC, makeMonInfo } from '../mon_info_t/value.ts';
import type { MonInfo } from '../mon_info_t/value.ts';

/*
 * The values that older versions of a MonMap do not contain, so that the reader has to derive them, and the values that newer
 * encoders write into older versions.
 * Source  ceph v12.2.5, v14.2.8, v16.0.0 src/mon/MonMap.cc
 */

/** An entry of mon_addr, in the order of the bytes. If a name occurs twice, the later entry is used. */
export interface NamedAddr {
  readonly name: string;
  readonly addr: EntityAddr;
}

/** The fields that differ by version, as they were read; null for a field that the version does not have. */
export interface ReadFields {
  readonly structV: number;
  readonly monInst: readonly EntityInst[];
  /** The mon_addr of v2 to v4. */
  readonly monAddr: readonly NamedAddr[];
  /** The mon_addr of v5. */
  readonly repeatedMonAddr: LazyList<NamedAddr> | null;
  readonly persistentFeatures: Mask64;
  readonly monInfoAt: number;
  readonly monInfo: ReadonlyMap<string, MonInfo> | null;
  readonly ranks: readonly string[] | null;
  readonly minMonRelease: number | null;
}

/** The fields of a MonMap that old versions derive from other fields. */
export type DerivedFields = Pick<MonMap, 'monInfo' | 'ranks' | 'minMonRelease' | 'monAddr'>;

/**
 * Returns the fields that the version does not contain: names, ranks and the release; and mon_addr if it disagrees with mon_info.
 * It reads no bytes.
 *
 * Errors  DecodeError if an assertion of the release whose decoding rules apply fails
 */
export function derived(d: Decoder, read: ReadFields): DerivedFields {
  const monInfo = monInfoOf(d, read);
  const ranks = read.ranks ?? legacyRanks(monInfo);
  assertKept(d, read, monInfo, ranks);
  return {
    monInfo,
    ranks,
    minMonRelease: read.minMonRelease ?? inferredReleaseNumber(read.persistentFeatures),
    monAddr: read.repeatedMonAddr === null || repeatsMonInfo(d.view, read.repeatedMonAddr.at, read.monInfoAt) ? null : unlessAgreed(namedAddrs(read), monInfo),
  };
}

/** Returns mon_info. Before v5 it is made from the addresses; Kraken to Mimic do the same if mon_info is empty. */
function monInfoOf(d: Decoder, read: ReadFields): ReadonlyMap<string, MonInfo> {
  const { monInfo } = read;
  if (monInfo === null) return monInfoFromMonAddr(namedAddrs(read));
  if (monMapByRelease(d.release).abortsOnDisagreement && monInfo.size === 0) return monInfoFromMonAddr(namedAddrs(read));
  return monInfo;
}

/** Returns the addresses of v1 to v5, each with its name. */
function namedAddrs({ structV, monInst, monAddr, repeatedMonAddr }: ReadFields): readonly NamedAddr[] {
  if (repeatedMonAddr !== null) return repeatedMonAddr.get();
  return structV === 1 ? namedByIndex(monInst) : monAddr;
}

function asMap(monAddr: readonly NamedAddr[]): Map<string, EntityAddr> {
  return new Map(monAddr.map(({ name, addr }) => [name, addr]));
}

/** Returns the addresses of v1 with their names. */
export function namedByIndex(insts: readonly EntityInst[]): NamedAddr[] {
  return insts.map(({ addr }, i) => ({ name: nameByIndex(i), addr }));
}

/** Returns the name of monitor i in v1: the single character 0x30 + i, a C char that wraps around. NUL ends a C string, so that name is empty. */
export function nameByIndex(i: number): string {
  const byte = (0x30 + i) & 0xff;
  if (byte === 0) return '';
  return String.fromCharCode(byte < 0x80 ? byte : 0xdc00 + byte); // see utf8.ts
}

/** Returns the mon_info of a version before v5: one monitor for each entry of mon_addr. */
export function monInfoFromMonAddr(monAddr: readonly NamedAddr[]): Map<string, MonInfo> {
  const monInfo = new Map<string, MonInfo>();
  for (const { name, addr } of monAddr) {
    monInfo.set(name, makeMonInfo({ name, publicAddrs: [addr], priority: 0, weight: 0, crushLoc: NO_CRUSH_LOC, timeAdded: zeroUtime(), newer: null }));
  }
  return monInfo;
}

/**
 * Throws if the release aborts on the map. After they have read a map, Hammer to Mimic assert that no two monitors share an
 * address, comparing the bytes in memory. Before that, Kraken to Mimic assert that mon_addr and mon_info agree.
 *
 * Source  ceph v0.94.9 src/mon/MonMap.h:40-57; v12.2.5, v13.2.8 src/mon/MonMap.cc:48-84, 96-135
 */
function assertKept(d: Decoder, read: ReadFields, monInfo: ReadonlyMap<string, MonInfo>, ranks: readonly string[]): void {
  const { abortsOnDisagreement, abortsOnSharedAddr } = monMapByRelease(d.release);
  if (abortsOnDisagreement) assertAgreement(d, asMap(namedAddrs(read)), monInfo);
  if (abortsOnSharedAddr) assertNoneShared(d, ranks, monInfo);
}

function assertAgreement(d: Decoder, monAddr: ReadonlyMap<string, EntityAddr>, monInfo: ReadonlyMap<string, MonInfo>): void {
  if (monAddr.size !== monInfo.size) d.aborts(`the number of entries is ${monAddr.size} in mon_addr and ${monInfo.size} in mon_info`);
  for (const [name, addr] of monAddr) {
    const info = monInfo.get(name);
    if (info === undefined) return d.aborts(`${JSON.stringify(name)} is in mon_addr but not in mon_info`);
    if (info.name !== name) d.aborts(`mon_info has ${JSON.stringify(info.name)} under the key ${JSON.stringify(name)}`);
    const infoAddr = legacyOrFront(info.publicAddrs);
    if (compareEntityAddr(addr, infoAddr) !== 0) d.aborts(`the address of ${JSON.stringify(name)} is ${shown(addr)} in mon_addr and ${shown(infoAddr)} in mon_info`);
  }
}

/** Asserts that no two monitors share an address. Ranks are sorted by address, so equal addresses are neighbours. */
function assertNoneShared(d: Decoder, ranks: readonly string[], monInfo: ReadonlyMap<string, MonInfo>): void {
  let before: EntityAddr | undefined;
  for (const name of ranks) {
    const addr = legacyOrFront(monInfo.get(name)?.publicAddrs ?? []);
    if (before !== undefined && compareEntityAddr(before, addr) === 0) d.aborts(`two monitors have the address ${shown(addr)}`);
    before = addr;
  }
}

/** Returns the text of an address, also of one of type none, as all are up to Jewel. */
function shown(addr: EntityAddr): string {
  return addr.type === TYPE_NONE ? formatLegacy(addr) : formatEntityAddr(addr);
}

/** Up to this many monitors an insertion sort is faster than the platform's sort; for more, its quadratic cost is too high. */
const FEW = 32;

/** Returns the ranks of a version before v6: the names, sorted by address, then by name. */
export function legacyRanks(monInfo: ReadonlyMap<string, MonInfo>): string[] {
  if (monInfo.size > FEW) return [...monInfo.values()].sort(compareRank).map(({ name }) => name);
  const names = arrayFor<string>(monInfo.size);
  const addrs = arrayFor<EntityAddr>(monInfo.size);
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

/** Returns mon_addr, or null if it agrees with mon_info. */
export function unlessAgreed(monAddr: readonly NamedAddr[], monInfo: ReadonlyMap<string, MonInfo>): ReadonlyMap<string, EntityAddr> | null {
  return agrees(monAddr, monInfo) ? null : asMap(monAddr);
}

/** Compares entry by entry, since an encoder writes both in one order. Another order counts as different, which is harmless. */
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

/** Writes the address of a monitor in the mon_addr of a v2, v3 or v5 map. */
export function encodeMonAddrOf(e: Encoder, { publicAddrs }: MonInfo): void {
  encodeEntityAddr(e, addrForOldPeer(publicAddrs, monMapByRelease(e.release).monAddrWithoutLegacy));
}

/** Returns the mon_inst of a v1 map, which has no names: the monitor of rank n is mon.n. */
export function monInstFor(e: Encoder, map: MonMap): EntityInst[] {
  const { monInstWithoutLegacy } = monMapByRelease(e.release);
  return map.ranks.map((name, n) => ({
    name: { type: ENTITY_TYPE_MON, num: BigInt(n) },
    addr: addrForOldPeer(map.monInfo.get(name)?.publicAddrs ?? [], monInstWithoutLegacy),
  }));
}
