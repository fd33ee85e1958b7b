import type { Mask64 } from '../../mask64.ts';
import { RESERVED, RESERVED_BROKEN, sanitize } from '../../sanitize.ts';
import { namesOfBit } from '../../tables/bit_meaning.ts';
import type { VendorProfile } from '../../tables/vendor.ts';
import { numbered } from '../../../text/numbers.ts';
import { missingImpliedBits } from './implied_bits.ts';
import type { MissingImpliedBits } from './implied_bits.ts';

/** A bit that a peer advertises and that cannot mean what it means in Ceph. */
export interface UntrustedBit {
  readonly bit: number;
  /** Every name of the bit; the names of its meaning beside the peer's other features come first. */
  readonly names: readonly string[];
  readonly why: UntrustedReason;
  /** The reason, for people to read. */
  readonly text: string;
  readonly evidence: {
    /** The implied bits that are missing: see {@link MissingImpliedBits}. */
    readonly missing: readonly number[];
    /** The vendor profile that reuses the bit, and the name of the bit in that fork. */
    readonly profile: string | null;
    readonly as: string | null;
  };
}

/** Why a bit of a peer cannot mean what Ceph means by it. */
export type UntrustedReason =
  /** Bits are missing that every genuine peer with this bit has. */
  | 'implied_bits'
  /** A vendor's fork uses the bit for something else. Implied bits may be missing too. */
  | 'profile'
  /** Bit 62 or 63. */
  | 'reserved';

const NEVER_ADVERTISED = RESERVED.or(RESERVED_BROKEN);

/** The untrusted bits among features as a peer sent them, ascending. `profiles` are the vendor profiles that apply to the peer. */
export function untrustedBits(given: Mask64, profiles: readonly VendorProfile[]): UntrustedBit[] {
  const features = sanitize(given);
  const withoutImplied = new Map(missingImpliedBits(features).map((found) => [found.bit, found]));
  const untrusted = given.and(NEVER_ADVERTISED).bits().map((bit) => reserved(bit, features));
  for (const bit of features.without(NEVER_ADVERTISED).bits()) {
    const profile = profiles.find((p) => p.reuses.some((r) => r.bit === bit));
    const found = withoutImplied.get(bit);
    if (profile !== undefined) untrusted.push(reused(bit, features, profile, found));
    else if (found !== undefined) untrusted.push(impliedMissing(found, features));
  }
  return untrusted.sort((a, b) => a.bit - b.bit);
}

function reserved(bit: number, features: Mask64): UntrustedBit {
  const text = `bit ${bit} is reserved: no healthy peer advertises it`;
  return { bit, names: namesOfBit(bit, features), why: 'reserved', text, evidence: { missing: [], profile: null, as: null } };
}

function reused(bit: number, features: Mask64, profile: VendorProfile, found: MissingImpliedBits | undefined): UntrustedBit {
  const names = namesOfBit(bit, features);
  const as = profile.reuses.find((r) => r.bit === bit)?.as ?? null;
  const { release, version } = profile.from;
  const text = `bit ${bit} (${names.join(', ')}) is ${as} in ${profile.name}, a fork of ${release} ${version}`;
  return { bit, names, why: 'profile', text, evidence: { missing: found?.missing ?? [], profile: profile.name, as } };
}

function impliedMissing({ bit, missing }: MissingImpliedBits, features: Mask64): UntrustedBit {
  const names = namesOfBit(bit, features);
  const text = `bit ${bit} (${names.join(', ')}) is set without ${numbered('bit', missing)}, which every genuine peer of this `
    + 'kind with it has: a foreign peer, or a patched peer of an older release';
  return { bit, names, why: 'implied_bits', text, evidence: { missing, profile: null, as: null } };
}
