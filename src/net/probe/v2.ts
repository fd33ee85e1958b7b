import { release } from '../../features/releases.ts';
import { Mask64 } from '../../features/mask64.ts';
import type { Message } from '../../messenger/message.ts';
import { messageOf } from '../../messenger/messages.ts';
import { Client } from '../../messenger/v2/client.ts';
import type { ClientEvent } from '../../messenger/v2/client.ts';
import { MMonGetMap } from '../../types/messages/MMonGetMap.ts';
import { MMonMap } from '../../types/messages/MMonMap.ts';
import { TYPE_MSGR2 } from '../../types/common/entity_addr_t.ts';
import { CLIENT, CLIENT_ID, LIMITS, closedEarly, exchangeOf, failure, isAmong, missing } from './exchange.ts';
import type { Exchange, ExchangeOptions } from './exchange.ts';

/**
 * The features that every server of messenger v2 has. They decide what a missing bit means, since the server states only
 * which bits are missing.
 */
const OLDEST = release('nautilus').mask ?? Mask64.NONE;

/** Asks for the map over messenger v2: HELLO, AUTH_REQUEST, CLIENT_IDENT, MMonGetMap. */
export function exchangeV2({ features, dialled, nonce, report }: ExchangeOptions): Exchange {
  const targetAddr = { ...dialled, type: TYPE_MSGR2, nonce: 0 };
  const client = new Client({ features, name: CLIENT, id: CLIENT_ID, targetAddr, nonce, limits: LIMITS });

  const onMessage = (message: Message): Uint8Array | null => {
    if (message.type !== MMonMap.type) return null;
    const front = message.front.toBytes();
    report({ kind: 'map', length: front.length, isChecked: true }); // every frame of v2 has checksums
    return front;
  };

  return exchangeOf(client, (event: ClientEvent) => {
    switch (event.kind) {
      case 'banner':
        report({ ...event, messenger: 2 });
        return null;
      case 'hello':
        report({ kind: 'seen', addr: event.peerAddr });
        return null;
      case 'auth_done':
        report({ kind: 'auth', globalId: event.globalId });
        return null;
      case 'missing_features': throw missing(report, event.side, event.missing, OLDEST);
      case 'server_ident': {
        const { addrs, supportedFeatures: supported, requiredFeatures: required } = event;
        report({ kind: 'server', addrs, isDialled: isAmong(addrs, dialled) });
        report({ kind: 'features', supported, required, negotiated: supported.and(features), protocolVersion: null });
        return null;
      }
      case 'ready':
        client.send(messageOf(MMonGetMap, {}, { features: event.features }));
        return null;
      case 'message': return onMessage(event.message);
      case 'failed': throw failure(event.error);
      case 'end': throw closedEarly();
      default: return null;
    }
  });
}
