import { Mask64 } from './mask64.ts';

/** RESERVED_BROKEN: 0.61 to 0.61.4 and 0.62 to 0.66 sent all 64 bits by mistake. No other version sends bit 63. */
export const RESERVED_BROKEN = Mask64.bit(63);

/** RESERVED: a marker inside Ceph for OSDMap encoders that were given features. No peer advertises it. */
export const RESERVED = Mask64.bit(62);

const UP_TO_OSD_SNAPMAPPER = Mask64.of(0x1_ffff_ffffn);

/**
 * Bits 0–32 alone if bit 63 is set; otherwise the same features.
 *
 * Dumpling to Kraken do this to the peer's features in connect and connect_reply. Luminous and later do not.
 *
 * Source  ceph v0.67.11 src/include/ceph_features.h:57-64, v0.94.9 src/msg/simple/Pipe.cc:372
 *
 * @example
 * ```ts
 * import { Mask64, sanitize } from 'cephwire/features';
 *
 * console.log(String(sanitize(Mask64.ALL))); // → 0x00000001ffffffff
 * ```
 */
export function sanitize(features: Mask64): Mask64 {
  features = Mask64.from(features);
  return features.has(RESERVED_BROKEN) ? UP_TO_OSD_SNAPMAPPER : features;
}
