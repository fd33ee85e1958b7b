import { Mask64 } from '../../mask64.ts';
import { RELEASES, release } from '../../releases.ts';
import type { Release, ReleaseName } from '../../releases.ts';

/** A release and those of its listed versions that advertise one word, oldest first. */
export interface ReleaseMatch {
  readonly release: ReleaseName;
  readonly versions: readonly string[];
}

/** The release a word differs least from, and how it differs. */
export interface NearestRelease extends ReleaseMatch {
  /** Bits of the word that the release does not advertise. */
  readonly added: readonly number[];
  /** Bits of the release that the word lacks. */
  readonly missing: readonly number[];
}

interface Candidate extends ReleaseMatch {
  readonly mask: Mask64;
}

const CANDIDATES: readonly Candidate[] = RELEASES.flatMap(candidatesOf);

/** The releases with a version that advertises exactly this word. */
export function exactMatches(word: Mask64): ReleaseMatch[] {
  return CANDIDATES.filter((c) => c.mask.equals(word)).map(({ mask, ...match }) => match);
}

/**
 * The release with the fewest differing bits, the oldest of equals, or how one release differs.
 *
 * Null where that one has no verified word.
 *
 * Errors  TypeError for the name of no release
 */
export function nearestRelease(word: Mask64, only?: ReleaseName): NearestRelease | null {
  const candidates = only === undefined ? CANDIDATES : candidatesOf(release(only));
  let nearest: NearestRelease | null = null;
  for (const { mask, ...match } of candidates) {
    const found = { ...match, added: word.without(mask).bits(), missing: mask.without(word).bits() };
    if (nearest === null || distance(found) < distance(nearest)) nearest = found;
  }
  return nearest;
}

function distance(nearest: NearestRelease): number {
  return nearest.added.length + nearest.missing.length;
}

/** One candidate for each distinct word of a release. */
function candidatesOf({ name, masks }: Release): Candidate[] {
  const words = new Set(masks.map(([, mask]) => mask.toString()));
  return [...words].map((word) => ({
    release: name,
    versions: masks.filter(([, mask]) => mask.toString() === word).map(([version]) => version),
    mask: Mask64.parse(word),
  }));
}
