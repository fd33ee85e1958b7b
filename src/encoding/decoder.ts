import { BufferList } from '../buffer/list.ts';
import { checkCount } from '../buffer/range.ts';
import { decodeUtf8 } from '../buffer/utf8.ts';
import { Mask64 } from '../features/mask64.ts';
import { OWN_READS } from '../features/releases.ts';
import type { Reads } from '../features/releases.ts';
import { DecodeError } from './decode_error.ts';
import type { DecodeErrorCode, Fault, Label } from './decode_error.ts';
import type { Kind, Trace } from './trace.ts';

/** Reads one T where the decoder stands. */
export type Decode<T> = (d: Decoder) => T;

const NO_END = -1;
const ENVELOPE_LENGTH = 6;

/** The header of a struct that grew up without an envelope; see {@link Decoder.startLegacy}. */
export interface LegacyEnvelope {
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
  /** Whose decoder to be. */
  readonly reads: Reads;
  private readonly boundsNested: boolean;
  private readonly trace: Trace | null;
  private readonly view: DataView;
  private at = 0;
  /** Reads stop here: the end of the innermost struct, or of the input where the release does not bound nested structs. */
  private limit: number;
  /** For each open struct the limit around it, or its own end where reads may pass it; NO_END where it has none. */
  private readonly open: number[] = [];

