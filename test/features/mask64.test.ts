import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { Mask64 } from '../../src/features/mask64.ts';

const u64 = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
const ALL = 2n ** 64n - 1n;

describe('Mask64', () => {
  it('is two signed halves and nothing else', () => {
    expect({ ...Mask64.of(0xffff_ffff_8000_0001n) }).toEqual({ lo: -0x7fff_ffff, hi: -1 });
    expect(Object.keys(Mask64.NONE)).toEqual(['lo', 'hi']);
  });

  it('takes halves signed or unsigned', () => {
    expect(Mask64.fromHalves(0xffff_ffff, 0x8000_0000)).toEqual(Mask64.fromHalves(-1, -0x8000_0000));
    expect(Mask64.fromHalves(0xeea4_fffb, 0x1ffd_dff8).toBigInt()).toBe(0x1ffd_dff8_eea4_fffbn);
  });

  it('refuses a half of more than 32 bits', () => {
    expect(() => Mask64.fromHalves(0x1_0000_0000, 0)).toThrow(new RangeError('the low half of a mask is 32 bits, got 4294967296'));
    expect(() => Mask64.fromHalves(0, -0x8000_0001)).toThrow(RangeError);
    expect(() => Mask64.fromHalves(0.5, 0)).toThrow(RangeError);
    expect(() => Mask64.fromHalves(0, NaN)).toThrow(RangeError);
  });

  it('refuses a bigint outside 64 bits, and any other number', () => {
    expect(() => Mask64.of(2n ** 64n)).toThrow(new RangeError('a mask holds 0 to 2^64-1, got 18446744073709551616'));
    expect(() => Mask64.of(-1n)).toThrow(RangeError);
    expect(() => Mask64.of(59 as unknown as bigint)).toThrow(new TypeError('a mask needs a bigint, got number 59'));
  });

  it('reads 1 to 16 hex digits of either case', () => {
    expect(Mask64.parse('0x0').isEmpty()).toBe(true);
    expect(Mask64.parse('0x08c3FFFFffffffff').toBigInt()).toBe(0x08c3_ffff_ffff_ffffn);
  });

  it.each(['', '0x', '08c3', '0x1ffffffffffffffff', '0xg', ' 0x1', '0x1\n', '-0x1', '0X1 '])('refuses the text %j and names it', (text) => {
    expect(() => Mask64.parse(text)).toThrow(new TypeError(`a mask is "0x" and 1 to 16 hex digits, got "${text}"`));
  });

  it('writes 16 lower-case hex digits, in JSON too', () => {
    expect(Mask64.bit(59).toString()).toBe('0x0800000000000000');
    expect(`${Mask64.ALL}`).toBe('0xffffffffffffffff');
    expect(JSON.stringify({ features: Mask64.bit(31) })).toBe('{"features":"0x0000000080000000"}');
  });

  it('has each of its 64 bits alone', () => {
    for (let n = 0; n < 64; n++) {
      expect(Mask64.bit(n).toBigInt()).toBe(1n << BigInt(n));
      expect(Mask64.bit(n).bits()).toEqual([n]);
    }
  });

  it.each([-1, 64, 1.5, NaN])('refuses bit %d', (n) => {
    expect(() => Mask64.bit(n)).toThrow(new RangeError(`a bit is 0 to 63, got ${n}`));
  });

  it('has a mask only with all of its bits', () => {
    const nautilus = Mask64.of(0x0200_0000_1000_0004n);
    expect(Mask64.of(0x0200_0000_1000_0005n).has(nautilus)).toBe(true);
    expect(Mask64.of(0x0200_0000_1000_0000n).has(nautilus)).toBe(false);
    expect(Mask64.of(0x1000_0004n).has(nautilus)).toBe(false);
    expect(Mask64.NONE.has(Mask64.NONE)).toBe(true);
  });

  it('has bits 31 and 63, the signs of the halves', () => {
    expect(Mask64.ALL.has(Mask64.bit(31).or(Mask64.bit(63)))).toBe(true);
    expect(Mask64.bit(63).has(Mask64.bit(31))).toBe(false);
    expect(Mask64.bit(31).has(Mask64.bit(63))).toBe(false);
  });

  it('agrees with BigInt on any pair', () => {
    fc.assert(
      fc.property(u64, u64, (x, y) => {
        const [a, b] = [Mask64.of(x), Mask64.of(y)];
        expect(a.toBigInt()).toBe(x);
        expect(a.and(b).toBigInt()).toBe(x & y);
        expect(a.or(b).toBigInt()).toBe(x | y);
        expect(a.xor(b).toBigInt()).toBe(x ^ y);
        expect(a.without(b).toBigInt()).toBe(x & (ALL ^ y));
        expect(a.has(b)).toBe((x & y) === y);
        expect(a.or(b).has(b)).toBe(true);
        expect(a.equals(b)).toBe(x === y);
        expect(a.isEmpty()).toBe(x === 0n);
      }),
    );
  });

  it('agrees with BigInt on any mask', () => {
    fc.assert(
      fc.property(u64, (x) => {
        const a = Mask64.of(x);
        expect(a.toString()).toBe(`0x${x.toString(16).padStart(16, '0')}`);
        expect(Mask64.parse(a.toString())).toEqual(a);
        expect(Mask64.fromHalves(a.lo, a.hi)).toEqual(a);
        expect(a.equals(Mask64.of(x))).toBe(true);
        expect(a.bits().reduce((sum, n) => sum + (1n << BigInt(n)), 0n)).toBe(x);
      }),
    );
  });
});
