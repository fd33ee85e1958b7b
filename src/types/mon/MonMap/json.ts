import { unlessDefault } from '../../../text/json.ts';
import type { Json, JsonNode } from '../../../text/json.ts';
import { Mask64 } from '../../../features/mask64.ts';
import { inferredReleaseNumber, monFeatureMask, monFeatureNames } from '../../../features/tables/mon_features.ts';
import { releaseByNumber } from '../../../features/releases.ts';
import { makeMonMap } from './value.ts';
import type { MonMap } from './value.ts';
import { EntityAddr } from '../../common/entity_addr_t.ts';
import { loadMonFeatureNames } from '../mon_feature_t.ts';
import { dumpMonInfo, loadMonInfo } from '../mon_info_t/json.ts';
import type { MonInfo } from '../mon_info_t/value.ts';
import { dumpNewer, loadNewer } from '../../common/newer.ts';
import { formatUtime, parseUtime } from '../../common/utime_t.ts';
import { parseUuid } from '../../common/uuid_d.ts';

/** Returns the name of a ceph_release_t; `unknown` for an unknown number. */
export function releaseName(number: number): string {
  return releaseByNumber(number)?.name ?? 'unknown';
}

/**
 * Returns the JSON of `ceph mon dump -f json` of 16.2.15, oddities of its keys included, without `quorum`, which is not in the map.
 *
 * @param exact adds what that JSON leaves out, so that the map can be written back without loss: nanoseconds, feature bits
 *   without a name, monitors without a rank, and the fields that `ceph mon dump` of Pacific does not have
 */
export function dumpMonMap(map: MonMap, exact = false): { [key: string]: Json } {
  const digits = exact ? 9 : 6;
  return {
    epoch: map.epoch,
    fsid: map.fsid,
    modified: formatUtime(map.lastChanged, 'Z', digits),
    created: formatUtime(map.created, 'Z', digits),
    min_mon_release: map.minMonRelease,
    min_mon_release_name: releaseName(map.minMonRelease),
    election_strategy: map.strategy,
    'disallowed_leaders: ': map.disallowedLeaders.join(','),
    stretch_mode: map.stretchModeEnabled,
    tiebreaker_mon: map.tiebreakerMon,
    'removed_ranks: ': map.removedRanks.join(','),
    features: {
      persistent: monFeatureNames(map.persistentFeatures),
      optional: monFeatureNames(map.optionalFeatures),
    },
    mons: map.ranks.map((name, rank) => ({ rank, name, ...dumpRanked(map.monInfo.get(name), exact) })),
    ...(exact ? dumpRest(map) : {}),
  };
}

/** Returns the JSON of a monitor with a rank. For a rank that names no monitor it is empty, so that only the name is shown. */
function dumpRanked(info: MonInfo | undefined, exact: boolean): { [key: string]: Json } {
  if (info === undefined) return {};
  const { name: _, ...others } = dumpMonInfo(info, exact);
  return others;
}

/** The values of fields that the version does not have. */
const DEFAULTS = {
  disallowed_leaders: [], mon_info: [], stretch_marked_down_mons: [],
  auth_epoch: 0, auth_service_cipher: 1, auth_allowed_ciphers: [1, 2], auth_preferred_cipher: 1,
} as const;

/** Returns the mask itself if its names do not cover all of its bits. */
function dumpUnnamed(key: string, mask: Mask64): { [key: string]: Json } {
  const names = monFeatureNames(mask);
  const isCovered = !names.includes('unknown') && monFeatureMask(names).equals(mask);
  return isCovered ? {} : { [key]: Mask64.from(mask).toString() };
}

/** Returns the fields that are not in Ceph's JSON; a field with its default value is left out. */
function dumpRest(map: MonMap): { [key: string]: Json } {
  const ranked = new Set(map.ranks);
  // `mons` does not show an entry completely if it has no rank, or if its name is not its key.
  const missing = [...map.monInfo].filter(([key, info]) => key !== info.name || !ranked.has(key));
  const rest: { readonly [key: string]: Json } = {
    disallowed_leaders: map.disallowedLeaders,
    mon_info: missing.map(([key, info]) => ({ key, ...dumpMonInfo(info, true) })),
    stretch_marked_down_mons: map.stretchMarkedDownMons,
    auth_epoch: map.authEpoch,
    auth_service_cipher: map.authServiceCipher,
    auth_allowed_ciphers: map.authAllowedCiphers,
    auth_preferred_cipher: map.authPreferredCipher,
    global_stretch_mode_enabled: map.globalStretchModeEnabled,
  };
  return {
    ...unlessDefault(rest, { ...DEFAULTS, global_stretch_mode_enabled: map.stretchModeEnabled }),
    ...dumpUnnamed('persistent_features', map.persistentFeatures),
    ...dumpUnnamed('optional_features', map.optionalFeatures),
    ...(map.monAddr === null ? {} : { mon_addr: [...map.monAddr].map(([name, addr]) => ({ name, addr: EntityAddr.dump(addr, true) })) }),
    ...(map.appendedMap === null ? {} : { appended_map: dumpMonMap(map.appendedMap, true) }),
    ...dumpNewer(map.newer),
  };
}

