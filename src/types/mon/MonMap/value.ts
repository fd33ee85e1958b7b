import { valuesOf } from '../../../encoding/values.ts';
import type { EntityAddr } from '../../common/entity_addr_t.ts';
import type { Newer } from '../../common/newer.ts';
import type { Utime } from '../../common/utime_t.ts';
import type { Uuid } from '../../common/uuid_d.ts';
import type { MonFeature } from '../mon_feature_t.ts';
import type { MonInfo } from '../mon_info_t/value.ts';

/**
 * The monitors of a cluster and their addresses.
 *
 * Layout  v1, v2: u16 struct_v and no envelope; v3–v5: envelope, compat 3; since 6: compat 6
 * Errors  DecodeError, also if a v2 map is followed by anything except the same map in v3 to v5
 * Source  ceph v0.94.9, v12.2.5, v16.0.0 src/mon/MonMap.cc; v9 and v10 from monitors of 16.2.15 and 20.2.4
 */
export interface MonMap {
  readonly fsid: Uuid;
  readonly epoch: number;
  readonly lastChanged: Utime;
  readonly created: Utime;
  /** Since 4. */
  readonly persistentFeatures: MonFeature;
  /** Since 4. */
  readonly optionalFeatures: MonFeature;
  /**
   * By name. Before v5 it is made from mon_addr, or from mon_inst with the names "0", "1" … A Map alone is `{}` to JSON.stringify;
   * the whole value becomes JSON with all monitors.
   */
  readonly monInfo: ReadonlyMap<string, MonInfo>;
  /** The names in the order of the ranks. Before v6 they are sorted by address, since then in order of creation. */
  readonly ranks: readonly string[];
  /** A ceph_release_t. Before v7 it is the newest release among the persistent features. */
  readonly minMonRelease: number;
  /** Since 8. */
  readonly removedRanks: readonly number[];
  /** Since 8: 1 classic, 2 disallow, 3 connectivity. */
  readonly strategy: number;
  /** Since 8. */
  readonly disallowedLeaders: readonly string[];
  /** Since 9. */
  readonly stretchModeEnabled: boolean;
  /** Since 9; empty for none. */
  readonly tiebreakerMon: string;
  /** Since 9. */
  readonly stretchMarkedDownMons: readonly string[];
  /** Since 10. */
  readonly authEpoch: number;
  /** Since 10: 0 none, 1 aes, 2 aes256k. The same holds for the next two fields. */
  readonly authServiceCipher: number;
  readonly authAllowedCiphers: readonly number[];
  readonly authPreferredCipher: number;
  /** Since 11; before that it equals stretchModeEnabled. */
  readonly globalStretchModeEnabled: boolean;
  /**
   * The mon_addr of a v5 map; null if it agrees with mon_info. It differs, for example, in maps from Nautilus to Quincy, which
   * write a blank address there for a monitor without a legacy address. Ceph uses mon_info.
   */
  readonly monAddr: ReadonlyMap<string, EntityAddr> | null;
  /**
   * v2 only: the same map in v3 or v5, which Hammer to Mimic append for a peer without MONENC. Ceph does not read it, and the
   * fields above are those of the v2 map.
   */
  readonly appendedMap: MonMap | null;
  /** v11 and later: the bytes after the fields above. */
  readonly newer: Newer | null;
}

export const makeMonMap = /* @__PURE__ */ valuesOf<MonMap>('MonMap');
