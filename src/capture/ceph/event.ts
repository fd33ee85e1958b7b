import type { DecodeError } from '../../encoding/decode_error.ts';
import type { Mask64 } from '../../features/mask64.ts';
import type { Side } from '../../messenger/events.ts';
import type { Message } from '../../messenger/message.ts';
import type { KnownMessage } from '../../messenger/messages.ts';
import type { Utime } from '../../types/common/utime_t.ts';
import type { CloseReason } from '../tcp/event.ts';

/** A connection of one of Ceph's messengers. All its events have the same object. */
export interface CephConnection {
  /** The number of the TCP connection: from 1, in the order of first packets. */
  readonly id: number;
  /** The version of the messenger. */
  readonly version: 1 | 2;
  /** `10.0.0.2:40000`, `[fd00::2]:40000`. */
  readonly client: string;
  readonly server: string;
}

/** What all events have. */
interface EventBase {
  readonly connection: CephConnection;
  /** Time of the packet that completed the event; null if the capture has none. */
  readonly stamp: Utime | null;
}

/** What all events of one side have. */
interface SideEventBase extends EventBase {
  /** The sender. */
  readonly side: Side;
}

/** A TCP connection was identified as one of Ceph's messengers: its first event. */
export interface ConnectionEvent extends EventBase {
  readonly kind: 'connection';
}

/** The features that a side states: in messenger v1 in a connect, or in the reply that accepts it, in v2 in its ident. */
export interface OfferedEvent extends SideEventBase {
  readonly kind: 'offered';
  readonly features: Mask64;
}

/** What both sides support, and encode for. */
export interface NegotiatedEvent extends EventBase {
  readonly kind: 'negotiated';
  readonly features: Mask64;
}

/** Whether this library could decode a message's front. */
export type FrontVerdict =
  | 'read'
  | 'failed'
  /** Longer than 1 MiB. No real message of these types is, and decoding would take forty times as much memory. */
  | 'too long'
  | 'unknown type';

/** A complete message with correct checksums. */
export interface MessageEvent extends SideEventBase {
  readonly kind: 'message';
  readonly from: string;
  readonly to: string;
  /** Its class in C++, such as `MMonMap`. */
  readonly typeName: string;
  /** Length of the whole frame on the wire, in bytes. */
  readonly size: number;
  readonly message: Message;
  /** The negotiated features; null if the handshake was not seen. */
  readonly features: Mask64 | null;
  /** The features that the receiver states, which decide how it reads the message; null if they were not seen. */
  readonly offered: Mask64 | null;
  readonly verdict: FrontVerdict;
  /** The decoded message; null unless the verdict is `read`. */
  readonly known: KnownMessage | null;
  /** Null unless the verdict is `failed`. */
  readonly error: DecodeError | null;
}

/** A frame without readable contents. */
export interface OpaqueEvent extends SideEventBase {
  readonly kind: 'opaque';
  readonly why: 'aborted' | 'compressed' | 'encrypted';
  readonly length: number;
}

/** Bytes that were not captured, or that could not be read. */
export interface LostEvent extends SideEventBase {
  readonly kind: 'lost';
  /** Offset of the first lost byte, counted from the first byte of this side that was captured. */
  readonly at: number;
  readonly length: number;
  readonly why: string;
}

/** The end of a TCP connection of Ceph: its last event. */
export interface ClosedEvent extends EventBase {
  readonly kind: 'closed';
  readonly why: CloseReason;
}

/** What a capture contains, in the order in which it becomes known. */
export type CaptureEvent = ConnectionEvent | OfferedEvent | NegotiatedEvent | MessageEvent | OpaqueEvent | LostEvent | ClosedEvent;
