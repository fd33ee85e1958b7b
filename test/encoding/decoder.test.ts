import { describe, expect, it } from 'vitest';
import { BufferList } from '../../src/buffer/list.ts';
import { BufferPtr } from '../../src/buffer/ptr.ts';
import { Decoder } from '../../src/encoding/decoder.ts';
import type { Decode } from '../../src/encoding/decoder.ts';
import { Mask64 } from '../../src/features/mask64.ts';
import { codecRelease } from '../../src/features/codec_release.ts';
import { decodeErrorOf, hex } from '../support/support.ts';

const u8: Decode<number> = (d) => d.u8('');
const text: Decode<string> = (d) => d.string('');

describe('Decoder, numbers', () => {
  it.each<[string, Uint8Array, Decode<unknown>, unknown, unknown]>([
    ['u8', hex`ff 00`, (d) => d.u8('x'), 0xff, 0],
    ['u16', hex`fe ff 01 00`, (d) => d.u16('x'), 0xfffe, 1],
    ['u32', hex`feffffff 01000000`, (d) => d.u32('x'), 0xfffffffe, 1],
    ['u64', hex`feffffffffffffff 0100000000000000`, (d) => d.u64('x'), 0xffff_ffff_ffff_fffen, 1n],
    ['s8', hex`80 7f`, (d) => d.s8('x'), -0x80, 0x7f],
    ['s16', hex`0080 ff7f`, (d) => d.s16('x'), -0x8000, 0x7fff],
    ['s32', hex`00000080 ffffff7f`, (d) => d.s32('x'), -0x8000_0000, 0x7fff_ffff],
    ['s64', hex`0000000000000080 ffffffffffffff7f`, (d) => d.s64('x'), -(2n ** 63n), 2n ** 63n - 1n],
    ['u16be', hex`1a85 ff00`, (d) => d.u16be('x'), 6789, 0xff00],
    ['s32be', hex`ff000001 7f000001`, (d) => d.s32be('x'), -0xffffff, 0x7f000001],
    ['float', hex`0000c03f 000080ff`, (d) => d.float('x'), 1.5, -Infinity],
    ['double', hex`000000000000f83f 0000000000000080`, (d) => d.double('x'), 1.5, -0],
    ['bool', hex`00 01`, (d) => d.bool('x'), false, true],
  ])('%s: reads its bytes at any alignment, and says how many are missing', (_, bytes, read, first, second) => {
    const width = bytes.length / 2;
    const d = new Decoder(Uint8Array.of(0xee, ...bytes).subarray(1));
    expect([read(d), d.offset, read(d), d.remaining]).toEqual([first, width, second, 0]);
    for (let cut = 0; cut < width; cut++) {
      const error = decodeErrorOf(() => read(new Decoder(bytes.subarray(0, cut))));
      expect(error).toMatchObject({ code: 'end_of_buffer', path: 'x', offset: 0, needed: width, available: cut });
    }
  });

  it('takes every byte except 0 as true', () => {
    expect([new Decoder(hex`02`).bool('x'), new Decoder(hex`ff`).bool('x')]).toEqual([true, true]);
  });

  it('reads a mask of 64 bits', () => {
    expect(new Decoder(hex`010000000000 0080`).mask64('x').equals(Mask64.bit(0).or(Mask64.bit(63)))).toBe(true);
    expect(decodeErrorOf(() => new Decoder(hex`01`).mask64('x'))).toMatchObject({ needed: 8, available: 1 });
  });

  it('says "1 byte", not "1 bytes"', () => {
    expect(decodeErrorOf(() => new Decoder(hex``).u8('x')).message).toBe('x at offset 0: need 1 byte, 0 left');
    expect(decodeErrorOf(() => new Decoder(hex`00`).u16('x')).message).toBe('x at offset 0: need 2 bytes, 1 left');
  });
});

