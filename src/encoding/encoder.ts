import { checkCount } from '../buffer/range.ts';
import type { Mask64 } from '../features/mask64.ts';
import type { Writes } from '../features/releases.ts';
import { compareStrings, encodeUtf8 } from '../buffer/utf8.ts';

/** Writes one T where the encoder stands. */
export type Encode<T> = (e: Encoder, value: T) => void;

const FIRST_CAPACITY = 512;

/**
 * Writes Ceph's encoding into one growing run of bytes.
 *
 * It carries what an encoding can depend on: the features of the peer that will read, and the release whose encoder to be.
 *
 * Errors  RangeError for a number its field cannot hold
 * Source  ceph v16.0.0 src/include/encoding.h
 */
export class Encoder {
  /** What the peer offered. */
  readonly features: Mask64;
  /** What the encoder of the chosen release does. */
  readonly writes: Writes;
  private buffer = new Uint8Array(FIRST_CAPACITY);
  private view = new DataView(this.buffer.buffer);
  private at = 0;
  /** Where the struct_len of each open struct stands. */
  private readonly open: number[] = [];

  constructor(features: Mask64, writes: Writes) {
    this.features = features;
    this.writes = writes;
  }

  /** Whether the peer has a feature: all bits of its mask, incarnation included, as HAVE_FEATURE. */
  has(feature: Mask64): boolean {
    return this.features.has(feature);
  }

  u8(value: number): void {
    within(value, 0, 0xff, 'u8');
    const at = this.claim(1);
    this.view.setUint8(at, value);
  }

  u16(value: number): void {
    within(value, 0, 0xffff, 'u16');
    const at = this.claim(2);
    this.view.setUint16(at, value, true);
  }

  u32(value: number): void {
    within(value, 0, 0xffffffff, 'u32');
    const at = this.claim(4);
    this.view.setUint32(at, value, true);
  }

  u64(value: bigint): void {
    withinBig(value, 0n, 0xffff_ffff_ffff_ffffn, 'u64');
    const at = this.claim(8);
    this.view.setBigUint64(at, value, true);
  }

  /** A u64 of flags. */
  mask64(value: Mask64): void {
    const at = this.claim(8);
    this.view.setInt32(at, value.lo, true);
    this.view.setInt32(at + 4, value.hi, true);
  }

  s8(value: number): void {
    within(value, -0x80, 0x7f, 's8');
    const at = this.claim(1);
    this.view.setInt8(at, value);
  }

  s16(value: number): void {
    within(value, -0x8000, 0x7fff, 's16');
    const at = this.claim(2);
    this.view.setInt16(at, value, true);
  }

  s32(value: number): void {
    within(value, -0x80000000, 0x7fffffff, 's32');
    const at = this.claim(4);
    this.view.setInt32(at, value, true);
  }

  s64(value: bigint): void {
    withinBig(value, -0x8000_0000_0000_0000n, 0x7fff_ffff_ffff_ffffn, 's64');
    const at = this.claim(8);
    this.view.setBigInt64(at, value, true);
  }

  /** Big-endian, as a sockaddr holds its port. */
  u16be(value: number): void {
    within(value, 0, 0xffff, 'u16');
    const at = this.claim(2);
    this.view.setUint16(at, value, false);
  }

  /** Big-endian and signed: a sockaddr's address words. */
  s32be(value: number): void {
    within(value, -0x80000000, 0x7fffffff, 's32');
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

  /** u32 length, then bytes; the inverse of Decoder.string, for bytes that are no text too. */
  string(value: string): void {
    const length = value.length;
    const at = this.claim(4 + length);
    for (let i = 0; i < length; i++) {
      const code = value.charCodeAt(i);
      if (code >= 0x80) {
        this.at = at;
        return this.blob(encodeUtf8(value));
      }
      this.buffer[at + 4 + i] = code;
    }
    this.view.setUint32(at, length, true);
  }

  /** u32 length, then bytes. */
  blob(value: Uint8Array): void {
    this.u32(value.length);
    this.raw(value);
  }

  /** Bytes without a length. */
  raw(value: Uint8Array): void {
    const at = this.claim(value.length);
    this.buffer.set(value, at);
  }

  zeros(length: number): void {
    checkCount('length', length);
    const at = this.claim(length);
    this.buffer.fill(0, at, at + length);
  }

  list<T>(items: readonly T[], encode: Encode<T>): void {
    this.u32(items.length);
    for (const item of items) encode(this, item);
  }

  /** A std::set<std::string>: sorted by bytes. */
  stringSet(items: readonly string[]): void {
    this.list([...items].sort(compareStrings), encodeString);
  }

  /** A std::map<std::string, V>: sorted by the bytes of its keys. */
  stringMap<V>(entries: ReadonlyMap<string, V>, encode: Encode<V>): void {
    this.u32(entries.size);
    for (const key of [...entries.keys()].sort(compareStrings)) {
      this.string(key);
      encode(this, entries.get(key) as V);
    }
  }

  /** A std::map in the order the caller gives, which for other keys than strings the caller knows. */
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

  /** u32 length, then the value: a bufferlist holding an encoded object. */
  embedded<T>(value: T, encode: Encode<T>): void {
    this.openLength();
    encode(this, value);
    this.finish();
  }

  /** ENCODE_START. */
  start(structV: number, structCompat: number): void {
    this.u8(structV);
    this.u8(structCompat);
    this.openLength();
  }

  /** ENCODE_FINISH: the length is known now. */
  finish(): void {
    const at = this.open.pop();
    if (at === undefined) throw new Error('finish without start');
    this.view.setUint32(at, this.at - at - 4, true);
  }

  /** Bytes written so far. */
  get length(): number {
    return this.at;
  }

  /** What was written since offset `from`, for a checksum; a view that the next write may outdate. */
  written(from: number): Uint8Array {
    return this.buffer.subarray(from, this.at);
  }

  /** An empty encoder for the same peer. */
  apart(): Encoder {
    return new Encoder(this.features, this.writes);
  }

  /** A copy of what was written, of exactly its size. */
  toBytes(): Uint8Array {
    if (this.open.length > 0) throw new Error('start without finish');
    return this.buffer.slice(0, this.at);
  }

  private openLength(): void {
    this.open.push(this.claim(4));
  }

  private claim(length: number): number {
    const at = this.at;
    const end = at + length;
    if (end > this.buffer.length) this.grow(end);
    this.at = end;
    return at;
  }

  private grow(needed: number): void {
    const larger = new Uint8Array(Math.max(needed, this.buffer.length * 2));
    larger.set(this.buffer.subarray(0, this.at));
    this.buffer = larger;
    this.view = new DataView(larger.buffer);
  }
}

export function encodeString(e: Encoder, value: string): void {
  e.string(value);
}

function within(value: number, lowest: number, highest: number, type: string): void {
  if (!(Number.isInteger(value) && value >= lowest && value <= highest)) throw new RangeError(`${type} holds ${lowest} to ${highest}, got ${value}`);
}

function withinBig(value: bigint, lowest: bigint, highest: bigint, type: string): void {
  if (!(value >= lowest && value <= highest)) throw new RangeError(`${type} holds ${lowest} to ${highest}, got ${value}`);
}
