import { missingImpliedBits } from '../trust/implied_bits.ts';
import { kernelClientOf } from '../../tables/kernel_masks.ts';
import type { KernelMask } from '../../tables/kernel_masks.ts';
import { Mask64 } from '../../mask64.ts';
import { MSG_ADDR2 } from '../../masks.ts';
import { exactMatches } from '../match/match.ts';
import type { ReleaseMatch } from '../match/match.ts';
import { lackingOf, missingFeatures } from '../missing/missing.ts';
import type { Lacking, MissingFeature } from '../missing/missing.ts';
import { parseMismatch } from './line.ts';
import type { Mismatch } from './mismatch.ts';
import { RELEASES, release, releaseByNumber } from '../../releases.ts';
import type { Release } from '../../releases.ts';
import { RESERVED, RESERVED_BROKEN } from '../../sanitize.ts';
import { INCARNATION_MASKS } from '../../tables/ceph_features.ts';
import { BACK_PORTS } from '../who/text.ts';
import { whoIs } from '../who/who.ts';
import type { Who } from '../who/who.ts';
import { numbered } from '../../../text/numbers.ts';

/** A log line about missing features, with the meaning of the bits and the remedies: plain data. */
export interface MismatchExplanation extends Mismatch {
  /** Each missing bit, ascending; each required bit, if nobody lacks one yet. */
  readonly features: readonly MissingFeature[];
  /** Who the side is that lacks the bits; null if the line does not have its features. */
  readonly lackedBy: Who | null;
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
  /** Kernels of distributions have back-ports of the client of newer kernels. */
  | 'kernel_client'
  /** Clients that lack bit 59 alone are kernels from 4.13 to 5.2, which have what the settings of Luminous require. */
  | 'luminous_kernel'
  /** A monitor is of an older release than the monitors of the cluster must be. */
  | 'old_release'
  /** Only two releases that are next to each other, or next but one, run together. */
  | 'upgrade_in_steps'
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
  const { my, theirs, missing, required, lacking, space } = mismatch;
  const isRados = space === 'rados';
  const has = lacking === 'local' ? my : theirs;
  const lackedBy = isRados && has !== null ? whoIs(has) : null;
  const features = lacking === null ? required ?? Mask64.NONE : missing;
  const details = isRados ? missingFeatures(features, meaningIn(mismatch), lackingSide(mismatch, lackedBy)) : features.bits().map(msgr2Feature);
  return {
    ...mismatch,
    features: details,
    lackedBy,
    matches: isRados && my !== null ? exactMatches(my) : [],
    kernel: isRados && my !== null ? kernelClientOf(my) : null,
    remarks: [...remarksOn(mismatch), ...kernelRemarks(mismatch, lackedBy), ...releaseRemarks(mismatch, lackedBy, details)],
  };
}

/** The features that tell which meaning of a reused bit is required: those of the side that requires it. */
function meaningIn({ my, theirs, required, lacking, incarnation }: Mismatch): Mask64 {
  const requiring = required ?? (lacking === 'local' ? theirs : my) ?? Mask64.NONE;
  return requiring.or(INCARNATION_MASKS[incarnation]);
}

/** For whom the remedies are. The masks tell more than the wording: a server logs the same for kernels and programs. */
function lackingSide({ actor }: Mismatch, lackedBy: Who | null): Lacking {
  if (actor === 'kernel') return 'kernel';
  if (actor === 'monitor' || actor === 'daemon' || actor === 'server') return 'daemon';
  return actor === 'user_space' ? 'user_space' : lackedBy === null ? 'any' : lackingOf(lackedBy);
}

function kernelRemarks({ actor, missing }: Mismatch, lackedBy: Who | null): MismatchRemark[] {
  if (actor === 'client' && missing.equals(MSG_ADDR2)) {
    return [{
      code: 'luminous_kernel',
      text: 'clients that lack this bit alone are kernels from 4.13 to 5.2: they have what the settings of luminous require, such as pg-upmap. '
        + 'If "ceph features" shows no other clients of jewel, --yes-i-really-mean-it refuses none of them',
    }];
  }
  if (lackedBy?.kind !== 'kernel') return [];
  return [{ code: 'kernel_client', text: BACK_PORTS }];
}

function releaseRemarks({ release: stated, actor, who }: Mismatch, lackedBy: Who | null, details: readonly MissingFeature[]): MismatchRemark[] {
  if (actor !== 'monitor') return [];
  const is = named(stated?.is) ?? (lackedBy?.kind === 'release' ? release(lackedBy.release) : undefined);
  const needed = [named(stated?.needs), ...details.map((d) => (d.release === null ? undefined : release(d.release)))]
    .reduce((newest, r) => (r !== undefined && (newest === undefined || r.number > newest.number) ? r : newest), undefined);
  if (is === undefined || needed === undefined || needed.number <= is.number) return [];
  const old: MismatchRemark = { code: 'old_release', text: `${who ?? 'the monitor that lacks them'} is of ${is.name}: the cluster needs monitors of ${needed.name} or later` };
  const step = releaseByNumber(is.number + 2);
  if (step === undefined || needed.number - is.number <= 2) return [old];
  return [old, { code: 'upgrade_in_steps', text: `upgrade it in steps of at most two releases: the next is ${step.name}` }];
}

/** A release as monitors print it, by name or by number. */
function named(text: string | undefined): Release | undefined {
  return /^\d+$/.test(text ?? '') ? releaseByNumber(Number(text)) : RELEASES.find((r) => r.name === text);
}

function msgr2Feature(bit: number): MissingFeature {
  const name = MSGR2_NAMES.get(bit);
  const names = name === undefined ? [] : [name];
  return { bit, names, introduced: null, introducedExact: true, release: null, kernel: null, remedies: [] };
}

function remarksOn(mismatch: Mismatch): MismatchRemark[] {
  const { my, theirs, missing, space, lacking } = mismatch;
  const remarks = disagreements(mismatch);
  if (missing.isEmpty() && lacking !== null) remarks.unshift({ code: 'nothing_missing', text: 'no bit is missing' });
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

/** Where the missing bits that a line states are not the difference of its two masks. */
function disagreements({ my, theirs, required, missing, stated, lacking }: Mismatch): MismatchRemark[] {
  const texts: string[] = [];
  if (required !== null && stated !== null && !stated.equals(missing)) {
    texts.push(`the line says ${stated} is missing, but ${missing} is required and not there; the latter is explained`);
  } else if (required === null && stated !== null) {
    const [has, requires] = lacking === 'local' ? [my, theirs] : [theirs, my];
    const present = has === null ? Mask64.NONE : stated.and(has);
    if (!present.isEmpty()) texts.push(`${bitsAre(present)} missing, but the side that lacks features has ${them(present)}`);
    const notRequired = requires === null ? Mask64.NONE : stated.without(requires);
    if (!notRequired.isEmpty()) texts.push(`${bitsAre(notRequired)} missing, but the side that requires features does not have ${them(notRequired)}`);
    const unlisted = lacking === 'local' && my !== null && theirs !== null ? theirs.without(my).without(stated) : Mask64.NONE;
    if (!unlisted.isEmpty()) texts.push(`${bitsAre(unlisted)} not among the missing bits, but only the peer has ${them(unlisted)}`);
  }
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