  constructor(input: Uint8Array | BufferList, reads: Reads = OWN_READS, trace: Trace | null = null) {
    const bytes = input instanceof BufferList ? input.cStr() : input;
    // The views that a Buffer gives would be Buffers.
    this.bytes = bytes.constructor === Uint8Array ? bytes : new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    this.limit = bytes.length;
    this.reads = reads;
    this.boundsNested = reads.boundsNested;
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

  u8(label: Label): number { const at = this.take(1, label); return this.seen('u8', label, at, this.view.getUint8(at)); }
  u16(label: Label): number { const at = this.take(2, label); return this.seen('u16', label, at, this.view.getUint16(at, true)); }
  u32(label: Label): number { const at = this.take(4, label); return this.seen('u32', label, at, this.view.getUint32(at, true)); }
  u64(label: Label): bigint { const at = this.take(8, label); return this.seen('u64', label, at, this.view.getBigUint64(at, true)); }
  s8(label: Label): number { const at = this.take(1, label); return this.seen('s8', label, at, this.view.getInt8(at)); }
  s16(label: Label): number { const at = this.take(2, label); return this.seen('s16', label, at, this.view.getInt16(at, true)); }
  s32(label: Label): number { const at = this.take(4, label); return this.seen('s32', label, at, this.view.getInt32(at, true)); }
  s64(label: Label): bigint { const at = this.take(8, label); return this.seen('s64', label, at, this.view.getBigInt64(at, true)); }
  float(label: Label): number { const at = this.take(4, label); return this.seen('float', label, at, this.view.getFloat32(at, true)); }
  double(label: Label): number { const at = this.take(8, label); return this.seen('double', label, at, this.view.getFloat64(at, true)); }

  // Big-endian, as in a sockaddr. Its address words are read signed: small integers are the cheapest.
  u16be(label: Label): number { const at = this.take(2, label); return this.seen('u16be', label, at, this.view.getUint16(at, false)); }
  u32be(label: Label): number { const at = this.take(4, label); return this.seen('u32be', label, at, this.view.getUint32(at, false)); }
  s32be(label: Label): number { const at = this.take(4, label); return this.seen('s32be', label, at, this.view.getInt32(at, false)); }

  /** A u64 of flags. */
  mask64(label: Label): Mask64 {
    const at = this.take(8, label);
    return this.seen('u64', label, at, Mask64.ofWords(this.view.getInt32(at, true), this.view.getInt32(at + 4, true)));
  }

  /** Any byte but 0 is true. */
  bool(label: Label): boolean {
    const at = this.take(1, label);
    return this.seen('bool', label, at, this.view.getUint8(at) !== 0);
  }

  /** u32 length, then bytes; see utf8.ts for those that are no text. */
  string(label: Label): string {
    const at = this.at;
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
    checkCount('length', length);
    const at = this.take(length, label);
    const end = this.at;
    let i = at;
    while (i + 4 <= end && this.view.getInt32(i) === 0) i += 4;
    while (i < end && this.bytes[i] === 0) i++;
    return this.seen('padding', label, at, i === end ? null : this.bytes.subarray(at, end));
  }

  skip(length: number, label: Label): void {
    checkCount('length', length);
    const at = this.take(length, label);
    this.seen('padding', label, at, null);
  }

  /** Fails, as a read would, where fewer than `length` bytes are left. */
  need(length: number, label: Label): void {
    if (length > this.limit - this.at) this.short(length, label);
  }

  /** The byte `ahead` of the next field, or -1 past the end of the struct. */
  peek(ahead = 0): number {
    return this.at + ahead < this.limit ? this.view.getUint8(this.at + ahead) : -1;
  }

  /** The u32 `ahead` of the next field, or -1 where it is not whole. */
  peekU32(ahead = 0): number {
    return this.at + ahead + 4 <= this.limit ? this.view.getUint32(this.at + ahead, true) : -1;
  }

  /** One field of a type of its own. */
  field<T>(label: Label, decode: Decode<T>): T {
    try {
      this.trace?.enter(label, decode);
      const value = decode(this);
      this.trace?.leave(value);
      return value;
    } catch (error) {
      throw within(label, -1, '', error);
    }
  }

  /** u32 count, then items. The count is a claim: the first item that is not there fails. */
  list<T>(label: Label, decode: Decode<T>): T[] {
    const items: T[] = [];
    let i = -1;
    try {
      this.trace?.enter(label, null);
      const count = this.u32('count');
      for (i = 0; i < count; i++) {
        this.trace?.enter(i, decode);
        const item = decode(this);
        this.trace?.leave(item);
        items.push(item);
      }
      this.trace?.leave(items);
    } catch (error) {
      throw within(label, i, '', error);
    }
    return items;
  }

  /** u32 count, then keys and values in turn, in any order; a repeated key replaces the earlier value. */
  map<K, V>(label: Label, key: Decode<K>, value: Decode<V>): Map<K, V> {
    const entries = new Map<K, V>();
    let i = -1;
    let part: 'key' | '' = '';
    try {
      this.trace?.enter(label, null);
      const count = this.u32('count');
      for (i = 0; i < count; i++) {
        part = 'key';
        this.trace?.enter(i, value);
        this.trace?.enter(part, key);
        const k = key(this);
        this.trace?.leave(k);
        part = '';
        const v = value(this);
        this.trace?.leave(v);
        entries.set(k, v);
      }
      this.trace?.leave(entries);
    } catch (error) {
      throw within(label, i, part, error);
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
      const outer = this.limit;
      this.limit = this.endOf('length');
      const value = decode(this);
      this.endOfValue();
      this.limit = outer;
      return value;
    });
  }

  /** The one value that the input holds. */
  whole<T>(label: Label, decode: Decode<T>): T {
    try {
      this.trace?.enter(label, decode);
      const value = decode(this);
      this.end();
      this.trace?.leave(value);
      return value;
    } catch (error) {
      throw within(label, -1, '', error);
    }
  }

  /** Ends the one value. Ceph leaves what follows it to the caller, who ignores it; our own reading throws. */
  end(): void {
    if (this.open.length > 0) throw new Error('start without finish');
    this.endOfValue();
  }

  /**
   * DECODE_START: struct_v, struct_compat, struct_len.
   *
   * @param supports the newest version whose fields this decoder knows
   * @returns struct_v, or `supports` where that is less: the fields to read
   */
  start(supports: number): number {
    if (this.trace === null && this.limit - this.at >= ENVELOPE_LENGTH) {
      const at = this.at;
      const structV = this.bytes[at] as number;
      const end = at + ENVELOPE_LENGTH + this.view.getUint32(at + 2, true);
      if ((this.bytes[at + 1] as number) <= supports && end <= this.limit) {
        this.at = at + ENVELOPE_LENGTH;
        this.enterStruct(end);
        return structV < supports ? structV : supports;
      }
    }
    const structV = this.u8('struct_v');
    this.compat(supports);
    this.confine();
    return Math.min(structV, supports);
  }

