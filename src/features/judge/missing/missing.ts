import { firstKernel } from '../../tables/kernel_bits.ts';
import { firstAdvertised, meaningOf, namesOfBit } from '../../tables/bit_meaning.ts';
import type { Mask64 } from '../../mask64.ts';
import { RELEASES } from '../../releases.ts';
import type { ReleaseName } from '../../releases.ts';
import { OPERATOR_REMEDIES } from '../../tables/remedies.ts';
import { compareVersions } from '../../versions.ts';
import type { Who } from '../who/who.ts';

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
  /** The first Linux whose client has the bit; null if none has. */
  readonly kernel: string | null;
  /** What can be done, by whom: the best way first. */
  readonly remedies: readonly Remedy[];
}

/** Who lacks a bit: a kernel client; a program in user space, such as a client or a daemon; or a peer that can be either. */
export type Lacking = 'kernel' | 'user_space' | 'daemon' | 'any';

/** For whom remedies are, if the features of the side that lacks bits tell who it is. */
export function lackingOf(who: Who): Lacking {
  if (who.kind === 'kernel') return 'kernel';
  return who.kind === 'release' || who.kind === 'fork' ? 'user_space' : 'any';
}

/** Something that can be done about a missing bit. */
export type Remedy =
  /** Upgrade the side that lacks the bit to this release or later. */
  | { readonly kind: 'release'; readonly atLeast: ReleaseName }
  /** If that side is a kernel client, upgrade it to this Linux or later. */
  | { readonly kind: 'kernel'; readonly atLeast: string }
  /** No Linux has the bit: a kernel client cannot be upgraded. */
  | { readonly kind: 'no_kernel' }
  /** Use a client in user space (librbd, rbd-nbd, ceph-fuse) of this release or later in place of the kernel's. */
  | { readonly kind: 'user_space'; readonly atLeast: ReleaseName }
  /** Upgrade the cluster to this release or later: it does not require the bit of clients. */
  | { readonly kind: 'cluster'; readonly atLeast: ReleaseName; readonly effect: string }
  /** Run this command, so that the cluster does not require the bit any more. */
  | { readonly kind: 'command'; readonly run: string; readonly effect: string };

/**
 * The details of each missing bit, ascending. `requiredBy` are the features of the side that requires the bits: they decide which
 * meaning is required. The remedies are those for whoever lacks the bits; daemons can only be upgraded.
 */
export function missingFeatures(missing: Mask64, requiredBy: Mask64, lacking: Lacking = 'any'): MissingFeature[] {
  const features = requiredBy.or(missing);
  return missing.bits().map((bit) => missingFeature(bit, features, lacking));
}

function missingFeature(bit: number, features: Mask64, lacking: Lacking): MissingFeature {
  const first = firstAdvertised(bit, features);
  const incarnation = first?.incarnation ?? meaningOf(bit, features)[0]?.incarnation ?? 1;
  const release = firstRelease(bit, features);
  const kernel = firstKernel(bit, incarnation);
  return {
    bit,
    names: namesOfBit(bit, features),
    introduced: first?.introduced ?? null,
    introducedExact: first?.introducedExact ?? true,
    release,
    kernel,
    remedies: remediesOf(release, kernel, operatorRemedies(bit, incarnation), lacking),
  };
}

function remediesOf(release: ReleaseName | null, kernel: string | null, byOperator: readonly Remedy[], lacking: Lacking): Remedy[] {
  const upgrade: Remedy[] = release === null ? [] : [{ kind: 'release', atLeast: release }];
  if (lacking === 'daemon') return upgrade;
  if (lacking === 'user_space') return [...upgrade, ...byOperator];
  const newKernel: Remedy[] = kernel === null ? [] : [{ kind: 'kernel', atLeast: kernel }];
  if (lacking === 'any') return [...upgrade, ...newKernel, ...byOperator];
  const inUserSpace: Remedy[] = release === null ? [] : [{ kind: 'user_space', atLeast: release }];
  return kernel === null ? [{ kind: 'no_kernel' }, ...byOperator, ...inUserSpace] : [...newKernel, ...byOperator, ...inUserSpace];
}

function operatorRemedies(bit: number, incarnation: number): Remedy[] {
  return OPERATOR_REMEDIES.filter((r) => r.bit === bit && r.incarnation === incarnation).flatMap(({ run, cluster, effect }): Remedy[] => [
    ...(run === undefined ? [] : [{ kind: 'command' as const, run, effect }]),
    ...(cluster === undefined ? [] : [{ kind: 'cluster' as const, atLeast: cluster, effect }]),
  ]);
}

function firstRelease(bit: number, features: Mask64): ReleaseName | null {
  const first = firstAdvertised(bit, features);
  const since = first?.introduced;
  if (first === undefined || since === undefined) return null;
  // Versions before `since` may pass HAVE_FEATURE for the newer meaning of a reused bit, so the version is compared too.
  const found = RELEASES.find((r) => r.masks.some(([version, mask]) => mask.has(first.mask) && compareVersions(version, since) >= 0));
  return found?.name ?? null;
}
