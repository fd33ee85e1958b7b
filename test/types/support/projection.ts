import { compareStrings } from '../../../src/buffer/bytes/utf8.ts';
import { MONENC, MONNAMES, MSG_ADDR2, SERVER_NAUTILUS } from '../../../src/features/masks.ts';
import { Mask64 } from '../../../src/features/mask64.ts';
import { NEWEST_CODEC } from '../../../src/features/codec_release.ts';
import type { CodecRelease } from '../../../src/features/codec_release.ts';
import type { MonMap } from '../../../src/types/mon/MonMap/MonMap.ts';
import { inferredReleaseNumber } from '../../../src/features/tables/mon_features.ts';
import type { NamedAddr } from '../../../src/types/mon/MonMap/legacy.ts';
import { monMapByRelease } from '../../../src/types/mon/MonMap/releases.ts';
import { legacyRanks, unlessAgreed } from '../../../src/types/mon/MonMap/legacy.ts';
import { BLANK_ADDR, TYPE_ANY, TYPE_LEGACY, TYPE_NONE, entityAddrByRelease } from '../../../src/types/common/entity_addr_t.ts';
import type { EntityAddr } from '../../../src/types/common/entity_addr_t.ts';
import { Ipv4, Ipv6 } from '../../../src/types/common/ip.ts';
import { entityAddrvecByRelease } from '../../../src/types/common/entity_addrvec_t.ts';
import { monInfoByRelease } from '../../../src/types/mon/mon_info_t/releases.ts';
import type { MonInfo } from '../../../src/types/mon/mon_info_t/mon_info_t.ts';
import { AF_INET, AF_INET6 } from '../../../src/types/common/sockaddr.ts';
import { mapOf, monOf } from './support.ts';

/*
 * The MonMap that a peer reads from what a release wrote for it. It is derived from the fields of each version and from the rules
 * for addresses, without the encoder.
 */
export interface Crossing {
  readonly writer: CodecRelease;
  readonly features: Mask64;
}

/** The version of the map, and that of the appended map if there is one. */
export function versionsOf(map: MonMap, { writer, features }: Crossing): readonly [number, number | null] {
  const { writes, appendsWholeMapAfterV2 } = monMapByRelease(writer);
  const newest = writes === monMapByRelease(NEWEST_CODEC).writes ? (map.newer?.structV ?? writes) : writes;
  if (!features.has(MONNAMES)) return [1, null];
  if (!features.has(MONENC)) return [2, appendsWholeMapAfterV2 ? newest : null];
  return [newest > 5 && !features.has(SERVER_NAUTILUS) ? 5 : newest, null];
}

/** Returns the map that the peer reads. */
export function monMapAcross(map: MonMap, to: Crossing): MonMap {
  const [version, appended] = versionsOf(map, to);
  const front = version === 3 || (version === 5 && monMapByRelease(to.writer).writes === 5) ? (map.appendedMap ?? map) : map;
  const kept = monMapAs(front, version, to);
  return appended === null ? kept : { ...kept, appendedMap: monMapAs(map.appendedMap ?? map, appended, to) };
}

function monMapAs(map: MonMap, version: number, to: Crossing): MonMap {
  const monAddr = version < 6 ? monAddrAs(map, version, to) : null;
  const monInfo = version < 5 ? fromMonAddr(monAddr) : mapValues(map.monInfo, (info) => monInfoAcross(info, to));
  const { fsid, epoch, lastChanged, created } = map;
  const persistentFeatures = version >= 4 ? map.persistentFeatures : Mask64.NONE;
  const stretchModeEnabled = version >= 9 && map.stretchModeEnabled;
  return mapOf([], {
    fsid, epoch, lastChanged, created, persistentFeatures, monInfo, stretchModeEnabled,
    optionalFeatures: version >= 4 ? map.optionalFeatures : Mask64.NONE,
    ranks: version >= 6 ? map.ranks : legacyRanks(monInfo),
    minMonRelease: version >= 7 ? map.minMonRelease : inferredReleaseNumber(persistentFeatures),
    ...(version >= 8 ? { removedRanks: ascending(map.removedRanks), strategy: map.strategy, disallowedLeaders: sorted(map.disallowedLeaders) } : {}),
    ...(version >= 9 ? { tiebreakerMon: map.tiebreakerMon, stretchMarkedDownMons: sorted(map.stretchMarkedDownMons) } : {}),
    ...(version >= 10 ? authOf(map) : {}),
    globalStretchModeEnabled: version >= 11 ? map.globalStretchModeEnabled : stretchModeEnabled,
    monAddr: version === 5 ? unlessAgreed(entriesOf(monAddr), monInfo) : null,
    newer: version >= 11 ? map.newer : null,
  });
}

