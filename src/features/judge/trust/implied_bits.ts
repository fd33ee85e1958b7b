import { ADDR2_IMPLIED_BITS, hasBareAddr2 } from './addr2.ts';
import { INCARNATION_MASKS } from '../../tables/ceph_features.ts';
import { MSG_ADDR2 } from '../../masks.ts';
import { HISTORY } from '../../tables/history.ts';
import { firstAdvertised } from '../../tables/bit_meaning.ts';
import { KERNEL_MASKS } from '../../tables/kernel_masks.ts';
import { Mask64, maskOf } from '../../mask64.ts';
import { RELEASES } from '../../releases.ts';
import { sanitize } from '../../sanitize.ts';
import { compareVersions } from '../../versions.ts';

/** A bit without bits that it implies. No genuine peer has it together with the rest of these features. */
export interface MissingImpliedBits {
  readonly bit: number;
  /** The missing bits, ascending. Every genuine mask of the same kind that has `bit` has them, and they are not newer than `bit`. */
  readonly missing: readonly number[];
}

/** The masks that versions of user-space Ceph advertise, sanitized. */
export const USER_SPACE_MASKS: readonly Mask64[] = [
  ...HISTORY.map(([, mask]) => sanitize(mask)),
  ...RELEASES.flatMap((r) => r.masks.map(([, mask]) => mask)),
];

/** All known masks that genuine peers advertise. */
export const GENUINE_MASKS: readonly Mask64[] = [...USER_SPACE_MASKS, ...KERNEL_MASKS.map((k) => k.mask)];

/** For each bit, the bits that it implies: those that all masks with this bit have. */
type ImpliedBits = readonly Mask64[];

/** What genuine masks show. */
export interface Evidence {
  /** The bits of every user-space mask. Every kernel client lacks some of them, such as UID and OBJECTLOCATOR. */
  readonly userSpaceFloor: Mask64;
  readonly impliedInUserSpace: ImpliedBits;
  readonly impliedEverywhere: ImpliedBits;
}

export function evidenceOf(userSpace: readonly Mask64[], kernels: readonly Mask64[]): Evidence {
  return {
    userSpaceFloor: inAll(userSpace),
    impliedInUserSpace: impliedBitsIn(userSpace),
    impliedEverywhere: impliedBitsIn([...userSpace, ...kernels]),
  };
}

const EVIDENCE = evidenceOf(USER_SPACE_MASKS, KERNEL_MASKS.map((k) => k.mask));

/** One missing bit may belong to a version that is not in the tables. Two bits that are newer than the peer cannot. */
const ENOUGH = 2;

/** The oldest examined version. A feature that has this version may be older. */
const OLDEST = '0.61';
const OLDEST_BITS = maskOf(Mask64.ALL.bits().filter((bit) => dateOf(bit, Mask64.NONE) === OLDEST));

/** Bits that decide how all else is read: the form of addresses, and the meaning of reused bits. Here one missing bit is enough. */
const PIVOTAL = MSG_ADDR2.or(INCARNATION_MASKS[2]);

/**
 * The bits that cannot have Ceph's meaning, because bits that they imply are missing.
 *
 * A bit implies the bits that every genuine mask with it has. Kernel clients implement features in another order than user
 * space. So their masks count only for a peer that lacks a bit which every user-space mask has.
 *
 * A bit is reported if at least two of its implied bits are missing and these two are newer than everything else that the
 * peer has: the peer is too old for the bit. For bits 57 and 59 one missing bit is enough. Bit 59 always needs 56, 57 and
 * 58: see {@link hasBareAddr2}.
 *
 * Features that lack most of the oldest bits are too sparse to date (for example a hand-made probe), so they are not
 * checked, except for bit 59.
 *
 * The AND of genuine masks is never reported: it has each bit that all of them have. The tests show that no genuine mask
 * would be reported if the tables did not list it. In return, a bit one version newer than the peer is not detected.
 *
 * Jewel itself has 56 to 58. If it has bit 59, the missing bit 14 (SERVER_KRAKEN) shows that: 11.0.1 introduced both, and
 * user space kept both. Kernel clients never have bit 14, so for them bit 59 cannot be checked in this way.
 *
 * @example
 * ```ts
 * import { MSG_ADDR2, missingImpliedBits, toFeatures } from 'cephwire/features';
 *
 * console.log(missingImpliedBits(toFeatures('hammer').or(MSG_ADDR2)).map(({ bit }) => bit)); // → [ 59 ]
 * ```
 */
