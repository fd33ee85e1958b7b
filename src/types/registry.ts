import type { CephType } from '../encoding/ceph_type.ts';
import type { CodecRelease } from '../features/codec_release.ts';
import type { Mask64 } from '../features/mask64.ts';
import { MAuth } from './messages/MAuth.ts';
import { MAuthReply } from './messages/MAuthReply.ts';
import { MMonGetMap } from './messages/MMonGetMap.ts';
import { MMonMap } from './messages/MMonMap.ts';
import { MMonSubscribe } from './messages/MMonSubscribe.ts';
import { MMonSubscribeAck } from './messages/MMonSubscribeAck.ts';
import { MonMap } from './mon/MonMap/MonMap.ts';
import { EntityAddr } from './common/entity_addr_t.ts';
import { EntityAddrvec } from './common/entity_addrvec_t.ts';
import { EntityInst } from './common/entity_inst_t.ts';
import { EntityName } from './common/entity_name_t.ts';
import { MonFeature } from './mon/mon_feature_t.ts';
import { MonInfo } from './mon/mon_info_t/mon_info_t.ts';
import { Utime } from './common/utime_t.ts';
import { Uuid } from './common/uuid_d.ts';

/** Any type. Its values have type `unknown`: pass them only from its `decode` to its `encode` and `dump`. */
export type AnyCephType = CephType<unknown>;

/** Every type by name, in the order of `cephwire types`. */
export const TYPES: ReadonlyMap<string, AnyCephType> = /* @__PURE__ */ new Map(
  [
    erased(EntityAddr),
    erased(EntityAddrvec),
    erased(EntityInst),
    erased(EntityName),
    erased(MAuth),
    erased(MAuthReply),
    erased(MMonGetMap),
    erased(MMonMap),
    erased(MMonSubscribe),
    erased(MMonSubscribeAck),
    erased(MonFeature),
    erased(MonInfo),
    erased(MonMap),
    erased(Utime),
    erased(Uuid),
  ].map((type) => [type.name, type]),
);

/** Returns the forms that a release writes for a peer with these features, for each type with more than one form. */
export function formsFor(features: Mask64, release: CodecRelease): ReadonlyMap<string, string> {
  const forms = new Map<string, string>();
  for (const { name, versionFor, formFor } of TYPES.values()) {
    const version = versionFor?.(features, release) ?? null;
    if (version !== null) forms.set(name, formFor?.(features, release) ?? `v${version}`);
  }
  return forms;
}

function erased<T>(type: CephType<T>): AnyCephType {
  return type as unknown as AnyCephType;
}