function entriesOf(monAddr: ReadonlyMap<string, EntityAddr> | null): NamedAddr[] {
  return [...(monAddr ?? [])].map(([name, addr]) => ({ name, addr }));
}

function authOf(map: MonMap): Partial<MonMap> {
  const { authEpoch, authServiceCipher, authPreferredCipher } = map;
  return { authEpoch, authServiceCipher, authPreferredCipher, authAllowedCiphers: ascending(map.authAllowedCiphers) };
}

function monAddrAs(map: MonMap, version: number, to: Crossing): Map<string, EntityAddr> {
  if (version === 1) {
    const addrs = map.ranks.map((name) => oldAddr(map.monInfo.get(name)?.publicAddrs ?? [], monMapByRelease(to.writer).monInstWithoutLegacy));
    return new Map(addrs.map((addr, i) => [String.fromCharCode(0x30 + i), addrAcross(addr, to)]));
  }
  const addrs = map.monAddr ?? mapValues(map.monInfo, ({ publicAddrs }) => oldAddr(publicAddrs, monMapByRelease(to.writer).monAddrWithoutLegacy));
  return mapValues(addrs, (addr) => addrAcross(addr, to));
}

/** Returns the address that is written if a field has room for only one. */
function oldAddr(addrs: readonly EntityAddr[], withoutLegacy: 'first' | 'blank' | 'relabelled'): EntityAddr {
  const legacy = addrs.find(({ type }) => type === TYPE_LEGACY);
  if (legacy !== undefined) return legacy;
  if (withoutLegacy === 'blank') return BLANK_ADDR;
  if (withoutLegacy === 'first') return addrs[0] ?? BLANK_ADDR;
  return { ...(addrs.find(({ type }) => type === TYPE_ANY) ?? addrs[0] ?? BLANK_ADDR), type: TYPE_LEGACY };
}

function monInfoAcross(info: MonInfo, to: Crossing): MonInfo {
  const isNautilus = to.features.has(SERVER_NAUTILUS);
  const { writes, withoutLegacy } = monInfoByRelease(to.writer);
  const newer = isNautilus && writes === monInfoByRelease(NEWEST_CODEC).writes ? info.newer : null;
  const version = newer?.structV ?? (isNautilus ? writes : Math.min(writes, 2));
  const old = oldAddr(info.publicAddrs, withoutLegacy);
  return {
    ...monOf(info.name),
    publicAddrs: version < 3 ? [addrAcross(old, to)] : addrvecAcross(info.publicAddrs, to),
    ...(version >= 2 ? { priority: info.priority } : {}),
    ...(version >= 4 ? { weight: info.weight } : {}),
    ...(version >= 5 ? { crushLoc: info.crushLoc } : {}),
    ...(version >= 6 ? { timeAdded: info.timeAdded } : {}),
    newer,
  };
}

export function addrvecAcross(addrs: readonly EntityAddr[], to: Crossing): EntityAddr[] {
  if (to.features.has(MSG_ADDR2)) return addrs.map((addr) => addrAcross(addr, to));
  return [legacyForm(oldAddr(addrs, entityAddrvecByRelease(to.writer).withoutLegacy))];
}

export function addrAcross(addr: EntityAddr, { writer, features }: Crossing): EntityAddr {
  const { addr2, anyBecomesLegacy } = entityAddrByRelease(writer);
  if (!addr2 || !features.has(MSG_ADDR2)) return legacyForm(addr);
  const isRelabelled = addr.type === TYPE_ANY && anyBecomesLegacy && !features.has(SERVER_NAUTILUS);
  return { ...addr, type: isRelabelled ? TYPE_LEGACY : addr.type };
}

/** Returns the address after the legacy form: without its type, and with the longer padding of a sockaddr_storage. */
function legacyForm(addr: EntityAddr): EntityAddr {
  const length = addr.ip instanceof Ipv4 ? 120 : addr.ip instanceof Ipv6 ? 100 : 126;
  const rest = addr.rest && Uint8Array.from({ length }, (_, i) => addr.rest?.[i] ?? 0);
  return { ...addr, type: addr.family === AF_INET || addr.family === AF_INET6 ? TYPE_LEGACY : TYPE_NONE, rest };
}

function fromMonAddr(monAddr: ReadonlyMap<string, EntityAddr> | null): Map<string, MonInfo> {
  return new Map([...(monAddr ?? [])].map(([name, addr]) => [name, { ...monOf(name), publicAddrs: [addr] }]));
}

function mapValues<A, B>(map: ReadonlyMap<string, A>, change: (value: A) => B): Map<string, B> {
  return new Map([...map].map(([key, value]) => [key, change(value)]));
}

function ascending(numbers: readonly number[]): number[] {
  return [...numbers].sort((a, b) => a - b);
}

function sorted(texts: readonly string[]): string[] {
  return [...texts].sort(compareStrings);
}
