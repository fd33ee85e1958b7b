import { bytesOf } from '../arguments/bytes.ts';
import type { BytesLike } from '../arguments/bytes.ts';
import { CHECKED_LATER, checkOptions, haveOnly } from '../arguments/options.ts';
import type { OptionKinds } from '../arguments/options.ts';
import { decodeByLabels } from './decodable_type.ts';
import type { DecodableType } from './decodable_type.ts';
import type { Decode } from './decoder.ts';
import { Encoder } from './encoder.ts';
import type { Encode } from './encoder.ts';
import { JsonNode } from '../text/json.ts';
import type { Json } from '../text/json.ts';
import { UNREAD, readFast } from './fast/decode.ts';
import { writeFast } from './fast/encode.ts';
import type { FastEncode } from './fast/encode.ts';
import type { FastDecode } from './fast/decode.ts';
import { NEWEST_CODEC, OURS, codecReader, codecRelease, seriesOf } from '../features/codec_release.ts';
import type { CodecRelease, CodecReleaseLike, ReaderLike } from '../features/codec_release.ts';
import type { Mask64 } from '../features/mask64.ts';
import { release } from '../features/releases.ts';
import { toFeatures } from '../features/to_features.ts';
import type { FeaturesLike } from '../features/to_features.ts';

/** What kind of thing a value is; tables and HTML pages show it. */
export type ValueKind = 'address' | 'time' | 'id' | 'features' | 'text';

/** One of Ceph's types: its name in C++, its codec, its JSON and its text. */
export interface CephType<T> extends DecodableType<T> {
  /** The fast decoder, for our own reading. src/compiler makes it from `decode` when the library is built; absent in the source. */
  readonly fast?: FastDecode<T>;
  /** Reads the bytes as the kernel client does; absent if it is not known what Linux makes of this type. */
  readonly decodeInKernel?: Decode<T>;
  readonly encode: Encode<T>;
  /** The fast encoder, made from `encode` in the same way. */
  readonly fastEncode?: FastEncode<T>;
  /**
   * Returns the JSON that Ceph's own `dump` gives; `exact` adds what Ceph leaves out. `form` is the release whose JSON it is, where
   * releases differ; `exact` adds only to the form that is meant without it.
   */
  readonly dump: (value: T, exact?: boolean, form?: CodecReleaseLike) => Json;
  /** Returns the value that `dump` was given, from exact JSON or not; throws a JsonError that names the key. */
  readonly load: (json: JsonNode) => T;
  /** Returns the text that Ceph prints for the value, without a line end. */
  readonly print: (value: T) => string;
  /** Returns the value on one line, as Ceph prints it in a log; absent if `print` itself gives one line. */
  readonly summary?: (value: T) => string;
  /** The kind of its values; absent if no kind applies. */
  readonly kind?: ValueKind;
  /** The peer's features on which the encoded form depends, by Ceph's names; absent if it depends on none. */
  readonly dependsOn?: Readonly<Record<string, Mask64>>;
  /** Returns what is wrong or unusual in a value, one line each; absent if no value can have such a remark. */
  readonly remarks?: (value: T) => string[];
  /**
   * Returns the value as its sender had it, as far as the bytes tell; `skipped` has the bytes that readers skip, by the label of their
   * struct, such as `mon_info[0]`. Absent if nothing is hidden from readers.
   */
  readonly atSender?: (value: T, skipped: ReadonlyMap<string, Uint8Array>) => T;
  /**
   * Returns the struct_v that a release writes for a peer with these features: 0 for a form without a version, null if the
   * release has no such type. Absent if the type has only ever had one form.
   */
  readonly versionFor?: (features: Mask64, release: CodecRelease) => number | null;
  /** Returns the form in a word or two; absent if the number from `versionFor` is enough. */
  readonly formFor?: (features: Mask64, release: CodecRelease) => string;
}

/** The peer that will read, and the release that writes. */
export interface EncodeOptions {
  /** The features that the peer offered: a mask, its hex, or the name of a release. By default, all features of `release`. */
  readonly features?: FeaturesLike;
  /** The release whose encoding rules apply, by name or version. By default, the newest. */
  readonly release?: CodecReleaseLike;
}

/** Who reads. */
export interface DecodeOptions {
  /**
   * The release whose decoding rules apply, by name or version, with its limits and bugs, or a kernel client: `linux-5.15`,
   * `linux-5.15,ms_mode=crc`. By default ours: all versions known, every bound checked.
   */
  readonly release?: ReaderLike;
}

export const DECODE_OPTIONS: OptionKinds<DecodeOptions> = { release: CHECKED_LATER };
export const ENCODE_OPTIONS: OptionKinds<EncodeOptions> = { features: CHECKED_LATER, release: CHECKED_LATER };

/**
 * Decodes exactly one value; bytes left over are an error.
 *
 * @throws DecodeError for bytes that are not exactly one value; TypeError for an input that is not bytes, an unknown option, or
 *         a release whose rules are not known
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { decode, DecodeError, MonMap } from 'cephwire';
 *
 * const bytes = readFileSync('monmap.bin');
 * const map: MonMap = decode(MonMap, bytes);
 * console.log(map.epoch, [...map.monInfo.keys()]); // → 1 [ 'mon1' ]
 *
 * try {
 *   decode(MonMap, bytes.subarray(0, 100));
 * } catch (error) {
 *   if (error instanceof DecodeError) console.log(error.code, error.path, error.offset); // → length_past_parent MonMap.struct_len 2
 * }
 * ```
 */
