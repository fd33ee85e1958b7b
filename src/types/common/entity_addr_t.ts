import { fromHex, toHex } from '../../buffer/bytes/hex.ts';
import type { Decoder } from '../../encoding/decoder.ts';
import type { Encoder } from '../../encoding/encoder.ts';
import { byRelease } from '../../encoding/by_release.ts';
import type { CephType } from '../../encoding/ceph_type.ts';
import { cephType, valuesOf } from '../../encoding/values.ts';
import { unlessDefault } from '../../text/json.ts';
import type { Json, JsonNode } from '../../text/json.ts';
import type { CodecRelease } from '../../features/codec_release.ts';
import { MSG_ADDR2, SERVER_NAUTILUS } from '../../features/masks.ts';
import type { Mask64 } from '../../features/mask64.ts';
import { Ipv4, Ipv6, formatIp, isIpv4 } from './ip.ts';
import { AF_INET, AF_INET6, AF_UNSPEC, bytewise, compareSockaddr, familyOf, formatSockaddr, parseSockaddr, sockaddrLength } from './sockaddr.ts';
import type { Sockaddr } from './sockaddr.ts';

/** No address. */
export const TYPE_NONE = 0;
/** An endpoint of messenger v1. */
export const TYPE_LEGACY = 1;
/** An endpoint of messenger v2. */
export const TYPE_MSGR2 = 2;
/** Since Nautilus: either protocol. */
export const TYPE_ANY = 3;
/** Seen in 20.2.4: a network, not an endpoint. */
export const TYPE_CIDR = 4;

/**
 * The address of one endpoint.
 *
 * Layout  legacy form: u32 0, u32 nonce, sockaddr_storage with its family big-endian; 136 bytes
 *         ADDR2 form: u8 1, envelope 1/1: u32 type, u32 nonce, u32 elen, sockaddr with its family little-endian
 * Units   type: TYPE_*; family: AF_* of Linux; port: 0 for other families than IP
 * Errors  DecodeError for any other first byte, for an elen of 1, and for an elen longer than the sockaddr of its family
 * Source  ceph v16.0.0 src/msg/msg_types.h
 */
export interface EntityAddr extends Sockaddr {
  /** The legacy form does not carry the type: it is TYPE_LEGACY for IP, else TYPE_NONE, as in Nautilus and later. */
  readonly type: number;
  /** Distinguishes incarnations at one address. */
  readonly nonce: number;
}

export const makeEntityAddr = /* @__PURE__ */ valuesOf<EntityAddr>('entity_addr_t');

/** An address without a sockaddr, of type none: what Ceph has where it has no address. */
export const BLANK_ADDR: EntityAddr = blankAddr(TYPE_NONE, 0);

/** Returns an address without a sockaddr. Its members are written out, as everywhere here: V8 gives a spread object another shape. */
function blankAddr(type: number, nonce: number): EntityAddr {
  return makeEntityAddr({ type, nonce, family: AF_UNSPEC, port: 0, ip: null, flowinfo: 0, scopeId: 0, rest: null });
}

/** How a release's code reads and writes an address. */
interface EntityAddrRow {
  /** Whether the release knows the ADDR2 form. If not, every address is 136 bytes that begin with a u32 type. */
  readonly addr2: boolean;
  /** The type of an address read in the legacy form: the first u32, always legacy, or legacy for IP and none for other families. */
  readonly legacyType: 'stored' | 'legacy' | 'by family';
  /**
   * Whether an address read in the legacy form keeps all 128 bytes of its sockaddr, as up to Jewel and in our own reading.
   * Since Kraken only a sockaddr_in or sockaddr_in6 is kept; of another family nothing is kept.
   *
   * Source  ceph v0.94.9 src/msg/msg_types.h:172-180, v12.2.5 :264-279
   */
  readonly keepsStorage: boolean;
  /**
   * The longest elen: the length of the family's sockaddr; or 28, the sockaddr in memory, as up to 12.2.11, where more bytes
   * overwrite the memory after it; or 128, a sockaddr_storage.
   */
  readonly longest: 'of the family' | 28 | 128;
  /**
   * Whether an ADDR2 address of type any is written as type legacy for a peer without SERVER_NAUTILUS, which does not know any.
   *
   * Source  ceph v14.2.8 src/msg/msg_types.h:477-488
   */
  readonly anyBecomesLegacy: boolean;
}

/**
 * Source  ceph v0.94.9, v11.2.1, v12.2.11, v12.2.12, v13.2.8, v14.2.8 src/msg/msg_types.h; Linux v5.2 include/linux/ceph/decode.h
 *         (ceph_decode_addr), v5.3 net/ceph/decode.c
 */