describe('Decoder, bytes', () => {
  it('reads strings with NUL, with invalid UTF-8, and empty ones', () => {
    const d = new Decoder(hex`03000000 6100ff  00000000`);
    expect([d.string('a'), d.string('b'), d.remaining]).toEqual(['a\0\udcff', '', 0]);
  });

  it.each<[string, Decode<unknown>]>([['string', (d) => d.string('x')], ['blob', (d) => d.blob('x')]])('%s: reports a hostile length at its bytes', (_, read) => {
    const error = decodeErrorOf(() => read(new Decoder(hex`ffffffff 61 62`)));
    expect(error).toMatchObject({ code: 'end_of_buffer', path: 'x', offset: 4, needed: 0xffffffff, available: 2 });
    expect(decodeErrorOf(() => read(new Decoder(hex`ffffff`)))).toMatchObject({ path: 'x', offset: 0, needed: 4, available: 3 });
  });

  it('returns views of the input', () => {
    const input = hex`02000000 0102 03 04`;
    const d = new Decoder(input);
    const views = [d.blob('a'), d.raw(1, 'b'), d.rest('c')];
    expect(views).toEqual([hex`0102`, hex`03`, hex`04`]);
    expect(views.every((view) => view.buffer === input.buffer)).toBe(true);
    expect([d.rest('d'), d.raw(0, 'e')]).toEqual([hex``, hex``]);
  });

  it('returns plain Uint8Arrays, also for an input of a subclass', () => {
    const d = new Decoder(Buffer.from('0102', 'hex'));
    const list = new BufferList();
    list.pushBack(BufferPtr.claim(Buffer.from('0102', 'hex')));
    expect([d.raw(1, 'a').constructor, d.rest('b').constructor, new Decoder(list).rest('c').constructor]).toEqual([Uint8Array, Uint8Array, Uint8Array]);
  });

  it('reads a list of many ptrs as contiguous bytes, and an empty list', () => {
    const list = new BufferList();
    for (const part of [hex`0201`, hex`04`, hex`03`]) list.pushBack(BufferPtr.claim(part));
    expect(new Decoder(list).u32('x')).toBe(0x03040102);
    expect(decodeErrorOf(() => new Decoder(new BufferList()).u8('x')).code).toBe('end_of_buffer');
  });

  it('unlessZero: returns null for zeros of any length and alignment, else all the bytes', () => {
    for (let length = 0; length < 12; length++) {
      const zeros = new Uint8Array(length + 2).fill(0xff, length + 1);
      const d = new Decoder(zeros);
      d.skip(1, 'x');
      expect([d.unlessZero(length, 'x'), d.offset]).toEqual([null, length + 1]);
      for (let at = 0; at < length; at++) {
        const bytes = new Uint8Array(length);
        bytes[at] = 1;
        expect(new Decoder(bytes).unlessZero(length, 'x')).toEqual(bytes);
      }
    }
    expect(decodeErrorOf(() => new Decoder(hex`00`).unlessZero(2, 'x'))).toMatchObject({ path: 'x', needed: 2, available: 1 });
  });

  it.each([-1, 0.5, NaN])('refuses a length of %d instead of moving back', (length) => {
    const d = new Decoder(hex`01 02 03 04`);
    d.u16('x');
    for (const read of [() => d.raw(length, 'x'), () => d.skip(length, 'x'), () => d.unlessZero(length, 'x')]) expect(read).toThrow(RangeError);
    expect(d.offset).toBe(2);
  });

  it('peeks within the innermost struct, without moving', () => {
    const d = new Decoder(hex`01 01 01000000 07 08`);
    d.start(1);
    expect([d.peek(), d.peek(1), d.offset]).toEqual([7, -1, 6]);
    d.finish(null);
    expect([d.peek(), d.peek(1)]).toEqual([8, -1]);
  });
});

