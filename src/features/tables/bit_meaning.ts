import { FEATURES } from './ceph_features.ts';
import type { Feature } from './ceph_features.ts';
import { Mask64 } from '../mask64.ts';
import { compareVersions } from '../versions.ts';

/** What a bit means beside these features, or would mean if they had it: its names in the newest incarnation that passes HAVE_FEATURE. */
export function meaningOf(bit: number, features: Mask64): Feature[] {
  const withBit = features.or(Mask64.bit(bit));
  const passing = FEATURES.filter((f) => f.bit === bit && withBit.has(f.mask));
  const newest = Math.max(...passing.map((f) => f.incarnation));
  return passing.filter((f) => f.incarnation === newest);
}

/** Every name of a bit: first the names of its meaning beside these features, then the others, newest incarnation first. */
export function namesOfBit(bit: number, features: Mask64): string[] {
  const meaning = meaningOf(bit, features);
  const others = FEATURES.filter((f) => f.bit === bit && !meaning.includes(f));
  others.sort((a, b) => b.incarnation - a.incarnation);
  meaning.sort((a, b) => Number(a.introduced === undefined) - Number(b.introduced === undefined)); // names that no version advertised last
  return [...meaning, ...others].map((f) => f.name);
}

/**
 * The feature that was advertised first for a bit in its meaning beside these features. If that meaning was never
 * advertised, the one of the newest older meaning; undefined for a bit that no version ever advertised.
 */
export function firstAdvertised(bit: number, features: Mask64): Feature | undefined {
  const withBit = features.or(Mask64.bit(bit));
  let first: Feature | undefined;
  for (const f of FEATURES) {
    if (f.bit !== bit || f.introduced === undefined || !withBit.has(f.mask)) continue;
    if (first?.introduced === undefined || f.incarnation > first.incarnation) first = f;
    else if (f.incarnation === first.incarnation && compareVersions(f.introduced, first.introduced) < 0) first = f;
  }
  return first;
}
