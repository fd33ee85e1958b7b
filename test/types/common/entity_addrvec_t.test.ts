import { describe, expect, it } from 'vitest';
import { toHex } from '../../../src/buffer/bytes/hex.ts';
import { decode } from '../../../src/encoding/ceph_type.ts';
import { asLegacy, EntityAddrvec, formatEntityAddrvec, legacyOrBlank, legacyOrFront, parseEntityAddrvec } from '../../../src/types/common/entity_addrvec_t.ts';
import { BLANK_ADDR } from '../../../src/types/common/entity_addr_t.ts';
import { hex } from '../../support/support.ts';
import { ADDR2, LEGACY } from '../mon/mon_info_t/bytes.ts';
import { addrs, itIsACephType, outcome, written } from '../support/support.ts';

const both = hex`
  02 02000000                          # marker 2, two addresses
  01 01 01 1c000000                    #   marker 1, struct_v 1, compat 1, struct_len 28
  02000000 00000000 10000000           #   type v2, nonce 0, elen 16
  0200 0ce4 0a000001 0000000000000000  #   AF_INET, port 3300, 10.0.0.1
  ${ADDR2}                             #   v1:10.0.0.1:6789/0`;
const v2 = 'v2:10.0.0.1:3300/0';
const v1 = 'v1:10.0.0.1:6789/0';
const any = 'any:10.0.0.1:1/0';
const BLANK_LEGACY = '00'.repeat(136);

describe('entity_addrvec_t', () => {
  itIsACephType(EntityAddrvec, both);

  it('is the marker 2 and a list', () => {
    expect(decode(EntityAddrvec, both)).toEqual(addrs(v2, v1));
    expect(written(EntityAddrvec, addrs(v2, v1))).toBe(toHex(both));
  });

  it('may be empty', () => {
    expect(decode(EntityAddrvec, hex`02 00000000`)).toEqual([]);
    expect(written(EntityAddrvec, [])).toBe('0200000000');
  });

  it('is one address if it begins with the marker of an address', () => {
    const single = hex`
      01 01 01 1c000000                    # marker 1, struct_v 1, compat 1, struct_len 28
      01000000 06000000 10000000           # type v1, nonce 6, elen 16
      0200 0005 01020304 0000000000000000  # AF_INET, port 5, 1.2.3.4`;
    expect(decode(EntityAddrvec, single)).toEqual(addrs('v1:1.2.3.4:5/6'));
    expect(decode(EntityAddrvec, LEGACY)).toEqual(addrs(v1));
    expect(decode(EntityAddrvec, new Uint8Array(136))).toEqual([BLANK_ADDR]);
  });

  it('may mix both forms in its list', () => {
    expect(decode(EntityAddrvec, hex`02 02000000 ${LEGACY} ${ADDR2}`)).toEqual(addrs(v1, v1));
  });

  it.each([3, 255])('refuses the marker %d', (marker) => {
    expect(outcome(EntityAddrvec, Uint8Array.of(marker))).toMatchObject({
      code: 'malformed', path: 'entity_addrvec_t.marker', offset: 0, reason: `expected 0, 1 or 2, got ${marker}`,
    });
  });

  it('names the wrong address', () => {
    expect(outcome(EntityAddrvec, hex`02 02000000 ${ADDR2} 07`)).toMatchObject({ path: 'entity_addrvec_t.v[1].marker', offset: 40 });
    expect(outcome(EntityAddrvec, hex`02 02000000 ${ADDR2}`)).toMatchObject({ path: 'entity_addrvec_t.v[1].marker', offset: 40, code: 'end_of_buffer' });
    expect(outcome(EntityAddrvec, new Uint8Array(0))).toMatchObject({ path: 'entity_addrvec_t.marker', offset: 0, code: 'end_of_buffer' });
  });
});