describe('Decoder, containers', () => {
  it('reads lists, maps, pairs and optionals', () => {
    const d = new Decoder(hex`02000000 05 06  02000000 62 01 61 02  07 08  00  01 09`);
    expect(d.list('list', u8)).toEqual([5, 6]);
    expect([...d.map('map', u8, u8)]).toEqual([[0x62, 1], [0x61, 2]]);
    expect(d.pair('pair', u8, u8)).toEqual([7, 8]);
    expect([d.optional('none', u8), d.optional('some', u8), d.remaining]).toEqual([undefined, 9, 0]);
  });

  it('keeps the last value of a repeated key, and keys that are properties of plain objects', () => {
    const map = new Decoder(hex`03000000  01000000 61 01  09000000 5f5f70726f746f5f5f 02  01000000 61 03`).map('map', text, u8);
    expect([...map]).toEqual([['a', 3], ['__proto__', 2]]);
    expect(Object.keys(map)).toEqual([]);
  });

  it.each<[string, Uint8Array, Decode<unknown>, string, number]>([
    ['a list', hex`03000000 01 02`, (d) => d.list('l', (e) => e.u8('n')), 'l[2].n', 6],
    ['a list of items without a name', hex`01000000`, (d) => d.list('l', u8), 'l[0]', 4],
    ['a list of lists', hex`01000000 02000000 05`, (d) => d.list('l', (e) => e.list('', u8)), 'l[0][1]', 9],
    ['a list of pairs without a name', hex`01000000 05`, (d) => d.list('l', (e) => e.pair('', u8, u8)), 'l[0].second', 5],
    ['a count', hex`0100`, (d) => d.list('l', u8), 'l.count', 0],
    ['a key', hex`02000000 01 01`, (d) => d.map('m', u8, u8), 'm[1].key', 6],
    ['a value', hex`01000000 01`, (d) => d.map('m', u8, (e) => e.u8('value')), 'm[0].value', 5],
    ['a value that is a struct', hex`01000000 01 01`, (d) => d.map('m', u8, (e) => e.start(1)), 'm[0].struct_compat', 6],
    ['a pair', hex`01`, (d) => d.pair('p', u8, u8), 'p.second', 1],
    ['an optional', hex`01`, (d) => d.optional('o', (e) => e.u8('n')), 'o.n', 1],
    ['the byte before an optional', hex``, (d) => d.optional('o', u8), 'o', 0],
    ['a field', hex``, (d) => d.field('f', (e) => e.field('g', u8)), 'f.g', 0],
  ])('names what is missing in %s', (_, bytes, read, path, offset) => {
    expect(decodeErrorOf(() => read(new Decoder(bytes)))).toMatchObject({ path, offset, available: 0 + bytes.length - offset });
  });

  it.each<[string, Decode<unknown>]>([
    ['list', (d) => d.list('x', (e) => e.u64('n'))],
    ['map', (d) => d.map('x', (e) => e.u64('n'), u8)],
  ])('%s: fails at the first missing item of four billion', (_, read) => {
    const error = decodeErrorOf(() => read(new Decoder(hex`ffffffff 01020304 05060708 ff 01020304`)));
    expect(error.path).toMatch(/^x\[1\]/);
  });

  it('adds no path to an error other than DecodeError', () => {
    const broken: Decode<never> = () => {
      throw new TypeError('broken');
    };
    const reads = [(d: Decoder) => d.field('x', broken), (d: Decoder) => d.list('x', broken), (d: Decoder) => d.map('x', u8, broken)];
    for (const read of reads) expect(() => read(new Decoder(hex`01000000 01`))).toThrow(new TypeError('broken'));
  });
});

