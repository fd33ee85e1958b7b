import type { Decoder } from '../../encoding/decoder.ts';
import { valuesOf } from '../../encoding/values.ts';
import { headIs1, messageType, payloadVersionIs1 } from './message_type.ts';
import type { MessageType } from './message_type.ts';

/**
 * A client's request for the MonMap.
 *
 * Layout  front: empty
 * Source  ceph v16.0.0 src/messages/MMonGetMap.h
 */
export interface MMonGetMap {}

const makeMMonGetMap = /* @__PURE__ */ valuesOf<MMonGetMap>('MMonGetMap');

export function decodeMMonGetMap(_d: Decoder): MMonGetMap {
  return makeMMonGetMap({});
}

function printMMonGetMap(): string {
  return 'mon_getmap magic: 0';
}

export const MMonGetMap: MessageType<MMonGetMap> = /* @__PURE__ */ messageType(makeMMonGetMap, {
  type: 5,
  front: {
    headVersion: headIs1,
    payloadVersion: payloadVersionIs1,
    decode: decodeMMonGetMap,
    encode: () => {},
    dump: () => ({ summary: printMMonGetMap() }),
    load: () => makeMMonGetMap({}),
  },
  print: printMMonGetMap,
});
