import type { BufferList } from '../buffer/list.ts';
import { OURS } from '../features/codec_release.ts';
import type { CodecRelease } from '../features/codec_release.ts';
import { Cursor, inOnePiece, plural } from './cursor.ts';
import { DecodeError } from './decode_error.ts';
import type { Label } from './decode_error.ts';
import type { Trace } from './trace.ts';

/** Reads one T where the decoder stands. */
export type Decode<T> = (d: Decoder) => T;

/** A string that is an item, or a key, and has no name of its own. */
export const decodeString: Decode<string> = (d) => d.string('');

/** A list that is made when it is asked for, and where it begins. */
export interface LazyList<T> {
  readonly at: number;
  readonly get: () => readonly T[];
}

/** Where a list ends that begins at `at`, by its lengths alone; -1 where it is not whole. */
export type EndOf = (view: DataView, at: number, limit: number) => number;

const decodeU32: Decode<number> = (d) => d.u32('');
const decodeS32: Decode<number> = (d) => d.s32('');

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
export class Decoder extends Cursor {
  /** The release whose decoding rules apply; a type looks it up in its own table, see by_release.ts. */
  readonly release: CodecRelease;
  /** Whether this library reads for itself: no field may pass the end of its struct. Ceph looks only when the struct is read. */
  readonly isOurs: boolean;
  /** For each open struct the limit around it, or its own end where reads may pass it; NO_END where it has none. */
  private readonly open: number[] = [0, 0, 0, 0];
  private depth = 0;

  constructor(input: Uint8Array | BufferList, release: CodecRelease = OURS, trace: Trace | null = null) {
    super(inOnePiece(input), trace);
    this.release = release;
    this.isOurs = release === OURS;
  }

  /** One field of a type of its own. */
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

  /** u32 count, then items. The count is a claim: the first item that is not there fails. */
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

  /** A list that is seldom wanted, since a later field says the same: the fast path passes over it by `_endOf`. */
  lazyList<T>(label: Label, decode: Decode<T>, _endOf: EndOf): LazyList<T> {
    const { at } = this;
    const items = this.list(label, decode);
    return { at, get: () => items };
  }

  /** u32 count, then keys and values in turn, in any order; a repeated key replaces the earlier value. */
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

  /** u8 0 or 1, then the value if there is one. */
  optional<T>(label: Label, decode: Decode<T>): T | undefined {
    return this.bool(label) ? this.field(label, decode) : undefined;
  }

  /** u32 count, then so many u32. */
  u32Array(label: Label): Uint32Array {
    return Uint32Array.from(this.list(label, decodeU32));
  }

  /** u32 count, then so many s32. */
  s32Array(label: Label): Int32Array {
    return Int32Array.from(this.list(label, decodeS32));
  }

  /** The next `length` bytes as if zeros followed up to `whole`: what an encoder cut short. Rare, and not on the fast path. */
  padded<T>(length: number, whole: number, label: Label, decode: Decode<T>): T {
    const bytes = new Uint8Array(whole);
    bytes.set(this.raw(length, label));
    return decode(new Decoder(bytes, this.release));
  }

  /** u32 length, then a T that fills it: a bufferlist holding an encoded object. */
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
    if (this.depth > 0) throw new Error('start without finish');
    this.endOfValue();
  }

  /**
   * DECODE_START: struct_v, struct_compat, struct_len.
   *
   * @param supports the newest struct_compat that this decoder takes
   * @param knows the newest version whose fields it knows
   * @returns struct_v, or `knows` where that is less: the fields to read
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

  /** DECODE_START_LEGACY_COMPAT_LEN and its 16- and 32-bit forms. */
  startLegacy(supports: number, { compatSince, lenSince, padding = 0 }: LegacyEnvelope): number {
    const structV = this.u8('struct_v');
    if (structV >= compatSince) this.compat(supports);
    else this.skip(padding, 'struct_v');
    if (structV >= lenSince) this.confine();
    else this.open[this.depth++] = NO_END;
    return Math.min(structV, supports);
  }

  /** DECODE_FINISH: skips what a newer encoder appended, and hands the value through. */
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

  /** Where reads may pass the end of a struct, whether they did is seen here. */
  private leaveStruct(end: number): void {
    const past = this.at - end;
    if (past > 0) this.fail('', { code: 'past_struct_end', offset: this.at, reason: `${plural(past)} past the end that struct_len gives` });
    this.skipTo(end);
  }

  private endOfValue(): void {
    const left = this.limit - this.at;
    if (left === 0) return;
    if (!this.isOurs) return this.skipTo(this.limit);
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
    const end = this.endOf('struct_len');
    if (this.isOurs) {
      this.open[this.depth++] = this.limit;
      this.bound(end);
    } else {
      this.open[this.depth++] = end;
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
}

/** The error as seen from outside: of the list or map `label`, or with -1 of the field itself or a list's count. */
function within(label: Label, index: number, part: 'key' | '', error: unknown): unknown {
  if (!(error instanceof DecodeError)) return error;
  if (part !== '') error.enter(part);
  if (index >= 0) error.enter(index);
  error.enter(label);
  return error;
}
