import { bytesOf } from '../arguments/bytes.ts';
import type { BytesLike } from '../arguments/bytes.ts';
import { checkCount } from '../buffer/bytes/range.ts';
import { Mask64 } from '../features/mask64.ts';
import { NEWEST_CODEC } from '../features/codec_release.ts';
import type { CodecRelease } from '../features/codec_release.ts';
import { compareStrings, encodeUtf8 } from '../buffer/bytes/utf8.ts';
import { SLAB_LENGTH, copyInto, giveBack, slabOf, takeSlab } from './slab.ts';

/** Writes one T at the encoder's position. */
export type Encode<T> = (e: Encoder, value: T) => void;

/** The space of an encoder that has given its slab back: the next write moves to a new one. */
const FULL = new Uint8Array(0);

/**
 * Writes Ceph's encoding into one growing array of bytes.
 *
 * The encoder carries what an encoding can depend on: the features of the peer that will read, and the release whose encoding
 * rules apply.
 *
 * Errors  RangeError for a number that does not fit its field
 * Source  ceph v16.0.0 src/include/encoding.h
 */
export class Encoder {
  /** The features that the peer offered. */
  readonly features: Mask64;
  /** The release whose encoding rules apply; a type looks it up in its own table, see by_release.ts. */
  readonly release: CodecRelease;
  private slab = takeSlab();
  private bytes = this.slab.bytes;
  private view = this.slab.view;
  /** The end of the space, as an offset in the slab. */
  private space = this.bytes.length;
  /** Where this encoding begins in the slab, and where the next write goes. */
  private base = this.slab.used;
  private at = this.base;
  /** The offset of the struct_len of each open struct. */
  private readonly open: number[] = [0, 0, 0, 0];
  private depth = 0;

  constructor(features: Mask64, release: CodecRelease = NEWEST_CODEC) {
    this.features = features;
    this.release = release;
  }

  /** Returns whether the peer has a feature: all bits of its mask, incarnation included, as HAVE_FEATURE checks. */
  has(feature: Mask64): boolean {
    return this.features.has(feature);
  }

  u8(value: number): void {
    if ((value & 0xff) !== value) notWithin(value, 0, 0xff, 'u8');
    const at = this.claim(1);
    this.bytes[at] = value;
  }

  u16(value: number): void {
    if ((value & 0xffff) !== value) notWithin(value, 0, 0xffff, 'u16');
    const at = this.claim(2);
    this.view.setUint16(at, value, true);
  }

  u32(value: number): void {
    if (value >>> 0 !== value) notWithin(value, 0, 0xffffffff, 'u32');
    const at = this.claim(4);
    this.view.setInt32(at, value, true);
  }

  u64(value: bigint): void {
    withinBig(value, 0n, 0xffff_ffff_ffff_ffffn, 'u64');
    const at = this.claim(8);
    this.view.setBigUint64(at, value, true);
  }

  /** Writes a u64 of flags. */
  mask64(value: Mask64): void {
    const { lo, hi } = Mask64.from(value);
    const at = this.claim(8);
    this.view.setInt32(at, lo, true);
    this.view.setInt32(at + 4, hi, true);
  }

  s8(value: number): void {
    if ((value << 24) >> 24 !== value) notWithin(value, -0x80, 0x7f, 's8');
    const at = this.claim(1);
    this.bytes[at] = value;
  }

  s16(value: number): void {
    if ((value << 16) >> 16 !== value) notWithin(value, -0x8000, 0x7fff, 's16');
    const at = this.claim(2);
    this.view.setInt16(at, value, true);
  }

  s32(value: number): void {
    if ((value | 0) !== value) notWithin(value, -0x80000000, 0x7fffffff, 's32');
    const at = this.claim(4);
    this.view.setInt32(at, value, true);
  }

  s64(value: bigint): void {
    withinBig(value, -0x8000_0000_0000_0000n, 0x7fff_ffff_ffff_ffffn, 's64');
    const at = this.claim(8);
    this.view.setBigInt64(at, value, true);
  }

