import { unimpliedBits } from '../trust/implied_bits.ts';
import type { UntrustedBitFound } from '../trust/implied_bits.ts';
import { encodingFor } from '../../encoding_choice.ts';
import type { EncodingChoice } from '../../encoding_choice.ts';
import { namesOfBit } from '../../tables/bit_meaning.ts';
import { KERNEL_WORDS } from '../../tables/kernels.ts';
import type { KernelWord } from '../../tables/kernels.ts';
import { Mask64 } from '../../mask64.ts';
import { exactMatches, nearestRelease } from '../match/match.ts';
import type { NearestRelease, ReleaseMatch } from '../match/match.ts';
import { missingFeatures } from '../missing/missing.ts';
import type { MissingFeature } from '../missing/missing.ts';
import { NEWEST, RELEASES, release } from '../../releases.ts';
import type { Writer, WriterName } from '../../releases.ts';
import { RESERVED, RESERVED_BROKEN, sanitize } from '../../sanitize.ts';
import { toFeatures } from '../../to_features.ts';
import type { FeaturesLike } from '../../to_features.ts';
import { VENDOR_PROFILES, vendorProfilesOf } from '../../tables/vendor.ts';
import type { VendorProfile } from '../../tables/vendor.ts';

/** What two feature words come to: plain data; in JSON the masks are `0x` and 16 hex digits. */
export interface Negotiation {
  readonly local: NegotiatingSide;
  readonly peer: NegotiatingSide;
  /** The peer's sanitized word less what is not believed. */
  readonly trusted: Mask64;
  /** By bit, ascending. */
  readonly untrusted: readonly UntrustedBit[];
  /** What is believed and the local side has too: what both will encode with. */
  readonly common: Mask64;
  /** The features to hand to an encoder: `common`, since Ceph's connection features are the AND of both words. */
  readonly features: Mask64;
  readonly missing: {
    /** Bits of `options.peerRequired` that the local side lacks. */
    readonly local: readonly MissingFeature[];
    /** Bits of `options.required` that the peer lacks, or has but is not believed. */
    readonly peer: readonly MissingFeature[];
  };
  /** The release whose encoder writes. With `features` this makes a negotiation what `encode` takes as options. */
  readonly release: WriterName;
  /** What that encoder makes of `features`. */
  readonly encoding: EncodingChoice;
}

export interface NegotiatingSide {
  readonly given: Mask64;
  /** As Dumpling to Kraken take it: see {@link sanitize}. */
  readonly sanitized: Mask64;
  /** The releases that advertise the sanitized word. */
  readonly matches: readonly ReleaseMatch[];
  /** The release it differs least from; null where one matches. */
  readonly nearest: NearestRelease | null;
  /** The kernel client that sends the word, where it is known as one. */
  readonly kernel: KernelWord | null;
}

export interface UntrustedBit {
  readonly bit: number;
  /** Every name of the bit, the ones in force first. */
  readonly names: readonly string[];
  readonly why: UntrustedReason;
  /** A sentence for a person. */
  readonly text: string;
  readonly evidence: {
    /** Companions that are missing: see {@link UntrustedBitFound}. */
    readonly missing: readonly number[];
    /** The profile that reuses the bit, and its own name for it. */
    readonly profile: string | null;
    readonly as: string | null;
  };
}

export type UntrustedReason =
  /** Bits are missing that every genuine word with it has. */
  | 'companions'
  /** A fork is known to use it for something else; companions may be missing as well. */
  | 'profile'
  /** Bit 62 or 63. */
  | 'reserved';

export interface NegotiateOptions {
  /** What the local side requires of the peer; nothing by default. See {@link requiredByTunables}. */
  readonly required?: Mask64;
  /** What the peer requires of the local side. */
  readonly peerRequired?: Mask64;
  /** The release whose encoder writes: by default the local one, where it is known, else the newest. */
  readonly release?: WriterName;
  /** The vendor profile that applies whatever the peer's word. */
  readonly vendor?: string;
  /** The profiles that are tried; the known ones by default. */
  readonly profiles?: readonly VendorProfile[];
}

/**
 * What two sides will do with each other's feature words, and which bits of the peer's are not to be believed.
 *
 * The local word is taken at its word; the peer's is held against every genuine word (see {@link unimpliedBits}) and the
 * vendor profiles. Ceph itself believes every bit.
 *
 * Errors  TypeError for features that name no known word (Quincy and Squid have no verified one), a release without an
 *         encoder, or no vendor profile of that name
 */
