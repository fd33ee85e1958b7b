import { FEATURES } from './ceph_features.ts';
import type { Feature } from './ceph_features.ts';
import { Mask64 } from '../mask64.ts';
import { compareVersions } from '../versions.ts';

/** What a bit means in a word, were it there: its names of the newest incarnation that passes HAVE_FEATURE. */
export function meaningIn(bit: number, word: Mask64): Feature[] {
  const having = word.or(Mask64.bit(bit));
  const passing = FEATURES.filter((f) => f.bit === bit && having.has(f.mask));
  const newest = Math.max(...passing.map((f) => f.incarnation));
  return passing.filter((f) => f.incarnation === newest);
}

/** Every name of a bit: those in force in `word`, then the others, newest incarnation first. */
export function namesOfBit(bit: number, word: Mask64): string[] {
  const inForceHere = meaningIn(bit, word);
  const others = FEATURES.filter((f) => f.bit === bit && !inForceHere.includes(f));
  others.sort((a, b) => b.incarnation - a.incarnation);
  return [...inForceHere, ...others].map((f) => f.name);
}

/** The feature that came first under the bit's meaning in `word`; undefined for a bit that nobody ever advertised. */
export function firstAdvertised(bit: number, word: Mask64): Feature | undefined {
  const having = word.or(Mask64.bit(bit));
  let first: Feature | undefined;
  for (const f of FEATURES) {
    if (f.bit !== bit || f.introduced === undefined || !having.has(f.mask)) continue;
    if (first?.introduced === undefined || f.incarnation > first.incarnation) first = f;
    else if (f.incarnation === first.incarnation && compareVersions(f.introduced, first.introduced) < 0) first = f;
  }
  return first;
}