describe('entity_addrvec_t for a peer without MSG_ADDR2', () => {
  it('is the first legacy address', () => {
    expect(written(EntityAddrvec, addrs(v2, v1, 'v1:9.9.9.9:9/9'), { features: 'hammer' })).toBe(toHex(LEGACY));
  });

  it('is blank without one, since Nautilus', () => {
    expect(written(EntityAddrvec, addrs(v2), { features: 'hammer' })).toBe(BLANK_LEGACY);
    expect(written(EntityAddrvec, addrs(any), { features: 'hammer', release: 'nautilus' })).toBe(BLANK_LEGACY);
    expect(written(EntityAddrvec, [], { features: 'hammer' })).toBe(BLANK_LEGACY);
  });

  it('is the first of all without one, up to Mimic', () => {
    expect(written(EntityAddrvec, addrs('v2:10.0.0.1:6789/0', any), { features: 'hammer', release: 'luminous' })).toBe(toHex(LEGACY));
    expect(written(EntityAddrvec, [], { features: 'hammer', release: 'luminous' })).toBe(BLANK_LEGACY);
  });
});

describe('the one address of many', () => {
  const one = (text: string) => addrs(text)[0];
  const relabelled = (text: string) => ({ ...one(text), type: 1 });

  it('is the first legacy one, at any position', () => {
    for (const pick of [legacyOrBlank, legacyOrFront, asLegacy]) expect(pick(addrs(v2, any, v1, 'v1:9.9.9.9:9/9'))).toEqual(one(v1));
  });

  it('is blank, the first, or the first of type any relabelled, if none is legacy', () => {
    expect([legacyOrBlank(addrs(v2, any)), legacyOrFront(addrs(v2, any)), asLegacy(addrs(v2, any))]).toEqual([BLANK_ADDR, one(v2), relabelled(any)]);
    expect(asLegacy(addrs(v2))).toEqual(relabelled(v2));
  });

  it('is blank if there are none', () => {
    expect([legacyOrBlank([]), legacyOrFront([]), asLegacy([])]).toEqual([BLANK_ADDR, BLANK_ADDR, { ...BLANK_ADDR, type: 1 }]);
  });
});

describe('the text of an entity_addrvec_t', () => {
  it.each([
    ['', []],
    ['-', ['-']],
    [v2, [v2]],
    ['v2:[2001:db8::1]:3300/0', ['v2:[2001:db8::1]:3300/0']],
    [`[${v2},${v1}]`, [v2, v1]],
    ['[v2:[2001:db8::1]:3300/0,v1:[2001:db8::1]:6789/0]', ['v2:[2001:db8::1]:3300/0', 'v1:[2001:db8::1]:6789/0']],
  ])('is "%s"', (text, texts) => {
    expect(formatEntityAddrvec(addrs(...texts))).toBe(text);
    expect(EntityAddrvec.print(addrs(...texts))).toBe(text);
    expect(parseEntityAddrvec(text)).toEqual(addrs(...texts));
  });

  it.each([
    ['[2001:db8::1]', ['v2:[2001:db8::1]:0/0']],
    ['[2001:db8::1]:3300', ['v2:[2001:db8::1]:3300/0']],
    ['[10.0.0.1:3300]', ['v2:10.0.0.1:3300/0']],
    ['[10.0.0.1,10.0.0.2:1]', ['v2:10.0.0.1:0/0', 'v2:10.0.0.2:1/0']],
    [`[${v2}]`, [v2]],
  ])('%s is read as one address or as a list', (text, texts) => {
    expect(parseEntityAddrvec(text)).toEqual(addrs(...texts));
  });

  it.each(['[', '[]', `[${v2},]`, `${v2},${v1}`, 'x'])('is not "%s"', (text) => {
    expect(() => parseEntityAddrvec(text)).toThrow(TypeError);
  });

  it('has the JSON of ceph-dencoder', () => {
    expect(EntityAddrvec.dump(addrs(v2))).toEqual({ addrvec: [{ type: 'v2', addr: '10.0.0.1:3300', nonce: 0 }] });
  });
});
