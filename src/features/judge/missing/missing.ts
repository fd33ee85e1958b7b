import { firstKernel } from '../../tables/kernels.ts';
import { firstAdvertised, meaningOf, namesOfBit } from '../../tables/bit_meaning.ts';
import type { Mask64 } from '../../mask64.ts';
import { RELEASES } from '../../releases.ts';
import type { ReleaseName } from '../../releases.ts';
import { OPERATOR_REMEDIES } from '../../tables/remedies.ts';
import { compareVersions } from '../../versions.ts';

/** A bit that one side requires and the other side lacks. */
export interface MissingFeature {
  readonly bit: number;
  /** Every name of the bit; the names of the required meaning come first. */
  readonly names: readonly string[];
  /** The first examined version that advertised the bit in this meaning; null if none did. */
  readonly introduced: string | null;
  /** False if an earlier version, which was not examined, may have it too. */
  readonly introducedExact: boolean;
  /** The first release with a listed version that has the bit. */
  readonly release: ReleaseName | null;
  /** The first Linux whose client has the bit; null if Ceph's header does not say. */
  readonly kernel: string | null;
  readonly remedies: readonly Remedy[];
}

/** What an operator can do about a missing bit. */
export type Remedy =
  /** Upgrade the side that lacks the bit to this release or later. */
  | { readonly kind: 'release'; readonly atLeast: ReleaseName }
  /** If that side is a kernel client, upgrade it to this Linux or later. */
  | { readonly kind: 'kernel'; readonly atLeast: string }
  /** Run this command, so that the cluster does not require the bit any more. */
  | { readonly kind: 'command'; readonly run: string; readonly effect: string };

/** The details of each missing bit, ascending. `requiredBy` are the features of the side that requires the bits: they decide which meaning is required. */
export function missingFeatures(missing: Mask64, requiredBy: Mask64): MissingFeature[] {
  const features = requiredBy.or(missing);
  return missing.bits().map((bit) => missingFeature(bit, features));
}

function missingFeature(bit: number, features: Mask64): MissingFeature {
  const first = firstAdvertised(bit, features);
  const incarnation = first?.incarnation ?? meaningOf(bit, features)[0]?.incarnation ?? 1;
  const release = firstRelease(bit, features);
  const kernel = firstKernel(bit, incarnation);
  const commands = OPERATOR_REMEDIES.filter((r) => r.bit === bit && r.incarnation === incarnation);
  return {
    bit,
    names: namesOfBit(bit, features),
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

function firstRelease(bit: number, features: Mask64): ReleaseName | null {
  const first = firstAdvertised(bit, features);
  const since = first?.introduced;
  if (first === undefined || since === undefined) return null;
  // Versions before `since` may pass HAVE_FEATURE for the newer meaning of a reused bit, so the version is compared too.
  const found = RELEASES.find((r) => r.masks.some(([version, mask]) => mask.has(first.mask) && compareVersions(version, since) >= 0));
  return found?.name ?? null;
}
