import { unimpliedBits } from '../trust/implied_bits.ts';
import { KERNEL_WORDS } from '../../tables/kernels.ts';
import type { KernelWord } from '../../tables/kernels.ts';
import { Mask64 } from '../../mask64.ts';
import { exactMatches } from '../match/match.ts';
import type { ReleaseMatch } from '../match/match.ts';
import { missingFeatures } from '../missing/missing.ts';
import type { MissingFeature } from '../missing/missing.ts';
import { parseMismatch } from './line.ts';
import type { Mismatch } from './line.ts';
import { RESERVED, RESERVED_BROKEN } from '../../sanitize.ts';

/** A log line about missing features, with what to know and to do: plain data. */
export interface MismatchExplanation extends Mismatch {
  /** Each missing bit, ascending. */
  readonly features: readonly MissingFeature[];
  /** The releases whose word the logging side's is. */
  readonly matches: readonly ReleaseMatch[];
  /** The kernel client whose word it is. */
  readonly kernel: KernelWord | null;
  readonly remarks: readonly MismatchRemark[];
}

export interface MismatchRemark {
  readonly code: MismatchRemarkCode;
  readonly text: string;
}

export type MismatchRemarkCode =
  /** The missing bits are not what the two words leave. */
  | 'not_the_difference'
  | 'nothing_missing'
  /** Bit 62 or 63 in one of the masks. */
  | 'reserved_bits'
  /** The logging side's word has a bit that it cannot have in Ceph's meaning. */
  | 'stray_bits';

/** The bits of messenger v2's banner. */
const MSGR2_NAMES: ReadonlyMap<number, string> = new Map([[0, 'REVISION_1'], [1, 'COMPRESSION']]);

/**
 * What is missing by a log line, since when it is there, and what helps.
 *
 * Errors  TypeError as {@link parseMismatch}
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
    kernel: isRados && my !== null ? (KERNEL_WORDS.find((k) => k.word.equals(my)) ?? null) : null,
    remarks: remarksOn(mismatch),
  };
}

function msgr2Feature(bit: number): MissingFeature {
  const name = MSGR2_NAMES.get(bit);
  const names = name === undefined ? [] : [name];
  return { bit, names, introduced: null, introducedExact: true, release: null, kernel: null, remedies: [] };
}

function remarksOn({ my, theirs, missing, lacking, space }: Mismatch): MismatchRemark[] {
  const remarks: MismatchRemark[] = [];
  if (missing.isEmpty()) remarks.push({ code: 'nothing_missing', text: 'no bit is missing' });
  const has = lacking === 'local' ? my : theirs;
  const requiredBy = lacking === 'local' ? theirs : my;
  const present = has === null ? Mask64.NONE : missing.and(has);
  if (!present.isEmpty()) remarks.push(disagree(`${list(present)} missing, yet in the word of the side that lacks`));
  const notAsked = requiredBy === null ? Mask64.NONE : missing.without(requiredBy);
  if (!notAsked.isEmpty()) remarks.push(disagree(`${list(notAsked)} missing, yet not in the word of the side that requires`));
  if (lacking === 'local' && my !== null && theirs !== null) {
    const unsaid = theirs.without(my).without(missing);
    if (!unsaid.isEmpty()) remarks.push(disagree(`${list(unsaid)} in the peer's word and not in the local one, yet not missing`));
  }
  if (space === 'msgr2') return remarks;
  const any = missing.or(my ?? Mask64.NONE).or(theirs ?? Mask64.NONE);
  const reserved = any.and(RESERVED.or(RESERVED_BROKEN));
  if (!reserved.isEmpty()) {
    remarks.push({ code: 'reserved_bits', text: `${list(reserved)} set, which no healthy peer advertises` });
  }
  for (const stray of my === null ? [] : unimpliedBits(my)) {
    remarks.push({ code: 'stray_bits', text: `bit ${stray.bit} of the local word stands without ${stray.missing.join(', ')}` });
  }
  return remarks;
}

function disagree(text: string): MismatchRemark {
  return { code: 'not_the_difference', text };
}

function list(mask: Mask64): string {
  const bits = mask.bits();
  return bits.length === 1 ? `bit ${bits.join('')} is` : `bits ${bits.join(', ')} are`;
}