export const entityAddrByRelease = /* @__PURE__ */ byRelease<EntityAddrRow>({
  'linux-5.3': { addr2: true, legacyType: 'legacy', longest: 128 },
  hammer: { addr2: false, legacyType: 'stored', keepsStorage: true, longest: 28, anyBecomesLegacy: false },
  kraken: { addr2: true, legacyType: 'legacy', keepsStorage: false },
  'luminous 12.2.12': { longest: 'of the family' },
  nautilus: { legacyType: 'by family', anyBecomesLegacy: true },
  ours: { keepsStorage: true },
});

/** Returns the form that a release writes: 1 for the ADDR2 form, 0 for the legacy form, which has no version. */
export function entityAddrVersionFor(features: Mask64, release: CodecRelease): number {
  return entityAddrByRelease(release).addr2 && features.has(MSG_ADDR2) ? 1 : 0;
}

/** The size of a struct sockaddr_storage without its family. */
const STORAGE_LENGTH = 126;

/** Reads an address in either form, for decoders of types that contain addresses. Errors: those of {@link EntityAddr}. */
export function decodeEntityAddr(d: Decoder): EntityAddr {
  if (!entityAddrByRelease(d.release).addr2) return decodeLegacy(d, d.u32('type'));
  const at = d.offset;
  const marker = d.u8('marker');
  if (marker === 1) return decodeAddr2(d);
  if (marker !== 0) return d.malformed('marker', at, `expected 0 (legacy) or 1 (MSG_ADDR2), got ${marker}`);
  d.skip(3, 'marker'); // up to Jewel, marker and these bytes are a u32 type
  return decodeLegacy(d, TYPE_LEGACY);
}

function decodeLegacy(d: Decoder, type: number): EntityAddr {
  const nonce = d.u32('nonce');
  d.need(2 + STORAGE_LENGTH, 'sockaddr'); // Ceph reads all of it at once
  const family = d.u16be('family');
  const { legacyType, keepsStorage } = entityAddrByRelease(d.release);
  const isNone = legacyType === 'by family' && family !== AF_INET && family !== AF_INET6;
  const addr = decodeSockaddr(d, isNone ? TYPE_NONE : type, nonce, family, STORAGE_LENGTH);
  return keepsStorage ? addr : withoutStorage(addr);
}

/** Returns the address as a release keeps it that has room only for a sockaddr_in or a sockaddr_in6. */
function withoutStorage(addr: EntityAddr): EntityAddr {
  const { type, nonce, family, port, ip, flowinfo, scopeId } = addr;
  if (ip === null) return blankAddr(type, nonce);
  const sinZero = addr.rest?.subarray(0, family === AF_INET ? 8 : 0);
  return makeEntityAddr({ type, nonce, family, port, ip, flowinfo, scopeId, rest: sinZero?.some((byte) => byte !== 0) ? sinZero : null });
}

function decodeAddr2(d: Decoder): EntityAddr {
  d.start(1);
  const type = d.u32('type');
  const nonce = d.u32('nonce');
  const at = d.offset;
  const elen = d.u32('elen');
  if (elen < 2) return d.finish(withoutSockaddr(d, at, elen, type, nonce));
  const family = d.u16('family');
  if (elen === sockaddrLength(family)) return d.finish(decodeSockaddr(d, type, nonce, family, elen - 2));
  return d.finish(decodeOddSockaddr(d, at, elen, type, nonce, family));
}

/** Ceph's encoders never write an elen of 0, but every decoder accepts it. */
function withoutSockaddr(d: Decoder, at: number, elen: number, type: number, nonce: number): EntityAddr {
  if (elen === 1) d.malformed('elen', at, 'expected 0, or at least 2 (the family), got 1');
  return blankAddr(type, nonce);
}

/** Reads a sockaddr of unusual length. As in Ceph, the missing end of a short one reads as zeros, and a long one is refused. */
function decodeOddSockaddr(d: Decoder, at: number, elen: number, type: number, nonce: number, family: number): EntityAddr {
  const ordinary = sockaddrLength(family);
  if (elen < ordinary) return d.padded(elen - 2, ordinary - 2, 'sockaddr', (whole) => decodeSockaddr(whole, type, nonce, family, ordinary - 2));
  const { longest } = entityAddrByRelease(d.release);
  if (longest === 'of the family') return d.malformed('elen', at, `a sockaddr of family ${family} has at most ${ordinary} bytes, got ${elen}`);
  if (elen > longest) return d.malformed('elen', at, tooLong(longest, elen));
  return decodeSockaddr(d, type, nonce, family, elen - 2);
}

const decodeIpv6 = (d: Decoder): Ipv6 => new Ipv6(d.s32be(0), d.s32be(1), d.s32be(2), d.s32be(3));

/** Up to 12.2.11 Ceph overwrites the memory after the address. This library cannot show what is read then, so it fails. */
function tooLong(longest: 28 | 128, elen: number): string {
  return `a sockaddr has at most ${longest} bytes, got ${elen}${longest === 128 ? '' : '; this release copies all of them and overwrites the memory after it'}`;
}

