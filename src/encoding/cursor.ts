import type { BufferList } from '../buffer/list.ts';
import { checkCount } from '../buffer/bytes/range.ts';
import { decodeUtf8 } from '../buffer/bytes/utf8.ts';
import { Mask64 } from '../features/mask64.ts';
import { DecodeError } from './decode_error.ts';
import type { DecodeErrorCode, Fault, Label } from './decode_error.ts';
import { NUMBERS } from './numbers.ts';
import type { NumberKind } from './numbers.ts';
import type { Kind, Trace } from './trace.ts';

/**
 * Reads the primitives of Ceph's encoding, one after the other: numbers, strings, bytes. What they make up is the Decoder's.
 *
 * Errors  DecodeError, from every read; RangeError for a length that is no count
 * Source  ceph v16.0.0 src/include/encoding.h
 */
export class Cursor {
  readonly bytes: Uint8Array;
  protected readonly trace: Trace | null;
  private madeView: DataView | null = null;
  protected at = 0;
  /** Reads stop here. */
  protected limit: number;
  /** The limit of the short way: the same, or -1 where a trace hears of every read. */
  protected fast: number;

  constructor(bytes: Uint8Array, trace: Trace | null) {
    this.bytes = plainBytes(bytes);
    this.limit = bytes.length;
    this.fast = trace === null ? bytes.length : -1;
    this.trace = trace;
  }

  /** Bytes read so far: the offset of the next field. */
  get offset(): number {
    return this.at;
  }

  /** Bytes left in the innermost struct. */
  get remaining(): number {
    return this.limit - this.at;
  }

  // The numbers that addresses and maps are made of take a short way: one comparison, where there is no trace and no end.
  // With a trace they are put together from the bytes as well: a DataView for each takes longer than all else.

  u8(label: Label): number {
    const at = this.at;
    if (at + 1 > this.fast) return this.seen('u8', label, this.take(1, label), this.bytes[at] as number);
    this.at = at + 1;
    return this.bytes[at] as number;
  }

  u16(label: Label): number {
    const at = this.at;
    if (at + 2 > this.fast) return this.seen('u16', label, this.take(2, label), (this.bytes[at] as number) | ((this.bytes[at + 1] as number) << 8));
    this.at = at + 2;
    return (this.bytes[at] as number) | ((this.bytes[at + 1] as number) << 8);
  }

  u32(label: Label): number {
    const at = this.at;
    if (at + 4 > this.fast) return this.seen('u32', label, this.take(4, label), this.word(at) >>> 0);
    this.at = at + 4;
    return this.word(at) >>> 0;
  }

  s32(label: Label): number {
    const at = this.at;
    if (at + 4 > this.fast) return this.seen('s32', label, this.take(4, label), this.word(at));
    this.at = at + 4;
    return this.word(at);
  }

  /** Big-endian, as a sockaddr holds its port. */
  u16be(label: Label): number {
    const at = this.at;
    if (at + 2 > this.fast) return this.seen('u16be', label, this.take(2, label), ((this.bytes[at] as number) << 8) | (this.bytes[at + 1] as number));
    this.at = at + 2;
    return ((this.bytes[at] as number) << 8) | (this.bytes[at + 1] as number);
  }

  /** Big-endian and signed, as small integers are cheapest: a sockaddr's address words. */
  s32be(label: Label): number {
    const at = this.at;
    if (at + 4 > this.fast) return this.seen('s32be', label, this.take(4, label), swap(this.word(at)));
    this.at = at + 4;
    return swap(this.word(at));
  }

  u32be(label: Label): number { return this.number('u32be', 4, label); }
  u64(label: Label): bigint { return this.bigNumber('u64', label); }
  s8(label: Label): number { return this.number('s8', 1, label); }
  s16(label: Label): number { return this.number('s16', 2, label); }
  s64(label: Label): bigint { return this.bigNumber('s64', label); }
  float(label: Label): number { return this.number('float', 4, label); }
  double(label: Label): number { return this.number('double', 8, label); }

  /** A u64 of flags. */
  mask64(label: Label): Mask64 {
    const at = this.take(8, label);
    return this.seen('u64', label, at, Mask64.ofWords(this.word(at), this.word(at + 4)));
  }

  /** Any byte but 0 is true. */
  bool(label: Label): boolean {
    const at = this.take(1, label);
    return this.seen('bool', label, at, this.bytes[at] !== 0);
  }

  /** u32 length, then bytes; see utf8.ts for those that are no text. */
  string(label: Label): string {
    const at = this.at;
    if (at + 4 <= this.fast) {
      const end = at + 4 + (this.word(at) >>> 0);
      if (end <= this.fast) {
        this.at = end;
        return decodeUtf8(this.bytes, at + 4, end);
      }
    }
    const start = this.blobStart(label);
    return this.seen('string', label, at, decodeUtf8(this.bytes, start, this.at));
  }

  /** u32 length, then bytes. */
  blob(label: Label): Uint8Array {
    const at = this.at;
    const start = this.blobStart(label);
    return this.seen('bytes', label, at, this.bytes.subarray(start, this.at));
  }

  /** Bytes without a length. */
  raw(length: number, label: Label): Uint8Array {
    checkCount('length', length);
    const at = this.take(length, label);
    return this.seen('bytes', label, at, this.bytes.subarray(at, this.at));
  }

  /** What is left of the innermost struct. */
  rest(label: Label): Uint8Array {
    return this.raw(this.remaining, label);
  }

