import type { CephType } from '../encoding/ceph_type.ts';
import { mAuth } from './MAuth.ts';
import { mAuthReply } from './MAuthReply.ts';
import { mMonGetMap } from './MMonGetMap.ts';
import { mMonMap } from './MMonMap.ts';
import { mMonSubscribe } from './MMonSubscribe.ts';
import { mMonSubscribeAck } from './MMonSubscribeAck.ts';
import { monMap } from './MonMap.ts';
import { entityAddr } from './entity_addr_t.ts';
import { entityAddrvec } from './entity_addrvec_t.ts';
import { entityInst } from './entity_inst_t.ts';
import { entityName } from './entity_name_t.ts';
import { monFeature } from './mon_feature_t.ts';
import { monInfo } from './mon_info_t.ts';
import { utime } from './utime_t.ts';
import { uuid } from './uuid_d.ts';

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
