import type { JsonNode } from '../../../../text/json.ts';
import { Mask64 } from '../../../../features/mask64.ts';
import { RELEASES, release } from '../../../../features/releases.ts';
import { inferredReleaseNumber } from '../../../../features/tables/mon_features.ts';
import { loadCipher, loadCiphers } from './ciphers.ts';
import { findMonMap } from './find.ts';
import { makeMonMap } from '../value.ts';
import type { MonMap } from '../value.ts';
import { EntityAddr } from '../../../common/entity_addr_t.ts';
import { loadMonFeatureNames } from '../../mon_feature_t.ts';
import { loadMonInfo } from '../../mon_info_t/json.ts';
import type { MonInfo } from '../../mon_info_t/value.ts';
import { loadNewer } from '../../../common/newer.ts';
import { parseUtime } from '../../../common/utime_t.ts';
import { parseUuid } from '../../../common/uuid_d.ts';

/**
 * Returns the map of JSON as any release from Firefly on prints it, exact or not: of `ceph mon dump`, or of a document that has
 * such a map, see {@link findMonMap}. Keys that a release does not print may be missing. `json.remarks()` then says which keys
 * were not read, and what contradicts what was.
 */
export function loadMonMap(json: JsonNode): MonMap {
  return loadFields(findMonMap(json));
}

function loadFields(json: JsonNode): MonMap {
  const mons = byRank(json.get('mons').items());
  const find = <T>(key: string, load: (node: JsonNode) => T, missing: T): T => {
    const node = json.find(key);
    return node === undefined ? missing : load(node);
  };
  const persistentFeatures = loadFeatures(json, 'persistent');
  const stretchModeEnabled = find('stretch_mode', boolean, false);
  const monInfo = loadMons(mons, find('mon_info', items, []));
  json.find('quorum'); // which `mon dump` adds: it is not in the map
  return makeMonMap({
    fsid: json.get('fsid').parsed(parseUuid),
    epoch: u32(json.get('epoch')),
    lastChanged: json.get('modified').parsed(parseUtime),
    created: json.get('created').parsed(parseUtime),
    persistentFeatures,
    optionalFeatures: loadFeatures(json, 'optional'),
    monInfo,
    ranks: mons.map((mon) => mon.get('name').string()),
    minMonRelease: loadMinMonRelease(json) ?? inferredReleaseNumber(persistentFeatures),
    removedRanks: loadSet(json, 'removed_ranks', u32, splitNumbers),
    strategy: find('election_strategy', u8, 1),
    disallowedLeaders: loadSet(json, 'disallowed_leaders', string, (text) => splitNames(text, monInfo)),
    stretchModeEnabled,
    tiebreakerMon: find('tiebreaker_mon', string, ''),
    stretchMarkedDownMons: find('stretch_marked_down_mons', (node) => node.items().map(string), []),
    authEpoch: find('auth_epoch', u32, 0),
    authServiceCipher: find('auth_service_cipher', loadCipher, 1),
    authAllowedCiphers: find('auth_allowed_ciphers', loadCiphers, [1, 2]),
    authPreferredCipher: find('auth_preferred_cipher', loadCipher, 1),
    globalStretchModeEnabled: find('global_stretch_mode_enabled', boolean, find('global_stretch_mode', boolean, stretchModeEnabled)),
    monAddr: find<MonMap['monAddr']>('mon_addr', loadMonAddr, null),
    appendedMap: find<MonMap | null>('appended_map', loadAppended, null),
    newer: loadNewer(json),
  });
}

function loadAppended(json: JsonNode): MonMap {
  return json.find('appended_map')?.fail('an appended map has no other map appended') ?? loadFields(json);
}

const u8 = (node: JsonNode): number => node.integer(0, 0xff);
const u32 = (node: JsonNode): number => node.integer(0, 0xffffffff);
const boolean = (node: JsonNode): boolean => node.boolean();
const string = (node: JsonNode): string => node.string();
const items = (node: JsonNode): JsonNode[] => node.items();

