import type { DecodeError } from '../../encoding/decode_error.ts';
import type { Mask64 } from '../../features/mask64.ts';
import type { Side } from '../../messenger/events.ts';
import type { Message } from '../../messenger/message.ts';
import type { KnownMessage } from '../../messenger/messages.ts';
import type { Utime } from '../../types/common/utime_t.ts';
import type { CloseReason } from '../tcp/event.ts';

/** A connection on which Ceph is spoken; the same object in all events of it. */
export interface CephConnection {
  /** That of the TCP connection: from 1, in the order of first packets. */
  readonly id: number;
  /** Of the messenger. */
  readonly version: 1 | 2;
  /** `10.0.0.2:40000`, `[fd00::2]:40000`. */
  readonly client: string;
  readonly server: string;
}

interface Told {
  readonly connection: CephConnection;
  /** Of the packet that completed it; null where the capture has none. */
  readonly stamp: Utime | null;
}

interface ToldOfSide extends Told {
  /** Who sent it. */
  readonly side: Side;
}

export interface ConnectionEvent extends Told {
  readonly kind: 'connection';
}

/** What a side says it supports: in messenger v1 by connect and the reply that accepts it, in v2 by the idents. */
export interface OfferedEvent extends ToldOfSide {
  readonly kind: 'offered';
  readonly features: Mask64;
}

/** What both sides support, and encode for. */
export interface NegotiatedEvent extends Told {
  readonly kind: 'negotiated';
  readonly features: Mask64;
}

/** What this library, which knows every release's forms, makes of a message's front. */
export type FrontVerdict =
  | 'read'
  | 'failed'
  /** Over 1 MiB, which none of these types is in earnest: decoded, it would take forty times as much. */
  | 'too long'
  | 'unknown type';

/** A whole message, its checksums right. */
export interface MessageEvent extends ToldOfSide {
  readonly kind: 'message';
  readonly from: string;
  readonly to: string;
  /** Its class in C++: `MMonMap`. */
  readonly typeName: string;
  /** Of the whole frame on the wire, in bytes. */
  readonly size: number;
  readonly message: Message;
  /** In force; null where the handshake was not seen. */
  readonly features: Mask64 | null;
  /** What its receiver said it supports: whose reading to look at. Null where that was not seen. */
  readonly offered: Mask64 | null;
  readonly verdict: FrontVerdict;
  /** What it says; null unless it was read. */
  readonly known: KnownMessage | null;
  /** Null unless the verdict is `failed`. */
  readonly error: DecodeError | null;
}

/** A frame whose contents are not to be had. */
export interface OpaqueEvent extends ToldOfSide {
  readonly kind: 'opaque';
  readonly why: 'aborted' | 'compressed' | 'encrypted';
  readonly length: number;
}

/** Bytes that were not captured, or of which no sense could be made. */
export interface LostEvent extends ToldOfSide {
  readonly kind: 'lost';
  /** From the first byte of this side that was seen. */
  readonly at: number;
  readonly length: number;
  readonly why: string;
}

export interface ClosedEvent extends Told {
  readonly kind: 'closed';
  readonly why: CloseReason;
}

/** What a capture tells, in the order in which it can be known. */
export type CaptureEvent = ConnectionEvent | OfferedEvent | NegotiatedEvent | MessageEvent | OpaqueEvent | LostEvent | ClosedEvent;
