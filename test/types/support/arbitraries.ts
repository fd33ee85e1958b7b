import fc from 'fast-check';
import type { Arbitrary } from 'fast-check';
import { decodeUtf8 } from '../../../src/buffer/bytes/utf8.ts';
import { NEWEST_CODEC, OURS } from '../../../src/features/codec_release.ts';
import { Mask64 } from '../../../src/features/mask64.ts';
import type { MAuth } from '../../../src/types/messages/MAuth.ts';
import type { MAuthReply } from '../../../src/types/messages/MAuthReply.ts';
import type { MMonGetMap } from '../../../src/types/messages/MMonGetMap.ts';
import type { MMonMap } from '../../../src/types/messages/MMonMap.ts';
import type { MMonSubscribe } from '../../../src/types/messages/MMonSubscribe.ts';
import type { MMonSubscribeAck } from '../../../src/types/messages/MMonSubscribeAck.ts';
import type { MonMap } from '../../../src/types/mon/MonMap/MonMap.ts';
import { monMapByRelease } from '../../../src/types/mon/MonMap/releases.ts';
import type { EntityAddr } from '../../../src/types/common/entity_addr_t.ts';
import type { EntityName } from '../../../src/types/common/entity_name_t.ts';
import { Ipv4, Ipv6 } from '../../../src/types/common/ip.ts';
import type { Stored } from '../../../src/types/messages/message_type.ts';
import type { MonInfo } from '../../../src/types/mon/mon_info_t/mon_info_t.ts';
import { monInfoByRelease } from '../../../src/types/mon/mon_info_t/releases.ts';
import type { Newer } from '../../../src/types/common/newer.ts';
import { AF_INET, AF_INET6 } from '../../../src/types/common/sockaddr.ts';
import type { StoredMessage } from '../../../src/types/messages/stored_message.ts';
import type { Utime } from '../../../src/types/common/utime_t.ts';

/** For each type, any value that its newest form can contain. */

const u8 = fc.integer({ min: 0, max: 0xff });
const u16 = fc.integer({ min: 0, max: 0xffff });
const u32 = fc.oneof(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 0xffffffff }));
const s32 = fc.integer({ min: -0x80000000, max: 0x7fffffff });
const u64 = fc.bigInt(0n, 2n ** 64n - 1n);

const bytes = (maxLength: number): Arbitrary<Uint8Array> => fc.uint8Array({ maxLength });

/** Plain names, any text, and bytes that are not UTF-8. */
const text: Arbitrary<string> = fc.oneof(
  fc.constantFrom('a', 'b', 'mon1', ''),
  fc.string({ unit: 'binary', maxLength: 12 }),
  bytes(40).map((octets) => decodeUtf8(octets, 0, octets.length)),
);

export const mask64: Arbitrary<Mask64> = fc.oneof(
  fc.constantFrom(Mask64.NONE, Mask64.ALL, Mask64.of(0xffn)),
  u64.map((word) => Mask64.of(word)),
);

export const utimes: Arbitrary<Utime> = fc.record({ sec: fc.integer({ min: 0, max: 0xffffffff }), nsec: fc.integer({ min: 0, max: 0xffffffff }) });
export const uuids: Arbitrary<string> = fc.uuid();
export const entityNames: Arbitrary<EntityName> = fc.record({
  type: fc.oneof(fc.constantFrom(1, 2, 4, 8, 16, 32, 255), u8),
  num: fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n),
});

const type = fc.oneof(fc.integer({ min: 0, max: 4 }), u32);
const nonce = u32;
const notIpv6 = { flowinfo: fc.constant(0), scopeId: fc.constant(0) };

/** The bytes after the fields of a sockaddr, or null; never all zero, since that reads as null. */
function rest(length: number): Arbitrary<Uint8Array | null> {
  const filled = fc.uint8Array({ minLength: length, maxLength: length }).filter((octets) => octets.some((octet) => octet !== 0));
  return fc.option(filled, { freq: 3 });
}

const ipv4 = fc.record({
  type, nonce, family: fc.constant(AF_INET), port: u16, ip: s32.map((word) => new Ipv4(word)), ...notIpv6, rest: rest(8),
});
const ipv6 = fc.record({
  type, nonce, family: fc.constant(AF_INET6), port: u16, flowinfo: u32, scopeId: u32, rest: fc.constant(null),
  ip: fc.tuple(s32, s32, s32, s32).map((words) => new Ipv6(...words)),
});
const noIp = fc.record({
  type, nonce, port: fc.constant(0), ip: fc.constant(null), ...notIpv6, rest: rest(26),
  family: fc.oneof(fc.constant(0), u16.filter((family) => family !== AF_INET && family !== AF_INET6)),
});

export const entityAddrs: Arbitrary<EntityAddr> = fc.oneof<Arbitrary<EntityAddr>[]>(ipv4, ipv6, noIp);
export const addrvecs = fc.array(entityAddrs, { maxLength: 3 });
export const entityInsts = fc.record({ name: entityNames, addr: entityAddrs });

function newer(known: number, understands: number): Arbitrary<Newer | null> {
  const record = fc.record({ structV: fc.integer({ min: known + 1, max: 255 }), structCompat: fc.integer({ min: 0, max: understands }), tail: bytes(8) });
  return fc.option(record, { freq: 2 });
}

