import { Mask64 } from '../mask64.ts';

/** The profiles of `ceph osd crush tunables`. */
export type TunablesProfile = 'legacy' | 'argonaut' | 'bobtail' | 'firefly' | 'hammer' | 'jewel' | 'optimal' | 'default';

const BOBTAIL = Mask64.bit(18).or(Mask64.bit(25));
const FIREFLY = BOBTAIL.or(Mask64.bit(41));
const HAMMER = FIREFLY.or(Mask64.bit(48));
const JEWEL = HAMMER.or(Mask64.bit(58));

const REQUIRED: ReadonlyMap<string, Mask64> = new Map([
  ['legacy', Mask64.NONE],
  ['argonaut', Mask64.NONE],
  ['bobtail', BOBTAIL],
  ['firefly', FIREFLY],
  ['hammer', HAMMER],
  ['jewel', JEWEL],
  ['optimal', JEWEL],
  ['default', JEWEL],
]);

/**
 * The features that a cluster with these tunables requires of its clients.
 *
 * Bit 48 is required if the CRUSH map has straw2 buckets. The hammer profile allows such buckets, so bit 48 counts as
 * required from hammer on. `optimal` and `default` mean the jewel profile, as in Luminous and later.
 *
 * Errors  TypeError for an unknown profile
 * Source  ceph v16.0.0 src/crush/CrushWrapper.h:144-209, src/osd/OSDMap.cc:1561-1570; monitors of 14.2.21 to 20.2.4
 *
 * @example
 * ```ts
 * import { requiredByTunables } from 'cephwire/features';
 *
 * console.log(requiredByTunables('hammer').bits()); // → [ 18, 25, 41, 48 ]
 * ```
 */
export function requiredByTunables(profile: TunablesProfile): Mask64 {
  const required = REQUIRED.get(profile);
  if (required === undefined) {
    throw new TypeError(`unknown tunables profile "${String(profile)}": known are ${[...REQUIRED.keys()].join(', ')}`);
  }
  return required;
}
