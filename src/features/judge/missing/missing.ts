import { firstKernel } from '../../tables/kernels.ts';
import { firstAdvertised, meaningIn, namesOfBit } from '../../tables/bit_meaning.ts';
import type { Mask64 } from '../../mask64.ts';
import { RELEASES } from '../../releases.ts';
import type { ReleaseName } from '../../releases.ts';
import { OPERATOR_REMEDIES } from '../../tables/remedies.ts';
import { compareVersions } from '../../versions.ts';

/** A bit that one side requires and the other lacks. */
export interface MissingFeature {
  readonly bit: number;
  /** Every name of the bit, the ones in force first. */
  readonly names: readonly string[];
  /** The first examined version that advertised it in this meaning; null where none did. */
  readonly introduced: string | null;
  /** False where a version that was not examined may have been earlier. */
  readonly introducedExact: boolean;
  /** The first release with a listed version that has it. */
  readonly release: ReleaseName | null;
  /** The first Linux whose client has it, where that is firm. */
  readonly kernel: string | null;
  readonly remedies: readonly Remedy[];
}

export type Remedy =
  /** Upgrade the side that lacks the bit, to this release or later. */
  | { readonly kind: 'release'; readonly atLeast: ReleaseName }
  /** Where that side is a kernel client: to this Linux or later. */
  | { readonly kind: 'kernel'; readonly atLeast: string }
  /** Have the cluster no longer require it. */
  | { readonly kind: 'command'; readonly run: string; readonly effect: string };

/** What there is to know of each bit of `missing`, in the meaning it has in the word of the side that requires it. */
export function missingFeatures(missing: Mask64, requiredIn: Mask64): MissingFeature[] {
  const word = requiredIn.or(missing);
  return missing.bits().map((bit) => missingFeature(bit, word));
}

function missingFeature(bit: number, word: Mask64): MissingFeature {
  const first = firstAdvertised(bit, word);
  const incarnation = first?.incarnation ?? meaningIn(bit, word)[0]?.incarnation ?? 1;
  const release = firstRelease(word, bit);
  const kernel = firstKernel(bit, incarnation);
  const commands = OPERATOR_REMEDIES.filter((r) => r.bit === bit && r.incarnation === incarnation);
  return {
    bit,
    names: namesOfBit(bit, word),
    introduced: first?.introduced ?? null,
    introducedExact: first?.introducedExact ?? true,
    release,
    kernel,
    remedies: [
      ...(release === null ? [] : [{ kind: 'release', atLeast: release } as const]),
      ...(kernel === null ? [] : [{ kind: 'kernel', atLeast: kernel } as const]),
      ...commands.map(({ run, effect }) => ({ kind: 'command', run, effect }) as const),
    ],
  };
}

function firstRelease(word: Mask64, bit: number): ReleaseName | null {
  const first = firstAdvertised(bit, word);
  const since = first?.introduced;
  if (first === undefined || since === undefined) return null;
  // A word before `since` can pass for the newer meaning of a reused bit.
  const having = RELEASES.find((r) => r.masks.some(([version, mask]) => mask.has(first.mask) && compareVersions(version, since) >= 0));
  return having?.name ?? null;
}