describe('Decoder, in a struct', () => {
  it('returns the version whose fields it knows, and skips the tail of a newer encoder', () => {
    const d = new Decoder(hex`09 01 04000000 07 aabbcc  08`);
    expect([d.start(5), d.remaining, d.u8('a'), d.finish('value'), d.offset, d.u8('b')]).toEqual([5, 4, 7, 'value', 10, 8]);
    d.end();
  });

  it('refuses a struct_compat above its own at that byte, before it reads anything else', () => {
    const error = decodeErrorOf(() => new Decoder(hex`06 06`).start(5));
    expect(error).toMatchObject({ code: 'incompatible', path: 'struct_compat', offset: 1, reason: 'needs a decoder of version 6 or newer, this one is 5' });
    expect(new Decoder(hex`06 05 00000000`).start(5)).toBe(5);
  });

  it('may know fields of a version above the struct_compat that it accepts', () => {
    expect(new Decoder(hex`03 01 00000000`).start(1, 2)).toBe(2);
    expect(new Decoder(hex`02 01 00000000`, codecRelease('luminous')).start(1, 2)).toBe(2);
    expect(new Decoder(hex`01 01 00000000`).start(1, 2)).toBe(1);
    expect(decodeErrorOf(() => new Decoder(hex`02 02 00000000`).start(1, 2)).reason).toBe('needs a decoder of version 2 or newer, this one is 1');
  });

  it('refuses a struct_len past the end of the buffer, or of the struct around it, at the length', () => {
    const error = decodeErrorOf(() => new Decoder(hex`01 01 ffffffff 00`).start(1));
    expect(error).toMatchObject({ code: 'length_past_parent', path: 'struct_len', offset: 2, needed: 0xffffffff, available: 1 });
    expect(error.reason).toBe('promises 4294967295 bytes, 1 left');
    const d = new Decoder(hex`01 01 08000000  01 01 03000000 0102  03`);
    d.start(1);
    expect(decodeErrorOf(() => d.start(1))).toMatchObject({ code: 'length_past_parent', offset: 8, needed: 3, available: 2 });
  });

  it.each([0, 1, 2, 3, 4, 5])('names the header field that is cut after %d bytes', (length) => {
    const path = ['struct_v', 'struct_compat', 'struct_len', 'struct_len', 'struct_len', 'struct_len'][length];
    expect(decodeErrorOf(() => new Decoder(hex`010100000000`.subarray(0, length)).start(1))).toMatchObject({ code: 'end_of_buffer', path });
  });

  it('limits reads to struct_len, even if more bytes follow', () => {
    const d = new Decoder(hex`01 01 01000000 07 08 09`);
    d.start(1);
    const error = decodeErrorOf(() => d.u16('x'));
    expect(error).toMatchObject({ code: 'past_struct_end', offset: 6, needed: 2, available: 1 });
  });

  it('restores the outer limits, level by level', () => {
    const d = new Decoder(hex`01 01 0a000000  01 01 01000000 aa bb  cc dd ee`);
    d.start(1);
    d.start(1);
    expect([d.remaining, d.finish(d.remaining), d.u8('b'), d.remaining]).toEqual([1, 1, 0xbb, 2]);
    expect(decodeErrorOf(() => d.skip(3, 'x'))).toMatchObject({ code: 'past_struct_end', available: 2 });
    d.finish(null);
    expect(d.u8('e')).toBe(0xee);
    d.end();
  });

  it('reports bytes left after the value, counted from the start of the input', () => {
    const d = new Decoder(hex`01 02 03`);
    d.u8('x');
    const error = decodeErrorOf(() => d.end());
    expect(error).toMatchObject({ code: 'trailing_bytes', offset: 1, reason: '2 bytes left after the value', available: 2 });
    expect('needed' in error).toBe(false);
  });

  it('reports a decoder of ours that lacks start or finish', () => {
    expect(() => new Decoder(hex``).finish(null)).toThrow(new Error('finish without start'));
    const d = new Decoder(hex`01 01 00000000 ff`);
    d.start(1);
    expect(() => d.end()).toThrow(new Error('start without finish'));
  });

  it('embedded: limits the value to its length, and the value must fill it', () => {
    const d = new Decoder(hex`01000000 05 06`);
    expect([d.embedded('x', u8), d.u8('y')]).toEqual([5, 6]);
    d.end();
    expect(decodeErrorOf(() => new Decoder(hex`02000000 05 06`).embedded('x', u8))).toMatchObject({ code: 'trailing_bytes', path: 'x', offset: 5 });
    expect(decodeErrorOf(() => new Decoder(hex`00000000 05`).embedded('x', u8))).toMatchObject({ code: 'past_struct_end', path: 'x', offset: 4 });
    const promised = decodeErrorOf(() => new Decoder(hex`02000000 05`).embedded('x', u8));
    expect(promised).toMatchObject({ code: 'length_past_parent', path: 'x.length', offset: 0, needed: 2, available: 1 });
  });

  it('malformed: reports a value at the offset of its field', () => {
    const error = decodeErrorOf(() => new Decoder(hex`09`).malformed('marker', 0, 'expected 1, got 9'));
    expect(error).toMatchObject({ code: 'malformed', path: 'marker', offset: 0, message: 'marker at offset 0: expected 1, got 9' });
  });
});
