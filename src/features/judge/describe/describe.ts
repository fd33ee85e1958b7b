import { CHECKED_LATER, checkOptions } from '../../../arguments/options.ts';
import type { OptionKinds } from '../../../arguments/options.ts';
import { speaksAddr2 } from '../trust/addr2.ts';
import { versionsAdvertising } from '../../tables/advertised.ts';
import type { VersionRange } from '../../tables/advertised.ts';
import { FEATURES } from '../../tables/ceph_features.ts';
import type { Feature, Incarnation } from '../../tables/ceph_features.ts';
import { INFERENCE_TABLES, inferRelease } from '../../tables/inference.ts';
import { Mask64 } from '../../mask64.ts';
import { exactMatches, nearestRelease } from '../match/match.ts';
import type { NearestRelease, ReleaseMatch } from '../match/match.ts';
import type { ReleaseName } from '../../releases.ts';
import { remarksOn } from './remarks.ts';
import type { FeaturesRemark } from './remarks.ts';
import { whoIs } from '../who/who.ts';
import type { Who } from '../who/who.ts';
import { RESERVED, RESERVED_BROKEN, sanitize } from '../../sanitize.ts';

/** A description of features: plain data that fits JSON. A mask is `0x` and 16 hex digits. */
export interface FeatureDescription {
  readonly features: string;
  /** The features as Dumpling to Kraken take them: see {@link sanitize}. */
  readonly sanitized: string;
  /** Whose features they are. */
  readonly who: Who;
  /** The releases that advertise the sanitized features. */
  readonly matches: readonly ReleaseMatch[];
  /**
   * The release from which they differ least. Null if a release or a kernel client advertises them, and if they are no peer's,
   * unless the options name a release.
   */
  readonly nearest: NearestRelease | null;
  /** The release that `ceph features` shows for the peer, by version of the monitor. */
  readonly inferredRelease: readonly InferredRelease[];
  /** Whether the peer can read ADDR2 addresses: see {@link speaksAddr2}. */
  readonly speaksAddr2: boolean;
  readonly remarks: readonly FeaturesRemark[];
  /** The bits of `features`, ascending. */
  readonly bits: readonly DescribedBit[];
}

/** The release that monitors of a range of versions infer. */
export interface InferredRelease {
  readonly since: string;
  readonly until: string;
  readonly release: ReleaseName | 'unknown';
}

/** A bit, with every name that it ever had. */
export interface DescribedBit {
  readonly bit: number;
  /** True for bits 62 and 63: no healthy peer advertises them. */
  readonly impossible: boolean;
  readonly advertised: readonly VersionRange[];
  /** Oldest incarnation first. */
  readonly names: readonly DescribedName[];
}

/** A name of a bit: a {@link Feature} as plain data, and whether the described features have it. */
export interface DescribedName {
  readonly name: string;
  readonly incarnation: Incarnation;
  readonly status: NameStatus;
  readonly introduced: string | null;
  readonly introducedExact: boolean;
  readonly deprecated: ReleaseName | null;
  readonly retired: ReleaseName | null;
  readonly lastDefined: string | null;
}

/** What a set bit means under one of its names. */
export type NameStatus =
  /** HAVE_FEATURE is true, and this is the newest meaning for which it is. */
  | 'has'
  /** HAVE_FEATURE is true, but also for a newer meaning of the bit. */
  | 'superseded'
  /** The bit is set, but not all bits of its incarnation are. */
  | 'lacks';

/** With which release to compare features. */
export interface DescribeOptions {
  /** The release to compare with. By default every release, and only if none matches. */
  readonly release?: ReleaseName;
}

const DESCRIBE_OPTIONS: OptionKinds<DescribeOptions> = { release: CHECKED_LATER };

/**
 * Describes features: who advertises them, what each bit means, and what is wrong with them.
 *
 * Errors  TypeError for an unknown `options.release`, and for an unknown option
 *
 * @example
 * ```ts
 * import { describeFeatures, toFeatures } from 'cephwire/features';
 *
 * const { matches, nearest, remarks } = describeFeatures(toFeatures('0x08c3ffffffffffff'));
 * console.log(matches, nearest?.release, nearest?.added, remarks.map(({ code }) => code)); // → [] hammer [ 59 ] [ 'bare_addr2' ]
 * ```
 */
export function describeFeatures(features: Mask64, options: DescribeOptions = {}): FeatureDescription {
  checkOptions('describeFeatures', options, DESCRIBE_OPTIONS);
  features = Mask64.from(features);
  const sanitized = sanitize(features);
  const matches = exactMatches(sanitized);
  const who = whoIs(features);
  const wantsNearest = options.release !== undefined || !['release', 'kernel', 'required'].includes(who.kind);
  return {
    features: features.toString(),
    sanitized: sanitized.toString(),
    who,
    matches,
    nearest: wantsNearest ? nearestRelease(sanitized, options.release) : null,
    inferredRelease: INFERENCE_TABLES.map((table) => ({
      since: table.since,
      until: table.until,
      release: inferRelease(features, table) ?? 'unknown',
    })),
    speaksAddr2: speaksAddr2(sanitized),
    remarks: remarksOn(features, who, matches),
    bits: features.bits().map((bit) => describeBit(bit, features)),
  };
}

const IMPOSSIBLE = RESERVED.or(RESERVED_BROKEN).bits();

function describeBit(bit: number, features: Mask64): DescribedBit {
  const named = FEATURES.filter((f) => f.bit === bit);
  const newest = Math.max(...named.filter((f) => features.has(f.mask)).map((f) => f.incarnation));
  return {
    bit,
    impossible: IMPOSSIBLE.includes(bit),
    advertised: versionsAdvertising(bit),
    names: named.map((f) => describeName(f, statusOf(f, newest))),
  };
}

function statusOf(feature: Feature, newest: number): NameStatus {
  if (feature.incarnation > newest) return 'lacks';
  return feature.incarnation < newest ? 'superseded' : 'has';
}

function describeName(feature: Feature, status: NameStatus): DescribedName {
  return {
    name: feature.name,
    incarnation: feature.incarnation,
    status,
    introduced: feature.introduced ?? null,
    introducedExact: feature.introducedExact,
    deprecated: feature.deprecated ?? null,
    retired: feature.retired ?? null,
    lastDefined: feature.lastDefined ?? null,
  };
}
