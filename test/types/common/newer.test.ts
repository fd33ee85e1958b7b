import { describe, expect, it } from 'vitest';
import { Decoder } from '../../../src/encoding/decoder.ts';
import { JsonNode } from '../../../src/text/json.ts';
import { decodeNewer, dumpNewer, loadNewer } from '../../../src/types/common/newer.ts';
import { hex } from '../../support/support.ts';

const bytes = hex`07 03 02000000 cafe ff`;

function newerAbove(known: number) {
  const d = new Decoder(bytes);
  d.start(7);
  return d.finish(decodeNewer(d, 0, known));
}

describe('what a newer encoder appended', () => {
  it('is the rest of a struct whose struct_v is above the known one', () => {
    expect(newerAbove(6)).toEqual({ structV: 7, structCompat: 3, tail: hex`cafe` });
    expect(newerAbove(7)).toBeNull();
  });

  it('is in the JSON if there is any', () => {
    expect(dumpNewer(newerAbove(6))).toEqual({ newer: { struct_v: 7, struct_compat: 3, tail: 'cafe' } });
    expect(dumpNewer(null)).toEqual({});
    expect(loadNewer(new JsonNode(dumpNewer(newerAbove(6)), ''))).toEqual(newerAbove(6));
    expect(loadNewer(new JsonNode({}, ''))).toBeNull();
  });
});