/** The monitors in the order of their ranks; without a rank, in the order of the list. */
function byRank(mons: readonly JsonNode[]): JsonNode[] {
  const ranked = mons.map((mon, i) => ({ mon, rank: mon.find('rank')?.integer(0, 0xffffffff) ?? i }));
  return ranked.sort((a, b) => a.rank - b.rank).map(({ mon }) => mon);
}

/** Returns the mask if there is one, since the name `unknown` does not say which bit; else that of the names, which Kraken added. */
function loadFeatures(json: JsonNode, which: 'persistent' | 'optional'): Mask64 {
  const mask = json.find(`${which}_features`);
  const features = json.find('features');
  const names = features?.find(which);
  if (mask !== undefined) return mask.parsed((text) => Mask64.parse(text));
  return features === undefined ? Mask64.NONE : loadMonFeatureNames(names ?? features.get(which), `${which}_features`);
}

/** Returns the ceph_release_t of min_mon_release, or of its name alone; undefined before Nautilus, which added both. */
function loadMinMonRelease(json: JsonNode): number | undefined {
  const number = json.find('min_mon_release');
  const name = json.find('min_mon_release_name');
  const named = name === undefined ? undefined : RELEASES.find((known) => known.name === name.string())?.number;
  if (number === undefined) return name === undefined || name.value === 'unknown' ? undefined : name.parsed((text) => release(text).number);
  const given = u8(number);
  if (name !== undefined && named !== undefined && named !== given) name.remark(`is not used: min_mon_release is ${given}`);
  return given;
}

/** Returns a set: a list, or a text with commas as Ceph prints it. Pacific to Reef have a colon and a space in the key. */
function loadSet<T>(json: JsonNode, key: string, load: (node: JsonNode) => T, split: (text: string) => T[]): T[] {
  const withColon = json.find(`${key}: `);
  const node = json.find(key) ?? withColon;
  if (node === undefined) return [];
  return typeof node.value === 'string' ? node.parsed(split) : node.items().map(load);
}

function splitNumbers(text: string): number[] {
  return splitAtCommas(text).map((digits) => {
    const rank = Number(digits);
    if (!/^\d{1,10}$/.test(digits) || rank > 0xffffffff) throw new TypeError(`"${digits}" is not a rank`);
    return rank;
  });
}

function splitAtCommas(text: string): string[] {
  return text === '' ? [] : text.split(',');
}

/** Of a name with commas, as many parts as are looked for. */
const MOST_PARTS = 16;

/** Splits names at commas. A name may itself have commas: at each place the longest that is the name of a monitor is taken. */
function splitNames(text: string, monInfo: ReadonlyMap<string, MonInfo>): string[] {
  const parts = splitAtCommas(text);
  const names: string[] = [];
  for (let i = 0; i < parts.length; ) {
    let count = Math.min(MOST_PARTS, parts.length - i);
    while (count > 1 && !monInfo.has(parts.slice(i, i + count).join(','))) count--;
    names.push(parts.slice(i, i + count).join(','));
    i += count;
  }
  return names;
}

/** Returns the monitors of `mons`, then those of `mon_info`. A monitor without addresses has a rank and no entry. */
function loadMons(ranked: readonly JsonNode[], others: readonly JsonNode[]): Map<string, MonInfo> {
  const monInfo = new Map<string, MonInfo>();
  for (const mon of ranked) if (mon.find('addr') ?? mon.find('public_addrs')) monInfo.set(mon.get('name').string(), loadMonInfo(mon));
  for (const mon of others) monInfo.set(mon.get('key').string(), loadMonInfo(mon));
  return monInfo;
}

function loadMonAddr(json: JsonNode): Map<string, EntityAddr> {
  return new Map(json.items().map((entry): [string, EntityAddr] => [entry.get('name').string(), EntityAddr.load(entry.get('addr'))]));
}
