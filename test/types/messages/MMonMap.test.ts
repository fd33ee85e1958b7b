import { describe, expect, it } from 'vitest';
import { toHex } from '../../../src/buffer/bytes/hex.ts';
import { decode, encode } from '../../../src/encoding/ceph_type.ts';
import { MMonMap } from '../../../src/types/messages/MMonMap.ts';
import { MonMap } from '../../../src/types/mon/MonMap/MonMap.ts';
import type { Stored } from '../../../src/types/messages/message_type.ts';
import { hex } from '../../support/support.ts';
import { MON_MAP_BYTES } from '../mon/MonMap/bytes.ts';
import { itIsACephType, outcome, throughExactJson, written } from '../support/support.ts';

const { v9 } = MON_MAP_BYTES;
const front = hex`${Uint8Array.of(v9.length)} 000000 ${v9}`;
const monmap = decode(MonMap, v9);
const stored: Stored<MMonMap> = {
  monmap,
  message: {
    seq: 1n, tid: 0n, type: 4, priority: 196, version: 1, dataOff: 0, src: { type: 1, num: 0n }, compatVersion: 1, reserved: 0, flags: 1,
    sealed: true, front, middle: new Uint8Array(0), data: new Uint8Array(0),
  },
};
const storedBytes = encode(MMonMap, stored, { release: 'pacific' });

describe('the front of an MMonMap', () => {
  itIsACephType(MMonMap, front);

  it('is a length and a map', () => {
    expect(decode(MMonMap, front)).toEqual({ monmap, message: null });
    expect(written(MMonMap, { monmap, message: null }, { release: 'pacific' })).toBe(toHex(front));
  });

  it.each([
    { what: 'more than the input', bytes: hex`ff000000 ${v9}`, error: { code: 'length_past_parent', path: 'MMonMap.monmap.length', offset: 0 } },
    { what: 'less than the map', bytes: hex`10000000 ${v9}`, error: { code: 'length_past_parent', path: 'MMonMap.monmap.struct_len', offset: 6 } },
    {
      what: 'more than the map', bytes: hex`${Uint8Array.of(v9.length + 1)} 000000 ${v9} 00`,
      error: { code: 'trailing_bytes', path: 'MMonMap.monmap', offset: 4 + v9.length },
    },
    { what: 'cut', bytes: hex`00`, error: { code: 'end_of_buffer', path: 'MMonMap.monmap.length', offset: 0 } },
  ])('is refused if its length is $what', ({ bytes, error }) => {
    expect(outcome(MMonMap, bytes)).toMatchObject(error);
  });

  it('has the JSON, the text and the remarks of its map', () => {
    const value = { monmap, message: null };
    expect(MMonMap.dump(value)).toEqual(MonMap.dump(monmap));
    expect(MMonMap.print(value)).toBe(MonMap.print(monmap));
    expect(MMonMap.remarks?.({ ...value, monmap: { ...monmap, ranks: [] } })).toEqual(['mon.a has no rank']);
  });
});

describe('a stored MMonMap', () => {
  itIsACephType(MMonMap, storedBytes);

  it('has its front after header and footer', () => {
    expect(decode(MMonMap, storedBytes)).toEqual(stored);
    expect(toHex(storedBytes.subarray(66))).toBe(toHex(hex`${Uint8Array.of(front.length)} 000000 ${front} 00000000 00000000`));
  });

  it('gets a new front, with its lengths and checksums, for another peer', () => {
    const bytes = encode(MMonMap, stored, { features: 'hammer' });
    const again = decode(MMonMap, bytes);
    expect(again.message?.front).toEqual(encode(MMonMap, { monmap, message: null }, { features: 'hammer' }));
    expect(again.monmap.monInfo.get('a')?.priority).toBe(5);
  });

  it('says where in the file its map is wrong', () => {
    const bytes = encode(MMonMap, { ...stored, message: stored.message && { ...stored.message, sealed: false } }, { release: 'pacific' });
    bytes[75] = 12; // struct_compat of the map, after 66 bytes of header and footer, and two lengths
    expect(outcome(MMonMap, bytes)).toMatchObject({ code: 'incompatible', path: 'MMonMap.front.monmap.struct_compat', offset: 75 });
  });

  it('comes back whole from its exact JSON', () => {
    expect(throughExactJson(MMonMap, stored)).toEqual(stored);
    expect(MMonMap.dump(stored)).toEqual(MonMap.dump(monmap));
  });
});
