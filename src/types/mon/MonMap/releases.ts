import { byRelease } from '../../../encoding/by_release.ts';
import type { CodecRelease } from '../../../features/codec_release.ts';
import { MONENC, MONNAMES, MSG_ADDR2, SERVER_NAUTILUS } from '../../../features/masks.ts';
import type { Mask64 } from '../../../features/mask64.ts';
import type { WithoutLegacy } from '../../common/entity_addrvec_t.ts';

/** How a release's code reads and writes a MonMap. */
interface MonMapRow {
  /** The newest struct_v whose fields the decoder knows. Of a newer map it reads these fields and skips the rest. */
  readonly reads: number;
  /** The newest struct_v that the encoder writes. */
  readonly writes: number;
  /**
   * Whether the encoder, for a peer without MONENC, writes the v2 body and then a complete v3 or v5 map after it. The cause is a
   * missing `return`.
   *
   * Source  ceph v0.94.9 src/mon/MonMap.cc:36-46, v11.2.1 :162-172, v12.2.5 :167-177, v13.2.8 :168-179
   */
  readonly appendsWholeMapAfterV2: boolean;
  /** What the mon_inst of a v1 map contains for a monitor without a legacy address: its first address, or a blank one. */
  readonly monInstWithoutLegacy: 'first' | 'blank';
  /**
   * The same for the mon_addr of v2 to v5: the first address; a blank one, although mon_info in the same map has the relabelled
   * one; or the first address, relabelled legacy.
   *
   * Source  ceph v12.2.5 src/mon/MonMap.cc:150, v14.2.8 :139-145; captures of 16.2.15, 18.2.7 and 20.2.4; release notes of 18.2.5
   *         and 19.2.1 ("Make mon addrs consistent with mon info")
   */
  readonly monAddrWithoutLegacy: WithoutLegacy;
  /**
   * The features with which a peer gets an MMonMap with the map as the monitor encoded it. For other peers MMonMap::encode_payload
   * decodes these bytes, and encodes the map again.
   *
   * Source  ceph v0.94.9, v10.2.11, v11.2.1, v16.0.0 src/messages/MMonMap.h
   */
  readonly encodedOnceWith: Mask64;
  /** Whether the decoder aborts if two monitors have the same address. */
  readonly abortsOnSharedAddr: boolean;
  /** Whether the decoder aborts if mon_addr and mon_info differ. An empty mon_info is no difference: it is made from mon_addr. */
  readonly abortsOnDisagreement: boolean;
}

/**
 * Source  ceph v0.94.9 to v16.0.0 src/mon/MonMap.cc; monitors of 14.2.21 to 20.2.4; v10 of 19.2.6 and since 20.2.4: release notes
 */
export const monMapByRelease = /* @__PURE__ */ byRelease<MonMapRow>({
  hammer: {
    reads: 3, writes: 3, appendsWholeMapAfterV2: true, monInstWithoutLegacy: 'first', monAddrWithoutLegacy: 'first',
    encodedOnceWith: MONENC, abortsOnSharedAddr: true, abortsOnDisagreement: false,
  },
  kraken: { reads: 5, writes: 5, encodedOnceWith: /* @__PURE__ */ MONENC.or(MSG_ADDR2), abortsOnDisagreement: true },
  nautilus: {
    reads: 7, writes: 7, appendsWholeMapAfterV2: false, monInstWithoutLegacy: 'blank', monAddrWithoutLegacy: 'blank',
    abortsOnSharedAddr: false, abortsOnDisagreement: false,
  },
  pacific: { reads: 9, writes: 9 },
  'reef 18.2.5': { monAddrWithoutLegacy: 'relabelled' },
  squid: { monAddrWithoutLegacy: 'blank' },
  'squid 19.2.1': { monAddrWithoutLegacy: 'relabelled' },
  'squid 19.2.6': { reads: 10, writes: 10 },
  tentacle: { reads: 9, writes: 9 },
  'tentacle 20.2.4': { reads: 10, writes: 10 },
  ours: { reads: 11 },
});

/** All features on which the encoding of a map and of its parts depends. */
export const MON_MAP_FEATURES = { MONNAMES, MONENC, MSG_ADDR2, SERVER_NAUTILUS } as const;

/** Returns the struct_v that a release writes for a peer; 2 also for a v2 map with an appended map. */
export function monMapVersionFor(features: Mask64, release: CodecRelease): number {
  if (!features.has(MONNAMES)) return 1;
  return features.has(MONENC) ? wholeVersionFor(features, release) : 2;
}

/** Returns the struct_v of the map that a release appends to a v2 map for a peer; null if it appends none. */
export function appendedVersionFor(features: Mask64, release: CodecRelease): number | null {
  const isV2 = monMapVersionFor(features, release) === 2;
  return isV2 && monMapByRelease(release).appendsWholeMapAfterV2 ? wholeVersionFor(features, release) : null;
}

/** Returns the form in words: `v5`, `v2 with an appended v3`. */
export function monMapFormFor(features: Mask64, release: CodecRelease): string {
  const appendedV = appendedVersionFor(features, release);
  return `v${monMapVersionFor(features, release)}${appendedV === null ? '' : ` with an appended v${appendedV}`}`;
}

function wholeVersionFor(features: Mask64, release: CodecRelease): number {
  const { writes } = monMapByRelease(release);
  return features.has(SERVER_NAUTILUS) ? writes : Math.min(writes, 5);
}
