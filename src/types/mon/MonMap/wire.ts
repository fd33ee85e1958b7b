import { decodeString } from '../../../encoding/decoder.ts';
import type { Decoder } from '../../../encoding/decoder.ts';
import { encodeString } from '../../../encoding/encoder.ts';
import type { Encoder } from '../../../encoding/encoder.ts';
import { Mask64 } from '../../../features/mask64.ts';
import { decodeEntityAddr, encodeEntityAddr } from '../../common/entity_addr_t.ts';
import { decodeEntityInst, encodeEntityInst } from '../../common/entity_inst_t.ts';
import type { EntityInst } from '../../common/entity_inst_t.ts';
import { decodeNewer } from '../../common/newer.ts';
import { decodeUtime, encodeUtime } from '../../common/utime_t.ts';
import { decodeUuid, encodeUuid } from '../../common/uuid_d.ts';
import { decodeMonFeature, encodeMonFeature } from '../mon_feature_t.ts';
import { decodeMonInfo, encodeMonInfo } from '../mon_info_t/mon_info_t.ts';
import { derived, encodeMonAddrOf, monInstFor } from './legacy.ts';
import type { NamedAddr } from './legacy.ts';
import { endOfMonAddr } from './mon_addr.ts';
import { appendedVersionFor, monMapByRelease, monMapVersionFor } from './releases.ts';
import { makeMonMap } from './value.ts';
import type { MonMap } from './value.ts';

/** The newest version that is written for a map without `newer`. */
const VERSION = 10;

const ENVELOPE = { compatSince: 3, lenSince: 3, padding: 1 } as const; // struct_v was a u16

const decodeU32 = (d: Decoder): number => d.u32('');
const decodeS32 = (d: Decoder): number => d.s32('');

/** Reads an entry of mon_addr. It is read as a list, since building a Map takes time and the Map is rarely needed. */
const decodeNamedAddr = (d: Decoder): NamedAddr => ({ name: d.string('key'), addr: d.field('addr', decodeEntityAddr) });

/** Reads the fields of a version in the order of the bytes; legacy.ts then derives what old versions do not contain. */
export function decodeMonMap(d: Decoder): MonMap {
  const at = d.offset;
  const structV = d.startLegacy(monMapByRelease(d.release).reads, ENVELOPE);
  const fsid = d.field('fsid', decodeUuid);
  const epoch = d.u32('epoch');
  const monInst: readonly EntityInst[] = structV === 1 ? d.list('mon_inst', decodeEntityInst) : [];
  const monAddr: readonly NamedAddr[] = structV !== 1 && structV < 5 ? d.list('mon_addr', decodeNamedAddr) : [];
  const repeatedMonAddr = structV === 5 ? d.lazyList('mon_addr', decodeNamedAddr, endOfMonAddr) : null; // see mon_addr.ts
  const lastChanged = d.field('last_changed', decodeUtime);
  const created = d.field('created', decodeUtime);
  const persistentFeatures = structV >= 4 ? d.field('persistent_features', decodeMonFeature) : Mask64.ofWords(0, 0);
  const optionalFeatures = structV >= 4 ? d.field('optional_features', decodeMonFeature) : Mask64.ofWords(0, 0);
  const monInfoAt = d.offset;
  const monInfo = structV >= 5 ? d.map('mon_info', decodeString, decodeMonInfo) : null;
  const ranks = structV >= 6 ? d.list('ranks', decodeString) : null;
  const minMonRelease = structV >= 7 ? d.u8('min_mon_release') : null;
  const removedRanks = structV >= 8 ? d.list('removed_ranks', decodeU32) : [];
  const strategy = structV >= 8 ? d.u8('strategy') : 1;
  const disallowedLeaders = structV >= 8 ? d.list('disallowed_leaders', decodeString) : [];
  const stretchModeEnabled = structV >= 9 ? d.bool('stretch_mode_enabled') : false;
  const tiebreakerMon = structV >= 9 ? d.string('tiebreaker_mon') : '';
  const stretchMarkedDownMons = structV >= 9 ? d.list('stretch_marked_down_mons', decodeString) : [];
  const authEpoch = structV >= 10 ? d.u32('auth_epoch') : 0;
  const authServiceCipher = structV >= 10 ? d.s32('auth_service_cipher') : 1;
  const authAllowedCiphers = structV >= 10 ? d.list('auth_allowed_ciphers', decodeS32) : [1, 2];
  const authPreferredCipher = structV >= 10 ? d.s32('auth_preferred_cipher') : 1;
  const globalStretchModeEnabled = structV >= 11 ? d.bool('global_stretch_mode_enabled') : stretchModeEnabled;
  const appendedMap = structV <= 2 && d.isOurs && hasAppendedMap(d, at) ? d.field('appended_map', decodeMonMap) : null;
  const newer = decodeNewer(d, at, VERSION);
  d.finish(null);
  const monitors = derived(d, { structV, monInst, monAddr, repeatedMonAddr, persistentFeatures, monInfoAt, monInfo, ranks, minMonRelease });
  return makeMonMap({
    fsid, epoch, lastChanged, created, persistentFeatures, optionalFeatures,
    monInfo: monitors.monInfo, ranks: monitors.ranks, minMonRelease: monitors.minMonRelease,
    removedRanks, strategy, disallowedLeaders, stretchModeEnabled, tiebreakerMon, stretchMarkedDownMons,
    authEpoch, authServiceCipher, authAllowedCiphers, authPreferredCipher, globalStretchModeEnabled,
    monAddr: monitors.monAddr, appendedMap, newer,
  });
}