export const monInfos: Arbitrary<MonInfo> = fc.record({
  name: text,
  publicAddrs: addrvecs,
  priority: u16,
  weight: u16,
  crushLoc: fc.dictionary(fc.constantFrom('rack', 'row', 'é', '\udcff'), text).map((entries) => new Map(Object.entries(entries))),
  timeAdded: utimes,
  newer: newer(monInfoByRelease(NEWEST_CODEC).writes, monInfoByRelease(OURS).reads),
});

/** Keys that equal the name of their monitor, except some. */
const monitors: Arbitrary<Map<string, MonInfo>> = fc
  .array(fc.tuple(monInfos, fc.option(text, { freq: 5 })), { maxLength: 5 })
  .map((mons) => new Map(mons.map(([info, key]) => [key ?? info.name, info])));

const names = fc.array(text, { maxLength: 3 });

const plainMonMaps: Arbitrary<MonMap> = fc.tuple(monitors, names, fc.boolean()).chain(([monInfo, strangers, isOdd]) =>
  fc.record({
    fsid: uuids,
    epoch: u32,
    lastChanged: utimes,
    created: utimes,
    persistentFeatures: mask64,
    optionalFeatures: mask64,
    monInfo: fc.constant(monInfo),
    ranks: fc.shuffledSubarray([...monInfo.keys(), ...(isOdd ? strangers : [])], isOdd ? {} : { minLength: monInfo.size }),
    minMonRelease: u8,
    removedRanks: fc.array(u32, { maxLength: 3 }),
    strategy: u8,
    disallowedLeaders: names,
    stretchModeEnabled: fc.boolean(),
    tiebreakerMon: text,
    stretchMarkedDownMons: names,
    authEpoch: u32,
    authServiceCipher: s32,
    authAllowedCiphers: fc.array(s32, { maxLength: 3 }),
    authPreferredCipher: s32,
    globalStretchModeEnabled: fc.boolean(),
    monAddr: fc.option(fc.array(fc.tuple(text, entityAddrs), { maxLength: 3 }).map((entries) => new Map(entries)), { freq: 2 }),
    appendedMap: fc.constant(null),
    newer: newer(monMapByRelease(NEWEST_CODEC).writes, monMapByRelease(OURS).reads),
  }),
);

/** Maps, sometimes with an appended map. */
export const monMaps: Arbitrary<MonMap> = fc
  .tuple(plainMonMaps, fc.option(plainMonMaps, { freq: 3 }))
  .map(([map, appended]) => ({ ...map, appendedMap: appended && { ...appended, fsid: map.fsid, epoch: map.epoch } }));

const storedMessages = (type: number): Arbitrary<StoredMessage> => fc.record({
  seq: u64, tid: u64, type: fc.constant(type), priority: u16, version: u16, dataOff: u16, src: entityNames, compatVersion: u16, reserved: u16,
  flags: u8, sealed: fc.boolean(), front: bytes(20), middle: bytes(20), data: bytes(20),
});

/** A front alone, or in a message. */
function stored<F>(type: number, fronts: Arbitrary<F>): Arbitrary<Stored<F>> {
  return fc.tuple(fronts, fc.option(storedMessages(type), { freq: 2 })).map(([front, message]) => ({ ...front, message }));
}

export const mMonMaps = stored<MMonMap>(4, fc.record({ monmap: monMaps }));
export const mMonGetMaps = stored<MMonGetMap>(5, fc.constant({}));
export const mMonSubscribes = stored<MMonSubscribe>(15, fc.record({
  what: fc.array(fc.tuple(text, fc.record({ start: u64, flags: u8 })), { maxLength: 4 }).map((entries) => new Map(entries)),
  hostname: text,
}));
export const mMonSubscribeAcks = stored<MMonSubscribeAck>(16, fc.record({ interval: u32, fsid: uuids }));
export const mAuths = stored<MAuth>(17, fc.record({
  version: u64,
  deprecatedSessionMon: fc.integer({ min: -0x8000, max: 0x7fff }),
  deprecatedSessionMonTid: u64,
  protocol: u32,
  authPayload: bytes(40),
  monmapEpoch: fc.option(u32),
}));
export const mAuthReplies = stored<MAuthReply>(18, fc.record({ protocol: u32, result: s32, globalId: u64, resultBl: bytes(40), resultMsg: text }));

/** The generator of every type, by the name of the type. */
export const GENERATORS: Readonly<Record<string, Arbitrary<unknown>>> = {
  entity_addr_t: entityAddrs,
  entity_addrvec_t: addrvecs,
  entity_inst_t: entityInsts,
  entity_name_t: entityNames,
  MAuth: mAuths,
  MAuthReply: mAuthReplies,
  MMonGetMap: mMonGetMaps,
  MMonMap: mMonMaps,
  MMonSubscribe: mMonSubscribes,
  MMonSubscribeAck: mMonSubscribeAcks,
  mon_feature_t: mask64,
  mon_info_t: monInfos,
  MonMap: monMaps,
  utime_t: utimes,
  uuid_d: uuids,
};
