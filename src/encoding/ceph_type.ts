import type { BufferList } from '../buffer/list.ts';
import { inOnePiece } from './cursor.ts';
import { Decoder } from './decoder.ts';
import type { Decode } from './decoder.ts';
import { Encoder } from './encoder.ts';
import type { Encode } from './encoder.ts';
import type { Json, JsonNode } from '../text/json.ts';
import type { Mask64 } from '../features/mask64.ts';
import { UNREAD, readLean } from './lean.ts';
import type { Lean } from './lean.ts';
import { NEWEST, OWN_READS, release } from '../features/releases.ts';
import type { WriterName } from '../features/releases.ts';
import { toFeatures } from '../features/to_features.ts';
import type { FeaturesLike } from '../features/to_features.ts';

/** What a value is about, where tables and pages show that. */
export type ValueKind = 'address' | 'time' | 'id' | 'features' | 'text';

/** One of Ceph's types: its name in C++, its codec, its JSON and its text. */
export interface CephType<T> {
  readonly name: string;
  readonly decode: Decode<T>;
  /** Its twin, made at build time; see lean.ts. */
  readonly lean?: Lean<T>;
  readonly encode: Encode<T>;
  /** The JSON that Ceph's own `dump` gives; `exact` adds what that leaves out of the value. */
  readonly dump: (value: T, exact?: boolean) => Json;
  /** The inverse of `dump`, exact or not; throws a JsonError that names the key. */
  readonly load: (json: JsonNode) => T;
  /** The text that Ceph prints of it, without a line end. */
  readonly print: (value: T) => string;
  /** The value on one line, as Ceph prints it in a log; absent if `print` itself gives one line. */
  readonly summary?: (value: T) => string;
  /** What its values are about; absent if none of these kinds applies. */
  readonly kind?: ValueKind;
  /** The features of the peer on which its encoded form depends, by Ceph's names; absent if it depends on none. */
  readonly dependsOn?: Readonly<Record<string, Mask64>>;
  /** What in a value is not as it should be, one line each; absent where nothing can be. */
  readonly remarks?: (value: T) => string[];
}

/** Who will read, and whose encoder to be. */
export interface EncodeOptions {
  /** What the peer offered: a mask, its hex, or the name of a release. By default all that the release has. */
  readonly features?: FeaturesLike;
  /** The release whose encoder to be. By default the newest. */
  readonly release?: WriterName;
}

/** How to read. */
export interface DecodeOptions {
  /** The release whose decoder to be, with its limits and mistakes. By default our own, which knows all and checks every bound. */
  readonly release?: WriterName;
}

/**
 * Reads the one value that the input holds.
 *
 * @throws DecodeError for any bytes that are not one
 */
export function decode<T>(type: CephType<T>, input: Uint8Array | BufferList, options?: DecodeOptions): T {
  const reads = options?.release === undefined ? OWN_READS : release(options.release).reads;
  const bytes = inOnePiece(input);
  const value = type.lean === undefined ? UNREAD : readLean(type.lean, bytes, reads);
  if (value !== UNREAD) return value;
  return new Decoder(bytes, reads).whole(type.name, type.decode);
}

/**
 * Writes a value for a peer. Small results share their ArrayBuffer with others: see {@link Encoder.take}.
 *
 * @throws RangeError where a number does not fit its field; TypeError for features that name nothing
 */
export function encode<T>(type: CephType<T>, value: T, options: EncodeOptions = {}): Uint8Array {
  const e = encoderFor(options);
  type.encode(e, value);
  return e.take();
}

/**
 * An empty encoder for a peer.
 *
 * @throws TypeError for features that name nothing
 */
export function encoderFor(options: EncodeOptions): Encoder {
  const writer = options.release === undefined ? NEWEST : release(options.release);
  const features = options.features === undefined ? (writer.mask ?? toFeatures(writer.name)) : toFeatures(options.features);
  return new Encoder(features, writer.writes);
}
