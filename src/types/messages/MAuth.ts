import { fromHex, toHex } from '../../buffer/bytes/hex.ts';
import type { Decoder } from '../../encoding/decoder.ts';
import { valuesOf } from '../../encoding/values.ts';
import type { Encoder } from '../../encoding/encoder.ts';
import type { Json, JsonNode } from '../../text/json.ts';
import { decodePaxos, dumpPaxos, encodePaxos, loadPaxos } from './PaxosServiceMessage.ts';
import type { PaxosServiceMessage } from './PaxosServiceMessage.ts';
import { headIs1, messageType, payloadVersionIs1 } from './message_type.ts';
import type { MessageType } from './message_type.ts';

/**
 * One step of a client's authentication with a monitor, over messenger v1.
 *
 * Layout  front: PaxosServiceMessage, u32 protocol, bytes auth_payload, u32 monmap_epoch, which may be missing
 * Units   protocol: 0 for the first message, whose auth_payload is an {@link AuthHello}; 1 none, 2 cephx
 * Source  ceph v16.0.0 src/messages/MAuth.h
 */
export interface MAuth extends PaxosServiceMessage {
  readonly protocol: number;
  readonly authPayload: Uint8Array;
  /** The epoch of the client's MonMap, 0 if it has none; null if the field is missing, as from kernel clients. */
  readonly monmapEpoch: number | null;
}

const makeMAuth = /* @__PURE__ */ valuesOf<MAuth>('MAuth');

export function decodeMAuth(d: Decoder): MAuth {
  return makeMAuth({
    ...decodePaxos(d),
    protocol: d.u32('protocol'),
    authPayload: d.blob('auth_payload'),
    monmapEpoch: d.remaining > 0 ? d.u32('monmap_epoch') : null,
  });
}

function encodeMAuth(e: Encoder, auth: MAuth): void {
  encodePaxos(e, auth);
  e.u32(auth.protocol);
  e.blob(auth.authPayload);
  if (auth.monmapEpoch !== null) e.u32(auth.monmapEpoch);
}

function printMAuth({ protocol, authPayload, monmapEpoch }: MAuth): string {
  return `auth(proto ${protocol} ${authPayload.length} bytes epoch ${monmapEpoch ?? 0})`;
}

function dumpMAuth(auth: MAuth, exact: boolean): { readonly [key: string]: Json } {
  const summary = printMAuth(auth);
  if (!exact) return { summary };
  const { protocol, authPayload, monmapEpoch } = auth;
  return { summary, ...dumpPaxos(auth), protocol, auth_payload: toHex(authPayload), monmap_epoch: monmapEpoch };
}

function loadMAuth(json: JsonNode): MAuth {
  const epoch = json.get('monmap_epoch');
  return makeMAuth({
    ...loadPaxos(json),
    protocol: json.get('protocol').integer(0, 0xffffffff),
    authPayload: json.get('auth_payload').parsed(fromHex),
    monmapEpoch: epoch.value === null ? null : epoch.integer(0, 0xffffffff),
  });
}

export const MAuth: MessageType<MAuth> = /* @__PURE__ */ messageType(makeMAuth, {
  type: 17,
  front: { headVersion: headIs1, payloadVersion: payloadVersionIs1, decode: decodeMAuth, encode: encodeMAuth, dump: dumpMAuth, load: loadMAuth },
  print: printMAuth,
});
