import { MONENC, MONNAMES } from '../../features/masks.ts';
import { Mask64 } from '../../features/mask64.ts';
import { namesOfBit } from '../../features/tables/bit_meaning.ts';
import type { Trials } from './cure.ts';
import type { FormCondition, Sender } from './sender.ts';

/** A bit that made the sender write what the peer cannot read. */
export interface Blame {
  readonly bit: number;
  /** Every name of the bit; the names of its meaning here come first. */
  readonly names: readonly string[];
  /** The features among those on which the form of the type depends that include the bit. */
  readonly features: readonly string[];
  /** Whether the peer advertises the bit. If not, the sender got it from somewhere else. */
  readonly isOffered: boolean;
}

/**
 * The bits to blame. First choice: bits that the form needs and the peer does not advertise, which the sender got from
 * somewhere else. Second: untrusted bits without which the sender writes what the peer reads. Third: other such bits, but not for
 * a kernel, which supports what it advertises. MONNAMES and MONENC are never to blame. Hammer has both, and without them the
 * sender writes old forms that may lose the names of the monitors.
 */
export function blamed<T>(trials: Trials<T>, { conditions }: Sender, features: Mask64, untrusted: readonly number[], ofKernel: boolean): Blame[] {
  const wanted = union(conditions.filter((c) => c.wanted === true));
  const notAdvertised = wanted.without(features).bits();
  const candidates = union(conditions).and(features).without(MONNAMES).without(MONENC);
  const curing = candidates.bits().filter((bit) => trials.cures(features.without(Mask64.bit(bit))));
  const curingUntrusted = curing.filter((bit) => untrusted.includes(bit));
  const bits = [notAdvertised, curingUntrusted, ofKernel ? [] : curing].find((found) => found.length > 0) ?? [];
  return bits.map((bit) => ({
    bit,
    names: namesOfBit(bit, features.or(wanted)),
    features: conditions.filter((c) => c.mask.has(Mask64.bit(bit))).map((c) => c.name),
    isOffered: notAdvertised.length === 0,
  }));
}

function union(conditions: readonly FormCondition[]): Mask64 {
  return conditions.reduce((all, { mask }) => all.or(mask), Mask64.NONE);
}
