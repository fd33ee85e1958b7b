import { DecodeError } from '../../encoding/decode_error.ts';
import { Decoder } from '../../encoding/decoder.ts';
import { Encoder } from '../../encoding/encoder.ts';
import { valuesOf } from '../../encoding/values.ts';
import type { CodecRelease } from '../../features/codec_release.ts';
import { MONENC, MONNAMES } from '../../features/masks.ts';
import type { Mask64 } from '../../features/mask64.ts';
import { legacyOrBlank } from '../common/entity_addrvec_t.ts';
import { monMapAtSender } from '../mon/MonMap/at_sender.ts';
import { MonMap } from '../mon/MonMap/MonMap.ts';
import { MON_MAP_FEATURES, monMapByRelease } from '../mon/MonMap/releases.ts';
import { decodeMonMap, encodeMonMap } from '../mon/MonMap/wire.ts';
import { dumpMonMap } from '../mon/MonMap/json/dump.ts';
import { loadMonMap } from '../mon/MonMap/json/load.ts';
import { decodeMonMapFrontInKernel } from '../mon/MonMap/kernel.ts';
import { monMapRemarks } from '../mon/MonMap/remarks.ts';
import { headIs1, messageType, payloadVersionIs1 } from './message_type.ts';
import type { MessageType } from './message_type.ts';

/**
 * The message that carries a MonMap to a client.
 *
 * Layout  front: u32 length, MonMap; or a whole stored message with that front. For a peer without MONENC or MSG_ADDR2 the map is
 *         encoded twice, as a monitor does: what the first encoding hides, drops or renames is not in the second
 * Source  ceph v0.94.9, v11.2.1, v16.0.0 src/messages/MMonMap.h; monitors of 16.2.15 and 18.2.7
 */
export interface MMonMap {
  readonly monmap: MonMap;
}

const makeMMonMap = /* @__PURE__ */ valuesOf<MMonMap>('MMonMap');

export function decodeMMonMap(d: Decoder): MMonMap {
  return makeMMonMap({ monmap: d.embedded('monmap', decodeMonMap) });
}

function encodeMMonMap(e: Encoder, { monmap }: MMonMap): void {
  const { encodedOnceWith } = monMapByRelease(e.release);
  const isSame = e.has(encodedOnceWith) || (e.has(NAMED) && isPlain(monmap));
  e.embedded(isSame ? monmap : readBack(monmap, e.features, e.release), encodeMonMap);
}

/** The features with which a peer gets a v3 or later, whose ranks are not those of the bytes. */
const NAMED = /* @__PURE__ */ MONNAMES.or(MONENC);

/** Whether a map reads as it was: its monitors have a legacy address of IP, and nothing that an encoding can hide. It spares an ordinary map both steps. */
function isPlain({ monInfo, monAddr, appendedMap, newer }: MonMap): boolean {
  if (monAddr !== null || appendedMap !== null || newer !== null) return false;
  for (const { publicAddrs, weight, crushLoc, timeAdded } of monInfo.values()) {
    const addr = legacyOrBlank(publicAddrs);
    if (addr.ip === null || addr.rest !== null || weight !== 0 || crushLoc.size > 0 || timeAdded.sec !== 0 || timeAdded.nsec !== 0) return false;
  }
  return true;
}

/** Returns the map as the release reads it in its own bytes for the peer; the same map if the release aborts on them. */
function readBack(map: MonMap, features: Mask64, release: CodecRelease): MonMap {
  const e = new Encoder(features, release);
  encodeMonMap(e, map);
  try {
    // Behind a v2 map others may stand, which no release reads. Since Nautilus mon_addr is ignored; before, it agrees with mon_info.
    return { ...decodeMonMap(new Decoder(e.take(), release)), monAddr: null };
  } catch (error) {
    if (error instanceof DecodeError) return map;
    throw error;
  }
}

/** Ceph's JSON of this message has only a summary line. Ours is the JSON of the map, which is what a user wants to see. */
export const MMonMap: MessageType<MMonMap> = /* @__PURE__ */ messageType(makeMMonMap, {
  type: 4,
  front: {
    headVersion: headIs1,
    payloadVersion: payloadVersionIs1,
    decode: decodeMMonMap,
    decodeInKernel: (d: Decoder): MMonMap => makeMMonMap({ monmap: decodeMonMapFrontInKernel(d) }),
    encode: encodeMMonMap,
    dump: ({ monmap }, exact, form) => dumpMonMap(monmap, exact, form),
    load: (json) => makeMMonMap({ monmap: loadMonMap(json) }),
  },
  print: ({ monmap }) => MonMap.print(monmap),
  summary: () => 'mon_map magic: 0', // as Ceph prints the message
  remarks: ({ monmap }) => monMapRemarks(monmap),
  atSender: (value, skipped) => ({ ...value, monmap: monMapAtSender(value.monmap, skipped) }),
  dependsOn: MON_MAP_FEATURES,
});
