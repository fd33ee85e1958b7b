import { describe, expect, it } from 'vitest';
import { toHex } from '../../../src/buffer/bytes/hex.ts';
import { decode, encode } from '../../../src/encoding/ceph_type.ts';
import { MMonGetMap } from '../../../src/types/messages/MMonGetMap.ts';
import { hex } from '../../support/support.ts';
import { inMessage } from './bytes.ts';
import { outcome, throughExactJson, written } from '../support/support.ts';

const empty = { message: null };

describe('the front of an MMonGetMap', () => {
  it('is empty', () => {
    expect(decode(MMonGetMap, new Uint8Array(0))).toEqual(empty);
    expect(written(MMonGetMap, empty)).toBe('');
    expect(throughExactJson(MMonGetMap, empty)).toEqual(empty);
  });

  it('is refused if it is not empty', () => {
    expect(outcome(MMonGetMap, hex`00`)).toMatchObject({ code: 'trailing_bytes', path: 'MMonGetMap', offset: 0 });
  });

  it('prints as a message for which Ceph has no print function', () => {
    expect(MMonGetMap.print(empty)).toBe('mon_getmap magic: 0');
    expect(MMonGetMap.dump(empty)).toEqual({ summary: 'mon_getmap magic: 0' });
  });
});

describe('a stored MMonGetMap', () => {
  it('is a header, a footer and three lengths', () => {
    const stored = encode(MMonGetMap, inMessage(MMonGetMap, empty));
    expect(stored.length).toBe(53 + 13 + 12);
    expect(toHex(stored.subarray(66))).toBe('000000000000000000000000');
    expect(decode(MMonGetMap, stored)).toEqual(inMessage(MMonGetMap, empty));
    expect(throughExactJson(MMonGetMap, inMessage(MMonGetMap, empty))).toEqual(inMessage(MMonGetMap, empty));
  });
});
