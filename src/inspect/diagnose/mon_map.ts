import { visible } from '../../text/visible.ts';
import { TYPE_LEGACY, TYPE_MSGR2 } from '../../types/common/entity_addr_t.ts';
import { formatEntityAddrvec } from '../../types/common/entity_addrvec_t.ts';
import type { EntityAddrvec } from '../../types/common/entity_addrvec_t.ts';
import { Ipv6 } from '../../types/common/ip.ts';
import type { MonMap } from '../../types/mon/MonMap/MonMap.ts';

/* What a diagnosis looks for in a monitor map. */

/** The monitor map in a value: the value itself, or that of an MMonMap. */
export function monMapIn(value: unknown): MonMap | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if ('monmap' in value) return monMapIn(value.monmap);
  return 'monInfo' in value ? (value as MonMap) : undefined;
}

/** The value without the fields of a monitor map that repeat others and contradict them: an encoder then writes them anew. */
export function withoutRepeats<T>(value: T): T {
  return withMonMap(value, (map) => (map.monAddr === null && map.appendedMap === null ? map : { ...map, monAddr: null, appendedMap: null }));
}

/** The value with another monitor map; the same value if it has none, or if `change` changes nothing. */
function withMonMap<T>(value: T, change: (map: MonMap) => MonMap): T {
  const map = monMapIn(value);
  const changed = map === undefined ? map : change(map);
  if (changed === map) return value;
  return 'monmap' in (value as object) ? { ...value, monmap: changed } : (changed as T);
}

/** A monitor, its name and its addresses. */
export interface Mon {
  readonly name: string;
  readonly addrs: EntityAddrvec;
}

/** The monitors whose addresses a kernel client refuses, by the type of address that it takes. */
export function refusedInKernel({ monInfo }: MonMap, isMsgr2: boolean): { readonly several: readonly Mon[]; readonly none: readonly Mon[] } {
  const wanted = isMsgr2 ? TYPE_MSGR2 : TYPE_LEGACY;
  const mons = [...monInfo].map(([name, { publicAddrs }]) => ({ name, addrs: publicAddrs, count: publicAddrs.filter(({ type }) => type === wanted).length }));
  return { several: mons.filter(({ count }) => count > 1), none: mons.filter(({ count, addrs }) => count === 0 && addrs.length > 0) };
}

/** The monitors whose mon_addr is blank, although mon_info has an address. */
export function blankInMonAddr({ monInfo, monAddr }: MonMap): Mon[] {
  return [...(monAddr ?? [])].filter(([, { ip }]) => ip === null).flatMap(([name]) => {
    const addrs = monInfo.get(name)?.publicAddrs ?? [];
    return addrs.some(({ ip }) => ip !== null) ? [{ name, addrs }] : [];
  });
}

/** The monitors without any address that can be dialled. */
export function withoutAddress({ monInfo }: MonMap): Mon[] {
  return [...monInfo].flatMap(([name, { publicAddrs }]) => (publicAddrs.some(({ ip }) => ip !== null) ? [] : [{ name, addrs: publicAddrs }]));
}

/** `mon.a`, `mon.a and mon.b`; of many, the first and how many others. */
export function monsText(mons: readonly Mon[]): string {
  const names = mons.map(({ name }) => visible(`mon.${name}`));
  if (names.length > MOST) return `${names[0] ?? ''} and ${names.length - 1} others`;
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
}

const MOST = 5;

/** The command that gives a monitor these addresses. A name that a shell could take for more than a name is left to fill in. */
export function setAddrs({ name }: Mon, addrs: string): string {
  return `ceph mon set-addrs ${/^[\w.-]+$/.test(name) ? name : '<name>'} ${addrs}`;
}

/** The first address, and the first one of another type and the same family: `[v2:10.0.0.1:3300/0,v1:10.0.0.1:6789/0]`. */
export function oneOfEachType(addrs: EntityAddrvec): string {
  const same = addrs.filter(({ family }) => family === addrs[0]?.family);
  return formatEntityAddrvec(same.filter(({ type }, i) => same.findIndex((other) => other.type === type) === i));
}

/** Its v2 address, and a v1 address whose port is left to fill in. */
export function withV1(addrs: EntityAddrvec): string {
  const [addr] = addrs;
  if (addr === undefined || addr.ip === null) return '[v2:<ip>:<port>,v1:<ip>:<port>]';
  const ip = addr.ip instanceof Ipv6 ? `[${addr.ip}]` : String(addr.ip);
  return `[v2:${ip}:${addr.port},v1:${ip}:<port>]`;
}
