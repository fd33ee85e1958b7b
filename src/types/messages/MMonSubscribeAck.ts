import type { Decoder } from '../../encoding/decoder.ts';
import { valuesOf } from '../../encoding/values.ts';
import type { Encoder } from '../../encoding/encoder.ts';
import type { Json, JsonNode } from '../../text/json.ts';
import { headIs1, messageType, payloadVersionIs1 } from './message_type.ts';
import type { MessageType } from './message_type.ts';
import { decodeUuid, encodeUuid, parseUuid } from '../common/uuid_d.ts';
import type { Uuid } from '../common/uuid_d.ts';

/**
 * A monitor's answer to an MMonSubscribe from a client without MON_STATEFUL_SUB, which must subscribe again within the interval.
 *
 * Layout  front: u32 interval, uuid fsid
 * Units   interval: seconds
 * Source  ceph v16.0.0 src/messages/MMonSubscribeAck.h
 */
export interface MMonSubscribeAck {
  readonly interval: number;
  readonly fsid: Uuid;
}

const makeMMonSubscribeAck = /* @__PURE__ */ valuesOf<MMonSubscribeAck>('MMonSubscribeAck');

export function decodeMMonSubscribeAck(d: Decoder): MMonSubscribeAck {
  return makeMMonSubscribeAck({ interval: d.u32('interval'), fsid: d.field('fsid', decodeUuid) });
}

function encodeMMonSubscribeAck(e: Encoder, { interval, fsid }: MMonSubscribeAck): void {
  e.u32(interval);
  encodeUuid(e, fsid);
}

function printMMonSubscribeAck({ interval }: MMonSubscribeAck): string {
  return `mon_subscribe_ack(${interval}s)`;
}

function dumpMMonSubscribeAck(front: MMonSubscribeAck, exact: boolean): { readonly [key: string]: Json } {
  const summary = printMMonSubscribeAck(front);
  return exact ? { summary, interval: front.interval, fsid: front.fsid } : { summary };
}

function loadMMonSubscribeAck(json: JsonNode): MMonSubscribeAck {
  return makeMMonSubscribeAck({ interval: json.get('interval').integer(0, 0xffffffff), fsid: json.get('fsid').parsed(parseUuid) });
}

export const MMonSubscribeAck: MessageType<MMonSubscribeAck> = /* @__PURE__ */ messageType(makeMMonSubscribeAck, {
  type: 16,
  front: {
    headVersion: headIs1,
    payloadVersion: payloadVersionIs1,
    decode: decodeMMonSubscribeAck,
    encode: encodeMMonSubscribeAck,
    dump: dumpMMonSubscribeAck,
    load: loadMMonSubscribeAck,
  },
  print: printMMonSubscribeAck,
});
