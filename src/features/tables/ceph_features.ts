import { Mask64 } from '../mask64.ts';
import type { ReleaseName } from '../releases.ts';

/**
 * A feature: one of the names that Ceph gives, or gave, to a bit.
 *
 * Shape   `mask` is the bit with the bits of its incarnation: `features.has(mask)` is HAVE_FEATURE
 * Source  src/include/ceph_features.h of the tags v0.61 to v16.0.0, v18.2.7 and v20.2.4; release notes for 14.2.12 and 16.2.11
 */
export interface Feature {
  /** Ceph's constant without `CEPH_FEATURE_`. */
  readonly name: string;
  readonly bit: number;
  /** 1 for the first meaning of the bit, 2 for the next. */
  readonly incarnation: Incarnation;
  readonly mask: Mask64;
  /** The first examined version that advertises the bit under this name; undefined if none ever did. */
  readonly introduced: string | undefined;
  /** False if an earlier version, which was not examined, may have it too. */
  readonly introducedExact: boolean;
  /** The first release that ignores whether a peer has it. */
  readonly deprecated: ReleaseName | undefined;
  /** The first release that, according to its header, does not advertise it any more. */
  readonly retired: ReleaseName | undefined;
  /** The last version whose header names it; undefined if 20.2.4 still does. */
  readonly lastDefined: string | undefined;
}

/** Which of the meanings of a reused bit is meant, the first being the oldest: CEPH_FEATURE_INCARNATION_*. */
export type Incarnation = 1 | 2 | 3;

/**
 * For each incarnation, the bits that a peer must also have so that a reused bit has that meaning. Peers with these bits
 * do not use the older meanings. Ceph tests them since 12.0.1; before, it tested the bit alone.
 *
 * Source  ceph v16.0.0 src/include/ceph_features.h:11-13
 */
export const INCARNATION_MASKS: Readonly<Record<Incarnation, Mask64>> = {
  1: Mask64.NONE,
  2: Mask64.bit(57), // SERVER_JEWEL
  3: Mask64.bit(57).or(Mask64.bit(28)), // SERVER_JEWEL and SERVER_MIMIC
};

/** A line of the table. `incarnation` is 1 by default; `<=` means that an earlier version may have been the first. */
interface Row {
  readonly bit: number;
  readonly name: string;
  readonly incarnation?: Incarnation;
  readonly introduced?: string;
  readonly deprecated?: ReleaseName;
  readonly retired?: ReleaseName;
  readonly lastDefined?: string;
}

