import { checkCount } from '../buffer/bytes/range.ts';
import { decodeUtf8 } from '../buffer/bytes/utf8.ts';
import { Mask64 } from '../features/mask64.ts';
import { DecodeError } from './decode_error.ts';
import type { DecodeErrorCode, Fault, Label } from './decode_error.ts';
import { NUMBERS } from './numbers.ts';
import type { NumberKind } from './numbers.ts';
import type { Kind, Trace } from './trace.ts';

/**
 * Reads the primitives of Ceph's encoding, one after the other: numbers, strings, bytes. The Decoder reads what is built of them.
 *
 * Errors  DecodeError, from every read; RangeError for a length that is not a count
 * Source  ceph v16.0.0 src/include/encoding.h
 */
export class Cursor {
  readonly bytes: Uint8Array;
  protected readonly trace: Trace | null;
  private madeView: DataView | null = null;
  protected at = 0;
  /** Reads stop here. */
  protected limit: number;
  /** The limit of the fast path: the same as `limit`, or -1 if there is a trace, since every read must be reported to it. */
  protected fast: number;

  constructor(bytes: Uint8Array, trace: Trace | null) {
    this.bytes = plainBytes(bytes);
    this.limit = bytes.length;
    this.fast = trace === null ? bytes.length : -1;
    this.trace = trace;
  }

  /** The number of bytes read so far, which is the offset of the next field. */
  get offset(): number {
    return this.at;
  }

  /** The number of bytes left in the innermost struct. */
  get remaining(): number {
    return this.limit - this.at;
  }

  // The numbers that addresses and maps consist of have a fast path: one comparison, if there is no trace and enough bytes are
  // left. The slow path builds them from single bytes too: creating a DataView costs more than everything else in a short read.

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

  /** Reads a big-endian u16, such as the port of a sockaddr. */
  u16be(label: Label): number {
    const at = this.at;
    if (at + 2 > this.fast) return this.seen('u16be', label, this.take(2, label), ((this.bytes[at] as number) << 8) | (this.bytes[at + 1] as number));
    this.at = at + 2;
    return ((this.bytes[at] as number) << 8) | (this.bytes[at + 1] as number);
  }

  /** Reads a big-endian s32, such as 32 bits of an IP address; signed, since V8 is fastest with small integers. */
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

  /** Reads a u64 of flags. */
  mask64(label: Label): Mask64 {
    const at = this.take(8, label);
    return this.seen('u64', label, at, Mask64.ofWords(this.word(at), this.word(at + 4)));
  }

  /** Reads a u8; every value except 0 is true. */
  bool(label: Label): boolean {
    const at = this.take(1, label);
    return this.seen('bool', label, at, this.bytes[at] !== 0);
  }

  /** Reads a string: u32 length, then bytes. utf8.ts says how bytes that are not UTF-8 are kept. */
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

  /** Reads bytes after their u32 length. */
  blob(label: Label): Uint8Array {
    const at = this.at;
    const start = this.blobStart(label);
    return this.seen('bytes', label, at, this.bytes.subarray(start, this.at));
  }

  /** Reads `length` bytes that have no length before them. */
  raw(length: number, label: Label): Uint8Array {
    checkCount('length', length);
    const at = this.take(length, label);
    return this.seen('bytes', label, at, this.bytes.subarray(at, this.at));
  }

  /** Reads all bytes that are left in the innermost struct. */
  rest(label: Label): Uint8Array {
    return this.raw(this.remaining, label);
  }

  /** Reads `length` bytes, usually padding; returns null if all of them are 0. */
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

  /** Returns whether all bytes from `at` to `end` are 0. Does not move; both must lie within the input. */
  isZero(at: number, end: number): boolean {
    let i = at;
    for (; end - i >= 8 && (this.word(i) | this.word(i + 4)) === 0; i += 8);
    while (i < end && this.bytes[i] === 0) i++;
    return i === end;
  }

  /** Returns the byte at an offset that was already read. */
  byteAt(offset: number): number {
    return this.bytes[offset] as number;
  }

  /** Returns whether the `length` bytes at `at` and at `other` are the same. Does not move; all must lie within the input. */
  isSame(at: number, other: number, length: number): boolean {
    let i = 0;
    while (i < length && this.bytes[at + i] === this.bytes[other + i]) i++;
    return i === length;
  }

