import type { CephType } from '../encoding/ceph_type.ts';
import { mAuth } from './messages/MAuth.ts';
import { mAuthReply } from './messages/MAuthReply.ts';
import { mMonGetMap } from './messages/MMonGetMap.ts';
import { mMonMap } from './messages/MMonMap.ts';
import { mMonSubscribe } from './messages/MMonSubscribe.ts';
import { mMonSubscribeAck } from './messages/MMonSubscribeAck.ts';
import { monMap } from './mon/MonMap/MonMap.ts';
import { entityAddr } from './common/entity_addr_t.ts';
import { entityAddrvec } from './common/entity_addrvec_t.ts';
import { entityInst } from './common/entity_inst_t.ts';
import { entityName } from './common/entity_name_t.ts';
import { monFeature } from './mon/mon_feature_t.ts';
import { monInfo } from './mon/mon_info_t/mon_info_t.ts';
import { utime } from './common/utime_t.ts';
import { uuid } from './common/uuid_d.ts';

/** A type whose values the holder only passes from its `decode` to its `encode` and `dump`. */
export type AnyCephType = CephType<unknown>;

/** Every type, by name; in the order of `cephwire types`. */
export const TYPES: ReadonlyMap<string, AnyCephType> = /* @__PURE__ */ new Map(
  [
    erased(entityAddr),
    erased(entityAddrvec),
    erased(entityInst),
    erased(entityName),
    erased(mAuth),
    erased(mAuthReply),
    erased(mMonGetMap),
    erased(mMonMap),
    erased(mMonSubscribe),
    erased(mMonSubscribeAck),
    erased(monFeature),
    erased(monInfo),
    erased(monMap),
    erased(utime),
    erased(uuid),
  ].map((type) => [type.name, type]),
);

function erased<T>(type: CephType<T>): AnyCephType {
  return type as unknown as AnyCephType;
}
