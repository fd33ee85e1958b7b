import { Fragments } from '../ip/fragments.ts';
import type { FragmentLimits } from '../ip/fragments.ts';
import { readIp, TCP } from '../ip/ip_header.ts';
import { CUT_SHORT, findIp, NOT_IP, UNKNOWN_LINK_TYPE } from '../ip/link_layer.ts';
import type { Packet } from '../file/packet.ts';
import { NOT_TCP, readTcp } from './segment.ts';
import type { TcpSegment } from './segment.ts';

/** What became of the packets of a capture: every one is in one of these, but for those that are fragments. */
export interface PacketCounts {
  readonly packets: number;
  readonly tcp: number;
  /** Neither IP nor TCP: ARP, UDP and the like. */
  readonly other: number;
  /** Of a link type that is not known here. */
  readonly unknownLink: number;
  /** Cut within their headers: nothing of them can be used. */
  readonly cutShort: number;
  /** TCP headers that contradict themselves. */
  readonly malformed: number;
  readonly fragments: number;
  /** Datagrams of which not every fragment came. */
  readonly lostDatagrams: number;
}

/** Finds the TCP segments in packets, through link layer and IP, and counts all that are none. */
export class SegmentReader {
  readonly #fragments: Fragments;
  #counts = { packets: 0, tcp: 0, other: 0, unknownLink: 0, cutShort: 0, malformed: 0, fragments: 0 };

  constructor(limits: FragmentLimits) {
    this.#fragments = new Fragments(limits);
  }

  get counts(): PacketCounts {
    return { ...this.#counts, lostDatagrams: this.#fragments.lost };
  }

  /** The segment that a packet holds, or completes; null where there is none. */
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