const ROWS: readonly Row[] = [
  { bit: 0, name: 'UID', introduced: '<=0.61' },
  { bit: 1, name: 'NOSRCADDR', introduced: '<=0.61' },
  { bit: 2, name: 'MONCLOCKCHECK', introduced: '<=0.61', deprecated: 'jewel', retired: 'luminous' },
  { bit: 2, name: 'SERVER_NAUTILUS', incarnation: 3, introduced: '14.0.0' },
  { bit: 3, name: 'FLOCK', introduced: '<=0.61' },
  { bit: 4, name: 'SUBSCRIBE2', introduced: '<=0.61' },
  { bit: 5, name: 'MONNAMES', introduced: '<=0.61' },
  { bit: 6, name: 'RECONNECT_SEQ', introduced: '<=0.61' },
  { bit: 7, name: 'DIRLAYOUTHASH', introduced: '<=0.61' },
  { bit: 8, name: 'OBJECTLOCATOR', introduced: '<=0.61' },
  { bit: 9, name: 'PGID64', introduced: '<=0.61' },
  { bit: 10, name: 'INCSUBOSDMAP', introduced: '<=0.61' },
  { bit: 11, name: 'PGPOOL3', introduced: '<=0.61' },
  { bit: 12, name: 'OSDREPLYMUX', introduced: '<=0.61' },
  { bit: 13, name: 'OSDENC', introduced: '<=0.61' },
  { bit: 14, name: 'OMAP', introduced: '<=0.61', deprecated: 'hammer', retired: 'jewel' },
  { bit: 14, name: 'SERVER_KRAKEN', incarnation: 2, introduced: '11.0.1' },
  { bit: 15, name: 'MONENC', introduced: '<=0.61' },
  { bit: 16, name: 'QUERY_T', introduced: '<=0.61', deprecated: 'jewel', retired: 'luminous' },
  { bit: 16, name: 'SERVER_OCTOPUS', incarnation: 3, introduced: '15.0.0' },
  { bit: 16, name: 'OSD_REPOP_MLCOD', incarnation: 3, introduced: '15.1.0' },
  { bit: 17, name: 'INDEP_PG_MAP', introduced: '<=0.61', deprecated: 'jewel', retired: 'luminous' },
  { bit: 17, name: 'QOS_DMC', incarnation: 2, introduced: '13.0.1', lastDefined: '13.0.2' },
  { bit: 17, name: 'OS_PERF_STAT_NS', incarnation: 2, introduced: '13.0.2', lastDefined: '13.0.2' },
  { bit: 17, name: 'OS_PERF_STAT_NS', incarnation: 3 },
  { bit: 18, name: 'CRUSH_TUNABLES', introduced: '<=0.61' },
  { bit: 19, name: 'CHUNKY_SCRUB', introduced: '<=0.61', deprecated: 'jewel', retired: 'luminous' },
  { bit: 19, name: 'OSD_PGLOG_HARDLIMIT', incarnation: 2, introduced: '12.2.11' },
  { bit: 20, name: 'MON_NULLROUTE', introduced: '<=0.61', deprecated: 'jewel', retired: 'luminous' },
  { bit: 20, name: 'SERVER_PACIFIC', incarnation: 3, introduced: '<=16.2.0' },
  { bit: 21, name: 'MON_GV', introduced: '<=0.61', deprecated: 'hammer', retired: 'jewel' },
  { bit: 21, name: 'RADOS_BACKOFF', incarnation: 2, introduced: '12.0.1' },
  { bit: 21, name: 'RESEND_ON_SPLIT', incarnation: 2, introduced: '12.0.1' },
  { bit: 21, name: 'SERVER_LUMINOUS', incarnation: 2, introduced: '12.0.1' },
  { bit: 21, name: 'OSDMAP_REMAP', incarnation: 2, introduced: '12.0.2', lastDefined: '12.0.2' },
  { bit: 21, name: 'CRUSH_CHOOSEARGS', incarnation: 2, introduced: '12.0.3', lastDefined: '12.0.3' },
  { bit: 21, name: 'OSDMAP_PG_UPMAP', incarnation: 2, introduced: '12.0.3' },
  { bit: 21, name: 'CRUSH_CHOOSE_ARGS', incarnation: 2, introduced: '12.1.0' },
  { bit: 22, name: 'BACKFILL_RESERVATION', introduced: '<=0.61', deprecated: 'jewel', retired: 'luminous' },
  { bit: 22, name: 'OSD_FIXED_COLLECTION_LIST', incarnation: 2, introduced: '14.2.12' },
  { bit: 23, name: 'MSG_AUTH', introduced: '<=0.61' },
  { bit: 24, name: 'RECOVERY_RESERVATION', introduced: '<=0.61', deprecated: 'jewel', retired: 'luminous' },
  { bit: 24, name: 'RECOVERY_RESERVATION_2', incarnation: 2, introduced: '13.0.1' },
  { bit: 25, name: 'CRUSH_TUNABLES2', introduced: '<=0.61' },
  { bit: 26, name: 'CREATEPOOLID', introduced: '<=0.61' },
  { bit: 27, name: 'REPLY_CREATE_INODE', introduced: '<=0.61' },
  { bit: 28, name: 'OSD_HBMSGS', introduced: '<=0.61', deprecated: 'hammer', retired: 'jewel' },
  { bit: 28, name: 'SERVER_MIMIC', incarnation: 2, introduced: '13.0.1' },
  { bit: 29, name: 'MDSENC', introduced: '<=0.61' },
  { bit: 30, name: 'OSDHASHPSPOOL', introduced: '<=0.61' },
  { bit: 31, name: 'MON_SINGLE_PAXOS', introduced: '<=0.61', deprecated: 'nautilus', retired: 'pacific' },
  { bit: 31, name: 'SERVER_REEF', incarnation: 3, introduced: '<=18.2.0' },
  { bit: 32, name: 'OSD_SNAPMAPPER', introduced: '<=0.61', deprecated: 'jewel', retired: 'luminous' },
  { bit: 32, name: 'STRETCH_MODE', incarnation: 3, introduced: '<=16.2.0' },
  { bit: 33, name: 'MON_SCRUB', introduced: '0.61.5', deprecated: 'jewel', retired: 'luminous' },
  { bit: 33, name: 'SERVER_QUINCY', incarnation: 3, introduced: '<=17.2.0' },
  { bit: 34, name: 'OSD_PACKED_RECOVERY', introduced: '0.67', deprecated: 'jewel', retired: 'luminous' },
  { bit: 34, name: 'RANGE_BLOCKLIST', incarnation: 3, introduced: '16.2.11' },
  { bit: 35, name: 'OSD_CACHEPOOL', introduced: '0.69' },
  { bit: 36, name: 'CRUSH_V2', introduced: '0.74' },
  { bit: 37, name: 'EXPORT_PEER', introduced: '0.75' },
  { bit: 38, name: 'OSD_ERASURE_CODES', introduced: '0.75', deprecated: 'mimic', retired: 'octopus', lastDefined: '18.2.7' },
  { bit: 38, name: 'OSD_TMAP2OMAP', introduced: '0.76', lastDefined: '13.0.0' },
  { bit: 38, name: 'CRUSH_MSR', incarnation: 2, introduced: '<=19.2.0' },
  { bit: 39, name: 'OSDMAP_ENC', introduced: '0.77' },
  { bit: 40, name: 'MDS_INLINE_DATA', introduced: '0.77' },
  { bit: 41, name: 'CRUSH_TUNABLES3', introduced: '0.78' },
  { bit: 41, name: 'OSD_PRIMARY_AFFINITY', introduced: '0.78' },
  { bit: 42, name: 'MSGR_KEEPALIVE2', introduced: '0.67.8' },
  { bit: 43, name: 'OSD_POOLRESEND', introduced: '0.80.2' },
  { bit: 44, name: 'ERASURE_CODE_PLUGINS_V2', introduced: '0.86', deprecated: 'mimic', retired: 'octopus', lastDefined: '18.2.7' },
  { bit: 44, name: 'NVMEOFHA', incarnation: 2, introduced: '<=20.2.0' },
  { bit: 45, name: 'OSD_SET_ALLOC_HINT', introduced: '0.80.8', deprecated: 'jewel', retired: 'luminous' },
  { bit: 45, name: 'NVMEOFHAMAP', incarnation: 2, introduced: '<=20.2.0' },
  { bit: 46, name: 'OSD_FADVISE_FLAGS', introduced: '0.91' },
  { bit: 46, name: 'OSD_OBJECT_DIGEST', introduced: '0.92', deprecated: 'jewel', retired: 'luminous' },
  { bit: 46, name: 'OSD_REPOP', introduced: '0.92', deprecated: 'jewel', retired: 'luminous' },
  { bit: 46, name: 'OSD_TRANSACTION_MAY_LAYOUT', introduced: '0.92', deprecated: 'jewel', retired: 'luminous' },
  { bit: 47, name: 'MDS_QUOTA', introduced: '0.91' },
  { bit: 48, name: 'CRUSH_V4', introduced: '0.93' },
  { bit: 49, name: 'OSD_DEGRADED_WRITES', introduced: '0.93', lastDefined: '0.93' },
  { bit: 49, name: 'OSD_MIN_SIZE_RECOVERY', introduced: '0.93', deprecated: 'jewel', retired: 'luminous' },
  { bit: 49, name: 'OSD_PROXY_FEATURES', introduced: '0.93', deprecated: 'jewel', retired: 'luminous' },
  { bit: 49, name: 'SERVER_SQUID', incarnation: 2, introduced: '<=19.2.0' },
  { bit: 50, name: 'MON_METADATA', introduced: '9.0.3', deprecated: 'mimic', retired: 'octopus' },
  { bit: 50, name: 'SERVER_TENTACLE', incarnation: 2, introduced: '<=20.2.0' },
  { bit: 51, name: 'OSD_BITWISE_HOBJ_SORT', introduced: '9.1.0', deprecated: 'mimic', retired: 'octopus' },
  { bit: 52, name: 'OSD_PROXY_WRITE_FEATURES', introduced: '9.1.0', deprecated: 'mimic', retired: 'octopus' },
  { bit: 53, name: 'ERASURE_CODE_PLUGINS_V3', introduced: '9.1.0', deprecated: 'mimic', retired: 'octopus' },
  { bit: 54, name: 'OSD_HITSET_GMT', introduced: '0.94.7', deprecated: 'mimic', retired: 'octopus' },
  { bit: 55, name: 'HAMMER_0_94_4', introduced: '0.94.4', deprecated: 'mimic', retired: 'octopus' },
  { bit: 56, name: 'NEW_OSDOP_ENCODING', introduced: '10.0.0' },
  { bit: 57, name: 'MON_ROUTE_OSDMAP', introduced: '10.0.1', deprecated: 'mimic', retired: 'octopus' },
  { bit: 57, name: 'MON_STATEFUL_SUB', introduced: '10.0.1' },
  { bit: 57, name: 'OSDSUBOP_NO_SNAPCONTEXT', introduced: '10.0.4', lastDefined: '13.0.0' },
  { bit: 57, name: 'SERVER_JEWEL', introduced: '10.1.0' },
  { bit: 58, name: 'CRUSH_TUNABLES5', introduced: '10.0.3' },
  { bit: 58, name: 'NEW_OSDOPREPLY_ENCODING', introduced: '10.0.4' },
  { bit: 58, name: 'FS_FILE_LAYOUT_V2', introduced: '10.1.0' },
  { bit: 59, name: 'FS_BTIME', introduced: '11.0.1' },
  { bit: 59, name: 'FS_CHANGE_ATTR', introduced: '11.0.1' },
  { bit: 59, name: 'MSG_ADDR2', introduced: '11.1.0' },
  { bit: 60, name: 'BLKIN_TRACING', lastDefined: '12.1.1' },
  { bit: 60, name: 'OSD_RECOVERY_DELETES', introduced: '12.1.2' },
  { bit: 61, name: 'RESERVED2', lastDefined: '14.0.0' },
  { bit: 61, name: 'CEPHX_V2', introduced: '10.2.11' },
  { bit: 62, name: 'RESERVED' },
  { bit: 63, name: 'RESERVED', lastDefined: '0.90' },
  { bit: 63, name: 'RESERVED_BROKEN', deprecated: 'luminous', retired: 'quincy' },
];

