import { maskOf } from '../mask64.ts';
import type { Mask64 } from '../mask64.ts';
import { release } from '../releases.ts';
import type { ReleaseName } from '../releases.ts';

/** A vendor's fork of Ceph, which gives some feature bits another meaning. */
export interface VendorProfile {
  readonly name: string;
  /** The version of Ceph that was forked. */
  readonly from: { readonly release: ReleaseName; readonly version: string };
  readonly reuses: readonly ReusedBit[];
}

/** A bit that a fork uses for a feature of its own. */
export interface ReusedBit {
  readonly bit: number;
  /** The name of the feature in the fork. */
  readonly as: string;
}

/** The known forks. */
export const VENDOR_PROFILES: readonly VendorProfile[] = [
  {
    name: 'hammer-partial-recovery',
    from: { release: 'hammer', version: '0.94.9' },
    reuses: [{ bit: 59, as: 'CEPH_OSD_PARTIAL_RECOVERY' }],
  },
];

/**
 * The profiles that apply to these features: the one with the given name, and each one whose reused bits, added to what a
 * version of its release advertises, give exactly these features.
 *
 * Errors  TypeError for an unknown profile, or a profile of an unknown release; RangeError for a reused bit outside 0–63
 */
export function vendorProfilesOf(features: Mask64, profiles: readonly VendorProfile[], named?: string): VendorProfile[] {
  if (named !== undefined && !profiles.some((p) => p.name === named)) {
    throw new TypeError(`unknown vendor profile "${named}": known are ${profiles.map((p) => p.name).join(', ') || 'none'}`);
  }
  return profiles.filter((profile) => profile.name === named || mayAdvertise(profile, features));
}

function mayAdvertise({ from, reuses }: VendorProfile, features: Mask64): boolean {
  const reused = maskOf(reuses.map(({ bit }) => bit));
  return release(from.release).masks.some(([, mask]) => mask.or(reused).equals(features) && !mask.equals(features));
}
