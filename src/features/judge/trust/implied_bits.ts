import { ADDR2_IMPLIED_BITS, hasBareAddr2 } from './addr2.ts';
import { INCARNATION_MASKS } from '../../tables/ceph_features.ts';
import { MSG_ADDR2 } from '../../masks.ts';
import { HISTORY } from '../../tables/history.ts';
import { firstAdvertised } from '../../tables/bit_meaning.ts';
import { KERNEL_WORDS } from '../../tables/kernels.ts';
import { Mask64 } from '../../mask64.ts';
import { RELEASES } from '../../releases.ts';
import { sanitize } from '../../sanitize.ts';
import { compareVersions } from '../../versions.ts';

/** A bit that no genuine peer has together with the rest of the word. */
export interface UntrustedBitFound {
  readonly bit: number;
  /** Bits no newer than this one that it never lacks in a genuine word of the same kind, and that are missing here. */
  readonly missing: readonly number[];
}

/** The genuine words of user space, sanitized. */
export const USER_SPACE_MASKS: readonly Mask64[] = [
  ...HISTORY.map(([, word]) => sanitize(word)),
  ...RELEASES.flatMap((r) => r.masks.map(([, mask]) => mask)),
];

/** Every genuine word there is. */
export const GENUINE_MASKS: readonly Mask64[] = [...USER_SPACE_MASKS, ...KERNEL_WORDS.map((k) => k.word)];

/** By bit, what all words that have it have in common. */
type Companions = readonly Mask64[];

/** What is to be learned from genuine words. */
export interface Evidence {
  /** What no word of user space lacks and every kernel client does in part: bits such as UID and OBJECTLOCATOR. */
  readonly userSpaceFloor: Mask64;
  readonly inUserSpace: Companions;
  readonly anywhere: Companions;
}

export function evidenceOf(userSpace: readonly Mask64[], kernels: readonly Mask64[]): Evidence {
  return {
    userSpaceFloor: common(userSpace),
    inUserSpace: companionsIn(userSpace),
    anywhere: companionsIn([...userSpace, ...kernels]),
  };
}

const EVIDENCE = evidenceOf(USER_SPACE_MASKS, KERNEL_WORDS.map((k) => k.word));

/** One missing companion can be a version that we do not know; two that the peer predates cannot. */
const ENOUGH = 2;

/** The first examined version: what is dated so may be older. */
const OLDEST = '0.61';
const OLDEST_BITS = maskOf(Mask64.ALL.bits().filter((bit) => dateOf(bit, Mask64.NONE) === OLDEST));

/** Bits by which all else is read: the form of addresses, and which meaning a reused bit has. Here one is enough. */
const PIVOTAL = MSG_ADDR2.or(INCARNATION_MASKS[2]);

/**
 * The bits of a word that are not to be taken in Ceph's meaning, worked out from the genuine words.
 *
 * A bit is stray where two or more of its companions are missing that are newer than all else in the word: the
 * peer is of an age that cannot have the bit. Companions are bits that every genuine word with the bit has; where the
 * word has all that user space always had, kernel clients, which pick bits out of order, do not count. For bits 57 and
 * 59 one is enough, and bit 59 needs all of 56 to 58 whatever stands beside it, as in {@link hasBareAddr2}.
 *
 * A word that lacks most of what peers have had from the first is a choice of bits, as of a probe, and has no age.
 *
 * No AND of genuine words has a stray bit: what its operands all have, it has. The tests show that no genuine word
 * would have had one either if it had been unknown. In return, a bit one step ahead of the peer's age passes.
 *
 * Jewel has 56 to 58. With bit 59 it is told by bit 14 alone, SERVER_KRAKEN, which 11.0.1 brought together with 59 and
 * user space has kept; of a kernel's word, which never has 14, nothing of the kind can be said.
 */
export function unimpliedBits(word: Mask64, evidence: Evidence = EVIDENCE): UntrustedBitFound[] {
  const companions = word.has(evidence.userSpaceFloor) ? evidence.inUserSpace : evidence.anywhere;
  const suspects = word.bits().map((bit) => ({ bit, missing: missingFrom(word, bit, companions[bit]) })).filter(isEnough);
  const age = ageOf(word.without(maskOf(suspects.map((s) => s.bit))));
  const strays = suspects
    .map(({ bit, missing }) => ({ bit, missing: missing.filter((m) => isAfter(dateOf(m, word), age)) }))
    .filter(isEnough);
  return withBareAddr2(word, strays);
}

/** The companions of a bit that a word lacks, and that came no later than the bit. */
function missingFrom(word: Mask64, bit: number, companions = Mask64.NONE): number[] {
  const date = dateOf(bit, word);
  if (date === undefined || isSelection(word, companions)) return [];
  return companions.without(word).bits().filter((companion) => {
    const since = dateOf(companion, word);
    return since !== undefined && !isAfter(since, date);
  });
}

/** Whether a word lacks most of those companions that peers have had from the first. */
function isSelection(word: Mask64, companions: Mask64): boolean {
  const oldest = companions.and(OLDEST_BITS);
  return oldest.and(word).bits().length * 2 < oldest.bits().length;
}

function isEnough({ bit, missing }: UntrustedBitFound): boolean {
  return missing.length >= (PIVOTAL.has(Mask64.bit(bit)) ? 1 : ENOUGH);
}

/**
 * When the newest bit of a word was first advertised, under whatever name: Jewel to Mimic pass for the meanings that
 * later releases gave to bits of theirs.
 */
function ageOf(word: Mask64): string {
  const dates = word.bits().map((bit) => dateOf(bit, Mask64.NONE) ?? OLDEST);
  return dates.reduce((newest, date) => (isAfter(date, newest) ? date : newest), OLDEST);
}

function dateOf(bit: number, word: Mask64): string | undefined {
  return firstAdvertised(bit, word)?.introduced;
}

function isAfter(version: string | undefined, other: string): boolean {
  return version !== undefined && compareVersions(version, other) > 0;
}

function withBareAddr2(word: Mask64, strays: UntrustedBitFound[]): UntrustedBitFound[] {
  if (!hasBareAddr2(word) || strays.some(({ bit }) => MSG_ADDR2.has(Mask64.bit(bit)))) return strays;
  const missing = ADDR2_IMPLIED_BITS.without(word).bits();
  return [...strays, ...MSG_ADDR2.bits().map((bit) => ({ bit, missing }))].sort((a, b) => a.bit - b.bit);
}

/** Empty for a bit that no word has. */
function companionsIn(words: readonly Mask64[]): Companions {
  return Array.from({ length: 64 }, (_, bit) => {
    const having = words.filter((word) => word.has(Mask64.bit(bit)));
    return having.length === 0 ? Mask64.NONE : common(having);
  });
}

function common(words: readonly Mask64[]): Mask64 {
  return words.reduce((all, word) => all.and(word), Mask64.ALL);
}

function maskOf(bits: readonly number[]): Mask64 {
  return bits.reduce((mask, bit) => mask.or(Mask64.bit(bit)), Mask64.NONE);
}
