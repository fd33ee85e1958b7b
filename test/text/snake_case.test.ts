import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Mask64 } from '../../src/features/mask64.ts';
import { snakeCased } from '../../src/text/snake_case.ts';

describe('snakeCased', () => {
  it('changes the keys of objects, at any depth', () => {
    expect(snakeCased({ isOffered: true, speaksAddr2: [{ lastDefined: null }], bit: { a: { fooBarBaz: 1 } } })).toEqual({
      is_offered: true, speaks_addr2: [{ last_defined: null }], bit: { a: { foo_bar_baz: 1 } },
    });
  });

  it('leaves the keys of a Map as they are: they are data', () => {
    expect(snakeCased({ byName: new Map([['MonMap', { structV: 5 }], ['osd.A', { structV: 1 }]]) })).toEqual({
      by_name: { MonMap: { struct_v: 5 }, 'osd.A': { struct_v: 1 } },
    });
  });

  it('leaves values as they are', () => {
    expect(snakeCased({ text: 'isOffered', number: -1.5, no: false })).toEqual({ text: 'isOffered', number: -1.5, no: false });
  });

  it('writes a mask as 0x and 16 digits, and a bigint without rounding', () => {
    expect(snakeCased({ features: Mask64.bit(59), globalId: 2n ** 64n - 1n })).toEqual({ features: '0x0800000000000000', global_id: '18446744073709551615' });
  });

  it('writes bytes in hex, and what toJSON returns in place of an object that has it', () => {
    expect(snakeCased({ cureBytes: Uint8Array.of(0, 0xab), addr: { toJSON: () => ({ portNumber: 1n }) } })).toEqual({ cure_bytes: '00ab', addr: { port_number: '1' } });
  });

  it('has a type with the same keys', () => {
    const { is_offered: isOffered, of_each: ofEach } = snakeCased({ isOffered: true, ofEach: [{ globalId: 1n, mask: Mask64.NONE }] });
    const ids: readonly string[] = ofEach.flatMap((each) => [each.global_id, each.mask]);
    // @ts-expect-error: a bigint has become a string
    const numbers: readonly bigint[] = ids;
    expect([isOffered, numbers]).toEqual([true, ['1', '0x0000000000000000']]);
  });

  it('leaves out what is undefined, as JSON.stringify does', () => {
    expect(Object.keys(snakeCased({ since: undefined, client: null }))).toEqual(['client']);
  });

  it('is like JSON.stringify for plain data without capitals in its keys', () => {
    const plain = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof({ maxDepth: 4 }, fc.string(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean(), fc.constant(null), fc.array(tie('value')), fc.dictionary(fc.stringMatching(/^[a-z_]{1,5}$/), tie('value'), { noNullPrototype: true })),
    })).value;
    fc.assert(fc.property(plain, (value) => {
      expect(JSON.stringify(snakeCased({ value }))).toBe(JSON.stringify({ value }));
    }));
  });
});