export function missingImpliedBits(features: Mask64, evidence: Evidence = EVIDENCE): MissingImpliedBits[] {
  features = Mask64.from(features);
  const implied = features.has(evidence.userSpaceFloor) ? evidence.impliedInUserSpace : evidence.impliedEverywhere;
  const suspects = features.bits().map((bit) => ({ bit, missing: missingFor(bit, features, implied[bit]) })).filter(isEnough);
  const age = ageOf(features.without(maskOf(suspects.map((s) => s.bit))));
  const found = suspects
    .map(({ bit, missing }) => ({ bit, missing: missing.filter((m) => isAfter(dateOf(m, features), age)) }))
    .filter(isEnough);
  return withBareAddr2(features, found);
}

/** The bits implied by `bit` that are missing and not newer than `bit`. */
function missingFor(bit: number, features: Mask64, implied = Mask64.NONE): number[] {
  const date = dateOf(bit, features);
  if (date === undefined || isTooSparse(features, implied)) return [];
  return implied.without(features).bits().filter((other) => {
    const since = dateOf(other, features);
    return since !== undefined && !isAfter(since, date);
  });
}

/** Whether features lack most of the oldest implied bits. */
function isTooSparse(features: Mask64, implied: Mask64): boolean {
  const oldest = implied.and(OLDEST_BITS);
  return oldest.and(features).bits().length * 2 < oldest.bits().length;
}

function isEnough({ bit, missing }: MissingImpliedBits): boolean {
  return missing.length >= (PIVOTAL.has(Mask64.bit(bit)) ? 1 : ENOUGH);
}

/**
 * The version that first advertised the newest of these bits, under whatever name. The first meaning of a bit counts:
 * Jewel to Mimic pass HAVE_FEATURE for meanings that later releases gave to bits that they have.
 */
function ageOf(features: Mask64): string {
  const dates = features.bits().map((bit) => dateOf(bit, Mask64.NONE) ?? OLDEST);
  return dates.reduce((newest, date) => (isAfter(date, newest) ? date : newest), OLDEST);
}

function dateOf(bit: number, features: Mask64): string | undefined {
  return firstAdvertised(bit, features)?.introduced;
}

function isAfter(version: string | undefined, other: string): boolean {
  return version !== undefined && compareVersions(version, other) > 0;
}

function withBareAddr2(features: Mask64, found: MissingImpliedBits[]): MissingImpliedBits[] {
  if (!hasBareAddr2(features) || found.some(({ bit }) => MSG_ADDR2.has(Mask64.bit(bit)))) return found;
  const missing = ADDR2_IMPLIED_BITS.without(features).bits();
  return [...found, ...MSG_ADDR2.bits().map((bit) => ({ bit, missing }))].sort((a, b) => a.bit - b.bit);
}

/** The implied bits by these masks; none for a bit that no mask has. */
function impliedBitsIn(masks: readonly Mask64[]): ImpliedBits {
  return Array.from({ length: 64 }, (_, bit) => {
    const withBit = masks.filter((mask) => mask.has(Mask64.bit(bit)));
    return withBit.length === 0 ? Mask64.NONE : inAll(withBit);
  });
}

function inAll(masks: readonly Mask64[]): Mask64 {
  return masks.reduce((all, mask) => all.and(mask), Mask64.ALL);
}
