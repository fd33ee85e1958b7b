import { KERNEL_MASKS } from '../../tables/kernel_masks.ts';
import type { KernelMask } from '../../tables/kernel_masks.ts';
import { Mask64 } from '../../mask64.ts';
import { NOSRCADDR } from '../../masks.ts';
import { RELEASES } from '../../releases.ts';
import type { MaskSource, ReleaseName } from '../../releases.ts';
import { sanitize } from '../../sanitize.ts';
import { VENDOR_PROFILES, vendorProfilesOf } from '../../tables/vendor.ts';
import { requirementOf } from './requirement.ts';
import type { Requirement } from './requirement.ts';

/** Whose features these are: plain data. */
export type Who =
  /** What stable versions of a release advertise, clients and daemons alike. */
  | { readonly kind: 'release'; readonly release: ReleaseName; readonly versions: readonly string[]; readonly source: MaskSource }
  /** What kernel clients of a range of versions advertise. */
  | { readonly kind: 'kernel'; readonly kernel: KernelMask }
  /** What a vendor's fork advertises: the features of a version, and the bits that it reuses. */
  | { readonly kind: 'fork'; readonly profile: string; readonly release: ReleaseName; readonly version: string; readonly added: readonly number[] }
  /** What two peers have in common: a monitor's quorum_con, or the features that a connection of the two negotiates. */
  | { readonly kind: 'common'; readonly of: readonly [Peer, Peer] }
  /** No peer: what a cluster requires of its peers, such as a monitor's required_con, or a part of that. */
  | ({ readonly kind: 'required' } & Requirement)
  | { readonly kind: 'unknown' };

/** A peer that is known by its mask. */
export type Peer = Extract<Who, { readonly kind: 'release' | 'kernel' }>;

/** The peers that are known, oldest first, kernels after releases. */
const PEERS: readonly { readonly peer: Peer; readonly mask: Mask64 }[] = [
  ...RELEASES.flatMap(({ name, masks }) =>
    masks.map(([first, mask, source, last]) => ({ peer: { kind: 'release' as const, release: name, versions: [...new Set([first, last])], source }, mask }))),
  ...KERNEL_MASKS.map((kernel) => ({ peer: { kind: 'kernel' as const, kernel }, mask: kernel.mask })),
];

/**
 * Says whose features these are. Bit 63 is taken as Dumpling to Kraken do: see {@link sanitize}.
 *
 * @example
 * ```ts
 * import { toFeatures, whoIs } from 'cephwire/features';
 *
 * const who = whoIs(toFeatures('0x3f01cfbdfffdffff'));
 * if (who.kind === 'release') console.log(who.release, who.versions); // → pacific [ '16.2.11', '16.2.15' ]
 * ```
 */
export function whoIs(features: Mask64): Who {
  const sanitized = sanitize(features);
  return PEERS.find(({ mask }) => mask.equals(sanitized))?.peer ?? forkOf(sanitized) ?? requiredOf(sanitized) ?? commonOf(sanitized) ?? { kind: 'unknown' };
}

function forkOf(features: Mask64): Who | undefined {
  const [profile] = vendorProfilesOf(features, VENDOR_PROFILES);
  if (profile === undefined) return undefined;
  const { name, from, reuses } = profile;
  return { kind: 'fork', profile: name, release: from.release, version: from.version, added: reuses.map(({ bit }) => bit) };
}

/** Every peer, kernels included, has NOSRCADDR; nothing requires it. */
function requiredOf(features: Mask64): Who | undefined {
  return features.has(NOSRCADDR) || features.isEmpty() ? undefined : { kind: 'required', ...requirementOf(features) };
}

/** The two peers that are next to each other among those that have exactly these features in common; releases before kernels. */
function commonOf(features: Mask64): Who | undefined {
  const peers = PEERS.filter(({ mask }) => mask.has(features));
  if (!peers.reduce((all, { mask }) => all.and(mask), Mask64.ALL).equals(features)) return undefined;
  for (let distance = 1; distance < peers.length; distance++) {
    for (let i = 0; i + distance < peers.length; i++) {
      const [a, b] = [peers[i], peers[i + distance]];
      if (a !== undefined && b !== undefined && a.mask.and(b.mask).equals(features)) return { kind: 'common', of: [a.peer, b.peer] };
    }
  }
  return undefined;
}
