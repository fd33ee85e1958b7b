import { decodeString } from '../../../encoding/decoder.ts';
import type { Decoder, Deferred } from '../../../encoding/decoder.ts';
import { encodeString } from '../../../encoding/encoder.ts';
import type { Encoder } from '../../../encoding/encoder.ts';
import { compareBytes } from '../../../buffer/bytes/bytes.ts';
import { MONENC, MONNAMES, SERVER_NAUTILUS } from '../../../features/masks.ts';
import { Mask64 } from '../../../features/mask64.ts';
import { endOfMonAddr, repeatsMonInfo } from './mon_addr.ts';
import {
  asserted,
  encodeMonAddrOf,
  inferredMinMonRelease,
  legacyRanks,
  monInfoFromMonAddr,
  monInfoOrMonAddr,
  monInstFor,
  namedByIndex,
  unlessAgreed,
} from './legacy.ts';
import type { NamedAddr } from './legacy.ts';
import type { MonMap } from './value.ts';
import { decodeEntityAddr, encodeEntityAddr } from '../../common/entity_addr_t.ts';
import { decodeEntityInst, encodeEntityInst } from '../../common/entity_inst_t.ts';
import { decodeMonFeature, encodeMonFeature } from '../mon_feature_t.ts';
import { decodeMonInfo, encodeMonInfo } from '../mon_info_t/mon_info_t.ts';
import { decodeNewer } from '../../common/newer.ts';
import { decodeUtime, encodeUtime } from '../../common/utime_t.ts';
import { decodeUuid, encodeUuid } from '../../common/uuid_d.ts';

/** The newest version that is written field by field. */
const VERSION = 10;

const ENVELOPE = { compatSince: 3, lenSince: 3, padding: 1 } as const; // struct_v was a u16

const decodeU32 = (d: Decoder): number => d.u32('');
const decodeS32 = (d: Decoder): number => d.s32('');

/** An entry of mon_addr: a list here, since the map it stands for is rarely wanted. */
const decodeNamedAddr = (d: Decoder): NamedAddr => ({ name: d.string('key'), addr: d.field('addr', decodeEntityAddr) });

function decodeMonAddr(d: Decoder, structV: number): Deferred<readonly NamedAddr[]> {
  if (structV === 5) return d.deferredList('mon_addr', decodeNamedAddr, endOfMonAddr);
  return made(structV === 1 ? namedByIndex(d.list('mon_inst', decodeEntityInst)) : d.list('mon_addr', decodeNamedAddr));
}

function made<T>(value: T): Deferred<T> {
  return { at: 0, get: () => value };
}

const NO_ADDRS = made<readonly NamedAddr[]>([]);

export function decodeMonMap(d: Decoder): MonMap {
  const at = d.offset;
  const structV = d.startLegacy(d.reads.monMap, ENVELOPE);
  const fsid = d.field('fsid', decodeUuid);
  const epoch = d.u32('epoch');
  const monAddr = structV < 6 ? decodeMonAddr(d, structV) : NO_ADDRS;
  const lastChanged = d.field('last_changed', decodeUtime);
  const created = d.field('created', decodeUtime);
  const persistentFeatures = structV >= 4 ? d.field('persistent_features', decodeMonFeature) : Mask64.NONE;
  const optionalFeatures = structV >= 4 ? d.field('optional_features', decodeMonFeature) : Mask64.NONE;
  const monInfoAt = d.offset;
  const monInfo = structV >= 5 ? monInfoOrMonAddr(d, d.map('mon_info', decodeString, decodeMonInfo), monAddr) : monInfoFromMonAddr(monAddr.get());
  const ranks = structV >= 6 ? d.list('ranks', decodeString) : legacyRanks(monInfo);
  const minMonRelease = structV >= 7 ? d.u8('min_mon_release') : inferredMinMonRelease(persistentFeatures);
  const removedRanks = structV >= 8 ? d.list('removed_ranks', decodeU32) : [];
  const strategy = structV >= 8 ? d.u8('strategy') : 1;
  const disallowedLeaders = structV >= 8 ? d.list('disallowed_leaders', decodeString) : [];
  const stretchModeEnabled = structV >= 9 ? d.bool('stretch_mode_enabled') : false;
  const map = d.finish<MonMap>({
    fsid, epoch, lastChanged, created, persistentFeatures, optionalFeatures,
    monInfo, ranks, minMonRelease, removedRanks, strategy, disallowedLeaders, stretchModeEnabled,
    tiebreakerMon: structV >= 9 ? d.string('tiebreaker_mon') : '',
    stretchMarkedDownMons: structV >= 9 ? d.list('stretch_marked_down_mons', decodeString) : [],
    authEpoch: structV >= 10 ? d.u32('auth_epoch') : 0,
    authServiceCipher: structV >= 10 ? d.s32('auth_service_cipher') : 1,
    authAllowedCiphers: structV >= 10 ? d.list('auth_allowed_ciphers', decodeS32) : [1, 2], // aes, aes256k
    authPreferredCipher: structV >= 10 ? d.s32('auth_preferred_cipher') : 1,
    globalStretchModeEnabled: structV >= 11 ? d.bool('global_stretch_mode_enabled') : stretchModeEnabled,
    monAddr: structV === 5 ? repeatsMonInfo(d, monAddr.at, monInfoAt) ? null : unlessAgreed(monAddr.get(), monInfo) : null,
    appendedMap: structV <= 2 && d.reads.boundsNested && hasAppendedMap(d, at) ? d.field('appended_map', decodeMonMap) : null,
    newer: decodeNewer(d, at, VERSION),
  });
  return asserted(d, map, monAddr);
}

/** Whether the v2 body that began at `at` has an envelope of v3 to v5 behind it with its own fsid and epoch. */
function hasAppendedMap(d: Decoder, at: number): boolean {
  const appended = d.offset;
  const structV = d.peek();
  if (structV < 3 || structV > 5 || d.peek(1) !== 3 || d.remaining < 26) return false;
  const fsidAndEpoch = d.bytes.subarray(at + 2, at + 22);
  return compareBytes(fsidAndEpoch, d.bytes.subarray(appended + 6, appended + 26)) === 0;
}

/** The version, and with it the form, that a peer gets. */
export function encodeMonMap(e: Encoder, map: MonMap): void {
  if (!e.has(MONNAMES)) return encodeBody(e, map, 1);
  if (!e.has(MONENC)) {
    encodeBody(e, map, 2);
    if (!e.writes.runsOnAfterV2) return;
  }
  const { monMap: newest } = e.writes;
  if (newest <= 5) return encodeBody(e, map.appendedMap ?? map, newest);
  if (!e.has(SERVER_NAUTILUS)) return encodeBody(e, map, 5);
  encodeBody(e, map, newest === VERSION ? (map.newer?.structV ?? newest) : newest);
}

function encodeBody(e: Encoder, map: MonMap, structV: number): void {
  if (structV <= 2) e.u16(structV);
  else e.start(structV, structCompatOf(map, structV));
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
  if (structV >= 11 && map.newer !== null) e.raw(map.newer.tail);
  if (structV >= 3) e.finish();
}

function structCompatOf({ newer }: MonMap, structV: number): number {
  if (structV <= 5) return 3;
  return structV <= VERSION || newer === null ? 6 : newer.structCompat;
}

const encodeU32 = (e: Encoder, value: number): void => e.u32(value);
const encodeS32 = (e: Encoder, value: number): void => e.s32(value);
