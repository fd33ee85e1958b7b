import { bytesOf } from '../arguments/bytes.ts';
import type { BytesLike } from '../arguments/bytes.ts';
import { CHECKED_LATER, checkOptions } from '../arguments/options.ts';
import type { OptionKinds } from '../arguments/options.ts';
import { OURS, codecRelease } from '../features/codec_release.ts';
import type { CodecRelease, CodecReleaseLike } from '../features/codec_release.ts';
import { isDetached } from './cursor.ts';
import { Decoder } from './decoder.ts';
import type { Decode } from './decoder.ts';

/** What it takes to decode one of Ceph's types. */
export interface DecodableType<T> {
  /** The name in C++. */
  readonly name: string;
  readonly decode: Decode<T>;
}

/** Who reads, among the releases of Ceph. */
export interface DecodeOnlyOptions {
  /** The release whose decoding rules apply, by name or version, with its limits and bugs. By default ours: all versions known, every bound checked. */
  readonly release?: CodecReleaseLike;
}

const DECODE_ONLY_OPTIONS: OptionKinds<DecodeOnlyOptions> = { release: CHECKED_LATER };

/**
 * Decodes exactly one value; bytes left over are an error. It is `decode` of the core entry without the fast decoders and without
 * kernel clients: a bundle of a MonMap is less than half as large, and decoding takes five times as long.
 *
 * @throws DecodeError for bytes that are not exactly one value; TypeError for an input that is not bytes, an unknown option, or
 *         a release whose rules are not known
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { decode, MonMap } from 'cephwire/decode';
 *
 * const map: MonMap = decode(MonMap, readFileSync('monmap.bin'));
 * console.log(map.epoch, [...map.monInfo.keys()]); // → 1 [ 'mon1' ]
 * ```
 */
export function decodeOnly<T>(type: DecodableType<T>, input: BytesLike, options?: DecodeOnlyOptions): T {
  if (options !== undefined) checkOptions('decode', options, DECODE_ONLY_OPTIONS);
  const release = options?.release;
  if (/^\s*linux/i.test(release ?? '')) throw new TypeError(`"${release}": decode and the types of the core entry read as kernel clients do, not those of cephwire/decode`);
  return decodeByLabels(type.name, type.decode, bytesOf(input), release === undefined ? OURS : codecRelease(release));
}

const NO_BYTES = new Uint8Array(0);

/** Decodes exactly one value with a labelled decoder. */
export function decodeByLabels<T>(name: string, decode: Decode<T>, bytes: Uint8Array, reader: CodecRelease): T {
  return new Decoder(isDetached(bytes.buffer) ? NO_BYTES : bytes, reader).whole(name, decode);
}
