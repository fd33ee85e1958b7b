import { Fragments } from '../ip/fragments.ts';
import type { FragmentLimits } from '../ip/fragments.ts';
import { readIp, TCP } from '../ip/ip_header.ts';
import { CUT_SHORT, findIp, NOT_IP, UNKNOWN_LINK_TYPE } from '../ip/link_layer.ts';
import type { Packet } from '../file/packet.ts';
import { NOT_TCP, readTcp } from './segment.ts';
import type { TcpSegment } from './segment.ts';

/** What kinds of packets a capture has. Each packet is counted once, except that fragments are counted apart. */
export interface PacketCounts {
  readonly packets: number;
  readonly tcp: number;
  /** Neither IP nor TCP: ARP, UDP and the like. */
  readonly other: number;
  /** Packets of a link type that this library does not know. */
  readonly unknownLink: number;
  /** Packets that are cut within their headers, and so useless. */
  readonly cutShort: number;
  /** Packets with an impossible TCP header. */
  readonly malformed: number;
  readonly fragments: number;
  /** Datagrams with a fragment missing. */
  readonly lostDatagrams: number;
}

/** Finds the TCP segments in packets, through link layer and IP, and counts all packets by kind. */
export class SegmentReader {
  readonly #fragments: Fragments;
  #counts = { packets: 0, tcp: 0, other: 0, unknownLink: 0, cutShort: 0, malformed: 0, fragments: 0 };

  constructor(limits: FragmentLimits) {
    this.#fragments = new Fragments(limits);
  }

  get counts(): PacketCounts {
    return { ...this.#counts, lostDatagrams: this.#fragments.lost };
  }

  /** The segment that a packet contains, or completes; null if there is none. */
  read(packet: Packet): TcpSegment | null {
    this.#counts.packets++;
    const found = this.#find(packet);
    if (typeof found !== 'number') {
      this.#counts.tcp++;
      return found;
    }
    this.#count(found);
    return null;
  }

  #find(packet: Packet): TcpSegment | number {
    const at = findIp(packet);
    if (at < 0) return at;
    const ip = readIp(packet, at);
    if (typeof ip === 'number') return ip;
    if (ip.protocol !== TCP) return NOT_IP;
    if (ip.fragment === null) return readTcp(ip, packet.stamp);
    this.#counts.fragments++;
    const whole = this.#fragments.addFragment(ip, ip.fragment);
    return whole === null ? 0 : readTcp(whole, packet.stamp);
  }

  #count(why: number): void {
    if (why === NOT_IP) this.#counts.other++;
    else if (why === CUT_SHORT) this.#counts.cutShort++;
    else if (why === UNKNOWN_LINK_TYPE) this.#counts.unknownLink++;
    else if (why === NOT_TCP) this.#counts.malformed++;
  }
}
