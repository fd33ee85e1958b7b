import { emptyMap } from './empty_map.ts';
import { valuesOf } from '../../../encoding/values.ts';
import type { EntityAddrvec } from '../../common/entity_addrvec_t.ts';
import type { Newer } from '../../common/newer.ts';
import type { Utime } from '../../common/utime_t.ts';

/**
 * One monitor of a MonMap.
 *
 * Layout  envelope 1–6/1: name, public_addr (v1, v2) or public_addrs (since 3), priority (since 2), weight (since 4),
 *         crush_loc (since 5), time_added (since 6)
 * Units   priority, weight: 0–65535
 * Source  ceph v12.2.5, v16.0.0 src/mon/MonMap.cc; v5 and v6 from monitors of 16.2.15 and 20.2.4
 */
export interface MonInfo {
  readonly name: string;
  /** One address before v3. */
  readonly publicAddrs: EntityAddrvec;
  /** Lower is preferred. */
  readonly priority: number;
  readonly weight: number;
  /** The location of the monitor: CRUSH bucket type to name. */
  readonly crushLoc: ReadonlyMap<string, string>;
  readonly timeAdded: Utime;
  /** The bytes that a newer encoder appended. */
  readonly newer: Newer | null;
}

export const makeMonInfo = /* @__PURE__ */ valuesOf<MonInfo>('mon_info_t');

/** The crush_loc of a version that does not have one. */
export const NO_CRUSH_LOC: ReadonlyMap<string, string> = /* @__PURE__ */ emptyMap<string, string>();