export function decode<T>(type: CephType<T>, input: BytesLike, options?: DecodeOptions): T {
  const bytes = bytesOf(input);
  if (options !== undefined) {
    if (!haveOnly(options, 'release')) checkOptions('decode', options, DECODE_OPTIONS);
    if (options.release !== undefined) return decodeAs(type, bytes, codecReader(options.release));
  }
  const { fast } = type;
  const value = fast === undefined ? UNREAD : readFast(fast, bytes);
  return value === UNREAD ? decodeByLabels(type.name, type.decode, bytes, OURS) : value;
}

/** Apart from `decode`, so that V8 keeps the ordinary case short. */
function decodeAs<T>(type: CephType<T>, bytes: Uint8Array, reader: CodecRelease): T {
  return decodeByLabels(type.name, decoderFor(type, reader), bytes, reader);
}

/**
 * Returns the labelled decoder with which a reader reads a type.
 *
 * @throws TypeError if it is not known what Linux makes of the type
 */
export function decoderFor<T>({ name, decode, decodeInKernel }: CephType<T>, { kernel }: CodecRelease): Decode<T> {
  if (kernel === null) return decode;
  if (decodeInKernel === undefined) throw new TypeError(`it is not known what Linux makes of ${name}, only of monitor maps and what is in them`);
  return decodeInKernel;
}

/**
 * Encodes a value for a peer. Small results share their ArrayBuffer with other results: see {@link Encoder.take}.
 *
 * @param options for whom; a Negotiation may be given as it is
 * @throws RangeError if a number does not fit its field; TypeError for features that are not a mask, hex or a known release, and for
 *         an unknown option
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { decode, encode, MonMap } from 'cephwire';
 * import { negotiate } from 'cephwire/features';
 *
 * const map = decode(MonMap, readFileSync('monmap.bin'));
 * const forHammer = encode(MonMap, map, { features: 'hammer', release: 'hammer' });
 * const forPeer = encode(MonMap, map, negotiate('pacific', '0x08c3ffffffffffff'));
 * console.log(forHammer[0], forHammer.length, forPeer.length); // → 3 190 388
 * ```
 */
export function encode<T>(type: CephType<T>, value: T, options: EncodeOptions = {}): Uint8Array {
  if (!haveOnly(options, 'release', 'features')) checkEncodeOptions(options);
  const { features, release: writer } = peerOf(options);
  const { fastEncode } = type;
  const bytes = fastEncode === undefined ? null : writeFast(fastEncode, value, features, writer);
  return bytes ?? encodeByLabels(type, value, features, writer);
}

/**
 * Returns the value that JSON describes: `JSON.parse(JSON.stringify(value))`, what `parseJson` returns, or the JSON of Ceph.
 *
 * @throws JsonError that names the key, for JSON of something else
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { decode, load, MonMap } from 'cephwire';
 *
 * const json = JSON.stringify(decode(MonMap, readFileSync('monmap.bin'))); // with the keys of `ceph mon dump -f json`
 * const map = load(MonMap, JSON.parse(json));
 * console.log(map.epoch, [...map.monInfo.keys()]); // → 1 [ 'mon1' ]
 * ```
 */
export function load<T>(type: CephType<T>, json: unknown): T {
  return type.load(json instanceof JsonNode ? json : new JsonNode(json, ''));
}

/**
 * Returns an empty encoder for a peer.
 *
 * @throws TypeError for features that are not a mask, hex or a known release
 */
export function encoderFor(options: EncodeOptions): Encoder {
  const { features, release: writer } = peerOf(options);
  return new Encoder(features, writer);
}

/** A negotiation may be given whole: it has both options among its own keys. */
function checkEncodeOptions(options: EncodeOptions): void {
  const isNegotiation = typeof options === 'object' && options !== null && 'trusted' in options && 'untrusted' in options && 'missing' in options;
  if (!isNegotiation) checkOptions('encode', options, ENCODE_OPTIONS);
}

function encodeByLabels<T>(type: CephType<T>, value: T, features: Mask64, writer: CodecRelease): Uint8Array {
  const e = new Encoder(features, writer);
  type.encode(e, value);
  return e.take();
}

/** For whom an encoder writes, and whose rules apply. */
function peerOf(options: EncodeOptions): { readonly features: Mask64; readonly release: CodecRelease } {
  const writer = options.release === undefined ? NEWEST_CODEC : codecRelease(options.release);
  return { features: options.features === undefined ? featuresOf(writer) : toFeatures(options.features), release: writer };
}

/** The features that the newest version of each release advertises, by the order of the release; filled on first use. */
const ADVERTISED: Mask64[] = [];

function featuresOf({ name, order }: CodecRelease): Mask64 {
  return (ADVERTISED[order] ??= release(seriesOf(name)).mask ?? toFeatures(seriesOf(name)));
}
