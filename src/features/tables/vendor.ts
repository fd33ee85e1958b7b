import { Mask64 } from '../mask64.ts';
import { release } from '../releases.ts';
import type { ReleaseName } from '../releases.ts';

/** A fork of Ceph that gives bits a meaning of its own. */
export interface VendorProfile {
  readonly name: string;
  /** Where the fork starts from. */
  readonly from: { readonly release: ReleaseName; readonly version: string };
  readonly reuses: readonly ReusedBit[];
}

export interface ReusedBit {
  readonly bit: number;
  /** The fork's own name for it. */
  readonly as: string;
}

/** The forks that are known. */
export const VENDOR_PROFILES: readonly VendorProfile[] = [
  {
    name: 'hammer-partial-recovery',
    from: { release: 'hammer', version: '0.94.9' },
    reuses: [{ bit: 59, as: 'CEPH_OSD_PARTIAL_RECOVERY' }],
  },
];

/**
 * The profiles that apply to a word: the one that is named, and those whose release, in one of its versions, has exactly
 * the word less the reused bits.
 *
 * Errors  TypeError for the name of no profile, or a profile of no release; RangeError for a reused bit outside 0–63
 */
export function vendorProfilesOf(word: Mask64, profiles: readonly VendorProfile[], named?: string): VendorProfile[] {
  if (named !== undefined && !profiles.some((p) => p.name === named)) {
    throw new TypeError(`unknown vendor profile "${named}": known are ${profiles.map((p) => p.name).join(', ') || 'none'}`);
  }
  return profiles.filter((profile) => profile.name === named || isWordOf(profile, word));
}

function isWordOf({ from, reuses }: VendorProfile, word: Mask64): boolean {
  const reused = reuses.reduce((mask, { bit }) => mask.or(Mask64.bit(bit)), Mask64.NONE);
  return release(from.release).masks.some(([, mask]) => mask.or(reused).equals(word) && !mask.equals(word));
}
