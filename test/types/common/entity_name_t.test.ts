import { describe, expect, it } from 'vitest';
import { decode } from '../../../src/encoding/ceph_type.ts';
import { JsonNode, formatJson } from '../../../src/text/json.ts';
import { EntityName, entityTypeName, formatEntityName } from '../../../src/types/common/entity_name_t.ts';
import { hex } from '../../support/support.ts';
import { itIsACephType, outcome, throughExactJson, written } from '../support/support.ts';

const bytes = hex`
  08                                   # type client
  8510000000000000                     # num 4229`;

describe('entity_name_t', () => {
  itIsACephType(EntityName, bytes);

  it('is a type and a number', () => {
    expect(decode(EntityName, bytes)).toEqual({ type: 8, num: 4229n });
    expect(written(EntityName, { type: 8, num: 4229n })).toBe('088510000000000000');
  });

  it('has the number -1 until it gets one', () => {
    const fresh = { type: 8, num: -1n };
    expect(decode(EntityName, hex`08 ffffffffffffffff`)).toEqual(fresh);
    expect(written(EntityName, fresh)).toBe('08ffffffffffffffff');
    expect(formatEntityName(fresh)).toBe('client.?');
  });

  it('names the field that is missing', () => {
    expect(outcome(EntityName, bytes.subarray(0, 8))).toMatchObject({ path: 'entity_name_t.num', offset: 1 });
  });

  it.each([[1, 'mon'], [2, 'mds'], [4, 'osd'], [8, 'client'], [16, 'mgr'], [32, 'auth'], [255, 'any'], [0, 'unknown'], [3, 'unknown']])(
    'of type %d is called %s',
    (type, word) => {
      expect(entityTypeName(type)).toBe(word);
      expect(EntityName.print({ type, num: 3n })).toBe(`${word}.3`);
    },
  );

  it('has the JSON of ceph-dencoder, which prints the number unsigned', () => {
    expect(formatJson(EntityName.dump({ type: 8, num: -1n }))).toBe('{"type":"client","num":18446744073709551615}');
    expect(EntityName.load(new JsonNode({ type: 'client', num: '18446744073709551615' }, ''))).toEqual({ type: 8, num: -1n });
    expect(EntityName.load(new JsonNode({ type: 'client', num: -1 }, ''))).toEqual({ type: 8, num: -1n });
  });

  it('keeps an unknown type in its exact JSON', () => {
    expect(EntityName.dump({ type: 3, num: 0n }, true)).toEqual({ type: 'unknown', num: 0n, type_number: 3 });
    expect(throughExactJson(EntityName, { type: 3, num: 0n })).toEqual({ type: 3, num: 0n });
    expect(EntityName.load(new JsonNode({ type: 'unknown', num: 0 }, ''))).toEqual({ type: 0, num: 0n });
  });

  it('is not read from an unknown name', () => {
    expect(() => EntityName.load(new JsonNode({ type: 'monitor', num: 0 }, ''))).toThrow('type: needs one of mon, mds, osd');
  });
});