/** All features, in the order of bits and then of incarnations. */
export const FEATURES: readonly Feature[] = ROWS.map(toFeature);

const BY_NAME = byName(FEATURES);

/**
 * The feature with this name; undefined if there is none. If Ceph used the name twice, the one in 20.2.4.
 *
 * @example
 * ```ts
 * import { feature, toFeatures } from 'cephwire/features';
 *
 * const nautilus = feature('SERVER_NAUTILUS');
 * if (nautilus !== undefined) console.log(nautilus.bit, nautilus.mask.bits(), toFeatures('mimic').has(nautilus.mask)); // → 2 [ 2, 28, 57 ] false
 * ```
 */
export function feature(name: string): Feature | undefined {
  return BY_NAME.get(name);
}

function toFeature(row: Row): Feature {
  const incarnation = row.incarnation ?? 1;
  return {
    name: row.name,
    bit: row.bit,
    incarnation,
    mask: Mask64.bit(row.bit).or(INCARNATION_MASKS[incarnation]),
    introduced: row.introduced?.replace('<=', ''),
    introducedExact: !row.introduced?.startsWith('<='),
    deprecated: row.deprecated,
    retired: row.retired,
    lastDefined: row.lastDefined,
  };
}

/** RESERVED was the name of two bits, OS_PERF_STAT_NS that of two incarnations; the header of 20.2.4 has one of each. */
function byName(features: readonly Feature[]): ReadonlyMap<string, Feature> {
  const current = features.filter((f) => f.lastDefined === undefined);
  return new Map([...features, ...current].map((f) => [f.name, f]));
}
