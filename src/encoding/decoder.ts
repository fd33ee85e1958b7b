import { bytesOf } from '../arguments/bytes.ts';
import type { BytesLike } from '../arguments/bytes.ts';
import { OURS } from '../features/codec_release.ts';
import type { CodecRelease } from '../features/codec_release.ts';
import { Cursor, byteCount } from './cursor.ts';
import { DecodeError } from './decode_error.ts';
import type { Label } from './decode_error.ts';
import type { Trace } from './trace.ts';

/** Reads one T at the decoder's position. */
export type Decode<T> = (d: Decoder) => T;

/** Reads a string that is an item or a key, and so has no name of its own. */
export const decodeString: Decode<string> = (d) => d.string('');

/** A list that is decoded only on request, and the offset where it begins. */
export interface LazyList<T> {
  readonly at: number;
  readonly get: () => readonly T[];
}

/** Returns where the list that begins at `at` ends, going by its lengths alone; -1 if it is not complete. */
export type EndOf = (view: DataView, at: number, limit: number) => number;

const decodeU32: Decode<number> = (d) => d.u32('');
const decodeS32: Decode<number> = (d) => d.s32('');

const NO_END = -1;
const ENVELOPE_LENGTH = 6;

/** The header of a struct that had no envelope in its first versions; see {@link Decoder.startLegacy}. */
export interface LegacyEnvelope {
  /** The first struct_v with a `struct_compat` byte. */
  readonly compatSince: number;
  /** The first struct_v with a `struct_len`. */
  readonly lenSince: number;
  /** The bytes after struct_v in versions without `struct_compat`: 1 if struct_v was a u16, 3 if it was a u32. */
  readonly padding?: 0 | 1 | 3;
}

/**
 * Reads Ceph's encoding from contiguous bytes, without copying.
 *
 * Every read names its field, in Ceph's words, so that an error can say where it happened. A read never passes the end of its
 * struct. Byte values are views of the input.
 *
 * Errors  DecodeError, from every method; RangeError for a length that is not a count
 * Source  ceph v16.0.0 src/include/encoding.h, src/include/buffer.h
 */
export class Decoder extends Cursor {
  /** The release whose decoding rules apply; a type looks it up in its own table, see by_release.ts. */
  readonly release: CodecRelease;
  /** Whether this library reads for itself: no field may pass the end of its struct. Ceph checks that only after the last field. */
  readonly isOurs: boolean;
  /** For each open struct, the limit outside it, or its own end if reads may pass that; NO_END if it has no end. */
  private readonly open: number[] = [0, 0, 0, 0];
  private depth = 0;

  constructor(input: BytesLike, release: CodecRelease = OURS, trace: Trace | null = null) {
    super(bytesOf(input), trace);
    this.release = release;
    this.isOurs = release === OURS;
  }

  /** Reads one field with the decoder of its type. */
  field<T>(label: Label, decode: Decode<T>): T {
    const { trace } = this;
    try {
      trace?.enter(label, decode);
      const value = decode(this);
      trace?.leave(value);
      return value;
    } catch (error) {
      throw within(label, -1, '', error);
    }
  }

  /** Reads a u32 count, then the items. Nothing is allocated for the count: if it is too large, the first missing item fails. */
  list<T>(label: Label, decode: Decode<T>): T[] {
    const { trace } = this;
    const items: T[] = [];
    let i = -1;
    try {
      trace?.enter(label, null);
      const count = this.u32('count');
      for (i = 0; i < count; i++) {
        trace?.enter(i, decode);
        const item = decode(this);
        trace?.leave(item);
        items.push(item);
      }
      trace?.leave(items);
    } catch (error) {
      throw within(label, i, '', error);
    }
    return items;
  }

  /** Reads a list that a later field repeats. The fast decoder skips it, with `_endOf`, and decodes it only on request. */
  lazyList<T>(label: Label, decode: Decode<T>, _endOf: EndOf): LazyList<T> {
    const { at } = this;
    const items = this.list(label, decode);
    return { at, get: () => items };
  }

  /** Reads a u32 count, then pairs of key and value, in any order; a repeated key replaces the earlier value. */
  map<K, V>(label: Label, key: Decode<K>, value: Decode<V>): Map<K, V> {
    const { trace } = this;
    const entries = new Map<K, V>();
    let i = -1;
    let part: 'key' | '' = '';
    try {
      trace?.enter(label, null);
      const count = this.u32('count');
      for (i = 0; i < count; i++) {
        part = 'key';
        trace?.enter(i, value);
        trace?.enter(part, key);
        const k = key(this);
        trace?.leave(k);
        part = '';
        const v = value(this);
        trace?.leave(v);
        entries.set(k, v);
      }
      trace?.leave(entries);
    } catch (error) {
      throw within(label, i, part, error);
    }
    return entries;
  }

  pair<A, B>(label: Label, first: Decode<A>, second: Decode<B>): [A, B] {
    return this.field(label, () => [this.field('first', first), this.field('second', second)]);
  }

  /** Reads a bool, then the value if it is true. */
  optional<T>(label: Label, decode: Decode<T>): T | undefined {
    return this.bool(label) ? this.field(label, decode) : undefined;
  }

