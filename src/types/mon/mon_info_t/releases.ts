import { byRelease } from '../../../encoding/by_release.ts';
import type { CodecRelease } from '../../../features/codec_release.ts';
import { SERVER_NAUTILUS } from '../../../features/masks.ts';
import type { Mask64 } from '../../../features/mask64.ts';
import type { WithoutLegacy } from '../../common/entity_addrvec_t.ts';

/** How a release's code reads and writes a mon_info_t. */
interface MonInfoRow {
  /** The newest struct_v whose fields the decoder knows; 0 if the release has no such type. */
  readonly reads: number;
  /** The newest struct_v that the encoder writes; 0 if the release has no such type. */
  readonly writes: number;
  /**
   * The newest struct_compat that the decoder accepts. Luminous and Mimic did not raise it with the version.
   *
   * Source  ceph v12.2.5 src/mon/MonMap.cc:30-39
   */
  readonly compat: number;
  /**
   * Whether a v2 for an old peer differs only in its number: weight still follows priority, and so do crush_loc and time_added
   * if the release has them.
   *
   * Source  ceph v15.2.0 src/mon/MonMap.cc:38-63
   */
  readonly lowersNumberAlone: boolean;
  /**
   * The address written for an old peer if the monitor has no legacy one: the first, as it is or relabelled legacy; or a blank one.
   *
   * Source  ceph v14.2.4 src/mon/MonMap.cc:39, v14.2.5 :39-48
   */
  readonly withoutLegacy: WithoutLegacy;
}

/** Source  ceph v0.94.9, v11.2.1, v12.2.5, v14.2.8, v15.2.0, v16.0.0 src/mon/MonMap.cc; monitors of 14.2.21 to 20.2.4; release notes of 19.2.4 and 20.2.3 */
export const monInfoByRelease = /* @__PURE__ */ byRelease<MonInfoRow>({
  hammer: { reads: 0, writes: 0, compat: 0, lowersNumberAlone: false, withoutLegacy: 'first' },
  kraken: { reads: 1, writes: 1, compat: 1 },
  luminous: { reads: 2, writes: 2 },
  nautilus: { reads: 3, writes: 3, compat: 3, withoutLegacy: 'blank' },
  'nautilus 14.2.5': { withoutLegacy: 'relabelled' },
  octopus: { reads: 4, writes: 4, compat: 4, lowersNumberAlone: true },
  pacific: { reads: 5, writes: 5, compat: 5 },
  'squid 19.2.4': { reads: 6, writes: 6, compat: 6 },
  tentacle: { reads: 5, writes: 5, compat: 5 },
  'tentacle 20.2.3': { reads: 6, writes: 6, compat: 6 },
});

/** Returns the struct_v that a release writes for a peer; null if it has no such type. */
export function monInfoVersionFor(features: Mask64, release: CodecRelease): number | null {
  const { writes } = monInfoByRelease(release);
  if (writes === 0) return null;
  return features.has(SERVER_NAUTILUS) ? writes : Math.min(writes, 2);
}
