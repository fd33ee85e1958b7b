import { unlessDefault } from '../../../text/json.ts';
import type { Json, JsonNode } from '../../../text/json.ts';
import { compareStrings } from '../../../buffer/bytes/utf8.ts';
import { TYPE_LEGACY, formatLegacy, parseEntityAddr } from '../../common/entity_addr_t.ts';
import { EntityAddrvec, formatEntityAddrvec, legacyOrFront } from '../../common/entity_addrvec_t.ts';
import { makeMonInfo } from './value.ts';
import type { MonInfo } from './value.ts';
import { dumpNewer, loadNewer } from '../../common/newer.ts';
import { zeroUtime, Utime } from '../../common/utime_t.ts';

/** Returns the JSON that `ceph mon dump -f json` of 16.2.15 has for a monitor; `exact` adds what that JSON leaves out. */
export function dumpMonInfo(info: MonInfo, exact = false): { [key: string]: Json } {
  const legacy = formatLegacy(legacyOrFront(info.publicAddrs));
  const dumped = {
    name: info.name,
    public_addrs: EntityAddrvec.dump(info.publicAddrs, exact),
    addr: legacy,
    public_addr: legacy,
    priority: info.priority,
    weight: info.weight,
    crush_location: formatCrushLoc(info.crushLoc),
  };
  if (!exact) return dumped;
  const rest = unlessDefault({ crush_loc: [...info.crushLoc], time_added: Utime.dump(info.timeAdded) }, { crush_loc: [], time_added: Utime.dump(zeroUtime()) });
  return { ...dumped, ...rest, ...dumpNewer(info.newer) };
}

export function loadMonInfo(json: JsonNode): MonInfo {
  const timeAdded = json.find('time_added');
  return makeMonInfo({
    name: json.get('name').string(),
    publicAddrs: loadPublicAddrs(json),
    priority: json.find('priority')?.integer(0, 0xffff) ?? 0,
    weight: json.find('weight')?.integer(0, 0xffff) ?? 0,
    crushLoc: loadCrushLoc(json),
    timeAdded: timeAdded === undefined ? zeroUtime() : Utime.load(timeAdded),
    newer: loadNewer(json),
  });
}

/** Returns the addresses. Before Nautilus a monitor has one address, of type legacy. */
function loadPublicAddrs(json: JsonNode): EntityAddrvec {
  const addrs = json.find('public_addrs');
  if (addrs !== undefined) return EntityAddrvec.load(addrs);
  return [json.get('addr').parsed((text) => parseEntityAddr(text, TYPE_LEGACY))];
}

/** Returns `mon.a addrs v2:10.0.0.1:3300/0 priority 0 weight 0`, as Ceph prints it, then the location if there is one. */
export function formatMonInfo({ name, publicAddrs, priority, weight, crushLoc }: MonInfo): string {
  const location = crushLoc.size === 0 ? '' : ` crush location ${formatCrushLoc(crushLoc)}`;
  return `mon.${name} addrs ${formatEntityAddrvec(publicAddrs)} priority ${priority} weight ${weight}${location}`;
}

/** Returns `{datacenter=x,rack=y}`, as Ceph prints it: ambiguous if a name has a comma or an equals sign, which CRUSH forbids. */
export function formatCrushLoc(crushLoc: MonInfo['crushLoc']): string {
  const sorted = [...crushLoc].sort(([a], [b]) => compareStrings(a, b));
  return `{${sorted.map(([type, name]) => `${type}=${name}`).join(',')}}`;
}

function loadCrushLoc(json: JsonNode): Map<string, string> {
  const pairs = json.find('crush_loc');
  if (pairs !== undefined) return new Map(pairs.items().map(loadPair));
  return json.find('crush_location')?.parsed(parseCrushLoc) ?? new Map();
}

function loadPair(json: JsonNode): [string, string] {
  const [type, name, ...others] = json.items();
  if (type === undefined || name === undefined || others.length > 0) return json.expected('a pair of strings');
  return [type.string(), name.string()];
}

function parseCrushLoc(text: string): Map<string, string> {
  const inner = /^\{(.*)\}$/s.exec(text)?.[1];
  if (inner === undefined) throw new TypeError(`"${text}" is not a location such as {datacenter=x,rack=y}`);
  const pairs = inner === '' ? [] : inner.split(',');
  return new Map(pairs.map((pair) => splitPair(pair)));
}

function splitPair(pair: string): [string, string] {
  const at = pair.indexOf('=');
  if (at < 0) throw new TypeError(`"${pair}" is not a bucket type and a name such as rack=y`);
  return [pair.slice(0, at), pair.slice(at + 1)];
}
