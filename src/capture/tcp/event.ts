import type { Ipv4, Ipv6 } from '../../types/common/ip.ts';
import type { Utime } from '../../types/common/utime_t.ts';

/** One of the two ends of a connection, an index of `endpoints`. 0 is the end whose packet was captured first. */
export type End = 0 | 1;

/** One end of a TCP connection. */
export interface Endpoint {
  readonly ip: Ipv4 | Ipv6;
  readonly port: number;
}

/** A TCP connection. All its events have the same object. */
export interface TcpConnection {
  /** From 1, in the order of their first packets. */
  readonly id: number;
  readonly endpoints: readonly [Endpoint, Endpoint];
  /** The end that sent the SYN; null if the capture has none. */
  readonly client: End | null;
}

/** Why bytes of a stream are lost. */
export type LossReason =
  /** Not in the capture, although the other end acknowledged them, or bytes after them were captured. */
  | 'not captured'
  /** The capture has only the beginning of the packet. */
  | 'cut'
  /** Given up, because the bytes after them took too much memory. */
  | 'memory';

/** Why a TCP connection is over: a FIN of both ends, an RST, a new SYN with the same ports, a limit, or the end of the file. */
export type CloseReason = 'fin' | 'rst' | 'reused' | 'evicted' | 'end of capture';

/** What happens on a connection, in the order of each stream's bytes. `at` counts from the first captured byte of the stream. */
export type TcpEvent =
  | { readonly kind: 'opened'; readonly connection: TcpConnection }
  /** The bytes share memory with the capture's chunks. */
  | { readonly kind: 'data'; readonly connection: TcpConnection; readonly from: End; readonly at: number; readonly bytes: Uint8Array; readonly stamp: Utime | null }
  | { readonly kind: 'lost'; readonly connection: TcpConnection; readonly from: End; readonly at: number; readonly length: number; readonly why: LossReason }
  /** This end sends nothing more. */
  | { readonly kind: 'ended'; readonly connection: TcpConnection; readonly from: End }
  /** The last event of a connection. */
  | { readonly kind: 'closed'; readonly connection: TcpConnection; readonly why: CloseReason };
