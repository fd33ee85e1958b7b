import type { DecodableType } from '../encoding/ceph_type.ts';
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

export type EntityAddr = addr.EntityAddr;
export const EntityAddr: DecodableType<EntityAddr> = { name: 'entity_addr_t', decode: addr.decodeEntityAddr };

export type EntityAddrvec = addrvec.EntityAddrvec;
export const EntityAddrvec: DecodableType<EntityAddrvec> = { name: 'entity_addrvec_t', decode: addrvec.decodeEntityAddrvec };

export type EntityInst = inst.EntityInst;
export const EntityInst: DecodableType<EntityInst> = { name: 'entity_inst_t', decode: inst.decodeEntityInst };

export type EntityName = name.EntityName;
export const EntityName: DecodableType<EntityName> = { name: 'entity_name_t', decode: name.decodeEntityName };

export type MAuth = auth.MAuth;
export const MAuth: DecodableMessage<MAuth> = /* @__PURE__ */ decodableMessage({ name: 'MAuth', type: 17, front: { headVersion: headIs1, decode: auth.decodeMAuth } });

export type MAuthReply = authReply.MAuthReply;
export const MAuthReply: DecodableMessage<MAuthReply> = /* @__PURE__ */ decodableMessage({ name: 'MAuthReply', type: 18, front: { headVersion: headIs1, decode: authReply.decodeMAuthReply } });

export type MMonGetMap = getMap.MMonGetMap;
export const MMonGetMap: DecodableMessage<MMonGetMap> = /* @__PURE__ */ decodableMessage({ name: 'MMonGetMap', type: 5, front: { headVersion: headIs1, decode: getMap.decodeMMonGetMap } });

export type MMonMap = monMapMessage.MMonMap;
export const MMonMap: DecodableMessage<MMonMap> = /* @__PURE__ */ decodableMessage({ name: 'MMonMap', type: 4, front: { headVersion: headIs1, decode: monMapMessage.decodeMMonMap } });

export type MMonSubscribe = subscribe.MMonSubscribe;
export const MMonSubscribe: DecodableMessage<MMonSubscribe> = /* @__PURE__ */ decodableMessage({ name: 'MMonSubscribe', type: 15, front: { headVersion: subscribe.headVersion, decode: subscribe.decodeMMonSubscribe } });

export type MMonSubscribeAck = subscribeAck.MMonSubscribeAck;
export const MMonSubscribeAck: DecodableMessage<MMonSubscribeAck> = /* @__PURE__ */ decodableMessage({ name: 'MMonSubscribeAck', type: 16, front: { headVersion: headIs1, decode: subscribeAck.decodeMMonSubscribeAck } });

export type MonFeature = feature.MonFeature;
export const MonFeature: DecodableType<MonFeature> = { name: 'mon_feature_t', decode: feature.decodeMonFeature };

export type MonInfo = monInfo.MonInfo;
export const MonInfo: DecodableType<MonInfo> = { name: 'mon_info_t', decode: monInfo.decodeMonInfo };

export type MonMap = monMap.MonMap;
export const MonMap: DecodableType<MonMap> = { name: 'MonMap', decode: decodeMonMap };

export type Utime = utime.Utime;
export const Utime: DecodableType<Utime> = { name: 'utime_t', decode: utime.decodeUtime };

export type Uuid = uuid.Uuid;
export const Uuid: DecodableType<Uuid> = { name: 'uuid_d', decode: uuid.decodeUuid };
