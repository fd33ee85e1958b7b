import { describe, expect, it } from 'vitest';
import { Encoder } from '../../src/encoding/encoder.ts';
import type { Encode } from '../../src/encoding/encoder.ts';
import { Mask64 } from '../../src/features/mask64.ts';
import { codecRelease } from '../../src/features/codec_release.ts';
import { hex } from '../support/support.ts';

function encoder(features = Mask64.NONE): Encoder {
  return new Encoder(features);
}

function written(write: (e: Encoder) => void): Uint8Array {
  const e = encoder();
  write(e);
  return e.toBytes();
}

const u8: Encode<number> = (e, value) => e.u8(value);

describe('Encoder, numbers', () => {
  it.each<[string, (e: Encoder) => void, Uint8Array]>([
    ['u8', (e) => [0, 0xff].forEach((n) => e.u8(n)), hex`00 ff`],
    ['u16', (e) => [1, 0xfffe].forEach((n) => e.u16(n)), hex`0100 feff`],
    ['u32', (e) => [1, 0xfffffffe].forEach((n) => e.u32(n)), hex`01000000 feffffff`],
    ['u64', (e) => [1n, 2n ** 64n - 2n].forEach((n) => e.u64(n)), hex`0100000000000000 feffffffffffffff`],
    ['s8', (e) => [-0x80, 0x7f].forEach((n) => e.s8(n)), hex`80 7f`],
    ['s16', (e) => [-0x8000, 0x7fff].forEach((n) => e.s16(n)), hex`0080 ff7f`],
    ['s32', (e) => [-0x8000_0000, 0x7fff_ffff].forEach((n) => e.s32(n)), hex`00000080 ffffff7f`],
    ['s64', (e) => [-(2n ** 63n), 2n ** 63n - 1n].forEach((n) => e.s64(n)), hex`0000000000000080 ffffffffffffff7f`],
    ['u16be', (e) => [6789, 0xff00].forEach((n) => e.u16be(n)), hex`1a85 ff00`],
    ['s32be', (e) => [-0xffffff, 0x7f000001].forEach((n) => e.s32be(n)), hex`ff000001 7f000001`],
    ['float', (e) => [1.5, 0.1, -Infinity].forEach((n) => e.float(n)), hex`0000c03f cdcccc3d 000080ff`],
    ['double', (e) => [1.5, -0].forEach((n) => e.double(n)), hex`000000000000f83f 0000000000000080`],
    ['bool', (e) => [false, true].forEach((b) => e.bool(b)), hex`00 01`],
    ['mask64', (e) => e.mask64(Mask64.bit(0).or(Mask64.bit(63))), hex`01000000 00000080`],
    ['zeros', (e) => e.zeros(3), hex`000000`],
  ])('%s: writes its bytes', (_, write, bytes) => {
    expect(written(write)).toEqual(bytes);
  });

  it.each<[string, (e: Encoder, n: number) => void, number, number]>([
    ['u8', (e, n) => e.u8(n), 0, 0xff],
    ['u16', (e, n) => e.u16(n), 0, 0xffff],
    ['u32', (e, n) => e.u32(n), 0, 0xffff_ffff],
    ['s8', (e, n) => e.s8(n), -0x80, 0x7f],
    ['s16', (e, n) => e.s16(n), -0x8000, 0x7fff],
    ['s32', (e, n) => e.s32(n), -0x8000_0000, 0x7fff_ffff],
    ['u16be', (e, n) => e.u16be(n), 0, 0xffff],
    ['s32be', (e, n) => e.s32be(n), -0x8000_0000, 0x7fff_ffff],
  ])('%s: refuses a value that does not fit, and writes nothing', (name, write, lowest, highest) => {
    const e = encoder();
    for (const wrong of [lowest - 1, highest + 1, 0.5, NaN, Infinity, -Infinity]) {
      expect(() => write(e, wrong)).toThrow(new RangeError(`${name.replace('be', '')} holds ${lowest} to ${highest}, got ${wrong}`));
    }
    expect(e.length).toBe(0);
  });

  it.each<[string, (e: Encoder, n: bigint) => void, bigint, bigint]>([
    ['u64', (e, n) => e.u64(n), 0n, 2n ** 64n - 1n],
    ['s64', (e, n) => e.s64(n), -(2n ** 63n), 2n ** 63n - 1n],
  ])('%s: refuses a value that does not fit, and writes nothing', (name, write, lowest, highest) => {
    const e = encoder();
    for (const wrong of [lowest - 1n, highest + 1n]) {
      expect(() => write(e, wrong)).toThrow(new RangeError(`${name} holds ${lowest} to ${highest}, got ${wrong}`));
    }
    expect(e.length).toBe(0);
  });

  it('float: refuses a number that would become infinite', () => {
    for (const wrong of [1e39, -1e39]) expect(() => encoder().float(wrong)).toThrow(new RangeError(`float holds up to 3.4028235e38, got ${wrong}`));
    expect(written((e) => [3.4028234663852886e38, NaN].forEach((n) => e.float(n)))).toEqual(hex`ffff7f7f 0000c07f`);
  });

  it.each([-1, 0.5, NaN])('zeros: refuses a count of %d', (count) => {
    const e = encoder();
    e.u16(1);
    expect(() => e.zeros(count)).toThrow(RangeError);
    expect(e.toBytes()).toEqual(hex`0100`);
  });
});

