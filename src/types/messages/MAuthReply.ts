import { fromHex, toHex } from '../../buffer/bytes/hex.ts';
import type { Decoder } from '../../encoding/decoder.ts';
import { valuesOf } from '../../encoding/values.ts';
import type { Encoder } from '../../encoding/encoder.ts';
import type { Json, JsonNode } from '../../text/json.ts';
import { headIs1, messageType, payloadVersionIs1 } from './message_type.ts';
import type { MessageType } from './message_type.ts';

/**
 * A monitor's answer to an MAuth.
 *
 * Layout  front: u32 protocol, s32 result, u64 global_id, bytes result_bl, string result_msg
 * Units   result: 0, or a negative errno of Linux
 * Source  ceph v16.0.0 src/messages/MAuthReply.h
 */
export interface MAuthReply {
  /** The method that the monitor chose: 1 none, 2 cephx. */
  readonly protocol: number;
  readonly result: number;
  /** The number under which the cluster knows the client; 0 if the reply does not give it. */
  readonly globalId: bigint;
  readonly resultBl: Uint8Array;
  readonly resultMsg: string;
}

const makeMAuthReply = /* @__PURE__ */ valuesOf<MAuthReply>('MAuthReply');

export function decodeMAuthReply(d: Decoder): MAuthReply {
  return makeMAuthReply({
    protocol: d.u32('protocol'),
    result: d.s32('result'),
    globalId: d.u64('global_id'),
    resultBl: d.blob('result_bl'),
    resultMsg: d.string('result_msg'),
  });
}

function encodeMAuthReply(e: Encoder, reply: MAuthReply): void {
  e.u32(reply.protocol);
  e.s32(reply.result);
  e.u64(reply.globalId);
  e.blob(reply.resultBl);
  e.string(reply.resultMsg);
}

/** The texts of glibc's strerror for the results that monitors send. Any other result is printed as a number alone. */
const ERRORS: ReadonlyMap<number, string> = new Map([
  [0, 'Success'],
  [1, 'Operation not permitted'],
  [2, 'No such file or directory'],
  [5, 'Input/output error'],
  [11, 'Resource temporarily unavailable'],
  [13, 'Permission denied'],
  [17, 'File exists'],
  [22, 'Invalid argument'],
  [95, 'Operation not supported'],
]);

function printMAuthReply({ protocol, result, resultMsg }: MAuthReply): string {
  const errno = Math.abs(result);
  const words = ERRORS.has(errno) ? `(${errno}) ${ERRORS.get(errno)}` : `(${errno})`;
  return `auth_reply(proto ${protocol} ${result} ${words}${resultMsg === '' ? '' : `: ${resultMsg}`})`;
}

function dumpMAuthReply(reply: MAuthReply, exact: boolean): { readonly [key: string]: Json } {
  const summary = printMAuthReply(reply);
  if (!exact) return { summary };
  const { protocol, result, globalId, resultBl, resultMsg } = reply;
  return { summary, protocol, result, global_id: globalId, result_bl: toHex(resultBl), result_msg: resultMsg };
}

function loadMAuthReply(json: JsonNode): MAuthReply {
  return makeMAuthReply({
    protocol: json.get('protocol').integer(0, 0xffffffff),
    result: json.get('result').integer(-0x80000000, 0x7fffffff),
    globalId: json.get('global_id').bigInteger(0n, 2n ** 64n - 1n),
    resultBl: json.get('result_bl').parsed(fromHex),
    resultMsg: json.get('result_msg').string(),
  });
}

export const MAuthReply: MessageType<MAuthReply> = /* @__PURE__ */ messageType(makeMAuthReply, {
  type: 18,
  front: { headVersion: headIs1, payloadVersion: payloadVersionIs1, decode: decodeMAuthReply, encode: encodeMAuthReply, dump: dumpMAuthReply, load: loadMAuthReply },
  print: printMAuthReply,
});
