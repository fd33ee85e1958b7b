import { AN_ARRAY, A_STRING, CHECKED_LATER, checkOptions } from '../../../arguments/options.ts';
import type { OptionKinds } from '../../../arguments/options.ts';
import { CODEC_RELEASES, NEWEST_CODEC, codecRelease } from '../../codec_release.ts';
import type { CodecReleaseName } from '../../codec_release.ts';
import { kernelClientOf } from '../../tables/kernel_masks.ts';
import type { KernelMask } from '../../tables/kernel_masks.ts';
import { A_MASK, Mask64, maskOf } from '../../mask64.ts';
import { exactMatches, nearestRelease } from '../match/match.ts';
import type { NearestRelease, ReleaseMatch } from '../match/match.ts';
import { lackingOf, missingFeatures } from '../missing/missing.ts';
import type { MissingFeature } from '../missing/missing.ts';
import { readFeatures } from '../read/masks.ts';
import { sanitize } from '../../sanitize.ts';
import { toFeatures } from '../../to_features.ts';
import type { FeaturesLike } from '../../to_features.ts';
import { untrustedBits } from '../trust/untrusted_bits.ts';
import type { UntrustedBit } from '../trust/untrusted_bits.ts';
import { VENDOR_PROFILES, vendorProfilesOf } from '../../tables/vendor.ts';
import type { VendorProfile } from '../../tables/vendor.ts';
import { whoIs } from '../who/who.ts';
import type { Who } from '../who/who.ts';

/** The outcome of a negotiation of features: plain data. In JSON a mask is `0x` and 16 hex digits. */
export interface Negotiation {
  readonly local: NegotiatingSide;
  readonly peer: NegotiatingSide;
  /** The peer's sanitized features without the untrusted bits. */
  readonly trusted: Mask64;
  /** The peer's untrusted bits, ascending. */
  readonly untrusted: readonly UntrustedBit[];
  /** The negotiated features: those that the local side has and that are trusted of the peer. */
  readonly features: Mask64;
  readonly missing: {
    /** The bits of `options.peerRequired` that the local side lacks. */
    readonly local: readonly MissingFeature[];
    /** The bits of `options.required` that the peer lacks or is not trusted with. */
    readonly peer: readonly MissingFeature[];
  };
  /** The release whose encoder writes. With `features`, it makes a negotiation the options that `encode` takes. */
  readonly release: CodecReleaseName;
}

/** One side of a negotiation. */
export interface NegotiatingSide {
  readonly given: Mask64;
  /** The features as Dumpling to Kraken take them: see {@link sanitize}. */
  readonly sanitized: Mask64;
  /** Whose features they are. */
  readonly who: Who;
  /** The releases that advertise the sanitized features. */
  readonly matches: readonly ReleaseMatch[];
  /** The release from which they differ least; null if a release matches. */
  readonly nearest: NearestRelease | null;
  /** The kernel client that advertises them; null if none is known. */
  readonly kernel: KernelMask | null;
}

/** What each side requires, who writes, and the fork that the peer may be. */
export interface NegotiateOptions {
  /** What the local side requires of the peer; nothing by default. See {@link requiredByTunables}. */
  readonly required?: Mask64;
  /** What the peer requires of the local side; nothing by default. */
  readonly peerRequired?: Mask64;
  /** The release whose encoder writes. By default the release of the local side, or the newest if that is not known. */
  readonly release?: CodecReleaseName;
  /** The vendor profile of the peer. It applies whatever features the peer has. */
  readonly vendor?: string;
  /** The vendor profiles to compare the peer with; the known ones by default. */
  readonly profiles?: readonly VendorProfile[];
}

const NEGOTIATE_OPTIONS: OptionKinds<NegotiateOptions> = {
  required: A_MASK, peerRequired: A_MASK, release: CHECKED_LATER, vendor: A_STRING, profiles: AN_ARRAY,
};

/**
 * Negotiates the features of a connection, as Ceph does, but without the bits of the peer that cannot be trusted.
 *
 * The local features are trusted as they are. The peer's features are compared with every genuine mask (see
 * {@link missingImpliedBits}) and with the vendor profiles. Ceph itself trusts every bit.
 *
 * Errors  TypeError for features that name no known mask, a release without a known encoder, an unknown vendor profile, or an
 *         unknown option
 *
 * @example
 * ```ts
 * import { negotiate } from 'cephwire/features';
 *
 * const { features, untrusted } = negotiate('pacific', '0x08c3ffffffffffff');
 * console.log(String(features), untrusted.map(({ bit, why }) => `${bit}: ${why}`)); // → 0x0001cfbdfffdffff [ '59: profile' ]
 * ```
 */
export function negotiate(local: FeaturesLike, peer: FeaturesLike, options: NegotiateOptions = {}): Negotiation {
  checkOptions('negotiate', options, NEGOTIATE_OPTIONS);
  const { required = Mask64.NONE, peerRequired = Mask64.NONE, profiles = VENDOR_PROFILES } = options;
  const ours = sideOf(local);
  const theirs = sideOf(peer);
  const untrusted = untrustedBits(theirs.given, vendorProfilesOf(theirs.sanitized, profiles, options.vendor));
  const trusted = theirs.sanitized.without(maskOf(untrusted.map(({ bit }) => bit)));
  const features = trusted.and(ours.sanitized);
  const writer = writerOf(ours, options.release);
  return {
    local: ours,
    peer: theirs,
    trusted,
    untrusted,
    features,
    missing: {
      local: missingFeatures(peerRequired.without(ours.sanitized), peerRequired.or(theirs.sanitized), lackingOf(ours.who)),
      peer: missingFeatures(required.without(trusted), required.or(ours.sanitized), lackingOf(theirs.who)),
    },
    release: writer,
  };
}

function sideOf(features: FeaturesLike): NegotiatingSide {
  const given = typeof features === 'string' ? readFeatures(features) : toFeatures(features);
  const sanitized = sanitize(given);
  const matches = exactMatches(sanitized);
  return {
    given,
    sanitized,
    who: whoIs(given),
    matches,
    nearest: matches.length > 0 ? null : nearestRelease(sanitized),
    kernel: kernelClientOf(sanitized),
  };
}

function writerOf(local: NegotiatingSide, named: CodecReleaseName | undefined): CodecReleaseName {
  if (named !== undefined) return codecRelease(named).name;
  return (CODEC_RELEASES.find(({ name }) => name === local.matches[0]?.release) ?? NEWEST_CODEC).name;
}
