import { CEPHX_V2, MSG_AUTH, NOSRCADDR } from '../../features/masks.ts';
import { namesOfBit } from '../../features/tables/bit_meaning.ts';
import { Mask64 } from '../../features/mask64.ts';
import { negotiate } from '../../features/judge/negotiate/negotiate.ts';
import type { UntrustedBit } from '../../features/judge/trust/untrusted_bits.ts';
import type { VendorProfile } from '../../features/tables/vendor.ts';

/** Which bits to mask out of every client's features, besides untrusted bits. */
export interface MaskingOptions {
  /** Bits to mask out in any case; none by default. Bits of {@link AGREED} are not allowed. */
  readonly mask?: Mask64;
  /** The vendor profile that applies to every client, whatever its features. */
  readonly vendor?: string;
  /** The vendor profiles to try; by default all that this library knows. */
  readonly profiles?: readonly VendorProfile[];
}

/** A client's features, and those that the server receives instead. */
export interface Masking {
  /** The features in the client's connect. */
  readonly features: Mask64;
  /** The features in the connect that the server receives. */
  readonly sent: Mask64;
  /** In ascending order; empty if `sent` equals `features`. */
  readonly masked: readonly MaskedBit[];
}

/** A bit that was masked out, and why. */
export interface MaskedBit {
  readonly bit: number;
  /** Every name of the bit, the valid ones for these features first. */
  readonly names: readonly string[];
  readonly why: MaskingReason;
  /** The reason, in words for people. */
  readonly text: string;
}

/** Why a bit is masked out. */
export type MaskingReason =
  | UntrustedBit['why']
  /** In features with bit 63, only bits 0–32 are valid. */
  | 'sanitized'
  /** The bit is in `mask`. */
  | 'asked';

/**
 * Bits that change the protocol for both sides: the length of headers (up to Mimic) and of footers, and with cephx what is signed.
 * Masking them out for the server alone would break the connection.
 *
 * Source  ceph v12.2.5 src/msg/async/AsyncConnection.cc:440, 662, v16.0.0 src/auth/cephx/CephxSessionHandler.cc:44
 */
export const AGREED: Mask64 = /* @__PURE__ */ NOSRCADDR.or(MSG_AUTH).or(CEPHX_V2);

/**
 * Returns a function that decides, from a client's features, which bits to mask out: those that {@link negotiate} finds
 * untrusted, and those in `mask`. MSG_AUTH is never masked out, since it decides the length of footers.
 *
 * Errors  TypeError for a mask with a bit of {@link AGREED}, or for an unknown vendor profile
 */
export function masker({ mask = Mask64.NONE, vendor, profiles }: MaskingOptions): (features: Mask64) => Masking {
  const vendors = { ...(vendor === undefined ? {} : { vendor }), ...(profiles === undefined ? {} : { profiles }) };
  const agreed = mask.and(AGREED);
  if (!agreed.isEmpty()) throw new TypeError(`bits that change the protocol for both sides cannot be masked out: ${agreed.bits().join(', ')}`);
  negotiate(Mask64.NONE, Mask64.NONE, vendors); // refuses an unknown profile now, and not at the first client
  return (features) => {
    const { trusted, untrusted } = negotiate(features, features, vendors); // which bits are untrusted does not depend on our features
    const toMask = features.without(trusted).or(features.and(mask)).without(MSG_AUTH);
    const reasons = toMask.bits().map((bit) => untrusted.find((each) => each.bit === bit) ?? otherReason(bit, features, mask));
    return { features, sent: features.without(toMask), masked: reasons.map(({ bit, names, why, text }) => ({ bit, names, why, text })) };
  };
}

/** Why a bit is masked out although it is trusted. */
function otherReason(bit: number, features: Mask64, mask: Mask64): MaskedBit {
  const names = namesOfBit(bit, features);
  const named = names.length === 0 ? '' : ` (${names.join(', ')})`;
  if (mask.has(Mask64.bit(bit))) return { bit, names, why: 'asked', text: `bit ${bit}${named} is masked out for every client` };
  return { bit, names, why: 'sanitized', text: 'in features with bit 63, which 0.61 to 0.66 sent by mistake, only bits 0 to 32 are valid' };
}
