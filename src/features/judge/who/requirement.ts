import { KERNEL_MASKS } from '../../tables/kernel_masks.ts';
import { Mask64, maskOf } from '../../mask64.ts';
import {
  SERVER_LUMINOUS, SERVER_MIMIC, SERVER_NAUTILUS, SERVER_OCTOPUS, SERVER_PACIFIC, SERVER_QUINCY, SERVER_REEF, SERVER_SQUID, SERVER_TENTACLE,
} from '../../masks.ts';
import { NEWEST, RELEASES } from '../../releases.ts';
import type { ReleaseName } from '../../releases.ts';

/** Features that are required: by whom, and who has all of them. */
export interface Requirement {
  /** `monitors`: of other monitors, as in required_con. `osdmap`: of clients and OSDs, because of settings in the OSDMap. `other`: neither, or a part. */
  readonly by: 'monitors' | 'osdmap' | 'other';
  /** The min_mon_release of monitors that require this; null if `by` is another. */
  readonly minMonRelease: ReleaseName | null;
  /** The first release that has all of them; null if none has. */
  readonly release: ReleaseName | null;
  /** The last release that has all of them, if later ones retired some; null if the newest has them. */
  readonly lastRelease: ReleaseName | null;
  /** The first Linux that has all of them; null if none has. */
  readonly kernel: string | null;
}

const SERVER_JEWEL = Mask64.bit(57);

/** The feature by which monitors know each release, newest first. Source  ceph v16.0.0 src/mon/Monitor.cc, calc_quorum_requirements */
const SERVERS: readonly (readonly [ReleaseName, Mask64])[] = [
  ['tentacle', SERVER_TENTACLE], ['squid', SERVER_SQUID], ['reef', SERVER_REEF], ['quincy', SERVER_QUINCY], ['pacific', SERVER_PACIFIC],
  ['octopus', SERVER_OCTOPUS], ['nautilus', SERVER_NAUTILUS], ['mimic', SERVER_MIMIC], ['luminous', SERVER_LUMINOUS],
  ['kraken', SERVER_JEWEL.or(Mask64.bit(14))], ['jewel', SERVER_JEWEL],
];

/** What monitors may require of each other: the releases, OSDMAP_ENC, CEPHX_V2, and erasure codes in Firefly to Jewel. */
const OF_MONITORS = SERVERS.reduce((all, [, mask]) => all.or(mask), maskOf([38, 39, 44, 53, 61]));

/** What an OSDMap may require. Source  ceph v0.80, v0.94.9 and v16.0.0 src/osd/OSDMap.cc, get_features; 31 and 38 of Reef and Squid with their incarnations */
const OF_OSDMAP = maskOf([14, 18, 21, 25, 28, 30, 31, 35, 36, 38, 41, 44, 48, 57, 58, 59, 61]);

export function requirementOf(features: Mask64): Requirement {
  const minMonRelease = SERVERS.find(([, mask]) => features.has(mask))?.[0] ?? null;
  const isOfMonitors = OF_MONITORS.has(features) && features.has(Mask64.bit(39));
  const by = isOfMonitors ? 'monitors' : OF_OSDMAP.has(features) ? 'osdmap' : 'other';
  const releases = RELEASES.filter(({ name, masks }) => isFrom(name, minMonRelease) && masks.some(([, mask]) => mask.has(features))).map((r) => r.name);
  const last = releases.at(-1) ?? null;
  return {
    by,
    minMonRelease: isOfMonitors ? minMonRelease : null,
    release: releases[0] ?? null,
    lastRelease: last === NEWEST.name ? null : last,
    kernel: KERNEL_MASKS.find(({ mask }) => mask.has(features))?.since ?? null,
  };
}

/** Older releases pass HAVE_FEATURE for later meanings of their bits, so that a release may not be older than the one required. */
function isFrom(name: ReleaseName, atLeast: ReleaseName | null): boolean {
  return atLeast === null || RELEASES.findIndex((r) => r.name === name) >= RELEASES.findIndex((r) => r.name === atLeast);
}
