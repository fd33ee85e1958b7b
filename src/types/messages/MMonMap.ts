import type { Decoder } from '../../encoding/decoder.ts';
import type { Encoder } from '../../encoding/encoder.ts';
import { MonMap } from '../mon/MonMap/MonMap.ts';
import { MON_MAP_FEATURES } from '../mon/MonMap/releases.ts';
import { decodeMonMap, encodeMonMap } from '../mon/MonMap/wire.ts';
import { dumpMonMap } from '../mon/MonMap/json/dump.ts';
import { loadMonMap } from '../mon/MonMap/json/load.ts';
import { monMapRemarks } from '../mon/MonMap/remarks.ts';
import { headIs1, messageType, payloadVersionIs1 } from './message_type.ts';
import type { MessageType } from './message_type.ts';

/**
 * The message that carries a MonMap to a client.
 *
 * Layout  front: u32 length, MonMap; or a whole stored message with that front
 * Source  ceph v16.0.0 src/messages/MMonMap.h
 */
export interface MMonMap {
  readonly monmap: MonMap;
}

function decodeMMonMap(d: Decoder): MMonMap {
  return { monmap: d.embedded('monmap', decodeMonMap) };
}

/** Ceph's JSON of this message has only a summary line. Ours is the JSON of the map, which is what a user wants to see. */
export const MMonMap: MessageType<MMonMap> = /* @__PURE__ */ messageType({
  name: 'MMonMap',
  type: 4,
  front: {
    headVersion: headIs1,
    payloadVersion: payloadVersionIs1,
    decode: decodeMMonMap,
    encode: (e: Encoder, { monmap }: MMonMap): void => e.embedded(monmap, encodeMonMap),
    dump: ({ monmap }, exact, form) => dumpMonMap(monmap, exact, form),
    load: (json) => ({ monmap: loadMonMap(json) }),
  },
  print: ({ monmap }) => MonMap.print(monmap),
  summary: () => 'mon_map magic: 0', // as Ceph prints the message
  remarks: ({ monmap }) => monMapRemarks(monmap),
  dependsOn: MON_MAP_FEATURES,
});