  /** Reads a u32 count, then that many u32. */
  u32Array(label: Label): Uint32Array {
    return Uint32Array.from(this.list(label, decodeU32));
  }

  /** Reads a u32 count, then that many s32. */
  s32Array(label: Label): Int32Array {
    return Int32Array.from(this.list(label, decodeS32));
  }

  /** Reads the next `length` bytes as if zeros followed them, up to `whole` bytes. Rare, so it has no fast path. */
  padded<T>(length: number, whole: number, label: Label, decode: Decode<T>): T {
    const bytes = new Uint8Array(whole);
    bytes.set(this.raw(length, label));
    return decode(new Decoder(bytes, this.release));
  }

  /** Reads a u32 length, then a T of exactly that length: a bufferlist that holds an encoded object. */
  embedded<T>(label: Label, decode: Decode<T>): T {
    const outer = this.limit;
    try {
      this.trace?.enter(label, decode);
      this.bound(this.endOf('length'));
      const value = decode(this);
      this.endOfValue();
      this.bound(outer);
      this.trace?.leave(value);
      return value;
    } catch (error) {
      throw within(label, -1, '', error);
    }
  }

  /** Reads exactly one value from the whole input; bytes left over are an error. */
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

  /** Ends the value that fills the input. Our own reading throws if bytes are left; Ceph's callers ignore such bytes. */
  end(): void {
    if (this.depth > 0) throw new Error('start without finish');
    this.endOfValue();
  }

  /**
   * Reads the envelope of a struct, as DECODE_START: struct_v, struct_compat, struct_len.
   *
   * @param supports the newest struct_compat that this decoder accepts
   * @param knows the newest version whose fields this decoder knows
   * @returns the version whose fields are to be read: struct_v, but at most `knows`
   */
  start(supports: number, knows = supports): number {
    const at = this.at;
    if (at + ENVELOPE_LENGTH <= this.fast) {
      const structV = this.bytes[at] as number;
      const end = at + ENVELOPE_LENGTH + (this.word(at + 2) >>> 0);
      if ((this.bytes[at + 1] as number) <= supports && end <= this.fast && this.isOurs) {
        this.at = at + ENVELOPE_LENGTH;
        this.open[this.depth++] = this.limit;
        this.limit = end;
        this.fast = end;
        return structV < knows ? structV : knows;
      }
    }
    const structV = this.u8('struct_v');
    this.compat(supports);
    this.confine();
    return Math.min(structV, knows);
  }

  /** Reads the header of such a struct, as DECODE_START_LEGACY_COMPAT_LEN and its 16- and 32-bit forms; returns as `start`. */
  startLegacy(supports: number, { compatSince, lenSince, padding = 0 }: LegacyEnvelope): number {
    const structV = this.u8('struct_v');
    if (structV >= compatSince) this.compat(supports);
    else this.skip(padding, 'struct_v');
    if (structV >= lenSince) this.confine();
    else this.open[this.depth++] = NO_END;
    return Math.min(structV, supports);
  }

  /** Ends a struct, as DECODE_FINISH: skips what a newer encoder appended, and returns `value`. */
  finish<T>(value: T): T {
    const kept = this.open[--this.depth];
    if (kept === undefined) throw new Error('finish without start');
    if (kept === NO_END) return value;
    if (this.isOurs) {
      this.skipTo(this.limit);
      this.bound(kept);
    } else {
      this.leaveStruct(kept);
    }
    return value;
  }

  /** Checks, for a release whose reads may pass the end of a struct, whether they did. */
  private leaveStruct(end: number): void {
    const past = this.at - end;
    if (past > 0) this.fail('', { code: 'past_struct_end', offset: this.at, reason: `${byteCount(past)} read past the end that struct_len sets` });
    this.skipTo(end);
  }

  private endOfValue(): void {
    const left = this.limit - this.at;
    if (left === 0) return;
    if (!this.isOurs) return this.skipTo(this.limit);
    this.fail('', { code: 'trailing_bytes', offset: this.at, reason: `${byteCount(left)} left after the value`, available: left });
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

  /** Reads struct_len, and limits the reads of the struct to it. */
  private confine(): void {
    const end = this.endOf('struct_len');
    if (this.isOurs) {
      this.open[this.depth++] = this.limit;
      this.bound(end);
    } else {
      this.open[this.depth++] = end;
    }
  }

  /** Reads a u32 length, and returns where the bytes that it counts end; fails if they are not all there. */
  private endOf(label: Label): number {
    const offset = this.at;
    const length = this.u32(label);
    const available = this.limit - this.at;
    if (length > available) {
      const reason = `promises ${byteCount(length)}, ${available} left`;
      this.fail(label, { code: 'length_past_parent', offset, reason, needed: length, available });
    }
    return this.at + length;
  }
}

/**
 * Returns the error with the enclosing field `label` in its path: with `index` the item of a list or map, with -1 the field
 * itself or the count of a list or map.
 */
function within(label: Label, index: number, part: 'key' | '', error: unknown): unknown {
  if (!(error instanceof DecodeError)) return error;
  if (part !== '') error.enter(part);
  if (index >= 0) error.enter(index);
  error.enter(label);
  return error;
}