  /** Bytes without a length, or null where all of them are 0: padding, as a rule. */
  unlessZero(length: number, label: Label): Uint8Array | null {
    const at = this.at;
    const end = at + length;
    if (end > this.fast || length >>> 0 !== length) return this.unlessZeroSlowly(length, label);
    this.at = end;
    return this.isZero(at, end) ? null : this.bytes.subarray(at, end);
  }

  private unlessZeroSlowly(length: number, label: Label): Uint8Array | null {
    checkCount('length', length);
    const at = this.take(length, label);
    return this.seen('padding', label, at, this.isZero(at, this.at) ? null : this.bytes.subarray(at, this.at));
  }

  /** Whether all bytes from `at` to `end`, which the input holds, are 0. Reads nothing. */
  isZero(at: number, end: number): boolean {
    let i = at;
    for (; end - i >= 8 && (this.word(i) | this.word(i + 4)) === 0; i += 8);
    while (i < end && this.bytes[i] === 0) i++;
    return i === end;
  }

  /** The byte at an offset that was read before. */
  byteAt(offset: number): number {
    return this.bytes[offset] as number;
  }

  /** Whether `length` bytes at `at` and at `other`, all within the input, are the same. Reads nothing. */
  isSame(at: number, other: number, length: number): boolean {
    let i = 0;
    while (i < length && this.bytes[at + i] === this.bytes[other + i]) i++;
    return i === length;
  }

  /** Passes over bytes that nobody looks at, or that the caller reads from `bytes` himself. */
  skip(length: number, label: Label, kind: 'padding' | 'bytes' = 'padding'): void {
    checkCount('length', length);
    const at = this.take(length, label);
    if (this.trace !== null) this.seen(kind, label, at, kind === 'padding' ? null : this.bytes.subarray(at, this.at));
  }

  /** Fails, as a read would, where fewer than `length` bytes are left. */
  need(length: number, label: Label): void {
    if (length > this.limit - this.at) this.short(length, label);
  }

  /** The byte `ahead` of the next field, or -1 past the end of the struct. */
  peek(ahead = 0): number {
    return this.at + ahead < this.limit ? (this.bytes[this.at + ahead] as number) : -1;
  }

  /** The u32 `ahead` of the next field, or -1 where it is not whole. */
  peekU32(ahead = 0): number {
    return this.at + ahead + 4 <= this.limit ? this.word(this.at + ahead) >>> 0 : -1;
  }

  /** Reports a value that cannot be. `offset` is where the field begins. */
  malformed(label: Label, offset: number, reason: string): never {
    return this.fail(label, { code: 'malformed', offset, reason });
  }

  /** Reports what the release whose decoder this is does not outlive. */
  aborts(reason: string): never {
    return this.fail('', { code: 'aborts', offset: this.at, reason: `${reason}, on which this release aborts` });
  }

  /** Claims the length word and the bytes it counts; where the bytes begin. Both or nothing. */
  protected blobStart(label: Label): number {
    const at = this.take(4, label);
    return this.take(this.word(at) >>> 0, label);
  }

  /** Hands what was read from `at` on to the trace. */
  protected seen<T>(kind: Kind, label: Label, at: number, value: T): T {
    if (this.trace !== null) this.trace.leaf(label, kind, at, this.at - at, value);
    return value;
  }

  protected bound(limit: number): void {
    this.limit = limit;
    if (this.trace === null) this.fast = limit;
  }

  protected number(kind: NumberKind, length: number, label: Label): number {
    const at = this.take(length, label);
    return this.seen(kind, label, at, NUMBERS[kind](this.view, at) as number);
  }

  protected bigNumber(kind: 'u64' | 's64', label: Label): bigint {
    const at = this.take(8, label);
    return this.seen(kind, label, at, NUMBERS[kind](this.view, at));
  }

  /** Claims the next `length` bytes, or fails with nothing read. */
  protected take(length: number, label: Label): number {
    const at = this.at;
    if (length > this.limit - at) return this.short(length, label);
    this.at = at + length;
    return at;
  }

  protected short(needed: number, label: Label): never {
    const available = this.limit - this.at;
    const code: DecodeErrorCode = this.limit === this.bytes.length ? 'end_of_buffer' : 'past_struct_end';
    return this.fail(label, { code, offset: this.at, reason: `need ${plural(needed)}, ${available} left`, needed, available });
  }

  protected fail(label: Label, fault: Fault): never {
    throw new DecodeError(label, fault);
  }
  /** Of all the input; made when it is first asked for, which takes longer than to read an address. */
  get view(): DataView {
    return (this.madeView ??= new DataView(this.bytes.buffer, this.bytes.byteOffset, this.bytes.length));
  }

  protected word(at: number): number {
    const { bytes } = this;
    return (bytes[at] as number) | ((bytes[at + 1] as number) << 8) | ((bytes[at + 2] as number) << 16) | ((bytes[at + 3] as number) << 24);
  }
}

/** The bytes in one piece. Tells a list by what it is not, so that who only decodes need not carry lists. */
export function inOnePiece(input: Uint8Array | BufferList): Uint8Array {
  return ArrayBuffer.isView(input) ? input : input.cStr();
}

/** The same bytes as a Uint8Array and no subclass: the views that a Buffer gives would be Buffers. */
export function plainBytes(bytes: Uint8Array): Uint8Array {
  return bytes.constructor === Uint8Array ? bytes : new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
}

function swap(word: number): number {
  return (word << 24) | ((word & 0xff00) << 8) | ((word >>> 8) & 0xff00) | (word >>> 24);
}

export function plural(bytes: number): string {
  return bytes === 1 ? '1 byte' : `${bytes} bytes`;
}
