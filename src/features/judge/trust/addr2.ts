import { MSG_ADDR2 } from '../../masks.ts';
import { Mask64 } from '../../mask64.ts';

/** Bits 56, 57 and 58, which Jewel brought: every genuine word with bit 59 has them, no Hammer does. */
export const ADDR2_IMPLIED_BITS = Mask64.of(0x0700_0000_0000_0000n);

/**
 * Whether a peer can read the ADDR2 form of an address: bit 59 and its companions.
 *
 * Ceph asks for bit 59 alone, and sends a patched Hammer that took the bit for itself addresses it cannot read.
 * The word should be sanitized first.
 *
 * Source  ceph v14.2.8 src/msg/msg_types.h:468 for the bare test; the masks of RELEASES for the companions
 */
export function speaksAddr2(word: Mask64): boolean {
  return word.has(MSG_ADDR2) && word.has(ADDR2_IMPLIED_BITS);
}

/** Whether a word has bit 59 without all of its companions: a foreign or patched peer, to be given legacy addresses. */
export function hasBareAddr2(word: Mask64): boolean {
  return word.has(MSG_ADDR2) && !word.has(ADDR2_IMPLIED_BITS);
}