  /** Skips bytes that are not used, or that the caller reads directly from `bytes`. */
  skip(length: number, label: Label, kind: 'padding' | 'bytes' = 'padding'): void {
    checkCount('length', length);
    const at = this.take(length, label);
    if (this.trace !== null) this.seen(kind, label, at, kind === 'padding' ? null : this.bytes.subarray(at, this.at));
  }

  /** Skips bytes as the kernel client does, which has no use for them. */
  ignore(length: number, label: Label): void {
    this.seen('ignored', label, this.take(length, label), null);
  }

  /** Fails as a read would if fewer than `length` bytes are left. */
  need(length: number, label: Label): void {
    if (length > this.limit - this.at) this.short(length, label);
  }

  /** Returns the byte at `ahead` bytes after the cursor, without moving; -1 past the end of the struct. */
  peek(ahead = 0): number {
    return this.at + ahead < this.limit ? (this.bytes[this.at + ahead] as number) : -1;
  }

  /** Returns the u32 at `ahead` bytes after the cursor, without moving; -1 if it does not fit in the struct. */
  peekU32(ahead = 0): number {
    return this.at + ahead + 4 <= this.limit ? this.word(this.at + ahead) >>> 0 : -1;
  }

  /** Fails because of a value that no encoder writes. `offset` is where the field begins. */
  malformed(label: Label, offset: number, reason: string): never {
    return this.fail(label, { code: 'malformed', offset, reason });
  }

  /** Fails because the release whose decoding rules apply aborts on this input. */
  aborts(reason: string): never {
    return this.fail('', { code: 'aborts', offset: this.at, reason: `${reason}; this release aborts on such input` });
  }

  /** Reads a u32 length, moves past the bytes that it counts, and returns where these bytes begin. */
  protected blobStart(label: Label): number {
    const at = this.take(4, label);
    return this.take(this.word(at) >>> 0, label);
  }

  /** Reports to the trace what was read from `at` on, and returns the value. */
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
    return this.seen(kind, label, at, NUMBERS[kind](this.view, at) as bigint);
  }

  /** Moves past the next `length` bytes and returns where they begin; fails without moving if they are not there. */
  protected take(length: number, label: Label): number {
    const at = this.at;
    if (length > this.limit - at) return this.short(length, label);
    this.at = at + length;
    return at;
  }

  protected short(needed: number, label: Label): never {
    const available = this.limit - this.at;
    const code: DecodeErrorCode = this.limit === this.bytes.length ? 'end_of_buffer' : 'past_struct_end';
    return this.fail(label, { code, offset: this.at, reason: `need ${byteCount(needed)}, ${available} left`, needed, available });
  }

  protected fail(label: Label, fault: Fault): never {
    throw new DecodeError(label, fault);
  }
  /** A view of the whole input, created on first use: creating one takes longer than reading an address. */
  get view(): DataView {
    return (this.madeView ??= new DataView(this.bytes.buffer, this.bytes.byteOffset, this.bytes.length));
  }

  protected word(at: number): number {
    const { bytes } = this;
    return (bytes[at] as number) | ((bytes[at + 1] as number) << 8) | ((bytes[at + 2] as number) << 16) | ((bytes[at + 3] as number) << 24);
  }
}

/** Returns whether the ArrayBuffer was transferred. Its length is not a safe sign: now and then, optimised code of V8 sees the old one. */
export function isDetached(buffer: ArrayBufferLike): boolean {
  try {
    return new DataView(buffer).byteLength < 0;
  } catch {
    return true;
  }
}

/** Returns the same bytes as a plain Uint8Array, not a subclass: a view of a Node Buffer would be a Buffer again. */
export function plainBytes(bytes: Uint8Array): Uint8Array {
  return bytes.constructor === Uint8Array ? bytes : new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
}

function swap(word: number): number {
  return (word << 24) | ((word & 0xff00) << 8) | ((word >>> 8) & 0xff00) | (word >>> 24);
}

/** Returns `1 byte`, `2 bytes` … */
export function byteCount(bytes: number): string {
  return bytes === 1 ? '1 byte' : `${bytes} bytes`;
}
