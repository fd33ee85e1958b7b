import { MSG_ADDR2 } from '../../masks.ts';
import { Mask64 } from '../../mask64.ts';

/** Bits 56, 57 and 58, which Jewel introduced: every genuine mask with bit 59 has all of them, and no Hammer has any. */
export const ADDR2_IMPLIED_BITS = Mask64.of(0x0700_0000_0000_0000n);

/**
 * Whether a peer with these features, sanitized, can read the ADDR2 form of an address: bit 59 and the bits that it implies.
 *
 * Ceph tests bit 59 alone. So it sends ADDR2 addresses to a patched Hammer that uses bit 59 for something else and cannot
 * read them.
 *
 * Source  ceph v14.2.8 src/msg/msg_types.h:468 for Ceph's test; the masks of RELEASES for the implied bits
 *
 * @example
 * ```ts
 * import { MSG_ADDR2, speaksAddr2, toFeatures } from 'cephwire/features';
 *
 * console.log(speaksAddr2(toFeatures('nautilus')), speaksAddr2(toFeatures('hammer').or(MSG_ADDR2))); // → true false
 * ```
 */
export function speaksAddr2(features: Mask64): boolean {
  features = Mask64.from(features);
  return features.has(MSG_ADDR2) && features.has(ADDR2_IMPLIED_BITS);
}

/** Whether bit 59 is set and a bit that it implies is not: a foreign or patched peer, which needs legacy addresses. */
export function hasBareAddr2(features: Mask64): boolean {
  return features.has(MSG_ADDR2) && !features.has(ADDR2_IMPLIED_BITS);
}
