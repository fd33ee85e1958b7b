import type { EntityAddr } from '../../common/entity_addr_t.ts';
import type { Newer } from '../../common/newer.ts';
import type { Utime } from '../../common/utime_t.ts';
import type { Uuid } from '../../common/uuid_d.ts';
import type { MonFeature } from '../mon_feature_t.ts';
import type { MonInfo } from '../mon_info_t/value.ts';

/**
 * Which monitors there are, and where.
 *
 * Layout  v1, v2: u16 struct_v and no envelope; v3–v5: envelope, compat 3; since 6: compat 6
 * Errors  DecodeError, also for a v2 map with anything but the same map, v3 to v5, behind it
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
  /** By name. Before v5 made from mon_addr, or from mon_inst with the names "0", "1" … */
  readonly monInfo: ReadonlyMap<string, MonInfo>;
  /** Names by rank. Before v6 sorted by address; since then in order of creation. */
  readonly ranks: readonly string[];
  /** ceph_release_t. Before v7 the newest release among the persistent features. */
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
  /** Since 10: 0 none, 1 aes, 2 aes256k; so are the two below. */
  readonly authServiceCipher: number;
  readonly authAllowedCiphers: readonly number[];
  readonly authPreferredCipher: number;
  /** Since 11; before that as stretchModeEnabled. */
  readonly globalStretchModeEnabled: boolean;
  /**
   * The addresses of a v5 map's mon_addr, kept only where they are not those of mon_info: Nautilus to Quincy leave a
   * monitor blank there that has no legacy address. Ceph goes by mon_info.
   */
  readonly monAddr: ReadonlyMap<string, EntityAddr> | null;
  /**
   * v2 only: the same map, whole, in v3 or v5, which Hammer to Mimic put behind it for a peer without MONENC. Ceph stops
   * before it, and so do the fields above.
   */
  readonly appendedMap: MonMap | null;
  /** v11 and later: what follows the fields above. */
  readonly newer: Newer | null;
}
