import { describe, expect, it } from 'vitest';
import { decode } from '../../../src/encoding/ceph_type.ts';
import { JsonNode } from '../../../src/text/json.ts';
import { Mask64 } from '../../../src/features/mask64.ts';
import { MonFeature } from '../../../src/types/mon/mon_feature_t.ts';
import { hex } from '../../support/support.ts';
import { itIsACephType, outcome, throughExactJson, written } from '../support/support.ts';

const bytes = hex`
  01 01 08000000                       # struct_v 1, compat 1, struct_len 8
  ff00000000000000                     # kraken to pacific`;

describe('mon_feature_t', () => {
  itIsACephType(MonFeature, bytes);

  it('is a mask in an envelope', () => {
    expect(decode(MonFeature, bytes)).toEqual(Mask64.of(0xffn));
    expect(written(MonFeature, Mask64.of(0x8000_0001_8000_0fffn))).toBe('010108000000ff0f008001000080');
  });

  it('skips what a newer encoder appended', () => {
    expect(decode(MonFeature, hex`02 01 0a000000 0100000000000000 beef`)).toEqual(Mask64.of(1n));
  });

  it('refuses a struct_compat above 1', () => {
    expect(outcome(MonFeature, hex`02 02 08000000 0100000000000000`)).toMatchObject({
      code: 'incompatible', path: 'mon_feature_t.struct_compat', offset: 1, reason: 'needs a decoder of version 2 or newer, this one is 1',
    });
  });

  it('reports a struct_len that is too short for the mask', () => {
    expect(outcome(MonFeature, hex`01 01 04000000 0100000000000000`)).toMatchObject({
      code: 'past_struct_end', path: 'mon_feature_t.features', offset: 6, needed: 8, available: 4,
    });
  });

  it('dumps the names of its bits, and its mask if exact', () => {
    const mask = Mask64.of(0x4000_0000_0000_0001n);
    expect(MonFeature.dump(mask)).toEqual({ features: ['kraken', 'unknown'] });
    expect(MonFeature.dump(mask, true)).toEqual({ features: ['kraken', 'unknown'], mask: '0x4000000000000001' });
    expect(throughExactJson(MonFeature, mask)).toEqual(mask);
  });

  it('is read from names, but not from "unknown", which names no bit', () => {
    expect(MonFeature.load(new JsonNode({ features: ['luminous', 'kraken'] }, ''))).toEqual(Mask64.of(3n));
    expect(() => MonFeature.load(new JsonNode({ features: ['unknown'] }, ''))).toThrow('features[0]: unknown monitor feature "unknown"');
  });

  it('prints as a list', () => {
    expect([MonFeature.print(Mask64.of(3n)), MonFeature.print(Mask64.NONE)]).toEqual(['[kraken,luminous]', '[none]']);
  });
});
