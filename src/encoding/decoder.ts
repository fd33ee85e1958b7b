import { BufferList } from '../buffer/list.ts';
import { checkCount } from '../buffer/range.ts';
import { Mask64 } from '../features/mask64.ts';
import { DecodeError } from './decode_error.ts';
import type { DecodeErrorCode, Label } from './decode_error.ts';
import { decodeUtf8 } from '../buffer/utf8.ts';

/** Reads one T where the decoder stands. */
export type Decode<T> = (d: Decoder) => T;

const NO_END = -1;

/** The header of a struct that grew up without an envelope; see {@link Decoder.startLegacy}. */
export interface LegacyEnvelope {
  /** The newest `struct_compat` this decoder understands. */
  readonly supports: number;
  /** The first struct_v with a `struct_compat` byte. */
  readonly compatSince: number;
  /** The first struct_v with a `struct_len` word. */
  readonly lenSince: number;
  /** Bytes that follow struct_v where there is no `struct_compat` yet: 1 where it was a u16, 3 where it was a u32. */
  readonly padding?: 0 | 1 | 3;
}

/**
 * Reads Ceph's encoding from one run of bytes, without copying.
 *
 * Every read names its field, in Ceph's words, so that an error can say where it happened. A read never leaves the struct it
 * lies in. Byte values are views of the input.
 *
 * Errors  DecodeError, from every method; RangeError for a length that is no count
 * Source  ceph v16.0.0 src/include/encoding.h, src/include/buffer.h
 */
export class Decoder {
  readonly bytes: Uint8Array;
  private readonly view: DataView;
  private at = 0;
  /** Where the innermost struct ends. */
  private limit: number;
  /** The limits of the structs around it; NO_END where the inner struct has no end of its own. */
  private readonly outer: number[] = [];

  constructor(input: Uint8Array | BufferList) {
    const { buffer, byteOffset, length } = input instanceof BufferList ? input.cStr() : input;
    this.view = new DataView(buffer, byteOffset, length);
    this.bytes = new Uint8Array(buffer, byteOffset, length); // a Buffer's views would be Buffers
    this.limit = length;
  }

  /** Bytes read so far: the offset of the next field. */
  get offset(): number {
    return this.at;
  }

  /** Bytes left in the innermost struct. */
  get remaining(): number {
    return this.limit - this.at;
  }

  u8(label: Label): number {
    return this.view.getUint8(this.take(1, label));
  }

  u16(label: Label): number {
    return this.view.getUint16(this.take(2, label), true);
  }

  u32(label: Label): number {
    return this.view.getUint32(this.take(4, label), true);
  }

  u64(label: Label): bigint {
    return this.view.getBigUint64(this.take(8, label), true);
  }

  /** A u64 of flags. */
  mask64(label: Label): Mask64 {
    const at = this.take(8, label);
    return Mask64.fromHalves(this.view.getInt32(at, true), this.view.getInt32(at + 4, true));
  }

  s8(label: Label): number {
    return this.view.getInt8(this.take(1, label));
  }

  s16(label: Label): number {
    return this.view.getInt16(this.take(2, label), true);
  }

  s32(label: Label): number {
    return this.view.getInt32(this.take(4, label), true);
  }

  s64(label: Label): bigint {
    return this.view.getBigInt64(this.take(8, label), true);
  }

  /** Big-endian, as a sockaddr holds its port. */
  u16be(label: Label): number {
    return this.view.getUint16(this.take(2, label), false);
  }

  /** Big-endian and signed, as small integers are cheapest: a sockaddr's address words. */
  s32be(label: Label): number {
    return this.view.getInt32(this.take(4, label), false);
  }

  float(label: Label): number {
    return this.view.getFloat32(this.take(4, label), true);
  }

  double(label: Label): number {
    return this.view.getFloat64(this.take(8, label), true);
  }

  /** Any byte but 0 is true. */
  bool(label: Label): boolean {
    return this.u8(label) !== 0;
  }

  /** u32 length, then bytes; see utf8.ts for those that are no text. */
  string(label: Label): string {
    const length = this.u32(label);
    const at = this.take(length, label);
    return decodeUtf8(this.bytes, at, at + length);
  }

  /** u32 length, then bytes. */
  blob(label: Label): Uint8Array {
    return this.raw(this.u32(label), label);
  }

  /** Bytes without a length. */
  raw(length: number, label: Label): Uint8Array {
    checkCount('length', length);
    const at = this.take(length, label);
    return this.bytes.subarray(at, at + length);
  }

  /** What is left of the innermost struct. */
  rest(label: Label): Uint8Array {
    return this.raw(this.remaining, label);
  }

  /** Bytes without a length, or null where all of them are 0: padding, as a rule. */
  unlessZero(length: number, label: Label): Uint8Array | null {
    checkCount('length', length);
    const at = this.take(length, label);
    const end = at + length;
    let i = at;
    while (i + 4 <= end && this.view.getInt32(i) === 0) i += 4;
    while (i < end && this.bytes[i] === 0) i++;
    return i === end ? null : this.bytes.subarray(at, end);
  }

  skip(length: number, label: Label): void {
    checkCount('length', length);
    this.take(length, label);
  }

  /** The byte `ahead` of the next field, or -1 past the end of the struct. */
  peek(ahead = 0): number {
    return this.at + ahead < this.limit ? this.view.getUint8(this.at + ahead) : -1;
  }

