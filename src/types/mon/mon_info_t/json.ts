import { unlessDefault } from '../../../text/json.ts';
import type { Json, JsonNode } from '../../../text/json.ts';
import { compareStrings } from '../../../buffer/bytes/utf8.ts';
import { codecRelease } from '../../../features/codec_release.ts';
import type { CodecReleaseLike } from '../../../features/codec_release.ts';
import { monInfoFormByRelease } from './forms.ts';
import { TYPE_LEGACY, formatLegacy, parseEntityAddr } from '../../common/entity_addr_t.ts';
import type { EntityAddr } from '../../common/entity_addr_t.ts';
import { EntityAddrvec, formatEntityAddrvec, legacyOrFront } from '../../common/entity_addrvec_t.ts';
import { makeMonInfo } from './value.ts';
import type { MonInfo } from './value.ts';
import { dumpNewer, loadNewer } from '../../common/newer.ts';
import { formatInstant, parseUtime, zeroUtime, Utime } from '../../common/utime_t.ts';

/**
 * Returns the JSON that `ceph mon dump -f json` has for a monitor; `exact` adds what that JSON leaves out.
 *
 * @param form the release whose `ceph mon dump` it is; by default 16.2.15, to which alone `exact` adds
 */
export function dumpMonInfo(info: MonInfo, exact = false, form: CodecReleaseLike = 'pacific'): { [key: string]: Json } {
  const has = monInfoFormByRelease(codecRelease(form));
  const front = legacyOrFront(info.publicAddrs);
  const legacy = front.ip === null && !has.tellsFamily ? `:/${front.nonce}` : formatLegacy(front);
  const dumped = {
    name: info.name,
    ...(has.publicAddrs ? { public_addrs: EntityAddrvec.dump(info.publicAddrs, exact) } : {}),
    addr: legacy,
    ...(has.publicAddr ? { public_addr: legacy } : {}),
    ...(has.weights ? { priority: info.priority, weight: info.weight } : {}),
    ...(has.timeAdded ? { time_added: formatInstant(info.timeAdded) } : {}),
    ...(has.crushLocation === 'text' ? { crush_location: formatCrushLoc(info.crushLoc) } : {}),
    ...(has.crushLocation === 'list' ? { crush_location: sorted(info.crushLoc).map(([key, val]) => ({ key, val })) } : {}),
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
    timeAdded: timeAdded === undefined ? zeroUtime() : loadTimeAdded(timeAdded),
    newer: loadNewer(json),
  });
}

/** Returns the addresses. Before Nautilus a monitor has one address, of type legacy; since then, addr and public_addr repeat one. */
function loadPublicAddrs(json: JsonNode): EntityAddrvec {
  const [addrs, addr, publicAddr] = [json.find('public_addrs'), json.find('addr'), json.find('public_addr')];
  const loaded = addrs === undefined ? [(addr ?? json.get('addr')).parsed(parseLegacy)] : EntityAddrvec.load(addrs);
  const legacy = formatLegacy(legacyOrFront(loaded));
  for (const repeated of [addr, publicAddr]) if (repeated !== undefined && !saysLegacy(repeated, legacy)) repeated.remark(`is not used: ${addrs === undefined ? 'addr' : 'public_addrs'} has ${legacy}`);
  return loaded;
}

const parseLegacy = (text: string): EntityAddr => parseEntityAddr(text, TYPE_LEGACY);

function saysLegacy(json: JsonNode, legacy: string): boolean {
  return json.value === legacy || formatLegacy(json.parsed(parseLegacy)) === legacy;
}

/** Ceph main prints a text; ours is that of utime_t. */
function loadTimeAdded(json: JsonNode): Utime {
  return typeof json.value === 'string' ? json.parsed(parseUtime) : Utime.load(json);
}

/** Returns `mon.a addrs v2:10.0.0.1:3300/0 priority 0 weight 0`, as Ceph prints it, then the location if there is one. */
export function formatMonInfo({ name, publicAddrs, priority, weight, crushLoc }: MonInfo): string {
  const location = crushLoc.size === 0 ? '' : ` crush location ${formatCrushLoc(crushLoc)}`;
  return `mon.${name} addrs ${formatEntityAddrvec(publicAddrs)} priority ${priority} weight ${weight}${location}`;
}

/** Returns `{datacenter=x,rack=y}`, as Ceph prints it: ambiguous if a name has a comma or an equals sign, which CRUSH forbids. */
export function formatCrushLoc(crushLoc: MonInfo['crushLoc']): string {
  return `{${sorted(crushLoc).map(([type, name]) => `${type}=${name}`).join(',')}}`;
}

/** In the order of Ceph's map. */
function sorted(crushLoc: MonInfo['crushLoc']): [type: string, name: string][] {
  return [...crushLoc].sort(([a], [b]) => compareStrings(a, b));
}

/** Returns the location: from pairs (ours), a text (since Pacific), a list of keys and values (Ceph main), or an object. */
function loadCrushLoc(json: JsonNode): Map<string, string> {
  const pairs = json.find('crush_loc');
  const location = json.find('crush_location');
  if (pairs !== undefined) return new Map(pairs.items().map(loadPair));
  if (location === undefined) return new Map();
  if (typeof location.value === 'string') return location.parsed(parseCrushLoc);
  if (Array.isArray(location.value)) return new Map(location.items().map((entry) => [entry.get('key').string(), entry.get('val').string()]));
  return new Map(location.entries().map(([type, name]) => [type, name.string()]));
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
