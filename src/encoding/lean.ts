import { decodeUtf8 } from '../buffer/bytes/utf8.ts';
import { Mask64 } from '../features/mask64.ts';
import { OWN_READS } from '../features/releases.ts';
import type { Reads } from '../features/releases.ts';
import type { Deferred, EndOf, LegacyEnvelope } from './decoder.ts';
import { NUMBERS } from './numbers.ts';
import type { NumberKind } from './numbers.ts';

/*
 * What the lean twins of the decoders stand on. build/ makes a twin of each from its one labelled source while the library is
 * bundled: the same reads in the same order, with neither labels nor a trace, written out in place, and one check of bounds for
 * a run of them. A twin that fails does not say why; the labelled decoder then reads the bytes again, and says it.
 */

/** Reads one T, or throws. */
export type Lean<T> = (d: LeanDecoder) => T;

const FAILURE = new Error('not readable without labels');

/** Gives up: with an error made once, since nobody looks at it. */
export function fails(): never {
  throw FAILURE;
}

/**
 * Eight bytes at once as a double, which V8 compares without making an object of them. The sign of a zero is not seen: it is in
 * the last byte, which is therefore the first of the next eight.
 */
const OVERLAPPING = 7;

/** No end is known of a struct that older encoders wrote without its length. */
const NO_END = -1;

/**
 * Where a twin stands. A twin has `at` in a variable of its own, and writes it back before it calls another.
 *
 * Units  all offsets count from the start of the ArrayBuffer
 */
export class LeanDecoder {
  /** All of the ArrayBuffer. */
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly reads: Reads;
  at: number;
  /** Reads stop here. */
  limit: number;
  /** Where the struct ends that was opened last. */
  end = 0;

  constructor(input: Uint8Array, reads: Reads = OWN_READS) {
    const views = viewsOf(input.buffer);
    this.bytes = views.bytes;
    this.view = views.view;
    this.at = input.byteOffset;
    this.limit = input.byteOffset + input.length;
    this.reads = reads;
  }

  startLegacy(supports: number, { compatSince, lenSince, padding = 0 }: LegacyEnvelope): number {
    const { bytes, at } = this;
    if (at + 1 > this.limit) return fails();
    const structV = bytes[at] as number;
    const compatEnd = at + 1 + (structV >= compatSince ? 1 : padding);
    if (compatEnd > this.limit || (structV >= compatSince && (bytes[at + 1] as number) > supports)) return fails();
    this.at = compatEnd;
    this.end = NO_END;
    if (structV >= lenSince) this.confine(compatEnd);
    return structV < supports ? structV : supports;
  }

  embedded<T>(decode: Lean<T>): T {
    const outer = this.limit;
    this.confine(this.at);
    const { end } = this;
    this.limit = end;
    const value = decode(this);
    if (this.at !== end && this.reads.boundsNested) fails();
    this.at = end;
    this.limit = outer;
    return value;
  }

  deferredList<T>(decode: Lean<T[]>, endOf: EndOf): Deferred<T[]> {
    const { at, limit } = this;
    const end = endOf(this.view, at, limit);
    if (end < 0) fails();
    this.at = end;
    return new LeanDeferred(this, at, limit, decode);
  }

  string(): string {
    const { bytes, at } = this;
    if (at + 4 > this.limit) return fails();
    const start = at + 4;
    const length = this.view.getInt32(at, true); // signed: V8 adds a u32 as a double
    if (length < 0 || length > this.limit - start) return fails();
    this.at = start + length;
    return length > LONGEST_NAME ? decodeUtf8(bytes, start, start + length) : nameOf(bytes, start, length);
  }

  blob(): Uint8Array {
    const start = this.counted();
    return this.bytes.subarray(start, this.at);
  }

  raw(length: number): Uint8Array {
    const at = this.take(length);
    return this.bytes.subarray(at, this.at);
  }

  rest(): Uint8Array {
    return this.raw(this.limit - this.at);
  }

  mask64(): Mask64 {
    const at = this.take(8);
    return Mask64.ofWords(this.view.getInt32(at, true), this.view.getInt32(at + 4, true));
  }

  peekU32(ahead = 0): number {
    const at = this.at + ahead;
    return at + 4 <= this.limit ? this.view.getUint32(at, true) : -1;
  }

  /** As Cursor's; so is the next. */
  isZero(at: number, end: number): boolean {
    const { bytes, view } = this;
    let i = at;
    if (end - at >= 8) {
      for (; i < end - 8; i += OVERLAPPING) if (view.getFloat64(i, true) !== 0) return false;
      if (view.getFloat64(end - 8, true) !== 0) return false;
      i = end - 1;
    }
    while (i < end && bytes[i] === 0) i++;
    return i === end;
  }

  isSame(at: number, other: number, length: number): boolean {
    const { bytes, view } = this;
    let i = 0;
    if (length >= 8) {
      for (; i < length - 8; i += OVERLAPPING) if (view.getFloat64(at + i, true) !== view.getFloat64(other + i, true)) return false;
      if (view.getFloat64(at + length - 8, true) !== view.getFloat64(other + length - 8, true)) return false;
      i = length - 1;
    }
    while (i < length && bytes[at + i] === bytes[other + i]) i++;
    return i === length;
  }