/** Returns whether the v2 body that began at `at` is followed by an envelope of v3 to v5 with the same fsid and epoch. */
function hasAppendedMap(d: Decoder, at: number): boolean {
  const structV = d.peek();
  if (structV < 3 || structV > 5 || d.peek(1) !== 3 || d.remaining < 26) return false;
  return d.isSame(at + 2, d.offset + 6, 20);
}

/** Writes the map in the version, and with it the form, that the release writes for the peer. */
export function encodeMonMap(e: Encoder, map: MonMap): void {
  const structV = monMapVersionFor(e.features, e.release);
  const appendedV = appendedVersionFor(e.features, e.release);
  const { writes } = monMapByRelease(e.release);
  if (structV === VERSION) return encodeBody(e, map, map.newer?.structV ?? VERSION);
  encodeBody(e, structV >= 3 && writes <= 5 ? (map.appendedMap ?? map) : map, structV);
  if (appendedV !== null) encodeBody(e, map.appendedMap ?? map, appendedV);
}

function encodeBody(e: Encoder, map: MonMap, structV: number): void {
  if (structV <= 2) {
    e.u16(structV);
    encodeFields(e, map, structV);
  } else {
    e.start(structV, structCompatOf(map, structV));
    encodeFields(e, map, structV);
    e.finish();
  }
}

function encodeFields(e: Encoder, map: MonMap, structV: number): void {
  encodeUuid(e, map.fsid);
  e.u32(map.epoch);
  if (structV === 1) e.list(monInstFor(e, map), encodeEntityInst);
  else if (structV <= 5 && map.monAddr !== null) e.stringMap(map.monAddr, encodeEntityAddr);
  else if (structV <= 5) e.stringMap(map.monInfo, encodeMonAddrOf);
  encodeUtime(e, map.lastChanged);
  encodeUtime(e, map.created);
  if (structV >= 4) encodeMonFeature(e, map.persistentFeatures);
  if (structV >= 4) encodeMonFeature(e, map.optionalFeatures);
  if (structV >= 5) e.stringMap(map.monInfo, encodeMonInfo);
  if (structV >= 6) e.list(map.ranks, encodeString);
  if (structV >= 7) e.u8(map.minMonRelease);
  if (structV >= 8) e.list([...map.removedRanks].sort((a, b) => a - b), encodeU32);
  if (structV >= 8) e.u8(map.strategy);
  if (structV >= 8) e.stringSet(map.disallowedLeaders);
  if (structV >= 9) e.bool(map.stretchModeEnabled);
  if (structV >= 9) e.string(map.tiebreakerMon);
  if (structV >= 9) e.stringSet(map.stretchMarkedDownMons);
  if (structV >= 10) e.u32(map.authEpoch);
  if (structV >= 10) e.s32(map.authServiceCipher);
  if (structV >= 10) e.list([...map.authAllowedCiphers].sort((a, b) => a - b), encodeS32);
  if (structV >= 10) e.s32(map.authPreferredCipher);
  if (structV >= 11) e.bool(map.globalStretchModeEnabled);
  if (structV > VERSION && map.newer !== null) e.raw(map.newer.tail);
}

function structCompatOf({ newer }: MonMap, structV: number): number {
  if (structV <= 5) return 3;
  return structV <= VERSION || newer === null ? 6 : newer.structCompat;
}

const encodeU32 = (e: Encoder, value: number): void => e.u32(value);
const encodeS32 = (e: Encoder, value: number): void => e.s32(value);
