import type { Decoder } from '../../../encoding/decoder.ts';
import { finishInKernel, startInKernel } from '../../../encoding/kernel.ts';
import { decodeAddrvecInKernel } from '../../common/kernel_addrvec.ts';
import { zeroUtime } from '../../common/utime_t.ts';
import { NO_CRUSH_LOC, makeMonInfo } from './value.ts';
import type { MonInfo } from './value.ts';

/**
 * Reads a mon_info_t as the kernel client does: it needs the addresses alone, and does not look at the version.
 *
 * Source  Linux v5.11 to v6.18 net/ceph/mon_client.c (decode_mon_info)
 */
export function decodeMonInfoInKernel(d: Decoder): MonInfo {
  const struct = startInKernel(d, 1, 'mon_info_t');
  const name = d.string('name');
  const publicAddrs = d.field('public_addrs', decodeAddrvecInKernel);
  finishInKernel(d, struct);
  return makeMonInfo({ name, publicAddrs, priority: 0, weight: 0, crushLoc: NO_CRUSH_LOC, timeAdded: zeroUtime(), newer: null });
}
