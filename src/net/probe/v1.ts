import { Mask64 } from '../../features/mask64.ts';
import type { Message } from '../../messenger/message.ts';
import { messageOf } from '../../messenger/messages.ts';
import { Client } from '../../messenger/v1/client.ts';
import type { ClientEvent } from '../../messenger/v1/client.ts';
import { isAccepted } from '../../messenger/v1/frames/tags.ts';
import { MAuth } from '../../types/messages/MAuth.ts';
import { MAuthReply } from '../../types/messages/MAuthReply.ts';
import { MMonGetMap } from '../../types/messages/MMonGetMap.ts';
import { MMonMap } from '../../types/messages/MMonMap.ts';
import { PAXOS_OF_CLIENT } from '../../types/messages/PaxosServiceMessage.ts';
import { CEPH_AUTH_NONE, writeAuthHello } from '../../types/auth/auth_hello.ts';
import { BLANK_ADDR } from '../../types/common/entity_addr_t.ts';
import { CLIENT, CLIENT_ID, LIMITS, closedEarly, exchangeOf, failure, frontOf, isAmong, missing } from './exchange.ts';
import type { Exchange, ExchangeOptions } from './exchange.ts';
import { ProbeError } from './probe_error.ts';

const CEPH_AUTH_CEPHX = 2;
/** The Linux errno with which 14.2.21, 16.2.15 and 18.2.7 answer a client that offers only the method none. */
const EOPNOTSUPP = 95;

/**
 * Asks for the map over messenger v1: connect, MAuth, MMonGetMap. A monitor answers MMonGetMap only after it has accepted
 * MAuth.
 */
export function exchangeV1({ features, dialled, nonce, report }: ExchangeOptions): Exchange {
  const client = new Client({ features, name: CLIENT, globalSeq: 1, addr: { ...BLANK_ADDR, nonce }, limits: LIMITS });
  let serverFeatures = Mask64.NONE; // of the last connect_reply

  const onMessage = (message: Message, isChecked: boolean): Uint8Array | null => {
    if (message.type === MAuthReply.type) report({ kind: 'auth', globalId: globalIdIn(message) });
    if (message.type !== MMonMap.type) return null;
    const front = message.front.toBytes();
    report({ kind: 'map', length: front.length, isChecked });
    return front;
  };

  return exchangeOf(client, (event: ClientEvent) => {
    switch (event.kind) {
      case 'banner':
        report({ kind: 'banner', messenger: 1, revision: null, supported: null, required: null });
        return null;
      case 'server_addrs':
        report({ kind: 'server', addrs: [event.server], isDialled: isAmong([event.server], dialled) });
        report({ kind: 'seen', addr: event.seen });
        return null;
      case 'connect_reply': {
        const { tag, features: supported, protocolVersion } = event.reply;
        serverFeatures = supported;
        if (isAccepted(tag)) report({ kind: 'features', supported, required: null, negotiated: supported.and(features), protocolVersion });
        return null;
      }
      case 'missing_features': throw missing(report, event.side, event.missing, serverFeatures);
      case 'ready':
        ask(client, event.features);
        return null;
      case 'message': return onMessage(event.message, event.footer.frontCrc !== 0);
      case 'failed': throw failure(event.error);
      case 'end':
      case 'close': throw closedEarly();
      default: return null;
    }
  });
}

function ask(client: Client, features: Mask64): void {
  const hello = { methods: [CEPH_AUTH_NONE], entityName: { type: CLIENT.type, id: CLIENT_ID }, globalId: 0n };
  const auth = { ...PAXOS_OF_CLIENT, protocol: 0, authPayload: writeAuthHello(hello), monmapEpoch: 0 };
  client.send(messageOf(MAuth, auth, { features }));
  client.send(messageOf(MMonGetMap, {}, { features }));
}

/** The number that an MAuthReply gives to the client; a refusal is a ProbeError. */
function globalIdIn(message: Message): bigint {
  const { protocol, result, globalId, resultMsg } = frontOf(MAuthReply, message);
  const answer = `result ${result}${resultMsg === '' ? '' : `, "${resultMsg}"`}`;
  if (protocol === CEPH_AUTH_CEPHX || result === -EOPNOTSUPP) {
    const details = `MAuthReply with protocol ${protocol}, ${answer}`;
    throw new ProbeError('not_supported', `the monitor requires authentication, such as cephx, which a probe does not support: ${details}`);
  }
  if (result !== 0) throw new ProbeError('refused', `the monitor refuses the client: MAuthReply with ${answer}`);
  return globalId;
}
