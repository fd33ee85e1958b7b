import type { BufferList } from '../buffer/list.ts';
import { inOnePiece } from './cursor.ts';
import { Decoder } from './decoder.ts';
import type { Decode } from './decoder.ts';
import { Encoder } from './encoder.ts';
import type { Encode } from './encoder.ts';
import type { Json, JsonNode } from '../text/json.ts';
import { UNREAD, readFast } from './fast.ts';
import type { FastDecode } from './fast.ts';
import { NEWEST_CODEC, OURS, codecRelease, seriesOf } from '../features/codec_release.ts';
import type { CodecRelease, CodecReleaseName } from '../features/codec_release.ts';
import type { Mask64 } from '../features/mask64.ts';
import { release } from '../features/releases.ts';
import { toFeatures } from '../features/to_features.ts';
import type { FeaturesLike } from '../features/to_features.ts';

/** What a value is about, where tables and pages show that. */
export type ValueKind = 'address' | 'time' | 'id' | 'features' | 'text';

/** One of Ceph's types: its name in C++, its codec, its JSON and its text. */
export interface CephType<T> {
  readonly name: string;
  readonly decode: Decode<T>;
  /** The same for our own reading, made of `decode` by src/compiler while the library is built; absent in the source. */
  readonly fast?: FastDecode<T>;
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
  /**
   * The struct_v that a release writes for a peer with these features, 0 for a form without a version; null where the release
   * has no such type. Absent where a type has had one form only.
   */
  readonly versionFor?: (features: Mask64, release: CodecRelease) => number | null;
  /** The same as a word or two, where a number does not tell all. */
  readonly formFor?: (features: Mask64, release: CodecRelease) => string;
}

/** Who will read, and the release that writes. */
export interface EncodeOptions {
  /** What the peer offered: a mask, its hex, or the name of a release. By default all that the release has. */
  readonly features?: FeaturesLike;
  /** The release whose encoding rules apply. By default the newest. */
  readonly release?: CodecReleaseName;
}

/** The release that reads. */
export interface DecodeOptions {
  /** The release whose decoding rules apply, with its limits and mistakes. By default ours: all versions known, every bound checked. */
  readonly release?: CodecReleaseName;
}

/**
 * Decodes exactly one value; bytes left over are an error.
 *
 * @throws DecodeError for any bytes that are not one
 */
export function decode<T>(type: CephType<T>, input: Uint8Array | BufferList, options?: DecodeOptions): T {
  const reader = options?.release === undefined ? OURS : codecRelease(options.release);
  const bytes = inOnePiece(input);
  const value = type.fast === undefined || reader !== OURS ? UNREAD : readFast(type.fast, bytes);
  if (value !== UNREAD) return value;
  return new Decoder(bytes, reader).whole(type.name, type.decode);
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
  const writer = options.release === undefined ? NEWEST_CODEC : codecRelease(options.release);
  return new Encoder(options.features === undefined ? featuresOf(writer) : toFeatures(options.features), writer);
}

/** By the order of the releases: what their newest versions advertise, once it was asked for. */
const ADVERTISED: Mask64[] = [];

function featuresOf({ name, order }: CodecRelease): Mask64 {
  return (ADVERTISED[order] ??= release(seriesOf(name)).mask ?? toFeatures(seriesOf(name)));
}
