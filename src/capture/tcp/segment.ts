import type { Utime } from '../../types/common/utime_t.ts';
import type { IpHeader } from '../ip/ip_header.ts';
import { CUT_SHORT } from '../ip/link_layer.ts';

const HEADER = 20;
const FIN = 1;
const SYN = 2;
const RST = 4;
const ACK = 16;

/**
 * A TCP segment, in the memory of its packet.
 *
 * Units   seq, ack: as on the wire, 0 to 2^32 - 1; `begin` to `end` is the captured payload, `length` the payload's length on the wire
 */
export interface TcpSegment {
  readonly ip: IpHeader;
  readonly srcPort: number;
  readonly dstPort: number;
  readonly seq: number;
  /** Meaningless without `hasAck`. */
  readonly ack: number;
  readonly hasAck: boolean;
  readonly isSyn: boolean;
  readonly isFin: boolean;
  readonly isRst: boolean;
  readonly bytes: Uint8Array;
  readonly begin: number;
  readonly end: number;
  readonly length: number;
  readonly stamp: Utime | null;
}

/** The TCP header is complete, but impossible. */
export const NOT_TCP = -4;

/**
 * Reads the segment in a complete datagram. Returns CUT_SHORT if the capture has too little of its header, NOT_TCP if its data
 * offset is impossible.
 *
 * Source  RFC 9293 3.1
 */
export function readTcp(ip: IpHeader, stamp: Utime | null): TcpSegment | typeof CUT_SHORT | typeof NOT_TCP {
  const { bytes, view, begin: at, end } = ip;
  if (ip.length < HEADER) return NOT_TCP;
  if (at + HEADER > end) return CUT_SHORT;
  const headerLength = (view.getUint8(at + 12) >>> 4) * 4;
  if (headerLength < HEADER || headerLength > ip.length) return NOT_TCP;
  const flags = view.getUint8(at + 13);
  const begin = Math.min(at + headerLength, end);
  return {
    ip,
    srcPort: view.getUint16(at),
    dstPort: view.getUint16(at + 2),
    seq: view.getUint32(at + 4),
    ack: view.getUint32(at + 8),
    hasAck: (flags & ACK) !== 0,
    isSyn: (flags & SYN) !== 0,
    isFin: (flags & FIN) !== 0,
    isRst: (flags & RST) !== 0,
    bytes,
    begin,
    end,
    length: ip.length - headerLength,
    stamp,
  };
}
