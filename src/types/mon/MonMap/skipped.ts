import { monInfoWithSkipped } from '../mon_info_t/skipped.ts';
import type { MonMap } from './value.ts';

/** Returns the map with what its sender wrote of each monitor where readers skip it; `skipped` has these bytes by the label of the mon_info_t. */
export function monMapWithSkipped(map: MonMap, skipped: ReadonlyMap<string, Uint8Array>): MonMap {
  const monInfo = [...map.monInfo].map(([name, info], i) => [name, monInfoWithSkipped(info, skipped.get(`mon_info[${i}]`))] as const);
  return { ...map, monInfo: new Map(monInfo) };
}
