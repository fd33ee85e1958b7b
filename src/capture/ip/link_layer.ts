import type { Packet } from '../file/packet.ts';

const NULL = 0;
const ETHERNET = 1;
const RAW_BSD = 12;
const RAW_OPENBSD = 14;
const RAW = 101;
const LOOP = 108;
const LINUX_SLL = 113;
const IPV4 = 228;
const IPV6 = 229;
const LINUX_SLL2 = 276;

const ETHERTYPE_IPV4 = 0x0800;
const ETHERTYPE_IPV6 = 0x86dd;
/** 802.1Q, 802.1ad, and two older numbers for the latter. */
const VLAN_TAGS: ReadonlySet<number> = new Set([0x8100, 0x88a8, 0x9100, 0x9200]);

/** AF_INET, the same everywhere; AF_INET6 in Linux, in NetBSD and OpenBSD, in FreeBSD, and in macOS. */
const ADDRESS_FAMILIES: ReadonlySet<number> = new Set([2, 10, 24, 28, 30]);

/** Why a packet has no readable IP header. All are negative, so that they can be returned instead of an offset. */
export const NOT_IP = -1;
export const CUT_SHORT = -2;
export const UNKNOWN_LINK_TYPE = -3;

/**
 * The offset of a packet's IP header, or one of NOT_IP, CUT_SHORT and UNKNOWN_LINK_TYPE.
 *
 * Source  tcpdump.org/linktypes.html; IEEE 802.1Q-2018 9.4
 */
export function findIp(packet: Packet): number {
  switch (packet.linkType) {
    case ETHERNET:
      return afterEthertype(packet, packet.begin + 12);
    case LINUX_SLL:
      return afterEthertype(packet, packet.begin + 14);
    case LINUX_SLL2:
      return afterSll2(packet);
    case NULL:
    case LOOP:
      return afterFamily(packet);
    case RAW:
    case RAW_BSD:
    case RAW_OPENBSD:
    case IPV4:
    case IPV6:
      return packet.begin < packet.end ? packet.begin : CUT_SHORT;
    default:
      return UNKNOWN_LINK_TYPE;
  }
}

/** After an ethertype, which any number of VLAN tags may precede. */
function afterEthertype({ view, end }: Packet, offset: number): number {
  for (let at = offset; at + 2 <= end; at += 4) {
    const ethertype = view.getUint16(at);
    if (VLAN_TAGS.has(ethertype)) continue;
    return ethertype === ETHERTYPE_IPV4 || ethertype === ETHERTYPE_IPV6 ? at + 2 : NOT_IP;
  }
  return CUT_SHORT;
}

/** SLL2 begins with its protocol; if that is a VLAN tag, the tag is before the data. */
function afterSll2(packet: Packet): number {
  const { view, begin, end } = packet;
  if (begin + 20 > end) return CUT_SHORT;
  const protocol = view.getUint16(begin);
  if (VLAN_TAGS.has(protocol)) return afterEthertype(packet, begin + 22);
  return protocol === ETHERTYPE_IPV4 || protocol === ETHERTYPE_IPV6 ? begin + 20 : NOT_IP;
}

/** NULL has the address family in the byte order of the machine, LOOP in network byte order. */
function afterFamily({ view, begin, end }: Packet): number {
  if (begin + 4 > end) return CUT_SHORT;
  const isIp = ADDRESS_FAMILIES.has(view.getUint32(begin)) || ADDRESS_FAMILIES.has(view.getUint32(begin, true));
  return isIp ? begin + 4 : NOT_IP;
}