  /** Writes a big-endian u16, such as the port of a sockaddr. */
  u16be(value: number): void {
    if ((value & 0xffff) !== value) notWithin(value, 0, 0xffff, 'u16');
    const at = this.claim(2);
    this.view.setUint16(at, value, false);
  }

  /** Writes a big-endian s32, such as 32 bits of an IP address. */
  s32be(value: number): void {
    if ((value | 0) !== value) notWithin(value, -0x80000000, 0x7fffffff, 's32');
    const at = this.claim(4);
    this.view.setInt32(at, value, false);
  }

  float(value: number): void {
    if (Number.isFinite(value) && !Number.isFinite(Math.fround(value))) throw new RangeError(`float holds up to 3.4028235e38, got ${value}`);
    const at = this.claim(4);
    this.view.setFloat32(at, value, true);
  }

  double(value: number): void {
    const at = this.claim(8);
    this.view.setFloat64(at, value, true);
  }

  bool(value: boolean): void {
    this.u8(value ? 1 : 0);
  }

  /** Writes a u32 length, then the bytes: the inverse of Decoder.string, also for bytes that are not UTF-8. */
  string(value: string): void {
    const length = value.length;
    const at = this.claim(4 + length);
    const { bytes } = this;
    for (let i = 0; i < length; i++) {
      const code = value.charCodeAt(i);
      if (code >= 0x80) {
        this.at = at;
        return this.blob(encodeUtf8(value));
      }
      bytes[at + 4 + i] = code;
    }
    this.view.setInt32(at, length, true);
  }

  /** Writes a u32 length, then the bytes. */
  blob(value: BytesLike): void {
    const bytes = bytesOf(value);
    this.u32(bytes.length);
    this.raw(bytes);
  }

  /** Writes bytes without a length. */
  raw(value: BytesLike): void {
    const bytes = bytesOf(value);
    const at = this.claim(bytes.length); // may move to other bytes
    copyInto(this.bytes, at, bytes);
  }

  zeros(length: number): void {
    checkCount('length', length);
    const at = this.claim(length);
    if (length === 8) this.view.setFloat64(at, 0, true); // the end of every IPv4 sockaddr
    else this.bytes.fill(0, at, at + length);
  }

  list<T>(items: readonly T[], encode: Encode<T>): void {
    this.u32(items.length);
    for (const item of items) encode(this, item);
  }

  /** Writes a std::set<std::string>, sorted by bytes. */
  stringSet(items: readonly string[]): void {
    this.list(isSorted(items) ? items : [...items].sort(compareStrings), encodeString);
  }

  /** Writes a std::map<std::string, V>, sorted by the bytes of its keys. */
  stringMap<V>(entries: ReadonlyMap<string, V>, encode: Encode<V>): void {
    this.u32(entries.size);
    const start = this.length;
    let before = '';
    for (const [key, value] of entries) {
      if (compareStrings(before, key) > 0) return this.sortedMap(start, entries, encode);
      this.string(key);
      encode(this, value);
      before = key;
    }
  }

  /** Goes back to `start`, the offset of the first entry, and writes all entries in order. */
  private sortedMap<V>(start: number, entries: ReadonlyMap<string, V>, encode: Encode<V>): void {
    this.at = this.base + start;
    for (const [key, value] of [...entries].sort(([a], [b]) => compareStrings(a, b))) {
      this.string(key);
      encode(this, value);
    }
  }

  /** Writes a std::map in the order of `entries`. For keys that are not strings, the caller has to sort them. */
  map<K, V>(entries: ReadonlyMap<K, V>, key: Encode<K>, value: Encode<V>): void {
    this.u32(entries.size);
    for (const [k, v] of entries) {
      key(this, k);
      value(this, v);
    }
  }

  pair<A, B>([a, b]: readonly [A, B], first: Encode<A>, second: Encode<B>): void {
    first(this, a);
    second(this, b);
  }

  optional<T>(value: T | undefined, encode: Encode<T>): void {
    this.bool(value !== undefined);
    if (value !== undefined) encode(this, value);
  }

