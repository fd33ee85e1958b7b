import { Mask64 } from '../../mask64.ts';
import { RELEASES, release } from '../../releases.ts';
import type { Release, ReleaseName } from '../../releases.ts';

/** A release, and the range of its versions that advertise one and the same mask. */
export interface ReleaseMatch {
  readonly release: ReleaseName;
  /** The first and the last version; one if there is no other. */
  readonly versions: readonly string[];
}

/** The release from which features differ least, and the difference. */
export interface NearestRelease extends ReleaseMatch {
  /** Bits that these features have and the release does not advertise. */
  readonly added: readonly number[];
  /** Bits that the release advertises and these features lack. */
  readonly missing: readonly number[];
}

interface Candidate extends ReleaseMatch {
  readonly mask: Mask64;
}

const CANDIDATES: readonly Candidate[] = RELEASES.flatMap(candidatesOf);

/**
 * The releases that advertise exactly these features in one of their versions.
 *
 * @example
 * ```ts
 * import { exactMatches, toFeatures } from 'cephwire/features';
 *
 * console.log(exactMatches(toFeatures('0.94.9'))); // → [ { release: 'hammer', versions: [ '0.94.7', '0.94.10' ] } ]
 * ```
 */
export function exactMatches(features: Mask64): ReleaseMatch[] {
  features = Mask64.from(features);
  return CANDIDATES.filter((c) => c.mask.equals(features)).map(({ mask, ...match }) => match);
}

/**
 * The release with the fewest differing bits; the oldest, if several have equally few. With `only`, the difference from
 * that release; null if its mask is not known.
 *
 * Errors  TypeError for an unknown release
 *
 * @example
 * ```ts
 * import { Mask64, nearestRelease, toFeatures } from 'cephwire/features';
 *
 * console.log(nearestRelease(toFeatures('jewel').or(Mask64.bit(60)))?.added); // → [ 60 ]
 * ```
 */
export function nearestRelease(features: Mask64, only?: ReleaseName): NearestRelease | null {
  features = Mask64.from(features);
  const candidates = only === undefined ? CANDIDATES : candidatesOf(release(only));
  let nearest: NearestRelease | null = null;
  for (const { mask, ...match } of candidates) {
    const found = { ...match, added: features.without(mask).bits(), missing: mask.without(features).bits() };
    if (nearest === null || distance(found) < distance(nearest)) nearest = found;
  }
  return nearest;
}

function distance(nearest: NearestRelease): number {
  return nearest.added.length + nearest.missing.length;
}

function candidatesOf({ name, masks }: Release): Candidate[] {
  return masks.map(([first, mask, , last]) => ({ release: name, versions: first === last ? [first] : [first, last], mask }));
}
