import { bytesOf } from '../../arguments/bytes.ts';
import type { BytesLike } from '../../arguments/bytes.ts';
import { checkOptions } from '../../arguments/options.ts';
import { DECODE_OPTIONS, decoderFor } from '../../encoding/ceph_type.ts';
import type { CephType, DecodeOptions } from '../../encoding/ceph_type.ts';
import { plainBytes } from '../../encoding/cursor.ts';
import { DecodeError } from '../../encoding/decode_error.ts';
import { Decoder } from '../../encoding/decoder.ts';
import { valuesOf } from '../../encoding/values.ts';
import { OURS, codecReader } from '../../features/codec_release.ts';
import type { ReaderName } from '../../features/codec_release.ts';
import type { Row } from './row.ts';
import { Tracer } from './tracer.ts';

/** What a decoder read from each byte. */
export interface Explanation<T> {
  /** The type as which the input was read. */
  readonly type: string;
  /** The release or the kernel whose decoding rules were applied; null for our own. */
  readonly release: ReaderName | null;
  readonly bytes: Uint8Array;
  /** In the order of the bytes. The leaves cover each byte exactly once. */
  readonly rows: readonly Row[];
  /** Undefined if the decoder failed. */
  readonly value: T | undefined;
  readonly error: DecodeError | undefined;
}

const makeExplanation = /* @__PURE__ */ valuesOf<Explanation<unknown>>('explanation');

/**
 * Decodes the input and says of each byte what it was read as. If the decoder fails, the explanation ends with the field
 * where it failed and the bytes that it never reached: `error` says why.
 *
 * @param options `release`: the release or the kernel whose decoding rules apply
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { MonMap } from 'cephwire';
 * import { explain } from 'cephwire/inspect';
 *
 * const { rows, error } = explain(MonMap, readFileSync('monmap.bin'), { release: 'hammer' });
 * console.log(rows.length, rows.find(({ path }) => path === 'MonMap.epoch')?.value, error?.message);
 * // → 21 1 MonMap.created.nsec at offset 186: need 4 bytes, 0 left
 * ```
 */
export function explain<T>(type: CephType<T>, input: BytesLike, options: DecodeOptions = {}): Explanation<T> {
  checkOptions('explain', options, DECODE_OPTIONS);
  const { release } = options;
  const bytes = plainBytes(bytesOf(input));
  const tracer = new Tracer(bytes);
  const reader = release === undefined ? OURS : codecReader(release);
  const { value, error } = attempt(() => new Decoder(bytes, reader, tracer).whole(type.name, decoderFor(type, reader)));
  return makeExplanation({ type: type.name, release: reader === OURS ? null : (reader.name as ReaderName), bytes, rows: tracer.finish(error), value, error }) as Explanation<T>;
}

function attempt<T>(read: () => T): { readonly value: T | undefined; readonly error: DecodeError | undefined } {
  try {
    return { value: read(), error: undefined };
  } catch (error) {
    if (error instanceof DecodeError) return { value: undefined, error };
    throw error;
  }
}
