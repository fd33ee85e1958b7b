import type { Ipv4, Ipv6 } from '../../types/common/ip.ts';
import type { Utime } from '../../types/common/utime_t.ts';

/** One of the two ends of a connection, an index of `endpoints`; 0 is the one whose packet was seen first. */
export type End = 0 | 1;

export interface Endpoint {
  readonly ip: Ipv4 | Ipv6;
  readonly port: number;
}

/** A TCP connection; the same object in all events of it. */
export interface TcpConnection {
  /** From 1, in the order of their first packets. */
  readonly id: number;
  readonly endpoints: readonly [Endpoint, Endpoint];
  /** Who sent the SYN; null where the capture has no handshake. */
  readonly client: End | null;
}

/** Why bytes of a stream never come. */
export type LossReason =
  /** Not in the capture, though the other end acknowledged them or what follows them was seen. */
  | 'not captured'
  /** The capture holds only the beginning of the packet. */
  | 'cut'
  /** Given up for want of memory, while what follows was kept waiting. */
  | 'memory';

export type CloseReason = 'fin' | 'rst' | 'reused' | 'evicted' | 'end of capture';

/** What happens on a connection, in the order of each stream's bytes; `at` counts from the first byte of the stream seen. */
export type TcpEvent =
  | { readonly kind: 'opened'; readonly connection: TcpConnection }
  /** The bytes share memory with the capture's chunks. */
  | { readonly kind: 'data'; readonly connection: TcpConnection; readonly from: End; readonly at: number; readonly bytes: Uint8Array; readonly stamp: Utime | null }
  | { readonly kind: 'lost'; readonly connection: TcpConnection; readonly from: End; readonly at: number; readonly length: number; readonly why: LossReason }
  /** This end sends no more. */
  | { readonly kind: 'ended'; readonly connection: TcpConnection; readonly from: End }
  /** The last event of a connection. */
  | { readonly kind: 'closed'; readonly connection: TcpConnection; readonly why: CloseReason };
