import type { Mask64 } from '../../features/mask64.ts';
import type { LostEvent, Side } from '../../messenger/events.ts';
import type { Message } from '../../messenger/message.ts';
import type { ConnectionDissector } from '../../messenger/dissector.ts';
import { Dissector as DissectorV1 } from '../../messenger/v1/dissector.ts';
import type { DissectorEvent as EventV1 } from '../../messenger/v1/dissector.ts';
import { isAccepted } from '../../messenger/v1/frames/tags.ts';
import { Dissector as DissectorV2 } from '../../messenger/v2/dissector.ts';
import type { DissectorEvent as EventV2 } from '../../messenger/v2/dissector.ts';

/** The events of both versions' dissectors, reduced to what a capture needs. */
export type Found =
  | LostEvent
  | { readonly kind: 'offered'; readonly side: Side; readonly features: Mask64 }
  | { readonly kind: 'negotiated'; readonly features: Mask64 }
  | { readonly kind: 'message'; readonly side: Side; readonly message: Message; readonly length: number; readonly features: Mask64 | null }
  | { readonly kind: 'opaque'; readonly side: Side; readonly why: 'aborted' | 'compressed' | 'encrypted'; readonly length: number }
  /** All following bytes are encrypted. */
  | { readonly kind: 'secure' }
  /** Any other frame. It only shows that the connection uses this version. */
  | { readonly kind: 'frame' };

const FRAME: Found = { kind: 'frame' };

/** The dissector of either version, with the same events. */
export interface VersionReader {
  readonly version: 1 | 2;
  receive(side: Side, bytes: Uint8Array): Found[];
  lose(side: Side, length: number): Found[];
  end(side: Side): Found[];
}

export function versionReader(version: 1 | 2): VersionReader {
  return version === 1 ? wrap(1, new DissectorV1(), foundV1) : wrap(2, new DissectorV2(), foundV2);
}

function wrap<E>(version: 1 | 2, dissector: ConnectionDissector<E>, found: (event: E | LostEvent) => Found): VersionReader {
  return {
    version,
    receive: (side, bytes) => dissector.receive(side, bytes).map(found),
    lose: (side, length) => dissector.lose(side, length).map(found),
    end: (side) => dissector.end(side).map(found),
  };
}

function foundV1(event: EventV1): Found {
  switch (event.kind) {
    case 'lost':
    case 'negotiated':
      return event;
    case 'message':
      return { kind: 'message', side: event.side, message: event.message, length: event.length, features: event.features };
    case 'aborted':
      return { kind: 'opaque', side: event.side, why: 'aborted', length: event.length };
    case 'connect':
      return { kind: 'offered', side: event.side, features: event.connect.features };
    case 'connect_reply': // with another tag than these the features are not what the server supports
      return isAccepted(event.reply.tag) ? { kind: 'offered', side: event.side, features: event.reply.features } : FRAME;
    default:
      return FRAME;
  }
}

function foundV2(event: EventV2): Found {
  switch (event.kind) {
    case 'lost':
    case 'negotiated':
    case 'message':
      return event;
    case 'aborted':
    case 'compressed':
    case 'encrypted':
      return { kind: 'opaque', side: event.side, why: event.kind, length: event.length };
    case 'client_ident':
    case 'server_ident':
      return { kind: 'offered', side: event.side, features: event.supportedFeatures };
    case 'secure':
      return { kind: 'secure' };
    default:
      return FRAME;
  }
}
