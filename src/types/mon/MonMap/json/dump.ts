import { unlessDefault } from '../../../../text/json.ts';
import type { Json } from '../../../../text/json.ts';
import { codecRelease } from '../../../../features/codec_release.ts';
import type { CodecReleaseLike } from '../../../../features/codec_release.ts';
import { Mask64 } from '../../../../features/mask64.ts';
import { monFeatureMask, monFeatureNames } from '../../../../features/tables/mon_features.ts';
import { releaseByNumber } from '../../../../features/releases.ts';
import { dumpCipher } from './ciphers.ts';
import { monMapFormByRelease } from './forms.ts';
import type { MonMap } from '../value.ts';
import { EntityAddr } from '../../../common/entity_addr_t.ts';
import { dumpMonInfo } from '../../mon_info_t/json.ts';
import type { MonInfo } from '../../mon_info_t/value.ts';
import { dumpNewer } from '../../../common/newer.ts';
import { formatUtime } from '../../../common/utime_t.ts';

/** Returns the name of a ceph_release_t; `unknown` for an unknown number. */
export function releaseName(number: number): string {
  return releaseByNumber(number)?.name ?? 'unknown';
}

/**
 * Returns the JSON of `ceph mon dump -f json`, oddities of its keys included, without `quorum`, which is not in the map.
 *
 * @param exact adds what that JSON leaves out, so that the map can be written back without loss: nanoseconds, feature bits
 *   without a name, monitors without a rank, and the fields that `ceph mon dump` of Pacific does not have
 * @param form the release whose `ceph mon dump` it is; by default 16.2.15, to which alone `exact` adds
 */
export function dumpMonMap(map: MonMap, exact = false, form: CodecReleaseLike = 'pacific'): { [key: string]: Json } {
  const has = monMapFormByRelease(codecRelease(form));
  const time = (stamp: MonMap['created']): string => formatUtime(stamp, has.zone, exact ? 9 : 6);
  return {
    epoch: map.epoch,
    ...(has.ciphers ? dumpCiphers(map) : {}),
    fsid: map.fsid,
    modified: time(map.lastChanged),
    created: time(map.created),
    ...(has.minMonRelease ? { min_mon_release: map.minMonRelease, min_mon_release_name: releaseName(map.minMonRelease) } : {}),
    ...(has.elections ? dumpElections(map, has.afterSets) : {}),
    ...(has.features ? { features: dumpFeatures(map) } : {}),
    mons: map.ranks.map((name, rank) => ({ rank, name, ...dumpRanked(map.monInfo.get(name), exact, form) })),
    ...(exact ? dumpRest(map) : {}),
  };
}

function dumpCiphers(map: MonMap): { [key: string]: Json } {
  return {
    auth_epoch: map.authEpoch,
    auth_service_cipher: dumpCipher(map.authServiceCipher),
    auth_allowed_ciphers: map.authAllowedCiphers.map(dumpCipher),
    auth_preferred_cipher: dumpCipher(map.authPreferredCipher),
  };
}

function dumpElections(map: MonMap, afterSets: string): { [key: string]: Json } {
  return {
    election_strategy: map.strategy,
    [`disallowed_leaders${afterSets}`]: map.disallowedLeaders.join(','),
    stretch_mode: map.stretchModeEnabled,
    tiebreaker_mon: map.tiebreakerMon,
    [`removed_ranks${afterSets}`]: map.removedRanks.join(','),
  };
}

function dumpFeatures(map: MonMap): Json {
  return { persistent: monFeatureNames(map.persistentFeatures), optional: monFeatureNames(map.optionalFeatures) };
}

/** Returns the JSON of a monitor with a rank. For a rank that names no monitor it is empty, so that only the name is shown. */
function dumpRanked(info: MonInfo | undefined, exact: boolean, form: CodecReleaseLike): { [key: string]: Json } {
  if (info === undefined) return {};
  const { name: _, ...others } = dumpMonInfo(info, exact, form);
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
