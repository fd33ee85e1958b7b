import { Mask64 } from './mask64.ts';

/** RESERVED_BROKEN: 0.61 to 0.61.4 and 0.62 to 0.66 sent all 64 bits by mistake, and nobody else sends this one. */
export const RESERVED_BROKEN = Mask64.bit(63);

/** A sentinel inside Ceph, for an OSDMap encoder that was told its features: never advertised. */
export const RESERVED = Mask64.bit(62);

const UP_TO_OSD_SNAPMAPPER = Mask64.of(0x1_ffff_ffffn);

/**
 * What a word with bit 63 is worth: bits 0–32. Any other word is left alone.
 *
 * Dumpling to Kraken apply it to the peer's word in connect and connect_reply; Luminous on takes words as they are.
 *
 * Source  ceph v0.67.11 src/include/ceph_features.h:57-64, v0.94.9 src/msg/simple/Pipe.cc:372
 */
export function sanitize(word: Mask64): Mask64 {
  return word.has(RESERVED_BROKEN) ? UP_TO_OSD_SNAPMAPPER : word;
}