  u64(): bigint { return this.number('u64', 8) as bigint; }
  s8(): number { return this.number('s8', 1) as number; }
  s16(): number { return this.number('s16', 2) as number; }
  s64(): bigint { return this.number('s64', 8) as bigint; }
  float(): number { return this.number('float', 4) as number; }
  double(): number { return this.number('double', 8) as number; }

  private number(kind: NumberKind, length: number): number | bigint {
    return NUMBERS[kind](this.view, this.take(length));
  }

  private take(length: number): number {
    const { at } = this;
    if (!(length >= 0 && at + length <= this.limit)) return fails();
    this.at = at + length;
    return at;
  }

  /** Where the bytes begin that a length word counts. */
  private counted(): number {
    const at = this.take(4);
    return this.take(this.view.getInt32(at, true));
  }

  /** Opens a struct whose length stands at `at`. */
  private confine(at: number): void {
    if (at + 4 > this.limit) fails();
    const length = this.view.getInt32(at, true);
    if (length < 0 || length > this.limit - at - 4) fails();
    const end = at + 4 + length;
    this.at = at + 4;
    this.end = end;
    if (this.reads.boundsNested) this.limit = end;
  }
}

/** What was passed over, and how to read it. */
class LeanDeferred<T> implements Deferred<T> {
  readonly at: number;
  private readonly d: LeanDecoder;
  private readonly limit: number;
  private readonly decode: Lean<T>;

  constructor(d: LeanDecoder, at: number, limit: number, decode: Lean<T>) {
    this.at = at;
    this.d = d;
    this.limit = limit;
    this.decode = decode;
  }

  get(): T {
    const d = new LeanDecoder(this.d.bytes, this.d.reads);
    d.at = this.at;
    d.limit = this.limit;
    return this.decode(d);
  }
}

interface Views {
  readonly buffer: ArrayBufferLike;
  readonly bytes: Uint8Array;
  readonly view: DataView;
}

/** To make the two takes as long as to read fifty bytes, and messages come many to a chunk. */
let lastViews: Views = makeViews(new ArrayBuffer(0));
const LARGEST_KEPT = 1 << 20;

function viewsOf(buffer: ArrayBufferLike): Views {
  if (lastViews.buffer === buffer) return lastViews;
  const views = makeViews(buffer);
  if (mostBytesOf(buffer) <= LARGEST_KEPT) lastViews = views;
  return views;
}

/** Of a buffer that can grow, as far as it can; before ES2024 none could. */
function mostBytesOf(buffer: ArrayBufferLike & { readonly maxByteLength?: number }): number {
  return buffer.maxByteLength ?? buffer.byteLength;
}

function makeViews(buffer: ArrayBufferLike): Views {
  return { buffer, bytes: new Uint8Array(buffer), view: new DataView(buffer) };
}

/**
 * Names seen lately, by a hash of their bytes: those of monitors and of CRUSH buckets come again and again, thrice in one
 * MonMap, and to compare a string costs less than to make one.
 *
 * Only names with a UTF-16 unit for each byte are kept, so that units can be compared with bytes: each unit is the ASCII byte
 * itself, or a lone surrogate (see utf8.ts), which equals no byte.
 */
const NAMES: string[] = new Array<string>(512).fill('');
const LONGEST_NAME = 32;

function nameOf(bytes: Uint8Array, at: number, length: number): string {
  const end = at + length;
  if (length < 2) {
    const byte = length === 0 ? -1 : (bytes[at] as number);
    return byte >= 0x80 ? decodeUtf8(bytes, at, end) : byte < 0 ? '' : String.fromCharCode(byte);
  }
  const slot = (length * 37 + (bytes[at] as number) * 17 + (bytes[end - 2] as number) * 31 + (bytes[end - 1] as number)) & 511;
  const name = NAMES[slot] as string;
  if (name.length === length) {
    let i = 0;
    while (i < length && name.charCodeAt(i) === bytes[at + i]) i++;
    if (i === length) return name;
  }
  const text = decodeUtf8(bytes, at, end);
  if (text.length === length) NAMES[slot] = text;
  return text;
}

export const decodeStringLean: Lean<string> = (d) => d.string();

/** That bytes are not read without labels. */
export const UNREAD = Symbol('unread');

/** Offsets from the start of an ArrayBuffer that are small integers to V8 everywhere. */
const FURTHEST = 0x3fffffff;

/** The one value that `bytes` hold, or UNREAD: the labelled decoder then reads it, or says what is wrong. */
export function readLean<T>(lean: Lean<T>, bytes: Uint8Array, reads: Reads): T | typeof UNREAD {
  try {
    const d = new LeanDecoder(bytes, reads);
    const value = d.limit > FURTHEST ? UNREAD : lean(d);
    return d.at === d.limit || !reads.boundsNested ? value : UNREAD;
  } catch {
    return UNREAD;
  }
}
