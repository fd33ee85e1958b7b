import type { MonMap } from './value.ts';
import { BLANK_ADDR, formatEntityAddr } from '../../common/entity_addr_t.ts';
import type { EntityAddr } from '../../common/entity_addr_t.ts';
import { legacyOrFront } from '../../common/entity_addrvec_t.ts';

/**
 * Returns what is wrong or unusual in a map, one line each; none for a healthy map.
 *
 * Real monitors send some of these maps, and Ceph reads them, with two exceptions: Hammer to Mimic abort on a shared address, and
 * Kraken to Mimic abort if mon_addr and mon_info disagree.
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { decode, MonMap, monMapRemarks } from 'cephwire';
 *
 * const map = decode(MonMap, readFileSync('monmap.bin'));
 * console.log(monMapRemarks({ ...map, ranks: ['a'] }).join('; '));
 * // → rank 0 names mon.a, which is not in mon_info; mon.mon1 has no rank
 * ```
 */
export function monMapRemarks(map: MonMap): string[] {
  return [...rankRemarks(map), ...nameRemarks(map), ...addrRemarks(map), ...disagreements(map), ...formRemarks(map)];
}

function rankRemarks({ ranks, monInfo }: MonMap): string[] {
  const remarks: string[] = [];
  const times = new Map<string, number>();
  for (const [rank, name] of ranks.entries()) {
    if (!monInfo.has(name)) remarks.push(`rank ${rank} names mon.${name}, which is not in mon_info`);
    times.set(name, (times.get(name) ?? 0) + 1);
  }
  for (const [name, count] of times) if (count > 1) remarks.push(`mon.${name} has ${count} ranks`);
  for (const name of monInfo.keys()) if (!times.has(name)) remarks.push(`mon.${name} has no rank`);
  return remarks;
}

function nameRemarks({ monInfo, tiebreakerMon, disallowedLeaders }: MonMap): string[] {
  const remarks: string[] = [];
  for (const [key, { name }] of monInfo) if (key !== name) remarks.push(`mon_info has mon.${name} under the key ${key}`);
  if (tiebreakerMon !== '' && !monInfo.has(tiebreakerMon)) remarks.push(`tiebreaker mon.${tiebreakerMon} is not in mon_info`);
  for (const name of disallowedLeaders) if (!monInfo.has(name)) remarks.push(`disallowed leader mon.${name} is not in mon_info`);
  return remarks;
}

function addrRemarks({ monInfo }: MonMap): string[] {
  const owners = new Map<string, string>();
  const remarks: string[] = [];
  for (const [name, { publicAddrs }] of monInfo) {
    for (const addr of publicAddrs.filter(({ ip }) => ip !== null)) {
      const text = formatEntityAddr(addr);
      const owner = owners.get(text);
      if (owner !== undefined) remarks.push(`mon.${owner} and mon.${name} share the address ${text}`);
      owners.set(text, name);
    }
  }
  return remarks;
}

function disagreements({ monAddr, monInfo }: MonMap): string[] {
  if (monAddr === null) return [];
  const names = new Set([...monAddr.keys(), ...monInfo.keys()]);
  const remarks: string[] = [];
  for (const name of names) {
    const [old, info] = [monAddr.get(name), monInfo.get(name)];
    const [oldText, newText] = [textOf(old), textOf(info && legacyOrFront(info.publicAddrs))];
    if (oldText !== newText) remarks.push(`mon.${name} is ${oldText} in mon_addr and ${newText} in mon_info; mon_info is used`);
  }
  return remarks;
}

function textOf(addr: EntityAddr | undefined): string {
  if (addr === undefined) return 'missing';
  return addr.ip === null && addr.type === BLANK_ADDR.type ? 'blank' : formatEntityAddr(addr);
}

function formRemarks({ appendedMap, newer }: MonMap): string[] {
  const remarks: string[] = [];
  if (appendedMap !== null) remarks.push('a v2 map with the whole map appended, as Hammer to Mimic write it for a peer without MONENC; Ceph reads only the v2 part');
  if (newer !== null && newer.tail.length > 0) remarks.push(`struct_v ${newer.structV} is newer than this library knows: ${newer.tail.length} bytes were not decoded`);
  return remarks;
}
