import { speaksAddr2 } from '../trust/addr2.ts';
import { advertised } from '../../tables/advertised.ts';
import type { VersionRange } from '../../tables/advertised.ts';
import { FEATURES } from '../../tables/ceph_features.ts';
import type { Feature, Incarnation } from '../../tables/ceph_features.ts';
import { INFERENCE_TABLES, inferRelease } from '../../tables/inference.ts';
import type { Mask64 } from '../../mask64.ts';
import { exactMatches, nearestRelease } from '../match/match.ts';
import type { NearestRelease, ReleaseMatch } from '../match/match.ts';
import type { ReleaseName } from '../../releases.ts';
import { remarksOn } from './remarks.ts';
import type { Remark } from './remarks.ts';
import { RESERVED, RESERVED_BROKEN, sanitize } from '../../sanitize.ts';

/** What a feature word says: plain data, fit for JSON, words as `0x` and 16 hex digits. */
export interface FeatureDescription {
  readonly features: string;
  /** The word as Dumpling to Kraken take it: see {@link sanitize}. */
  readonly sanitized: string;
  /** The releases that advertise the sanitized word. */
  readonly matches: readonly ReleaseMatch[];
  /** The release it differs least from; null where one matches, unless a release was asked for. */
  readonly nearest: NearestRelease | null;
  /** What `ceph features` calls the peer, by version of the monitor that is asked. */
  readonly inferredRelease: readonly InferredRelease[];
  /** Whether it may be sent ADDR2 addresses. */
  readonly speaksAddr2: boolean;
  readonly remarks: readonly Remark[];
  /** The set bits of the word as given, ascending. */
  readonly bits: readonly DescribedBit[];
}

export interface InferredRelease {
  readonly since: string;
  readonly until: string;
  readonly release: ReleaseName | 'unknown';
}

export interface DescribedBit {
  readonly bit: number;
  /** Bits 62 and 63: no healthy peer sends them. */
  readonly impossible: boolean;
  readonly advertised: readonly VersionRange[];
  /** Every name the bit has had, oldest incarnation first. */
  readonly names: readonly DescribedName[];
}

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

export type NameStatus =
  /** HAVE_FEATURE holds, and this is the newest meaning of which it does. */
  | 'has'
  /** HAVE_FEATURE holds, but it also does for a newer meaning of the bit. */
  | 'superseded'
  /** The bit is set, its incarnation's bits are not. */
  | 'lacks';

export interface DescribeOptions {
  /** Compare with the words of this release alone, whether or not the word is one of them. */
  readonly release?: ReleaseName;
}

/**
 * Says what a feature word is: whose, with what in it, and what is wrong with it.
 *
 * Errors  TypeError where `options.release` is no release
 */
export function describeFeatures(word: Mask64, options: DescribeOptions = {}): FeatureDescription {
  const sanitized = sanitize(word);
  const matches = exactMatches(sanitized);
  const wantsNearest = matches.length === 0 || options.release !== undefined;
  return {
    features: word.toString(),
    sanitized: sanitized.toString(),
    matches,
    nearest: wantsNearest ? nearestRelease(sanitized, options.release) : null,
    inferredRelease: INFERENCE_TABLES.map((table) => ({
      since: table.since,
      until: table.until,
      release: inferRelease(word, table) ?? 'unknown',
    })),
    speaksAddr2: speaksAddr2(sanitized),
    remarks: remarksOn(word, matches),
    bits: word.bits().map((bit) => describeBit(word, bit)),
  };
}

const IMPOSSIBLE = RESERVED.or(RESERVED_BROKEN).bits();

function describeBit(word: Mask64, bit: number): DescribedBit {
  const features = FEATURES.filter((f) => f.bit === bit);
  const newest = Math.max(...features.filter((f) => word.has(f.mask)).map((f) => f.incarnation));
  return {
    bit,
    impossible: IMPOSSIBLE.includes(bit),
    advertised: advertised(bit),
    names: features.map((f) => describeName(f, statusOf(f, newest))),
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
