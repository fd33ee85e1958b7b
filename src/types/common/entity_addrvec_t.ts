import type { Decoder } from '../../encoding/decoder.ts';
import type { Encoder } from '../../encoding/encoder.ts';
import { byRelease } from '../../encoding/by_release.ts';
import type { CephType } from '../../encoding/ceph_type.ts';
import type { Json, JsonNode } from '../../text/json.ts';
import { MSG_ADDR2, SERVER_NAUTILUS } from '../../features/masks.ts';
import type { Mask64 } from '../../features/mask64.ts';
import {
  BLANK_ADDR,
  TYPE_ANY,
  TYPE_LEGACY,
  decodeEntityAddr,
  encodeEntityAddr,
  encodeLegacy,
  EntityAddr,
  formatEntityAddr,
  makeEntityAddr,
  parseEntityAddr,
} from './entity_addr_t.ts';
import { isIpv6 } from './ip.ts';
import { decodeAddrvecInKernel } from './kernel_addrvec.ts';

/**
 * All addresses of one endpoint, one per protocol.
 *
 * Layout  u8 2, u32 count, entity_addr_t each; or a single entity_addr_t, which begins with its own marker 0 or 1
 * Errors  DecodeError for a first byte above 2
 * Source  ceph v16.0.0 src/msg/msg_types.cc
 */
export type EntityAddrvec = readonly EntityAddr[];

/** The address that a release writes for a peer without MSG_ADDR2 if none is legacy: the first of all, or a blank one. */
export const entityAddrvecByRelease = /* @__PURE__ */ byRelease<{ readonly withoutLegacy: 'first' | 'blank' }>({
  hammer: { withoutLegacy: 'first' },
  nautilus: { withoutLegacy: 'blank' },
});

/** Returns the form for a peer: 2 for the list, 0 for one address in the legacy form. */
export function entityAddrvecVersionFor(features: Mask64): number {
  return features.has(MSG_ADDR2) ? 2 : 0;
}

export function decodeEntityAddrvec(d: Decoder): EntityAddrvec {
  const at = d.offset;
  const marker = d.peek();
  if (marker === 0 || marker === 1) return [decodeEntityAddr(d)];
  d.u8('marker');
  if (marker !== 2) return d.malformed('marker', at, `expected 0, 1 or 2, got ${marker}`);
  return d.list('v', decodeEntityAddr);
}

export function encodeEntityAddrvec(e: Encoder, addrs: EntityAddrvec): void {
  if (entityAddrvecVersionFor(e.features) === 0) {
    const { withoutLegacy } = entityAddrvecByRelease(e.release);
    return encodeLegacy(e, withoutLegacy === 'first' ? legacyOrFront(addrs) : legacyOrBlank(addrs));
  }
  e.u8(2);
  e.list(addrs, encodeEntityAddr);
}

/** Returns the first legacy address, or a blank one. */
export function legacyOrBlank(addrs: EntityAddrvec): EntityAddr {
  return addrs.find((addr) => addr.type === TYPE_LEGACY) ?? BLANK_ADDR;
}

/**
 * Returns the first legacy address, else the first of all, else a blank one. Ranks before v6 of MonMap are sorted by it.
 *
 * @example
 * ```ts
 * import { formatEntityAddr, legacyOrFront, parseEntityAddrvec } from 'cephwire';
 *
 * console.log(formatEntityAddr(legacyOrFront(parseEntityAddrvec('[v2:10.0.0.1:3300/0,v1:10.0.0.1:6789/0]')))); // → v1:10.0.0.1:6789/0
 * ```
 */
export function legacyOrFront(addrs: EntityAddrvec): EntityAddr {
  const front = addrs[0] ?? BLANK_ADDR;
  if (front.type === TYPE_LEGACY || addrs.length < 2) return front;
  return addrs.find((addr) => addr.type === TYPE_LEGACY) ?? front;
}

/**
 * Returns the address to write for an old peer: the first legacy one; else the first of type any, else the first of all, each
 * relabelled legacy.
 */
export function asLegacy(addrs: EntityAddrvec): EntityAddr {
  const legacy = addrs.find((addr) => addr.type === TYPE_LEGACY);
  return legacy ?? makeEntityAddr({ ...(addrs.find((addr) => addr.type === TYPE_ANY) ?? addrs[0] ?? BLANK_ADDR), type: TYPE_LEGACY });
}

/** What a release writes for an old peer as the address of an endpoint without a legacy one: its first, as it is or relabelled legacy; or a blank one. */
export type WithoutLegacy = 'first' | 'blank' | 'relabelled';

/** Returns the one address of an endpoint that a release writes for an old peer: the first legacy one, or what it has in its place. */
export function addrForOldPeer(addrs: EntityAddrvec, withoutLegacy: WithoutLegacy): EntityAddr {
  if (withoutLegacy === 'first') return legacyOrFront(addrs);
  return withoutLegacy === 'blank' ? legacyOrBlank(addrs) : asLegacy(addrs);
}

function dumpEntityAddrvec(addrs: EntityAddrvec, exact = false): Json {
  return { addrvec: addrs.map((addr) => EntityAddr.dump(addr, exact)) };
}

/** A list of addresses alone, as `JSON.stringify` has it, has no name around it. */
function loadEntityAddrvec(json: JsonNode): EntityAddrvec {
  return (Array.isArray(json.value) ? json : json.get('addrvec')).items().map(EntityAddr.load);
}

/**
 * Returns Ceph's text: empty for no address, one address as it is, several as `[v2:10.0.0.1:3300/0,v1:10.0.0.1:6789/0]`.
 *
 * @example
 * ```ts
 * import { formatEntityAddrvec, parseEntityAddr } from 'cephwire';
 *
 * console.log(formatEntityAddrvec(['v2:10.0.0.1:3300', 'v1:10.0.0.1:6789'].map((text) => parseEntityAddr(text))));
 * // → [v2:10.0.0.1:3300/0,v1:10.0.0.1:6789/0]
 * ```
 */
export function formatEntityAddrvec(addrs: EntityAddrvec): string {
  const text = addrs.map(formatEntityAddr).join(',');
  return addrs.length > 1 ? `[${text}]` : text;
}

/**
 * Parses what {@link formatEntityAddrvec} returns: one address, or several in brackets.
 *
 * @throws TypeError for other text
 *
 * @example
 * ```ts
 * import { parseEntityAddrvec } from 'cephwire';
 *
 * console.log(parseEntityAddrvec('[v2:10.0.0.1:3300/0,v1:10.0.0.1:6789/0]').map(({ port }) => port)); // → [ 3300, 6789 ]
 * ```
 */
export function parseEntityAddrvec(text: string): EntityAddrvec {
  if (text === '') return [];
  const inner = /^\[(.*)\]$/.exec(text)?.[1];
  if (inner === undefined || isIpv6(inner)) return [parseEntityAddr(text)];
  return inner.split(',').map((addr) => parseEntityAddr(addr));
}

export const EntityAddrvec: CephType<EntityAddrvec> = {
  name: 'entity_addrvec_t',
  decode: decodeEntityAddrvec,
  decodeInKernel: decodeAddrvecInKernel,
  encode: encodeEntityAddrvec,
  dump: dumpEntityAddrvec,
  load: loadEntityAddrvec,
  print: formatEntityAddrvec,
  versionFor: entityAddrvecVersionFor,
  formFor: (features) => (entityAddrvecVersionFor(features) === 2 ? 'list' : 'one legacy address'),
  kind: 'address',
  dependsOn: { MSG_ADDR2, SERVER_NAUTILUS },
};
