import { describe, expect, it } from 'vitest';
import { Decoder } from '../../src/encoding/decoder.ts';
import { decodeErrorOf, hex } from '../support/support.ts';

describe('Decoder, in a struct that had no envelope in its first versions', () => {
  const COMPAT_LEN_16 = { compatSince: 3, lenSince: 3, padding: 1 } as const;

  it.each<[string, Uint8Array, number, 0 | 1 | 3]>([
    ['a u8', hex`02 aa bb`, 1, 0], ['a u16', hex`02 00 aa bb`, 2, 1], ['a u32', hex`02 000000 aa bb`, 4, 3],
    ['a u16 above 255, its high byte unread', hex`02 ff aa bb`, 2, 1], ['a u16 of 0', hex`00 00 aa bb`, 2, 1],
  ])('reads the old header of %s, and has no end', (_, bytes, width, padding) => {
    const d = new Decoder(bytes);
    expect([d.startLegacy(5, { ...COMPAT_LEN_16, padding }), d.offset, d.remaining]).toEqual([bytes[0], width, 2]);
    d.u8('a');
    d.finish(null);
    expect([d.offset, d.u8('b')]).toEqual([width + 1, 0xbb]);
    d.end();
  });

  it('has no padding by default', () => {
    const d = new Decoder(hex`02 aa`);
    expect([d.startLegacy(5, { compatSince: 3, lenSince: 3 }), d.u8('a')]).toEqual([2, 0xaa]);
  });

  it('reads a whole envelope in later versions, and skips the tail', () => {
    const d = new Decoder(hex`03 03 02000000 aa bb cc`);
    expect([d.startLegacy(5, COMPAT_LEN_16), d.u8('a'), d.finish(1), d.u8('c')]).toEqual([3, 0xaa, 1, 0xcc]);
  });

  it('reads only struct_compat in versions between', () => {
    const form = { compatSince: 2, lenSince: 3, padding: 1 } as const;
    const d = new Decoder(hex`02 01 aa bb`);
    expect([d.startLegacy(5, form), d.u8('a'), d.finish(1), d.u8('b')]).toEqual([2, 0xaa, 1, 0xbb]);
    expect(decodeErrorOf(() => new Decoder(hex`02 06`).startLegacy(5, form))).toMatchObject({ code: 'incompatible', offset: 1 });
  });

  it('reads only struct_len if struct_compat came later', () => {
    const d = new Decoder(hex`02 00 01000000 aa bb`);
    expect([d.startLegacy(5, { compatSince: 3, lenSince: 2, padding: 1 }), d.remaining]).toEqual([2, 1]);
  });

  it('lets fields run to the end of the outer struct, and keeps the outer limit', () => {
    const d = new Decoder(hex`01 01 04000000  02 00 aa bb  cc`);
    d.start(1);
    d.startLegacy(5, COMPAT_LEN_16);
    expect(decodeErrorOf(() => d.skip(3, 'x'))).toMatchObject({ code: 'past_struct_end', available: 2 });
    d.finish(null);
    expect(d.remaining).toBe(2);
    d.finish(null);
    expect([d.remaining, d.u8('c')]).toEqual([1, 0xcc]);
  });

  it.each<[string, Uint8Array, object]>([
    ['a missing padding byte', hex`02`, { code: 'end_of_buffer', path: 'struct_v', offset: 1, needed: 1, available: 0 }],
    ['a newer struct_compat', hex`07 06`, { code: 'incompatible', path: 'struct_compat', offset: 1 }],
    ['a struct_len past the buffer', hex`03 03 02000000 aa`, { code: 'length_past_parent', path: 'struct_len', offset: 2, needed: 2, available: 1 }],
  ])('refuses %s', (_, bytes, fault) => {
    expect(decodeErrorOf(() => new Decoder(bytes).startLegacy(5, COMPAT_LEN_16))).toMatchObject(fault);
  });
});