/** Reads the `left` bytes after the family: the rest of a whole sockaddr. */
function decodeSockaddr(d: Decoder, type: number, nonce: number, family: number, left: number): EntityAddr {
  if (family === AF_INET) {
    const port = d.u16be('port');
    const ip = new Ipv4(d.s32be('addr'));
    return makeEntityAddr({ type, nonce, family, port, ip, flowinfo: 0, scopeId: 0, rest: d.unlessZero(left - 6, 'sockaddr') });
  }
  if (family === AF_INET6) {
    const port = d.u16be('port');
    const flowinfo = d.u32be('flowinfo');
    const ip = d.field('addr', decodeIpv6);
    // scope_id is in the byte order of the host that wrote it. In practice that is little-endian.
    const scopeId = d.u32('scope_id');
    return makeEntityAddr({ type, nonce, family, port, ip, flowinfo, scopeId, rest: d.unlessZero(left - 26, 'sockaddr') });
  }
  return makeEntityAddr({ type, nonce, family, port: 0, ip: null, flowinfo: 0, scopeId: 0, rest: d.unlessZero(left, 'sockaddr') });
}

/**
 * Writes an address in the form for the peer. For encoders of types that contain addresses.
 *
 * @throws TypeError for a family that is not that of the IP address
 */
export function encodeEntityAddr(e: Encoder, addr: EntityAddr): void {
  if (entityAddrVersionFor(e.features, e.release) === 1) encodeAddr2(e, addr);
  else encodeLegacy(e, addr);
}

/** Writes the legacy form, which is for peers without MSG_ADDR2; it does not look at the features of the encoder. */
export function encodeLegacy(e: Encoder, addr: EntityAddr): void {
  e.u32(0);
  e.u32(addr.nonce);
  e.u16be(addr.family);
  encodeSockaddr(e, addr, STORAGE_LENGTH);
}

function encodeAddr2(e: Encoder, addr: EntityAddr): void {
  // Older peers do not know type any (v16.0.0 src/msg/msg_types.h: this is done for the OSDMap's blocklist).
  const hidesAny = addr.type === TYPE_ANY && entityAddrByRelease(e.release).anyBecomesLegacy && !e.has(SERVER_NAUTILUS);
  const elen = sockaddrLength(addr.family);
  e.u8(1);
  e.start(1, 1);
  e.u32(hidesAny ? TYPE_LEGACY : addr.type);
  e.u32(addr.nonce);
  e.u32(elen);
  e.u16(addr.family);
  encodeSockaddr(e, addr, elen - 2);
  e.finish();
}

/** Writes exactly `length` bytes after the family. Like Ceph, it drops the bytes of `rest` that do not fit into this form. */
function encodeSockaddr(e: Encoder, addr: EntityAddr, length: number): void {
  const { ip } = addr;
  let left = length;
  if (ip !== null) {
    if (addr.family !== familyOf(ip)) throw new TypeError(`family ${addr.family} is not the family of the address ${formatIp(ip)}`);
    e.u16be(addr.port);
    left -= 2;
  }
  if (ip !== null && isIpv4(ip)) {
    e.s32be(ip.word);
    left -= 4;
  } else if (ip !== null) {
    e.s32be(addr.flowinfo | 0);
    for (const word of [ip.a, ip.b, ip.c, ip.d]) e.s32be(word);
    e.u32(addr.scopeId);
    left -= 24;
  }
  const rest = addr.rest?.subarray(0, left);
  if (rest !== undefined) e.raw(rest);
  e.zeros(left - (rest?.length ?? 0));
}

function dumpEntityAddr(addr: EntityAddr, exact = false): Json {
  const dumped = { type: addrTypeName(addr.type), addr: formatSockaddr(addr), nonce: addr.nonce };
  if (!exact) return dumped;
  const rest = { type_number: addr.type, flowinfo: addr.flowinfo, scope_id: addr.scopeId };
  return {
    ...dumped,
    ...unlessDefault(rest, { type_number: TYPE_NAMES.indexOf(dumped.type), flowinfo: 0, scope_id: 0 }),
    ...(addr.rest === null ? {} : { sockaddr_rest: toHex(addr.rest) }),
  };
}

function loadEntityAddr(json: JsonNode): EntityAddr {
  const u32 = (key: string): number | undefined => json.find(key)?.integer(0, 0xffffffff);
  const word = json.get('type');
  const named = TYPE_NAMES.indexOf(word.string());
  return makeEntityAddr({
    ...json.get('addr').parsed(parseSockaddr),
    type: u32('type_number') ?? (named >= 0 ? named : word.expected(`one of ${TYPE_NAMES.join(', ')}`)),
    nonce: u32('nonce') ?? 0,
    flowinfo: u32('flowinfo') ?? 0,
    scopeId: u32('scope_id') ?? 0,
    rest: json.find('sockaddr_rest')?.parsed(fromHex) ?? null,
  });
}

