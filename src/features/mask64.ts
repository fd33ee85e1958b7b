import type { OptionKind } from '../arguments/options.ts';

import { INSPECT } from '../text/inspect.ts';

/**
 * A mask of 64 flags, such as a peer's features: a u64 on the wire, two 32-bit halves here. A test of a bigint allocates
 * a new bigint, unless V8 has optimized the code; a test of the halves never does.
 *
 * Shape   immutable; `lo` holds bits 0–31, `hi` bits 32–63, both as signed int32, which V8 keeps as small integers
 * Errors  RangeError for a number that does not fit, TypeError for text that is not a mask
 *
 * @example
 * ```ts
 * import { Mask64 } from 'cephwire';
 *
 * const mask = Mask64.parse('0x08c3ffffffffffff');
 * console.log(mask.has(Mask64.bit(59)), mask.without(Mask64.of(0xffff_ffffn)).bits().slice(-3), String(mask.and(Mask64.bit(59))));
 * // → true [ 54, 55, 59 ] 0x0800000000000000
 * ```
 */
export class Mask64 {
  static readonly NONE = new Mask64(0, 0);
  static readonly ALL = new Mask64(-1, -1);

  readonly lo: number;
  readonly hi: number;

  private constructor(lo: number, hi: number) {
    this.lo = lo | 0;
    this.hi = hi | 0;
  }

  /** The mask of a u64. RangeError outside 0 to 2^64−1. */
  static of(value: bigint): Mask64 {
    if (typeof value !== 'bigint') throw new TypeError(`a mask needs a bigint, got ${typeof value} ${String(value)}`);
    if (BigInt.asUintN(64, value) !== value) throw new RangeError(`a mask holds 0 to 2^64-1, got ${value}`);
    return new Mask64(Number(BigInt.asIntN(32, value)), Number(BigInt.asIntN(32, value >> 32n)));
  }

  /** The mask of two 32-bit halves, each signed or unsigned. RangeError for a half that is not 32 bits. */
  static fromHalves(lo: number, hi: number): Mask64 {
    return new Mask64(int32(lo, 'low'), int32(hi, 'high'));
  }

  /** The mask of two signed 32-bit halves, without the checks of `fromHalves`: for halves that were just read. */
  static ofWords(lo: number, hi: number): Mask64 {
    return new Mask64(lo, hi);
  }

  /**
   * The mask of what a mask becomes on its way: `{ lo, hi }` after structuredClone, hex in JSON; of a bigint; of a mask from another
   * copy of this library.
   *
   * Errors  TypeError for anything else, RangeError for a number that does not fit
   */
  static from(value: MaskLike): Mask64 {
    if (value instanceof Mask64) return value;
    if (typeof value === 'bigint') return Mask64.of(value);
    if (typeof value !== 'object' || value === null) return Mask64.parse(value);
    if (!('lo' in value && 'hi' in value)) throw new TypeError(`a mask is a Mask64 or its clone { lo, hi }, a bigint or hex, got an object with the keys ${Object.keys(value).join(', ') || '(none)'}`);
    return Mask64.fromHalves(value.lo, value.hi);
  }

  /** The mask that is written as `0x` and 1 to 16 hex digits. TypeError for any other text. */
  static parse(text: string): Mask64 {
    if (typeof text !== 'string' || !/^0x[0-9a-f]{1,16}$/i.test(text)) {
      throw new TypeError(`a mask is "0x" and 1 to 16 hex digits, got "${String(text)}"`);
    }
    return Mask64.of(BigInt(text));
  }

  /** The mask with only bit `n`. RangeError outside 0 to 63. */
  static bit(n: number): Mask64 {
    if (!Number.isInteger(n) || n < 0 || n > 63) throw new RangeError(`a bit is 0 to 63, got ${n}`);
    return n < 32 ? new Mask64(1 << n, 0) : new Mask64(0, 1 << (n - 32));
  }

  /** Whether this mask has every bit of `mask`: Ceph's HAVE_FEATURE, if `mask` includes the bits of its incarnation. */
  has(mask: Mask64): boolean {
    return (this.lo & mask.lo) === mask.lo && (this.hi & mask.hi) === mask.hi;
  }

  and(mask: Mask64): Mask64 {
    return new Mask64(this.lo & mask.lo, this.hi & mask.hi);
  }

  or(mask: Mask64): Mask64 {
    return new Mask64(this.lo | mask.lo, this.hi | mask.hi);
  }

  /** The bits of this mask that `mask` does not have. */
  without(mask: Mask64): Mask64 {
    return new Mask64(this.lo & ~mask.lo, this.hi & ~mask.hi);
  }

  xor(mask: Mask64): Mask64 {
    return new Mask64(this.lo ^ mask.lo, this.hi ^ mask.hi);
  }

  equals(mask: Mask64): boolean {
    return this.lo === mask.lo && this.hi === mask.hi;
  }

  isEmpty(): boolean {
    return (this.lo | this.hi) === 0;
  }

  /** The numbers of the set bits, ascending. */
  bits(): number[] {
    const bits: number[] = [];
    for (let n = 0; n < 32; n++) if (this.lo & (1 << n)) bits.push(n);
    for (let n = 0; n < 32; n++) if (this.hi & (1 << n)) bits.push(32 + n);
    return bits;
  }

  toBigInt(): bigint {
    return (BigInt(this.hi >>> 0) << 32n) | BigInt(this.lo >>> 0);
  }

  /** `0x` and 16 lower-case hex digits, as Ceph prints features in full. */
  toString(): string {
    return `0x${hex8(this.hi)}${hex8(this.lo)}`;
  }

  toJSON(): string {
    return this.toString();
  }

  [INSPECT](): string {
    return `Mask64 ${this}`;
  }
}

/** A mask, or what one becomes in a clone, in JSON, or as a number. */
export type MaskLike = Mask64 | { readonly lo: number; readonly hi: number } | bigint | string;

/** Returns the mask of these bits; RangeError for one that is not 0 to 63. */
export function maskOf(bits: readonly number[]): Mask64 {
  return bits.reduce((mask, bit) => mask.or(Mask64.bit(bit)), Mask64.NONE);
}

function int32(half: number, which: string): number {
  if (!Number.isInteger(half) || half < -0x8000_0000 || half > 0xffff_ffff) {
    throw new RangeError(`the ${which} half of a mask is 32 bits, got ${half}`);
  }
  return half | 0;
}

function hex8(half: number): string {
  return (half >>> 0).toString(16).padStart(8, '0');
}

/** An option that is a mask. Functions that take other forms of features too use `toFeatures` instead. */
export const A_MASK: OptionKind = {
  needs: 'a Mask64, such as toFeatures returns',
  is: (value) => typeof value === 'object' && value !== null && 'lo' in value && 'hi' in value && 'without' in value,
};
