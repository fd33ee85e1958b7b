import type { DecodableType } from '../encoding/decodable_type.ts';
import * as addr from './common/entity_addr_t.ts';
import * as addrvec from './common/entity_addrvec_t.ts';
import * as inst from './common/entity_inst_t.ts';
import * as name from './common/entity_name_t.ts';
import * as utime from './common/utime_t.ts';
import * as uuid from './common/uuid_d.ts';
import * as auth from './messages/MAuth.ts';
import * as authReply from './messages/MAuthReply.ts';
import { decodableMessage, headIs1 } from './messages/message_type.ts';
import type { DecodableMessage } from './messages/message_type.ts';
import * as getMap from './messages/MMonGetMap.ts';
import * as monMapMessage from './messages/MMonMap.ts';
import * as subscribe from './messages/MMonSubscribe.ts';
import * as subscribeAck from './messages/MMonSubscribeAck.ts';
import type * as monMap from './mon/MonMap/value.ts';
import { decodeMonMap } from './mon/MonMap/wire.ts';
import * as feature from './mon/mon_feature_t.ts';
import * as monInfo from './mon/mon_info_t/mon_info_t.ts';

/* The types of registry.ts, each with its decoder alone: a bundle gets no encoder, JSON and text of a type with them. */

/** `entity_addr_t`: the address of one endpoint. */
export type EntityAddr = addr.EntityAddr;
export const EntityAddr: DecodableType<EntityAddr> = { name: 'entity_addr_t', decode: addr.decodeEntityAddr };

/** `entity_addrvec_t`: all addresses of one endpoint, one per protocol. */
export type EntityAddrvec = addrvec.EntityAddrvec;
export const EntityAddrvec: DecodableType<EntityAddrvec> = { name: 'entity_addrvec_t', decode: addrvec.decodeEntityAddrvec };

/** `entity_inst_t`: a name with an address. */
export type EntityInst = inst.EntityInst;
export const EntityInst: DecodableType<EntityInst> = { name: 'entity_inst_t', decode: inst.decodeEntityInst };

/** `entity_name_t`: the name of a daemon or client. */
export type EntityName = name.EntityName;
export const EntityName: DecodableType<EntityName> = { name: 'entity_name_t', decode: name.decodeEntityName };

/** `MAuth`: a step of authentication by the client. */
export type MAuth = auth.MAuth;
export const MAuth: DecodableMessage<MAuth> = /* @__PURE__ */ decodableMessage({ name: 'MAuth', type: 17, front: { headVersion: headIs1, decode: auth.decodeMAuth } });

/** `MAuthReply`: the answer to it by the monitor. */
export type MAuthReply = authReply.MAuthReply;
export const MAuthReply: DecodableMessage<MAuthReply> = /* @__PURE__ */ decodableMessage({ name: 'MAuthReply', type: 18, front: { headVersion: headIs1, decode: authReply.decodeMAuthReply } });

/** `MMonGetMap`: asks a monitor for its map. */
export type MMonGetMap = getMap.MMonGetMap;
export const MMonGetMap: DecodableMessage<MMonGetMap> = /* @__PURE__ */ decodableMessage({ name: 'MMonGetMap', type: 5, front: { headVersion: headIs1, decode: getMap.decodeMMonGetMap } });

/** `MMonMap`: the message with a monitor map. */
export type MMonMap = monMapMessage.MMonMap;
export const MMonMap: DecodableMessage<MMonMap> = /* @__PURE__ */ decodableMessage({ name: 'MMonMap', type: 4, front: { headVersion: headIs1, decode: monMapMessage.decodeMMonMap } });

/** `MMonSubscribe`: asks a monitor for maps, now and when they change. */
export type MMonSubscribe = subscribe.MMonSubscribe;
export const MMonSubscribe: DecodableMessage<MMonSubscribe> = /* @__PURE__ */ decodableMessage({ name: 'MMonSubscribe', type: 15, front: { headVersion: subscribe.headVersion, decode: subscribe.decodeMMonSubscribe } });

/** `MMonSubscribeAck`: the answer to it. */
export type MMonSubscribeAck = subscribeAck.MMonSubscribeAck;
export const MMonSubscribeAck: DecodableMessage<MMonSubscribeAck> = /* @__PURE__ */ decodableMessage({ name: 'MMonSubscribeAck', type: 16, front: { headVersion: headIs1, decode: subscribeAck.decodeMMonSubscribeAck } });

/** `mon_feature_t`: features that the monitors of a cluster agree on. */
export type MonFeature = feature.MonFeature;
export const MonFeature: DecodableType<MonFeature> = { name: 'mon_feature_t', decode: feature.decodeMonFeature };

/** `mon_info_t`: one monitor of a map. */
export type MonInfo = monInfo.MonInfo;
export const MonInfo: DecodableType<MonInfo> = { name: 'mon_info_t', decode: monInfo.decodeMonInfo };

/** `MonMap`: the monitors of a cluster. */
export type MonMap = monMap.MonMap;
export const MonMap: DecodableType<MonMap> = { name: 'MonMap', decode: decodeMonMap };

/** `utime_t`: a time. */
export type Utime = utime.Utime;
export const Utime: DecodableType<Utime> = { name: 'utime_t', decode: utime.decodeUtime };

/** `uuid_d`: a UUID. */
export type Uuid = uuid.Uuid;
export const Uuid: DecodableType<Uuid> = { name: 'uuid_d', decode: uuid.decodeUuid };
