import { byKernel } from '../../../encoding/by_release.ts';
import { DecodeError } from '../../../encoding/decode_error.ts';
import type { Decoder } from '../../../encoding/decoder.ts';
import { finishInKernel, inKernel, refuse, startInKernel } from '../../../encoding/kernel.ts';
import type { KernelStruct } from '../../../encoding/kernel.ts';
import { hasMend } from '../../../features/kernel_reader.ts';
import { Mask64 } from '../../../features/mask64.ts';
import { decodeEntityAddr } from '../../common/entity_addr_t.ts';
import { decodeEntityInst } from '../../common/entity_inst_t.ts';
import { zeroUtime } from '../../common/utime_t.ts';
import { decodeUuid } from '../../common/uuid_d.ts';
import { decodeMonInfoInKernel } from '../mon_info_t/kernel.ts';
import type { MonInfo } from '../mon_info_t/value.ts';
import { legacyRanks, monInfoFromMonAddr, namedByIndex } from './legacy.ts';
import { makeMonMap } from './value.ts';
import type { MonMap } from './value.ts';

/** How a kernel client reads a MonMap. */
interface KernelRow {
  /** Whether it reads v3 and later, which have a header. Before, it takes every map for a v1. */
  readonly hasHeader: boolean;
  /** How many monitors it takes: CEPH_MAX_MON is 31, and was itself refused at first. */
  readonly most: number;
}

/**
 * Source  Linux v2.6.34 fs/ceph/mon_client.c, v4.2, v4.14, v4.19, v5.3, v5.10, v5.11, v6.18 net/ceph/mon_client.c (ceph_monmap_decode);
 *         31 monitors are refused in 4.14 and taken in 4.19, and what is between was not examined
 */
const monMapInKernel = /* @__PURE__ */ byKernel<KernelRow>({
  'linux-2.6.34': { hasHeader: false, most: 30 },
  'linux-4.19': { most: 31 },
  'linux-5.11': { hasHeader: true },
});

/** The first version of each series that refuses a map without monitors. Source  CVE-2026-68155 */
const REFUSES_NONE = ['5.15.216', '6.1.183', '6.6.148', '6.12.101', '6.18.42', '7.1.6'];

/**
 * Reads a map as the kernel client does. It needs the fsid, the epoch, and one address of each monitor; it has no use for names and
 * all other fields, which here have their defaults. It does not check that the map ends where its bytes end.
 *
 * Errors  DecodeError, with what Linux logs. For 2^31 monitors and more, Linux before 7.0 returns -ENOMEM instead
 */
export function decodeMonMapInKernel(d: Decoder): MonMap {
  return inKernel(() => readMonMap(d), 'monmap');
}

/** The front of an MMonMap: u32 length, MonMap. */
export function decodeMonMapFrontInKernel(d: Decoder): MonMap {
  return inKernel(() => d.embedded('monmap', readMonMap), 'monmap');
}

function readMonMap(d: Decoder): MonMap {
  const struct = monMapInKernel(d.release).hasHeader ? startInKernel(d, 6, 'monmap') : null;
  if (struct === null) d.skip(2, 'struct_v');
  const fsid = d.field('fsid', decodeUuid);
  const epoch = d.u32('epoch');
  const monInfo = struct === null ? readV1(d) : readNamed(d, struct);
  if (d.remaining > 0) d.ignore(d.remaining, '(ignored)');
  return makeMonMap({
    fsid, epoch, lastChanged: zeroUtime(), created: zeroUtime(), persistentFeatures: Mask64.NONE, optionalFeatures: Mask64.NONE,
    monInfo, ranks: legacyRanks(monInfo), minMonRelease: 0, removedRanks: [], strategy: 1, disallowedLeaders: [], stretchModeEnabled: false,
    tiebreakerMon: '', stretchMarkedDownMons: [], authEpoch: 0, authServiceCipher: 1, authAllowedCiphers: [1, 2], authPreferredCipher: 1,
    globalStretchModeEnabled: false, monAddr: null, appendedMap: null, newer: null,
  });
}

function readV1(d: Decoder): ReadonlyMap<string, MonInfo> {
  checkCount(d, 'mon_inst');
  return monInfoFromMonAddr(namedByIndex(d.list('mon_inst', decodeEntityInst)));
}

/** Reads mon_info, or before v6 mon_addr, of which it takes each address as it is. */
function readNamed(d: Decoder, { structV }: KernelStruct): ReadonlyMap<string, MonInfo> {
  if (structV < 6) {
    checkCount(d, 'mon_addr');
    return monInfoFromMonAddr(d.list('mon_addr', (inner) => ({ name: inner.string('key'), addr: inner.field('addr', decodeEntityAddr) })));
  }
  ignoreTimes(d);
  for (const label of ['persistent_features', 'optional_features']) d.field(label, ignoreMonFeature);
  checkCount(d, 'mon_info');
  return d.map('mon_info', (inner) => inner.string(''), decodeMonInfoInKernel);
}

/** Linux moves past both without a check, and then misses the header behind them. */
function ignoreTimes(d: Decoder): void {
  const { offset, remaining: available } = d;
  if (available < 16) refuse('last_changed', { code: 'end_of_buffer', offset, reason: `need 16 bytes, ${available} left`, needed: 16, available }, 'ERANGE');
  d.ignore(8, 'last_changed');
  d.ignore(8, 'created');
}

const ignoreMonFeature = (d: Decoder): void => finishInKernel(d, startInKernel(d, 1, 'mon_feature_t'));

/** Checks how many monitors follow, before anything is allocated for them. */
function checkCount(d: Decoder, label: string): void {
  const { release, offset } = d;
  const count = d.peekU32();
  const { most } = monMapInKernel(release);
  if (count > most) refuse(`${label}.count`, { code: 'malformed', offset, reason: `${count} monitors: Linux takes ${most} at most` }, 'EINVAL');
  if (count !== 0 || release.kernel === null) return;
  if (hasMend(release.kernel, REFUSES_NONE)) refuse(`${label}.count`, { code: 'malformed', offset, reason: 'a map without monitors' }, 'EINVAL');
  throw new DecodeError(`${label}.count`, { code: 'aborts', offset, reason: 'a map without monitors: this Linux takes it, and crashes when it opens the next session (CVE-2026-68155)' });
}
