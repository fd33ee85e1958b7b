import { byRelease } from '../../../encoding/by_release.ts';
import type { CodecRelease } from '../../../features/codec_release.ts';
import { MONENC, MONNAMES, MSG_ADDR2, SERVER_NAUTILUS } from '../../../features/masks.ts';
import type { Mask64 } from '../../../features/mask64.ts';

/** What a release's code does with a MonMap. */
interface MonMapRow {
  /** The newest struct_v whose fields its decoder knows: of a newer one it reads these and skips the rest. */
  readonly reads: number;
  /** The newest struct_v that its encoder writes. */
  readonly writes: number;
  /**
   * A missing return: for a peer without MONENC it writes the v2 body and then a complete v3 or v5 map after it.
   *
   * Source  ceph v0.94.9 src/mon/MonMap.cc:36-46, v11.2.1 :162-172, v12.2.5 :167-177, v13.2.8 :168-179
   */
  readonly appendsWholeMapAfterV2: boolean;
  /** The address in a v1 map's mon_inst of a monitor that has no legacy address: the first of all, or a blank one. */
  readonly monInstWithoutLegacy: 'first' | 'blank';
  /**
   * The same in the mon_addr of v2 to v5: the first; a blank one, although mon_info beside it relabels; or the first,
   * relabelled legacy.
   *
   * Source  ceph v12.2.5 src/mon/MonMap.cc:150, v14.2.8 :139-145; captures of 16.2.15, 18.2.7 and 20.2.4
   */
  readonly monAddrWithoutLegacy: 'first' | 'blank' | 'relabelled';
  /** Whether its decoder aborts where two monitors have one address. */
  readonly abortsOnSharedAddr: boolean;
  /** Whether its decoder aborts where mon_addr and mon_info differ, but for an empty mon_info, which it makes from mon_addr. */
  readonly abortsOnDisagreement: boolean;
}

/**
 * Source  ceph v0.94.9 to v16.0.0 src/mon/MonMap.cc; monitors of 14.2.21 to 20.2.4; 19.2.6 by third-party reports alone
 */
export const monMapByRelease = /* @__PURE__ */ byRelease<MonMapRow>({
  hammer: {
    reads: 3, writes: 3, appendsWholeMapAfterV2: true, monInstWithoutLegacy: 'first', monAddrWithoutLegacy: 'first',
    abortsOnSharedAddr: true, abortsOnDisagreement: false,
  },
  kraken: { reads: 5, writes: 5, abortsOnDisagreement: true },
  nautilus: {
    reads: 7, writes: 7, appendsWholeMapAfterV2: false, monInstWithoutLegacy: 'blank', monAddrWithoutLegacy: 'blank',
    abortsOnSharedAddr: false, abortsOnDisagreement: false,
  },
  pacific: { reads: 9, writes: 9 },
  reef: { monAddrWithoutLegacy: 'relabelled' },
  'squid 19.2.6': { reads: 10, writes: 10 },
  tentacle: { reads: 10, writes: 10 },
  ours: { reads: 11 },
});

/** All that the encoders of a map, and of what is in it, look at. */
export const MON_MAP_FEATURES = { MONNAMES, MONENC, MSG_ADDR2, SERVER_NAUTILUS } as const;

/** The struct_v that a release writes for a peer; of a v2 with an appended map, the 2. */
export function monMapVersionFor(features: Mask64, release: CodecRelease): number {
  if (!features.has(MONNAMES)) return 1;
  return features.has(MONENC) ? wholeVersionFor(features, release) : 2;
}

/** The struct_v of the whole map that a release appends to a v2 one for a peer; null where it appends none. */
export function appendedVersionFor(features: Mask64, release: CodecRelease): number | null {
  const isV2 = monMapVersionFor(features, release) === 2;
  return isV2 && monMapByRelease(release).appendsWholeMapAfterV2 ? wholeVersionFor(features, release) : null;
}

/** `v5`; `v2 with an appended v3`. */
export function monMapFormFor(features: Mask64, release: CodecRelease): string {
  const appendedV = appendedVersionFor(features, release);
  return `v${monMapVersionFor(features, release)}${appendedV === null ? '' : ` with an appended v${appendedV}`}`;
}

function wholeVersionFor(features: Mask64, release: CodecRelease): number {
  const { writes } = monMapByRelease(release);
  return features.has(SERVER_NAUTILUS) ? writes : Math.min(writes, 5);
}
