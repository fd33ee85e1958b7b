import { compareBytes } from '../../buffer/bytes/bytes.ts';
import { formatIp, isIpv4, parseIp } from './ip.ts';
import type { Ipv4, Ipv6 } from './ip.ts';

/** Address families, with the numbers of Linux. */
export const AF_UNSPEC = 0;
/** IPv4. */
export const AF_INET = 2;
/** IPv6. */
export const AF_INET6 = 10;

/** The contents of a `struct sockaddr` of any family. */
export interface Sockaddr {
  readonly family: number;
  /** 0 for other families than IP. */
  readonly port: number;
  /** Null for other families than IP. */
  readonly ip: Ipv4 | Ipv6 | null;
  /** IPv6 only. */
  readonly flowinfo: number;
  /** IPv6 only. */
  readonly scopeId: number;
  /** The bytes after these fields: for an unknown family, all bytes after `family`. Null if all of them are 0. */
  readonly rest: Uint8Array | null;
}

export const BLANK_SOCKADDR: Sockaddr = { family: AF_UNSPEC, port: 0, ip: null, flowinfo: 0, scopeId: 0, rest: null };

/** Returns the length of a whole sockaddr; for an unknown family, Ceph uses the length of sockaddr_in6. */
export function sockaddrLength(family: number): number {
  return family === AF_INET ? 16 : 28;
}

export function familyOf(ip: Ipv4 | Ipv6): number {
  return isIpv4(ip) ? AF_INET : AF_INET6;
}

/** Returns the text that Ceph prints: `10.0.0.1:6789`, `[2001:db8::1]:3300`, `(unrecognized address family 1)`. */
export function formatSockaddr({ family, port, ip }: Sockaddr): string {
  if (ip === null) return `(unrecognized address family ${family})`;
  return isIpv4(ip) ? `${formatIp(ip)}:${port}` : `[${formatIp(ip)}]:${port}`;
}

const UNRECOGNIZED = /^\(unrecognized address family (\d{1,5})\)$/;
/** The port is optional; without a port, the brackets are optional too. */
const HOST_AND_PORT = /^(?:\[([0-9a-fA-F:.]+)\]|([0-9.]+)|([0-9a-fA-F:.]+))(?::(\d{1,9}))?$/;

/**
 * Parses what {@link formatSockaddr} returns, and `:`, which Ceph up to Nautilus prints for no known family.
 *
 * @throws TypeError for other text, and for a port above 65535
 */
export function parseSockaddr(text: string): Sockaddr {
  const family = UNRECOGNIZED.exec(text)?.[1];
  if (family !== undefined) return { ...BLANK_SOCKADDR, family: inPort(Number(family), text) };
  if (text === ':') return { ...BLANK_SOCKADDR };
  const [, bracketed, quad, bare, digits] = HOST_AND_PORT.exec(text) ?? [];
  const host = bracketed ?? quad ?? bare;
  if (host === undefined) throw new TypeError(`"${text}" is not an address`);
  const ip = parseIp(host);
  return {
    family: familyOf(ip),
    port: inPort(Number(digits ?? 0), text),
    ip,
    flowinfo: 0,
    scopeId: 0,
    rest: null,
  };
}

function inPort(value: number, text: string): number {
  if (value > 0xffff) throw new TypeError(`"${text}": ${value} is more than 65535`);
  return value;
}

/** Compares in Ceph's order, that of the bytes in memory: family, port, IPv4 address or flow info, IPv6 address, scope. */
export function compareSockaddr(a: Sockaddr, b: Sockaddr): number {
  if (a.family !== b.family) return bytewise(a.family) - bytewise(b.family);
  if (a.port !== b.port) return a.port - b.port;
  if (a.flowinfo !== b.flowinfo) return a.flowinfo - b.flowinfo;
  const order = compareIp(a.ip, b.ip);
  if (order !== 0) return order;
  if (a.scopeId !== b.scopeId) return bytewise(a.scopeId) - bytewise(b.scopeId);
  return a.rest === b.rest ? 0 : compareBytes(a.rest ?? NOTHING, b.rest ?? NOTHING);
}

const NOTHING = new Uint8Array(0);

function compareIp(a: Ipv4 | Ipv6 | null, b: Ipv4 | Ipv6 | null): number {
  if (a === null || b === null) return 0;
  if (isIpv4(a) || isIpv4(b)) return isIpv4(a) && isIpv4(b) ? (a.word >>> 0) - (b.word >>> 0) : 0;
  return (a.a >>> 0) - (b.a >>> 0) || (a.b >>> 0) - (b.b >>> 0) || (a.c >>> 0) - (b.c >>> 0) || (a.d >>> 0) - (b.d >>> 0);
}

/** Returns a number that sorts as the little-endian bytes of `value` do. */
export function bytewise(value: number): number {
  return (((value & 0xff) << 24) | ((value & 0xff00) << 8) | ((value >>> 8) & 0xff00) | (value >>> 24)) >>> 0;
}
