import { CEPHX_V2, MSG_AUTH, NOSRCADDR } from '../../features/masks.ts';
import { namesOfBit } from '../../features/tables/bit_meaning.ts';
import { Mask64 } from '../../features/mask64.ts';
import { negotiate } from '../../features/judge/negotiate/negotiate.ts';
import type { UntrustedBit } from '../../features/judge/trust/untrusted_bits.ts';
import type { VendorProfile } from '../../features/tables/vendor.ts';

/** What is hidden of every client's features, besides what is not believed. */
export interface MaskingOptions {
  /** Bits to hide from the server in any case; none by default, and none of {@link AGREED}. */
  readonly mask?: Mask64;
  /** The vendor profile that applies whatever the client's word. */
  readonly vendor?: string;
  /** The profiles that are tried; the known ones by default. */
  readonly profiles?: readonly VendorProfile[];
}

/** A client's word, and what the server is to see of it. */
export interface Masking {
  readonly features: Mask64;
  readonly sent: Mask64;
  /** By bit, ascending; empty where `sent` is `features`. */
  readonly masked: readonly MaskedBit[];
}

export interface MaskedBit {
  readonly bit: number;
  /** Every name of the bit, the ones in force first. */
  readonly names: readonly string[];
  readonly why: MaskingReason;
  /** A sentence for a person. */
  readonly text: string;
}

export type MaskingReason =
  | UntrustedBit['why']
  /** A word with bit 63 is worth its bits 0–32. */
  | 'sanitized'
  /** It stands in `mask`. */
  | 'asked';

/**
 * Bits by which both sides have to go alike, so that hiding them of a client that means them breaks its connection: the
 * length of headers (up to Mimic) and of footers, and under cephx what is signed.
 *
 * Source  ceph v12.2.5 src/msg/async/AsyncConnection.cc:440, 662, v16.0.0 src/auth/cephx/CephxSessionHandler.cc:44
 */
export const AGREED: Mask64 = /* @__PURE__ */ NOSRCADDR.or(MSG_AUTH).or(CEPHX_V2);

/**
 * Makes what decides, for each client's word, which bits the server is not to see: those that {@link negotiate} does not
 * believe, and those that were asked for. MSG_AUTH stays in any case; it decides the length of footers.
 *
 * Errors  TypeError for a mask with a bit of {@link AGREED}, or no vendor profile of that name
 */
export function masker({ mask = Mask64.NONE, vendor, profiles }: MaskingOptions): (features: Mask64) => Masking {
  const vendors = { ...(vendor === undefined ? {} : { vendor }), ...(profiles === undefined ? {} : { profiles }) };
  const agreed = mask.and(AGREED);
  if (!agreed.isEmpty()) throw new TypeError(`bit ${agreed.bits().join(', ')} cannot be masked out: both sides go by it`);
  negotiate(Mask64.NONE, Mask64.NONE, vendors); // the profile is refused here, and not at the first client
  return (features) => {
    // Nothing that is not believed depends on our side's word.
    const { trusted: believed, untrusted: disbelieved } = negotiate(features, features, vendors);
    const hide = features.without(believed).or(features.and(mask)).without(MSG_AUTH);
    const hidden = hide.bits().map((bit) => disbelieved.find((d) => d.bit === bit) ?? otherwise(bit, features, mask));
    return { features, sent: features.without(hide), masked: hidden.map(({ bit, names, why, text }) => ({ bit, names, why, text })) };
  };
}

function otherwise(bit: number, features: Mask64, mask: Mask64): MaskedBit {
  const names = namesOfBit(bit, features);
  const named = names.length === 0 ? '' : ` (${names.join(', ')})`;
  if (mask.has(Mask64.bit(bit))) return { bit, names, why: 'asked', text: `bit ${bit}${named} is to be hidden` };
  return { bit, names, why: 'sanitized', text: 'with bit 63, which 0.61 to 0.66 sent by mistake, only bits 0 to 32 count' };
}
