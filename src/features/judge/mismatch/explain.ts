import { missingImpliedBits } from '../trust/implied_bits.ts';
import { kernelClientOf } from '../../tables/kernels.ts';
import type { KernelMask } from '../../tables/kernels.ts';
import { Mask64 } from '../../mask64.ts';
import { exactMatches } from '../match/match.ts';
import type { ReleaseMatch } from '../match/match.ts';
import { missingFeatures } from '../missing/missing.ts';
import type { MissingFeature } from '../missing/missing.ts';
import { parseMismatch } from './line.ts';
import type { Mismatch } from './line.ts';
import { RESERVED, RESERVED_BROKEN } from '../../sanitize.ts';
import { numbered } from '../../../text/numbers.ts';

/** A log line about missing features, with the meaning of the bits and the remedies: plain data. */
export interface MismatchExplanation extends Mismatch {
  /** Each missing bit, ascending. */
  readonly features: readonly MissingFeature[];
  /** The releases that advertise the features of the side that logged the line. */
  readonly matches: readonly ReleaseMatch[];
  /** The kernel client that advertises them; null if none is known. */
  readonly kernel: KernelMask | null;
  readonly remarks: readonly MismatchRemark[];
}

/** Something odd about a log line. */
export interface MismatchRemark {
  readonly code: MismatchRemarkCode;
  readonly text: string;
}

/** The kinds of remarks on a log line about missing features. */
export type MismatchRemarkCode =
  /** The missing bits are not the difference of the two masks. */
  | 'not_the_difference'
  | 'nothing_missing'
  /** Bit 62 or 63 in one of the masks. */
  | 'reserved_bits'
  /** The side that logged the line has a bit without the bits that it implies. */
  | 'implied_bits';

/** The features that messenger v2 exchanges in its banner. */
const MSGR2_NAMES: ReadonlyMap<number, string> = new Map([[0, 'REVISION_1'], [1, 'COMPRESSION']]);

/**
 * Explains a log line: which features are missing, since when they exist, and the remedies.
 *
 * Errors  TypeError as {@link parseMismatch}
 *
 * @example
 * ```ts
 * import { explainMismatch } from 'cephwire/features';
 *
 * const line = 'libceph: mon0 10.0.0.1:6789 feature set mismatch, my 4a042a42 < server\'s 2104a042a42, missing 21000000000';
 * for (const { bit, names, kernel } of explainMismatch(line).features) console.log(bit, names[0], kernel);
 * // → 36 CRUSH_V2 3.14
 * // → 41 CRUSH_TUNABLES3 3.15
 * ```
 */
export function explainMismatch(line: string): MismatchExplanation {
  const mismatch = parseMismatch(line);
  const { my, theirs, missing, space } = mismatch;
  const isRados = space === 'rados';
  const context = (mismatch.lacking === 'local' ? theirs : my) ?? Mask64.NONE;
  return {
    ...mismatch,
    features: isRados ? missingFeatures(missing, context) : missing.bits().map(msgr2Feature),
    matches: isRados && my !== null ? exactMatches(my) : [],
    kernel: isRados && my !== null ? kernelClientOf(my) : null,
    remarks: remarksOn(mismatch),
  };
}

function msgr2Feature(bit: number): MissingFeature {
  const name = MSGR2_NAMES.get(bit);
  const names = name === undefined ? [] : [name];
  return { bit, names, introduced: null, introducedExact: true, release: null, kernel: null, remedies: [] };
}

function remarksOn(mismatch: Mismatch): MismatchRemark[] {
  const { my, theirs, missing, space } = mismatch;
  const remarks = disagreements(mismatch);
  if (missing.isEmpty()) remarks.unshift({ code: 'nothing_missing', text: 'no bit is missing' });
  if (space === 'msgr2') return remarks;
  const reserved = missing.or(my ?? Mask64.NONE).or(theirs ?? Mask64.NONE).and(RESERVED.or(RESERVED_BROKEN));
  if (!reserved.isEmpty()) {
    remarks.push({ code: 'reserved_bits', text: `${bitsAre(reserved)} set: no healthy peer advertises ${them(reserved)}` });
  }
  for (const { bit, missing: implied } of my === null ? [] : missingImpliedBits(my)) {
    remarks.push({ code: 'implied_bits', text: `bit ${bit} of the local side is set without ${numbered('bit', implied)}, which it implies` });
  }
  return remarks;
}

/** Where the missing bits of a line are not the difference of its two masks. */
function disagreements({ my, theirs, missing, lacking }: Mismatch): MismatchRemark[] {
  const texts: string[] = [];
  const [has, requires] = lacking === 'local' ? [my, theirs] : [theirs, my];
  const present = has === null ? Mask64.NONE : missing.and(has);
  if (!present.isEmpty()) texts.push(`${bitsAre(present)} missing, but the side that lacks features has ${them(present)}`);
  const notRequired = requires === null ? Mask64.NONE : missing.without(requires);
  if (!notRequired.isEmpty()) texts.push(`${bitsAre(notRequired)} missing, but the side that requires features does not have ${them(notRequired)}`);
  const unlisted = lacking === 'local' && my !== null && theirs !== null ? theirs.without(my).without(missing) : Mask64.NONE;
  if (!unlisted.isEmpty()) texts.push(`${bitsAre(unlisted)} not among the missing bits, but only the peer has ${them(unlisted)}`);
  return texts.map((text) => ({ code: 'not_the_difference', text }));
}

/** `bit 1 is`, `bits 1, 2 are`. */
function bitsAre(mask: Mask64): string {
  const bits = mask.bits();
  return `${numbered('bit', bits)} ${bits.length === 1 ? 'is' : 'are'}`;
}

function them(mask: Mask64): string {
  return mask.bits().length === 1 ? 'it' : 'them';
}
