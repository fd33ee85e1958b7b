import { describe, expect, it } from 'vitest';
import { toHex } from '../../../src/buffer/bytes/hex.ts';
import { decode } from '../../../src/encoding/ceph_type.ts';
import { formatJson } from '../../../src/text/json.ts';
import { EntityInst } from '../../../src/types/common/entity_inst_t.ts';
import { hex } from '../../support/support.ts';
import { ADDR2, LEGACY } from '../mon/mon_info_t/bytes.ts';
import { addrs, itIsACephType, outcome, written } from '../support/support.ts';

const addr2 = hex`
  04 0300000000000000                  # osd.3
  ${ADDR2}`;
const legacy = hex`
  04 0300000000000000                  # osd.3
  ${LEGACY}`;
const osd3 = { name: { type: 4, num: 3n }, addr: addrs('v1:10.0.0.1:6789/0')[0] };

describe('entity_inst_t', () => {
  itIsACephType(EntityInst, addr2);

  it('is a name and an address in either form', () => {
    expect(decode(EntityInst, addr2)).toEqual(osd3);
    expect(decode(EntityInst, legacy)).toEqual(osd3);
  });

  it('has its address in the form for the peer and the release', () => {
    const value = decode(EntityInst, addr2);
    expect(written(EntityInst, value)).toBe(toHex(addr2));
    expect(written(EntityInst, value, { features: 'hammer' })).toBe(toHex(legacy));
    expect(written(EntityInst, value, { features: 'luminous', release: 'jewel' })).toBe(toHex(legacy));
  });

  it('names the field that is missing', () => {
    expect(outcome(EntityInst, legacy.subarray(0, 20))).toMatchObject({ path: 'entity_inst_t.addr.sockaddr', offset: 17, code: 'end_of_buffer' });
  });

  it('has the JSON of ceph-dencoder', () => {
    expect(formatJson(EntityInst.dump(decode(EntityInst, addr2)))).toBe(
      '{"name":{"type":"osd","num":3},"addr":{"type":"v1","addr":"10.0.0.1:6789","nonce":0}}',
    );
    expect(EntityInst.print(decode(EntityInst, addr2))).toBe('osd.3 v1:10.0.0.1:6789/0');
  });
});
