import type { Mask64 } from '../features/mask64.ts';
import type { MessengerError } from './messenger_error.ts';

/** One side of a connection: the client is the side that connected. */
export type Side = 'client' | 'server';

/** The handshake is complete, and messages can be sent. */
export interface ReadyEvent {
  readonly kind: 'ready';
  /** What both sides support. From now on both encode for these features. */
  readonly features: Mask64;
  readonly lossy: boolean;
}

/** `side` lacks features that the other side requires. */
export interface MissingFeaturesEvent {
  readonly kind: 'missing_features';
  readonly side: Side;
  readonly missing: Mask64;
}

/** The peer closed the connection between two frames. This is the last event. */
export interface EndEvent {
  readonly kind: 'end';
}

/** The peer sent something after which this side cannot continue. This is the last event. */
export interface FailedEvent {
  readonly kind: 'failed';
  readonly error: MessengerError;
}

/** A dissector has seen what both sides support. */
export interface NegotiatedEvent {
  readonly kind: 'negotiated';
  /** What both sides support, and encode for. */
  readonly features: Mask64;
}

/** Bytes that a dissector could not read, or that it was never given. */
export interface LostEvent {
  readonly kind: 'lost';
  readonly side: Side;
  /** Offset of the first lost byte, counted from the first byte that this side sent. */
  readonly at: number;
  readonly length: number;
  readonly why: string;
}