  /** One field of a type of its own. */
  field<T>(label: Label, decode: Decode<T>): T {
    try {
      return decode(this);
    } catch (error) {
      if (error instanceof DecodeError) error.enter(label);
      throw error;
    }
  }

  /** u32 count, then items. The count is a claim: the first item that is not there fails. */
  list<T>(label: Label, decode: Decode<T>): T[] {
    const count = this.u32(label);
    const items: T[] = [];
    let i = 0;
    try {
      for (; i < count; i++) items.push(decode(this));
    } catch (error) {
      if (error instanceof DecodeError) this.enterItem(error, label, i);
      throw error;
    }
    return items;
  }

  /** u32 count, then keys and values in turn, in any order; a repeated key replaces the earlier value. */
  map<K, V>(label: Label, key: Decode<K>, value: Decode<V>): Map<K, V> {
    const count = this.u32(label);
    const entries = new Map<K, V>();
    let i = 0;
    try {
      for (; i < count; i++) entries.set(this.field('key', key), value(this));
    } catch (error) {
      if (error instanceof DecodeError) this.enterItem(error, label, i);
      throw error;
    }
    return entries;
  }

  pair<A, B>(label: Label, first: Decode<A>, second: Decode<B>): [A, B] {
    return this.field(label, () => [this.field('first', first), this.field('second', second)]);
  }

  /** u8 0 or 1, then the value if there is one. */
  optional<T>(label: Label, decode: Decode<T>): T | undefined {
    return this.bool(label) ? this.field(label, decode) : undefined;
  }

  /** u32 length, then a T that fills it: a bufferlist holding an encoded object. */
  embedded<T>(label: Label, decode: Decode<T>): T {
    return this.field(label, () => {
      this.confine(this.u32('length'), 'length');
      const value = decode(this);
      this.checkEnd();
      this.limit = this.outer.pop() as number;
      return value;
    });
  }

  /**
   * DECODE_START: struct_v, struct_compat, struct_len.
   *
   * @param supports the newest struct_compat this decoder understands
   * @returns struct_v
   */
  start(supports: number): number {
    const structV = this.u8('struct_v');
    this.compat(supports);
    this.confine(this.u32('struct_len'), 'struct_len');
    return structV;
  }

  /** DECODE_START_LEGACY_COMPAT_LEN and its 16- and 32-bit forms. */
  startLegacy({ supports, compatSince, lenSince, padding = 0 }: LegacyEnvelope): number {
    const structV = this.u8('struct_v');
    if (structV >= compatSince) this.compat(supports);
    else this.skip(padding, 'struct_v');
    if (structV >= lenSince) this.confine(this.u32('struct_len'), 'struct_len');
    else this.outer.push(NO_END);
    return structV;
  }

  /** DECODE_FINISH: skips what a newer encoder appended, and hands the value through. */
  finish<T>(value: T): T {
    const outer = this.outer.pop();
    if (outer === undefined) throw new Error('finish without start');
    if (outer !== NO_END) {
      this.at = this.limit;
      this.limit = outer;
    }
    return value;
  }

  /** A second decoder for `part`, which this one has read as bytes: its offsets still count from the start of the input. */
  within(part: Uint8Array): Decoder {
    const d = new Decoder(this.bytes);
    d.at = part.byteOffset - this.bytes.byteOffset;
    d.limit = d.at + part.length;
    return d;
  }

  /** Throws where bytes are left, or a struct is still open. */
  end(): void {
    if (this.outer.length > 0) throw new Error('start without finish');
    this.checkEnd();
  }

  /** Reports a value that cannot be. `offset` is where the field begins. */
  malformed(label: Label, offset: number, reason: string): never {
    return this.fail(label, { code: 'malformed', offset, reason });
  }

  private checkEnd(): void {
    if (this.at < this.limit) {
      const left = this.limit - this.at;
      this.fail('', { code: 'trailing_bytes', offset: this.at, reason: `${plural(left)} left behind the value`, available: left });
    }
  }

  private compat(supports: number): void {
    const offset = this.at;
    const compat = this.u8('struct_compat');
    if (compat > supports) {
      const reason = `needs a decoder of version ${compat} or newer, this one is ${supports}`;
      this.fail('struct_compat', { code: 'incompatible', offset, reason });
    }
  }

  /** Narrows the limit to the next `length` bytes; the word just read said so. */
  private confine(length: number, label: Label): void {
    const available = this.limit - this.at;
    if (length > available) {
      const reason = `promises ${plural(length)}, ${available} left`;
      this.fail(label, { code: 'length_past_parent', offset: this.at - 4, reason, needed: length, available });
    }
    this.outer.push(this.limit);
    this.limit = this.at + length;
  }

  /** Claims the next `length` bytes, or fails with nothing read. */
  private take(length: number, label: Label): number {
    const at = this.at;
    if (length > this.limit - at) return this.short(length, label);
    this.at = at + length;
    return at;
  }

  private short(needed: number, label: Label): never {
    const available = this.limit - this.at;
    const code: DecodeErrorCode = this.limit === this.bytes.length ? 'end_of_buffer' : 'past_struct_end';
    return this.fail(label, { code, offset: this.at, reason: `need ${plural(needed)}, ${available} left`, needed, available });
  }

  private fail(label: Label, fault: ConstructorParameters<typeof DecodeError>[1]): never {
    throw new DecodeError(label, fault);
  }

  private enterItem(error: DecodeError, label: Label, index: number): void {
    error.enter(index);
    error.enter(label);
  }
}

function plural(bytes: number): string {
  return bytes === 1 ? '1 byte' : `${bytes} bytes`;
}