describe('Encoder, bytes', () => {
  it('writes strings as the bytes they were read from', () => {
    expect(written((e) => ['', 'a\0', 'aé', '\udcff'].forEach((text) => e.string(text)))).toEqual(
      hex`00000000  02000000 6100  03000000 61c3a9  01000000 ff`,
    );
  });

  it('writes nothing of a string that cannot be written as bytes', () => {
    const e = encoder();
    e.u8(7);
    expect(() => e.string('abc\ud800')).toThrow(RangeError);
    e.u8(8);
    expect(e.toBytes()).toEqual(hex`07 08`);
  });

  it('writes blobs with their length and raw bytes without', () => {
    expect(written((e) => [e.blob(hex`0102`), e.raw(hex`03`), e.blob(hex``), e.raw(hex``)])).toEqual(hex`02000000 0102 03 00000000`);
  });

  it('zeros: overwrites the start of a string that could not be written', () => {
    const e = encoder();
    expect(() => e.string('abc\ud800')).toThrow(RangeError);
    e.zeros(8);
    expect(e.toBytes()).toEqual(new Uint8Array(8));
  });
});

describe('Encoder, buffer', () => {
  const WRITES: readonly [string, number, (e: Encoder) => void, Uint8Array][] = [
    ['u8', 1, (e) => e.u8(1), hex`01`],
    ['u64', 8, (e) => e.u64(1n), hex`0100000000000000`],
    ['mask64', 8, (e) => e.mask64(Mask64.bit(0)), hex`0100000000000000`],
    ['string', 6, (e) => e.string('ab'), hex`02000000 6162`],
    ['string beyond ASCII', 6, (e) => e.string('é'), hex`02000000 c3a9`],
    ['blob', 6, (e) => e.blob(hex`0102`), hex`02000000 0102`],
    ['zeros', 3, (e) => e.zeros(3), hex`000000`],
    ['struct', 7, (e) => { e.start(1, 1); e.u8(9); e.finish(); }, hex`01 01 01000000 09`],
  ];

  it.each(WRITES)('grows for a %s at and around each of its sizes', (_, width, write, bytes) => {
    expect(bytes).toHaveLength(width);
    for (const size of [512, 1024, 2048, 4096]) for (let before = size - width - 1; before <= size + 1; before++) {
      const filler = new Uint8Array(before).fill(0xaa);
      expect(written((e) => { e.raw(filler); write(e); e.u8(0xbb); })).toEqual(Uint8Array.of(...filler, ...bytes, 0xbb));
    }
  });

  it('grows at once for more than twice its size', () => {
    const large = new Uint8Array(100_000).fill(0xcc);
    expect(written((e) => { e.u8(1); e.raw(large); })).toEqual(Uint8Array.of(1, ...large));
  });

  it('fills in a struct_len after the buffer has grown', () => {
    const bytes = written((e) => { e.zeros(508); e.start(1, 1); e.zeros(3000); e.finish(); });
    expect(bytes.subarray(508, 514)).toEqual(hex`01 01 b80b0000`);
  });

  it('returns copies of exactly what was written so far', () => {
    const e = encoder();
    e.u8(1);
    const first = e.toBytes();
    first[0] = 9;
    e.u8(2);
    expect([e.length, e.toBytes(), first, e.toBytes().buffer.byteLength]).toEqual([2, hex`0102`, hex`09`, 2]);
  });

  it('shows what was written since an offset', () => {
    const e = encoder();
    e.u32(0x04030201);
    expect([e.written(1), e.written(4)]).toEqual([hex`020304`, hex``]);
  });
});

