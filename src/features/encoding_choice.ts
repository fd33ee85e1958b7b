import { MONENC, MONNAMES, MSG_ADDR2, SERVER_NAUTILUS } from './masks.ts';
import type { Mask64 } from './mask64.ts';
import type { Writes } from './releases.ts';

/** What a release's encoder makes of a connection's features. */
export interface EncodingChoice {
  readonly addresses: 'legacy' | 'ADDR2';
  /** The struct_v of the MonMap. */
  readonly monMap: number;
  /** The struct_v of the complete map that Hammer to Mimic put behind a v2 one; null where there is none. */
  readonly monMapBehind: number | null;
  /** The struct_v of mon_info_t; null where no map that is written has any. */
  readonly monInfo: number | null;
}

/**
 * The form of addresses and the versions of the monitor map that a peer is sent.
 *
 * Source  ceph v0.94.9, v12.2.5 and v16.0.0 src/mon/MonMap.cc; monitors of 14.2.21 to 20.2.4
 */
export function encodingFor(features: Mask64, writes: Writes): EncodingChoice {
  const addresses = writes.addr2 && features.has(MSG_ADDR2) ? 'ADDR2' : 'legacy';
  if (!features.has(MONNAMES)) return { addresses, monMap: 1, monMapBehind: null, monInfo: null };
  const isNautilus = features.has(SERVER_NAUTILUS);
  const full = isNautilus ? writes.monMap : Math.min(writes.monMap, 5);
  const monInfo = isNautilus ? writes.monInfo : Math.min(writes.monInfo, 2);
  if (features.has(MONENC)) return { addresses, monMap: full, monMapBehind: null, monInfo: full >= 5 ? monInfo : null };
  const monMapBehind = writes.runsOnAfterV2 ? full : null;
  return { addresses, monMap: 2, monMapBehind, monInfo: (monMapBehind ?? 0) >= 5 ? monInfo : null };
}
