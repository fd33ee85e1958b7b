import { DecodeError } from '../../../encoding/decode_error.ts';
import { Decoder, decodeString } from '../../../encoding/decoder.ts';
import { OURS } from '../../../features/codec_release.ts';
import { decodeUtime } from '../../common/utime_t.ts';
import type { MonInfo } from './value.ts';

/**
 * Returns the monitor with what its sender wrote behind the priority of a v2 mon_info_t, where readers skip it: weight; since Pacific
 * crush_loc; since 19.2.4 and 20.2.3 time_added. The same monitor if the bytes are nothing of this kind.
 *
 * Source  ceph v15.2.0 src/mon/MonMap.cc:38-63; monitors of 16.2.15, 18.2.7 and 20.2.4
 */
export function monInfoAtSender(info: MonInfo, skipped: Uint8Array | undefined): MonInfo {
  if (skipped === undefined) return info;
  try {
    return new Decoder(skipped, OURS).whole('mon_info_t', (d) => ({
      ...info,
      weight: d.u16('weight'),
      crushLoc: d.remaining > 0 ? d.map('crush_loc', decodeString, decodeString) : info.crushLoc,
      timeAdded: d.remaining > 0 ? d.field('time_added', decodeUtime) : info.timeAdded,
    }));
  } catch (error) {
    if (error instanceof DecodeError) return info;
    throw error;
  }
}