describe('Encoder, containers', () => {
  it('writes a count, then the items', () => {
    expect(written((e) => e.list([5, 6], u8))).toEqual(hex`02000000 05 06`);
    expect(written((e) => e.list([], u8))).toEqual(hex`00000000`);
  });

  it('sorts sets and maps of strings by bytes, whatever their order', () => {
    const keys = ['b', '😀', 'a', '', '\uffff', 'aa', '\udcff'];
    const sorted = hex`07000000  00000000  01000000 61  02000000 6161  01000000 62  03000000 efbfbf  04000000 f09f9880  01000000 ff`;
    expect(written((e) => e.stringSet(keys))).toEqual(sorted);
    expect(keys[0]).toBe('b');
    const map = new Map([['b', 1], ['10', 2], ['9', 3], ['__proto__', 4]]);
    expect(written((e) => e.stringMap(map, u8))).toEqual(hex`04000000  02000000 3130 02  01000000 39 03  09000000 5f5f70726f746f5f5f 04  01000000 62 01`);
  });

  it('keeps the order of any other map', () => {
    expect(written((e) => e.map(new Map([[2, 3], [1, 4]]), u8, u8))).toEqual(hex`02000000 02 03 01 04`);
  });

  it('writes pairs and optionals, also with falsy values', () => {
    expect(written((e) => e.pair([1, 2], u8, u8))).toEqual(hex`01 02`);
    expect(written((e) => [e.optional(undefined, u8), e.optional(0, u8)])).toEqual(hex`00  01 00`);
  });
});

describe('Encoder, structs', () => {
  it('writes struct_v, struct_compat and the final length, level by level', () => {
    const bytes = written((e) => {
      e.start(9, 6);
      e.u8(1);
      e.start(2, 1);
      e.finish();
      e.embedded(7, u8);
      e.finish();
      e.u8(8);
    });
    expect(bytes).toEqual(hex`
      09 06 0c000000        # struct_len 12
      01
      02 01 00000000        #   an empty struct
      01000000 07           #   an embedded byte
      08                    # after it`);
  });

  it('reports an encoder of ours that lacks start or finish', () => {
    expect(() => encoder().finish()).toThrow(new Error('finish without start'));
    expect(() => written((e) => e.start(1, 1))).toThrow(new Error('start without finish'));
  });

  it('refuses a version that is not a u8', () => {
    expect(() => encoder().start(256, 1)).toThrow(RangeError);
    expect(() => encoder().start(1, -1)).toThrow(RangeError);
  });
});

describe('Encoder, peer', () => {
  it('has a feature only with every bit of its mask', () => {
    const e = encoder(Mask64.bit(57).or(Mask64.bit(28)));
    expect([e.has(Mask64.bit(57)), e.has(Mask64.bit(57).or(Mask64.bit(2))), e.has(Mask64.NONE)]).toEqual([true, false, true]);
  });

  it('is the same in an encoder from apart(), which is empty', () => {
    const e = new Encoder(Mask64.bit(5), codecRelease('hammer'));
    e.start(1, 1);
    const apart = e.apart();
    apart.u8(7);
    expect([apart.features, apart.release, apart.toBytes(), e.length]).toEqual([e.features, codecRelease('hammer'), hex`07`, 6]);
  });
});
