import { CUT_SHORT, NOT_IP } from './link_layer.ts';
import type { Packet } from '../file/packet.ts';

export const TCP = 6;

/** The lengths of an IPv4 header without options, and of an IPv6 header without extensions. */
const IPV4_HEADER = 20;
const IPV6_HEADER = 40;

/** The numbers of IPv6 extension headers that state which header follows. */
const HOP_BY_HOP = 0;
const ROUTING = 43;
const FRAGMENT = 44;
const AUTHENTICATION = 51;
const DESTINATION = 60;
const MOBILITY = 135;
const HIP = 139;
const SHIM6 = 140;

/** A payload, in the memory of its packet, or of a datagram that was assembled from fragments. */
export interface Span {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly begin: number;
  /** The end of the captured bytes. */
  readonly end: number;
  /** Length on the wire, from `begin` on. It is more than was captured if the capture cuts packets. */
  readonly length: number;
}

/**
 * An IP header, and the position of its payload.
 *
 * Units   addresses: four signed 32-bit words, most significant first; an IPv4 address is the last of them, and the others are 0
 */
export interface IpHeader extends Span {
  readonly family: 4 | 6;
  readonly src: Words;
  readonly dst: Words;
  readonly protocol: number;
  /** Null if the datagram is not fragmented. */
  readonly fragment: Fragment | null;
}

/** An IP address as four signed 32-bit words, most significant first. Of an IPv4 address only the last is used. */
export type Words = readonly [a: number, b: number, c: number, d: number];

export interface Fragment {
  readonly id: number;
  /** In bytes; a multiple of 8. */
  readonly offset: number;
  readonly isLast: boolean;
}

/**
 * Reads the IP header at `at`. Returns NOT_IP if there is none, CUT_SHORT if the capture has too little of it.
 *
 * A total length of 0 comes from the segmentation offload of a network card: the datagram then extends to the end of the packet.
 *
 * Source  RFC 791, RFC 8200
 */
export function readIp(packet: Packet, at: number): IpHeader | typeof NOT_IP | typeof CUT_SHORT {
  if (at >= packet.end) return CUT_SHORT;
  const version = packet.view.getUint8(at) >>> 4;
  return version === 4 ? readIpv4(packet, at) : version === 6 ? readIpv6(packet, at) : NOT_IP;
}

function readIpv4(packet: Packet, at: number): IpHeader | typeof NOT_IP | typeof CUT_SHORT {
  const { bytes, view, end } = packet;
  if (at + IPV4_HEADER > end) return CUT_SHORT;
  const headerLength = (view.getUint8(at) & 15) * 4;
  const total = view.getUint16(at + 2) || lengthFrom(packet, at);
  if (headerLength < IPV4_HEADER || total < headerLength) return NOT_IP;
  const begin = at + headerLength;
  const word = view.getUint16(at + 6);
  return {
    bytes,
    view,
    begin,
    end: Math.max(begin, Math.min(end, at + total)),
    length: total - headerLength,
    family: 4,
    src: [0, 0, 0, view.getInt32(at + 12)],
    dst: [0, 0, 0, view.getInt32(at + 16)],
    protocol: view.getUint8(at + 9),
    fragment: (word & 0x3fff) === 0 ? null : { id: view.getUint16(at + 4), offset: (word & 0x1fff) * 8, isLast: (word & 0x2000) === 0 },
  };
}

function readIpv6(packet: Packet, at: number): IpHeader | typeof NOT_IP | typeof CUT_SHORT {
  const { bytes, view, end } = packet;
  if (at + IPV6_HEADER > end) return CUT_SHORT;
  const stop = at + IPV6_HEADER + (view.getUint16(at + 4) || lengthFrom(packet, at + IPV6_HEADER));
  let protocol = view.getUint8(at + 6);
  let begin = at + IPV6_HEADER;
  let fragment: Fragment | null = null;
  while (isExtension(protocol) && fragment === null) { // the payload of a fragment belongs to the whole datagram
    if (begin + 8 > Math.min(end, stop)) return begin + 8 > stop ? NOT_IP : CUT_SHORT;
    if (protocol === FRAGMENT) fragment = fragmentAt(view, begin);
    const length = protocol === FRAGMENT ? 8 : protocol === AUTHENTICATION ? (view.getUint8(begin + 1) + 2) * 4 : (view.getUint8(begin + 1) + 1) * 8;
    protocol = view.getUint8(begin);
    begin += length;
  }
  if (begin > stop) return NOT_IP;
  return { bytes, view, begin, end: Math.max(begin, Math.min(end, stop)), length: stop - begin, family: 6, src: words(view, at + 8), dst: words(view, at + 24), protocol, fragment };
}

/** How many bytes the packet had on the wire from `at` on. */
function lengthFrom(packet: Packet, at: number): number {
  return Math.max(0, packet.begin + packet.length - at);
}

function isExtension(protocol: number): boolean {
  switch (protocol) {
    case HOP_BY_HOP:
    case ROUTING:
    case FRAGMENT:
    case AUTHENTICATION:
    case DESTINATION:
    case MOBILITY:
    case HIP:
    case SHIM6:
      return true;
    default:
      return false;
  }
}

/** The fragment header at `at`; null for an atomic fragment of RFC 6946, which is a whole datagram. */
function fragmentAt(view: DataView, at: number): Fragment | null {
  const word = view.getUint16(at + 2);
  return (word & 0xfff9) === 0 ? null : { id: view.getUint32(at + 4), offset: word & 0xfff8, isLast: (word & 1) === 0 };
}

function words(view: DataView, at: number): Words {
  return [view.getInt32(at), view.getInt32(at + 4), view.getInt32(at + 8), view.getInt32(at + 12)];
}
