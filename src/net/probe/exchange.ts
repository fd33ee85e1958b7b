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
import { ProbeError } from './error.ts';
import type { ProbeStep } from './step.ts';

/**
 * A client that asks a monitor for its map, in one version of the messenger: bytes in, bytes out.
 *
 * Errors  ProbeError for all that a monitor can do instead of sending its map
 */
export interface Exchange {
  /** Takes what the monitor sent; the front of its MMonMap once that is there, else null. */
  receive(chunk: Uint8Array): Uint8Array | null;
  /** The monitor closed the connection. */
  end(): Uint8Array | null;
  /** What is to be written to the monitor, in order. */
  takeOutput(): Uint8Array[];
}

export interface ExchangeOptions {
  /** All that the client offers. */
  readonly features: Mask64;
  /** The address that was dialled. */
  readonly dialled: Sockaddr;
  /** Tells this client from others at its address. */
  readonly nonce: number;
  readonly report: (step: ProbeStep) => void;
}

export const CLIENT: EntityName = { type: 8, num: -1n };
/** The name that every cluster lets in where it lets in all. */
export const CLIENT_ID = 'admin';

const MOST = 64 * 1024;
/** Hundreds of monitors have room in this, and a map of them is diagnosed within a second; nothing else is of interest. */
export const LIMITS = { front: MOST, middle: MOST, data: MOST };

interface Client<Event> {
  receive(chunk: Uint8Array): readonly Event[];
  end(): readonly Event[];
  takeOutput(): Uint8Array[];
}

/** @param on what to do at an event; the front of the MMonMap where it brings that */
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

/** The front of a message that must be what its header says. */
export function frontOf<F>(type: MessageType<F>, message: Message): F {
  try {
    return readFront(type, message);
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    throw new ProbeError('malformed', error.message, error);
  }
}

/** Whether one of the server's addresses is the one that was dialled, of which neither type nor nonce was known. */
export function isAmong(addrs: readonly Sockaddr[], dialled: Sockaddr): boolean {
  return addrs.some((addr) => compareSockaddr(addr, dialled) === 0);
}

/**
 * Reports what is missing, and makes the error of it.
 *
 * @param requiredIn the word of the side that requires it, as far as it is known
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