export function negotiate(local: FeaturesLike, peer: FeaturesLike, options: NegotiateOptions = {}): Negotiation {
  const { required = Mask64.NONE, peerRequired = Mask64.NONE, profiles = VENDOR_PROFILES } = options;
  const ours = sideOf(local);
  const theirs = sideOf(peer);
  const disbelieved = disbelievedIn(theirs, vendorProfilesOf(theirs.sanitized, profiles, options.vendor));
  const believed = disbelieved.reduce((mask, { bit }) => mask.without(Mask64.bit(bit)), theirs.sanitized);
  const common = believed.and(ours.sanitized);
  const writer = writerOf(ours, options.release);
  return {
    local: ours,
    peer: theirs,
    trusted: believed,
    untrusted: disbelieved,
    common,
    features: common,
    missing: {
      local: missingFeatures(peerRequired.without(ours.sanitized), peerRequired.or(theirs.sanitized)),
      peer: missingFeatures(required.without(believed), required.or(ours.sanitized)),
    },
    release: writer.name,
    encoding: encodingFor(common, writer.writes),
  };
}

function sideOf(features: FeaturesLike): NegotiatingSide {
  const given = toFeatures(features);
  const sanitized = sanitize(given);
  const matches = exactMatches(sanitized);
  return {
    given,
    sanitized,
    matches,
    nearest: matches.length > 0 ? null : nearestRelease(sanitized),
    kernel: KERNEL_WORDS.find((k) => k.word.equals(sanitized)) ?? null,
  };
}

function writerOf(local: NegotiatingSide, named: WriterName | undefined): Writer {
  const found = named === undefined ? RELEASES.find((r) => r.name === local.matches[0]?.release) : release(named);
  if (found !== undefined && isWriter(found)) return found;
  if (named !== undefined) throw new TypeError(`no encoder of release "${String(named)}" is known`);
  return NEWEST;
}

function isWriter(found: (typeof RELEASES)[number]): found is Writer {
  return found.writes !== undefined;
}

const NEVER_ADVERTISED = RESERVED.or(RESERVED_BROKEN);

function disbelievedIn(peer: NegotiatingSide, profiles: readonly VendorProfile[]): UntrustedBit[] {
  const word = peer.sanitized;
  const strays = new Map(unimpliedBits(word).map((stray) => [stray.bit, stray]));
  const disbelieved: UntrustedBit[] = peer.given.and(NEVER_ADVERTISED).bits().map((bit) => reserved(bit, word));
  for (const bit of word.without(NEVER_ADVERTISED).bits()) {
    const profile = profiles.find((p) => p.reuses.some((r) => r.bit === bit));
    const stray = strays.get(bit);
    if (profile !== undefined) disbelieved.push(reused(bit, word, profile, stray));
    else if (stray !== undefined) disbelieved.push(withoutCompanions(stray, word));
  }
  return disbelieved.sort((a, b) => a.bit - b.bit);
}

function reserved(bit: number, word: Mask64): UntrustedBit {
  const text = `bit ${bit} is reserved: no healthy peer advertises it`;
  return { bit, names: namesOfBit(bit, word), why: 'reserved', text, evidence: { missing: [], profile: null, as: null } };
}

function reused(bit: number, word: Mask64, profile: VendorProfile, stray: UntrustedBitFound | undefined): UntrustedBit {
  const names = namesOfBit(bit, word);
  const as = profile.reuses.find((r) => r.bit === bit)?.as ?? null;
  const { release: from, version } = profile.from;
  const text = `bit ${bit} (${names.join(', ')}) is ${as} to ${profile.name}, which starts from ${from} ${version}`;
  return { bit, names, why: 'profile', text, evidence: { missing: stray?.missing ?? [], profile: profile.name, as } };
}

function withoutCompanions({ bit, missing }: UntrustedBitFound, word: Mask64): UntrustedBit {
  const names = namesOfBit(bit, word);
  const text = `bit ${bit} (${names.join(', ')}) stands without ${missing.join(', ')}, as it never does in a genuine peer of `
    + 'this kind: a foreign or patched peer of an older release';
  return { bit, names, why: 'companions', text, evidence: { missing, profile: null, as: null } };
}