  /** DECODE_START_LEGACY_COMPAT_LEN and its 16- and 32-bit forms. */
  startLegacy(supports: number, { compatSince, lenSince, padding = 0 }: LegacyEnvelope): number {
    const structV = this.u8('struct_v');
    if (structV >= compatSince) this.compat(supports);
    else this.skip(padding, 'struct_v');
    if (structV >= lenSince) this.confine();
    else this.open.push(NO_END);
    return Math.min(structV, supports);
  }

  /** DECODE_FINISH: skips what a newer encoder appended, and hands the value through. */
  finish<T>(value: T): T {
    const kept = this.open.pop();
    if (kept === undefined) throw new Error('finish without start');
    if (kept === NO_END) return value;
    const end = this.boundsNested ? this.limit : kept;
    const past = this.at - end;
    if (past > 0) this.fail('', { code: 'past_struct_end', offset: this.at, reason: `${plural(past)} past the end that struct_len gives` });
    this.skipTo(end);
    if (this.boundsNested) this.limit = kept;
    return value;
  }

  /** Reports a value that cannot be. `offset` is where the field begins. */
  malformed(label: Label, offset: number, reason: string): never {
    return this.fail(label, { code: 'malformed', offset, reason });
  }

  private endOfValue(): void {
    const left = this.limit - this.at;
    if (left === 0) return;
    if (!this.boundsNested) return this.skipTo(this.limit);
    this.fail('', { code: 'trailing_bytes', offset: this.at, reason: `${plural(left)} left behind the value`, available: left });
  }

  private skipTo(end: number): void {
    const at = this.at;
    if (at === end) return;
    this.at = end;
    this.seen('skipped', '(skipped)', at, null);
  }

  private compat(supports: number): void {
    const offset = this.at;
    const compat = this.u8('struct_compat');
    if (compat > supports) {
      const reason = `needs a decoder of version ${compat} or newer, this one is ${supports}`;
      this.fail('struct_compat', { code: 'incompatible', offset, reason });
    }
  }

  /** struct_len, and what it bounds. */
  private confine(): void {
    this.enterStruct(this.endOf('struct_len'));
  }

  private enterStruct(end: number): void {
    if (this.boundsNested) {
      this.open.push(this.limit);
      this.limit = end;
    } else {
      this.open.push(end);
    }
  }

  /** Where the bytes end that the next word counts; they must all be there. */
  private endOf(label: Label): number {
    const offset = this.at;
    const length = this.u32(label);
    const available = this.limit - this.at;
    if (length > available) {
      const reason = `promises ${plural(length)}, ${available} left`;
      this.fail(label, { code: 'length_past_parent', offset, reason, needed: length, available });
    }
    return this.at + length;
  }

  /** Claims the length word and the bytes it counts; where the bytes begin. Both or nothing. */
  private blobStart(label: Label): number {
    const at = this.take(4, label);
    return this.take(this.view.getUint32(at, true), label);
  }

  /** Hands what was read from `at` on to the trace. */
  private seen<T>(kind: Kind, label: Label, at: number, value: T): T {
    if (this.trace !== null) this.trace.leaf(label, kind, at, this.at - at, value);
    return value;
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

  private fail(label: Label, fault: Fault): never {
    throw new DecodeError(label, fault);
  }
}

/** The error as seen from outside: of the list or map `label`, or with -1 of the field itself or a list's count. */
function within(label: Label, index: number, part: 'key' | '', error: unknown): unknown {
  if (!(error instanceof DecodeError)) return error;
  if (part !== '') error.enter(part);
  if (index >= 0) error.enter(index);
  error.enter(label);
  return error;
}

function plural(bytes: number): string {
  return bytes === 1 ? '1 byte' : `${bytes} bytes`;
}
