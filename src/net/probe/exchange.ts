import { DecodeError } from '../../encoding/decode_error.ts';
import type { Mask64 } from '../../features/mask64.ts';
import { missingFeatures } from '../../features/judge/missing/missing.ts';
import type { MissingFeature } from '../../features/judge/missing/missing.ts';
import type { Message } from '../../messenger/message.ts';
import { readFront } from '../../messenger/messages.ts';
import type { MessengerError } from '../../messenger/messenger_error.ts';
import type { EntityName } from '../../types/common/entity_name_t.ts';
import type { MessageType } from '../../types/messages/message_type.ts';
import { compareSockaddr } from '../../types/common/sockaddr.ts';
import type { Sockaddr } from '../../types/common/sockaddr.ts';
import { ProbeError } from './probe_error.ts';
import type { ProbeStep } from './step.ts';

/**
 * A client that asks a monitor for its map, over one version of the messenger: bytes in, bytes out.
 *
 * Errors  ProbeError for anything that a monitor can do instead of sending its map
 */
export interface Exchange {
  /** Takes bytes that the monitor sent; returns the front of its MMonMap once it is complete, else null. */
  receive(chunk: Uint8Array): Uint8Array | null;
  /** Takes note that the monitor closed the connection. */
  end(): Uint8Array | null;
  /** Returns the bytes to write to the monitor, in order. */
  takeOutput(): Uint8Array[];
}

export interface ExchangeOptions {
  /** All features that the client offers. */
  readonly features: Mask64;
  /** The address that was dialled. */
  readonly dialled: Sockaddr;
  /** Distinguishes this client from others at the same address. */
  readonly nonce: number;
  readonly report: (step: ProbeStep) => void;
}

export const CLIENT: EntityName = { type: 8, num: -1n };
/** A name that every cluster without authentication accepts. */
export const CLIENT_ID = 'admin';

/** Enough for a map of hundreds of monitors, which is diagnosed within a second. A probe needs no larger message. */
const MAX_PAYLOAD = 64 * 1024;
export const LIMITS = { front: MAX_PAYLOAD, middle: MAX_PAYLOAD, data: MAX_PAYLOAD };

/** The part of a client, of either version, that an exchange uses. */
interface Client<Event> {
  receive(chunk: Uint8Array): readonly Event[];
  end(): readonly Event[];
  takeOutput(): Uint8Array[];
}

/** @param on handles an event; returns the front of the MMonMap if the event contains it, else null */
export function exchangeOf<Event>(client: Client<Event>, on: (event: Event) => Uint8Array | null): Exchange {
  const follow = (events: readonly Event[]): Uint8Array | null => {
    for (const event of events) {
      const front = on(event);
      if (front !== null) return front;
    }
    return null;
  };
  return { receive: (chunk) => follow(client.receive(chunk)), end: () => follow(client.end()), takeOutput: () => client.takeOutput() };
}

/** Decodes the front of a message; a malformed one is a ProbeError. */
export function frontOf<F>(type: MessageType<F>, message: Message): F {
  try {
    return readFront(type, message);
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    throw new ProbeError('malformed', error.message, error);
  }
}

/** Whether one of the server's addresses is the dialled one, whose type and nonce are unknown. */
export function isAmong(addrs: readonly Sockaddr[], dialled: Sockaddr): boolean {
  return addrs.some((addr) => compareSockaddr(addr, dialled) === 0);
}

/**
 * Reports the missing features, and returns the error.
 *
 * @param requiredIn the features of the side that requires them, as far as they are known
 */
export function missing(report: ExchangeOptions['report'], side: 'client' | 'server', bits: Mask64, requiredIn: Mask64): ProbeError {
  const features = missingFeatures(bits, requiredIn);
  report({ kind: 'missing', side, features });
  const [has, lacks] = side === 'client' ? ['the monitor', 'the client'] : ['the client', 'the monitor'];
  return new ProbeError('missing_features', `${has} requires what ${lacks} lacks: ${features.map(bitText).join(', ')}`);
}

function bitText({ bit, names }: MissingFeature): string {
  return `bit ${bit}${names.length === 0 ? '' : ` (${names.join(', ')})`}`;
}

export function failure(error: MessengerError): ProbeError {
  return new ProbeError(error.code, error.message, error);
}

export function closedEarly(): ProbeError {
  return new ProbeError('end_of_stream', 'the monitor closed the connection before it sent its map');
}