const TYPE_NAMES = ['none', 'v1', 'v2', 'any', 'cidr'];

/** Returns the name that Ceph since Nautilus has for a type; `???` for an unknown type. */
export function addrTypeName(type: number): string {
  return TYPE_NAMES[type] ?? '???';
}

/**
 * Returns the text that Ceph since Nautilus prints: `v2:10.0.0.1:3300/0`; `-` for type none; no prefix for type any.
 *
 * @example
 * ```ts
 * import { formatEntityAddr, parseEntityAddr } from 'cephwire';
 *
 * console.log(formatEntityAddr(parseEntityAddr('[fd00::1]:3300'))); // → v2:[fd00::1]:3300/0
 * ```
 */
export function formatEntityAddr(addr: EntityAddr): string {
  if (addr.type === TYPE_NONE) return '-';
  const prefix = addr.type === TYPE_ANY ? '' : `${addrTypeName(addr.type)}:`;
  return prefix + formatLegacy(addr);
}

/** Returns the text without a type that Ceph still prints for old scripts: `10.0.0.1:6789/0`. */
export function formatLegacy(addr: EntityAddr): string {
  return `${formatSockaddr(addr)}/${addr.nonce}`;
}

const PREFIXES: ReadonlyMap<string, number> = new Map([
  ['v1', TYPE_LEGACY], ['v2', TYPE_MSGR2], ['any', TYPE_ANY], ['cidr', TYPE_CIDR],
  ['legacy', TYPE_LEGACY], ['msgr2', TYPE_MSGR2], // those of Mimic and before
]);
const ADDR = /^(?:(v1|v2|any|cidr|legacy|msgr2):)?(.+?)(?:\/(\d{1,10}))?$/;

/**
 * Parses the text of an address as Ceph does: prefix, brackets, port and nonce are each optional.
 *
 * @param defaultType the type if there is no prefix; Ceph's default is msgr2
 * @throws TypeError for other text
 *
 * @example
 * ```ts
 * import { parseEntityAddr, TYPE_LEGACY } from 'cephwire';
 *
 * const { type, ip, port, nonce } = parseEntityAddr('10.0.0.1:6789', TYPE_LEGACY);
 * console.log(type, String(ip), port, nonce); // → 1 10.0.0.1 6789 0
 * ```
 */
export function parseEntityAddr(text: string, defaultType = TYPE_MSGR2): EntityAddr {
  if (text === '-') return blankAddr(TYPE_NONE, 0);
  const [, prefix, sockaddr, digits] = ADDR.exec(text) ?? [];
  if (sockaddr === undefined) throw new TypeError(`"${text}" is not an address such as v2:10.0.0.1:3300/0`);
  const nonce = Number(digits ?? 0);
  if (nonce > 0xffffffff) throw new TypeError(`"${text}": the nonce ${nonce} does not fit into 32 bits`);
  return makeEntityAddr({ type: PREFIXES.get(prefix ?? '') ?? defaultType, nonce, ...parseSockaddr(sockaddr) });
}

/**
 * Compares in Ceph's order, that of the bytes in memory: the port counts before the IP, and nonce 256 comes before nonce 1.
 *
 * @example
 * ```ts
 * import { compareEntityAddr, formatEntityAddr, parseEntityAddr } from 'cephwire';
 *
 * const addrs = ['10.0.0.1:6790', '10.0.0.2:6789'].map((text) => parseEntityAddr(text));
 * console.log(addrs.sort(compareEntityAddr).map(formatEntityAddr)); // → [ 'v2:10.0.0.2:6789/0', 'v2:10.0.0.1:6790/0' ]
 * ```
 */
export function compareEntityAddr(a: EntityAddr, b: EntityAddr): number {
  if (a.type !== b.type) return bytewise(a.type) - bytewise(b.type);
  if (a.nonce !== b.nonce) return bytewise(a.nonce) - bytewise(b.nonce);
  return compareSockaddr(a, b);
}

export const EntityAddr: CephType<EntityAddr> = /* @__PURE__ */ cephType(makeEntityAddr, {
  decode: decodeEntityAddr,
  decodeInKernel: decodeEntityAddr,
  encode: encodeEntityAddr,
  dump: dumpEntityAddr,
  load: loadEntityAddr,
  print: formatEntityAddr,
  versionFor: entityAddrVersionFor,
  formFor: (features, release) => (entityAddrVersionFor(features, release) === 1 ? 'ADDR2' : 'legacy'),
  kind: 'address',
  dependsOn: { MSG_ADDR2, SERVER_NAUTILUS },
});
