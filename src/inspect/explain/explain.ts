import type { BufferList } from '../../buffer/list.ts';
import type { CephType, DecodeOptions } from '../../encoding/ceph_type.ts';
import { inOnePiece, plainBytes } from '../../encoding/cursor.ts';
import { DecodeError } from '../../encoding/decode_error.ts';
import { Decoder } from '../../encoding/decoder.ts';
import { OURS, codecRelease } from '../../features/codec_release.ts';
import type { CodecReleaseName } from '../../features/codec_release.ts';
import type { Row } from './row.ts';
import { Tracer } from './tracer.ts';

/** What a decoder made of each byte. */
export interface Explanation<T> {
  /** The type it was read as. */
  readonly type: string;
  /** The release whose decoder it was; null for our own. */
  readonly release: CodecReleaseName | null;
  readonly bytes: Uint8Array;
  /** In the order of the bytes; the leaves among them cover each byte exactly once. */
  readonly rows: readonly Row[];
  /** Undefined where reading failed. */
  readonly value: T | undefined;
  readonly error: DecodeError | undefined;
}

/**
 * Reads the input with the ordinary decoder, and tells of each byte what it was taken for. Bytes that do not decode are
 * explained as far as they go.
 *
 * @param options `as`: the release whose decoder to be
 */
export function explain<T>(type: CephType<T>, input: Uint8Array | BufferList, { release: as }: DecodeOptions = {}): Explanation<T> {
  const bytes = plainBytes(inOnePiece(input));
  const tracer = new Tracer(bytes);
  const { value, error } = attempt(() => new Decoder(bytes, as === undefined ? OURS : codecRelease(as), tracer).whole(type.name, type.decode));
  return { type: type.name, release: as ?? null, bytes, rows: tracer.finish(error), value, error };
}

function attempt<T>(read: () => T): { readonly value: T | undefined; readonly error: DecodeError | undefined } {
  try {
    return { value: read(), error: undefined };
  } catch (error) {
    if (error instanceof DecodeError) return { value: undefined, error };
    throw error;
  }
}
