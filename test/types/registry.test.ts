import { expect, it } from 'vitest';
import { TYPES } from '../../src/types/registry.ts';

it('the registry has every type by its name in C++', () => {
  expect([...TYPES.keys()]).toEqual([
    'entity_addr_t', 'entity_addrvec_t', 'entity_inst_t', 'entity_name_t',
    'MAuth', 'MAuthReply', 'MMonGetMap', 'MMonMap', 'MMonSubscribe', 'MMonSubscribeAck',
    'mon_feature_t', 'mon_info_t', 'MonMap', 'utime_t', 'uuid_d',
  ]);
  for (const [name, type] of TYPES) expect(type.name).toBe(name);
});