  /** Writes a u32 length, then the value: a bufferlist that holds an encoded object. */
  embedded<T>(value: T, encode: Encode<T>): void {
    this.opensAt(this.claim(4));
    encode(this, value);
    this.finish();
  }

  /** Writes the envelope of a struct, as ENCODE_START. */
  start(structV: number, structCompat: number): void {
    if ((structV & 0xff) !== structV) notWithin(structV, 0, 0xff, 'u8');
    if ((structCompat & 0xff) !== structCompat) notWithin(structCompat, 0, 0xff, 'u8');
    const at = this.claim(6);
    this.bytes[at] = structV;
    this.bytes[at + 1] = structCompat;
    this.opensAt(at + 2);
  }

  /** Ends a struct, as ENCODE_FINISH: fills in the length, which is known now. */
  finish(): void {
    if (this.depth === 0) throw new Error('finish without start');
    const at = this.open[--this.depth] as number;
    this.view.setInt32(this.base + at, this.at - this.base - at - 4, true);
  }

  /** The number of bytes written so far. */
  get length(): number {
    return this.at - this.base;
  }

  /** Returns the bytes written since offset `from`, for a checksum. It is a view: use it before the next write. */
  written(from: number): Uint8Array {
    return this.slab.bytes.subarray(this.base + from, this.at);
  }

  /** Returns an empty encoder for the same peer. */
  apart(): Encoder {
    return new Encoder(this.features, this.release);
  }

  /** Returns a copy of the bytes written so far. */
  toBytes(): Uint8Array {
    this.leaveSlab();
    return this.slab.bytes.slice(this.base, this.at);
  }

  /**
   * Returns the bytes written, usually without a copy: write nothing more after this. A small result shares its ArrayBuffer
   * with other results, as small Buffers of Node do: copy it before you transfer it.
   */
  take(): Uint8Array {
    this.leaveSlab();
    const { slab, base, at } = this;
    return slab.bytes.length > SLAB_LENGTH ? slab.bytes.slice(base, at) : new Uint8Array(slab.bytes.buffer, base, at - base);
  }

  /** Gives the rest of the slab to the next encoder. If this encoder writes again, it moves to a new slab. */
  private leaveSlab(): void {
    if (this.depth > 0) throw new Error('start without finish');
    if (this.bytes === FULL || this.slab.bytes.length > SLAB_LENGTH) return;
    this.bytes = FULL;
    this.space = 0;
    giveBack(this.slab, this.at);
  }

  /** Opens a struct whose struct_len is at `at` in the slab. */
  private opensAt(at: number): void {
    this.open[this.depth++] = at - this.base;
  }

  private claim(length: number): number {
    const at = this.at;
    const end = at + length;
    if (end > this.space) return this.grow(length);
    this.at = end;
    return at;
  }

  /** Moves to a larger slab that only this encoder uses, and gives the shared slab back. */
  private grow(length: number): number {
    const written = this.at - this.base;
    const slab = slabOf(Math.max(2 * written, written + length, SLAB_LENGTH + 1));
    slab.bytes.set(this.slab.bytes.subarray(this.base, this.at));
    if (this.bytes !== FULL && this.slab.bytes.length === SLAB_LENGTH) giveBack(this.slab, this.base);
    this.slab = slab;
    this.bytes = slab.bytes;
    this.view = slab.view;
    this.space = slab.bytes.length;
    this.base = 0;
    this.at = written + length;
    return written;
  }
}

function isSorted(items: readonly string[]): boolean {
  return items.every((item, i) => i === 0 || compareStrings(items[i - 1] as string, item) <= 0);
}

export function encodeString(e: Encoder, value: string): void {
  e.string(value);
}

function notWithin(value: number, lowest: number, highest: number, type: string): never {
  throw new RangeError(`${type} holds ${lowest} to ${highest}, got ${value}`);
}

function withinBig(value: bigint, lowest: bigint, highest: bigint, type: string): void {
  if (!(value >= lowest && value <= highest)) throw new RangeError(`${type} holds ${lowest} to ${highest}, got ${value}`);
}