/** Returns the map of JSON from {@link dumpMonMap}, exact or not. Keys that older releases do not print may be missing. */
export function loadMonMap(json: JsonNode): MonMap {
  const mons = json.get('mons').items();
  const find = <T>(key: string, load: (node: JsonNode) => T, missing: T): T => {
    const node = json.find(key);
    return node === undefined ? missing : load(node);
  };
  const persistentFeatures = loadFeatures(json, 'persistent');
  const stretchModeEnabled = find('stretch_mode', boolean, false);
  return makeMonMap({
    fsid: json.get('fsid').parsed(parseUuid),
    epoch: u32(json.get('epoch')),
    lastChanged: json.get('modified').parsed(parseUtime),
    created: json.get('created').parsed(parseUtime),
    persistentFeatures,
    optionalFeatures: loadFeatures(json, 'optional'),
    monInfo: loadMons(mons, find('mon_info', items, [])),
    ranks: mons.map((mon) => mon.get('name').string()),
    minMonRelease: find('min_mon_release', u8, inferredReleaseNumber(persistentFeatures)),
    removedRanks: find('removed_ranks', listOf(u32), find('removed_ranks: ', (node) => node.parsed(splitNumbers), [])),
    strategy: find('election_strategy', u8, 1),
    disallowedLeaders: find('disallowed_leaders', listOf(string), find('disallowed_leaders: ', (node) => node.parsed(split), [])),
    stretchModeEnabled,
    tiebreakerMon: find('tiebreaker_mon', string, ''),
    stretchMarkedDownMons: find('stretch_marked_down_mons', listOf(string), []),
    authEpoch: find('auth_epoch', u32, 0),
    authServiceCipher: find('auth_service_cipher', s32, 1),
    authAllowedCiphers: find('auth_allowed_ciphers', listOf(s32), [1, 2]),
    authPreferredCipher: find('auth_preferred_cipher', s32, 1),
    globalStretchModeEnabled: find('global_stretch_mode_enabled', boolean, stretchModeEnabled),
    monAddr: find<MonMap['monAddr']>('mon_addr', loadMonAddr, null),
    appendedMap: find<MonMap | null>('appended_map', loadMonMap, null),
    newer: loadNewer(json),
  });
}

const u8 = (node: JsonNode): number => node.integer(0, 0xff);
const u32 = (node: JsonNode): number => node.integer(0, 0xffffffff);
const s32 = (node: JsonNode): number => node.integer(-0x80000000, 0x7fffffff);
const boolean = (node: JsonNode): boolean => node.boolean();
const string = (node: JsonNode): string => node.string();
const items = (node: JsonNode): JsonNode[] => node.items();

function listOf<T>(load: (node: JsonNode) => T): (node: JsonNode) => T[] {
  return (node) => node.items().map(load);
}

/** Returns the mask if there is one, since the name `unknown` does not say which bit; else that of the names, which Kraken added. */
function loadFeatures(json: JsonNode, which: 'persistent' | 'optional'): Mask64 {
  const mask = json.find(`${which}_features`);
  if (mask !== undefined) return mask.parsed((text) => Mask64.parse(text));
  const features = json.find('features');
  return features === undefined ? Mask64.NONE : loadMonFeatureNames(features.get(which));
}

/** Splits a set as Ceph prints it: with commas, without brackets. */
function split(text: string): string[] {
  return text === '' ? [] : text.split(',');
}

function splitNumbers(text: string): number[] {
  return split(text).map((digits) => {
    const rank = Number(digits);
    if (!/^\d{1,10}$/.test(digits) || rank > 0xffffffff) throw new TypeError(`"${digits}" is not a rank`);
    return rank;
  });
}

/** Returns the monitors of `mons`, then those of `mon_info`. Before Nautilus a monitor has only an `addr`. */
function loadMons(ranked: readonly JsonNode[], others: readonly JsonNode[]): Map<string, MonInfo> {
  const monInfo = new Map<string, MonInfo>();
  for (const mon of ranked) if (mon.find('addr') ?? mon.find('public_addrs')) monInfo.set(mon.get('name').string(), loadMonInfo(mon));
  for (const mon of others) monInfo.set(mon.get('key').string(), loadMonInfo(mon));
  return monInfo;
}

function loadMonAddr(json: JsonNode): Map<string, EntityAddr> {
  return new Map(json.items().map((entry): [string, EntityAddr] => [entry.get('name').string(), EntityAddr.load(entry.get('addr'))]));
}
