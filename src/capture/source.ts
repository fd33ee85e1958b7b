import { bytesOf } from '../arguments/bytes.ts';
import type { BytesLike } from '../arguments/bytes.ts';
import { givenText } from '../arguments/given.ts';

/** A ReadableStream of the web, as far as it is used here. */
export interface ReadableBytes {
  getReader(): BytesReader;
}

/** The reader of such a stream. */
export interface BytesReader {
  read(): Promise<{ readonly done: boolean; readonly value?: BytesLike | undefined }>;
  cancel(): Promise<void>;
}

/**
 * Where bytes come from, in chunks of any size: a stream of Node or of the web, a generator, a list of chunks, or all bytes at
 * once.
 */
export type ByteSource = AsyncIterable<BytesLike> | Iterable<BytesLike> | ReadableBytes | BytesLike;

/** Chunks that are asked for one by one, so that a source is read no faster than its chunks are used. */
export interface Chunks {
  /** Resolves to the next chunk, or to null at the end; rejects with the source's own error, or a TypeError for what is not bytes. */
  next(): Promise<Uint8Array | null>;
  /** Tells the source that nothing more is needed. It may be called while `next` waits. */
  close(): Promise<void>;
}

/**
 * Returns what opens the source.
 *
 * Errors  TypeError for what is no source
 */
export function opener(source: ByteSource): () => Chunks {
  if (typeof source === 'object' && source !== null) {
    if ('getReader' in source) return () => chunksOfReader(source.getReader());
    if (isBytes(source)) return () => chunksOf([bytesOf(source)].values(), source);
    if (Symbol.asyncIterator in source) return () => chunksOf(source[Symbol.asyncIterator](), source);
    if (Symbol.iterator in source) return () => chunksOf(source[Symbol.iterator](), source);
  }
  const remedy = remedyFor(source);
  throw new TypeError(`a source of bytes must be a stream, chunks or bytes, not ${givenText(source)}${remedy === '' ? '' : `: ${remedy}`}`);
}

/** Whether the source is all bytes at once. A Uint8Array is an iterable too, but not of chunks. */
function isBytes(source: object): source is ArrayBufferView {
  return ArrayBuffer.isView(source) || 'cStr' in source || Object.prototype.toString.call(source).endsWith('ArrayBuffer]');
}

function remedyFor(source: unknown): string {
  if (typeof source === 'string') return 'createReadStream(file) is one';
  if (typeof source !== 'object' || source === null) return '';
  if ('then' in source) return 'await it';
  if ('body' in source) return 'its body is one';
  return 'stream' in source ? 'its stream() is one' : '';
}

function chunksOfReader(reader: BytesReader): Chunks {
  return {
    async next() {
      const { done, value } = await reader.read();
      return done ? null : bytesOf(value as BytesLike);
    },
    close: () => reader.cancel(),
  };
}

function chunksOf(iterator: AsyncIterator<BytesLike> | Iterator<BytesLike>, source: object): Chunks {
  return {
    async next() {
      const { done, value } = await iterator.next();
      return done === true ? null : bytesOf(value as BytesLike);
    },
    async close() {
      // A stream of Node is destroyed: its iterator, like every generator, would first wait for the next chunk.
      if ('destroy' in source && typeof source.destroy === 'function') source.destroy();
      else await iterator.return?.();
    },
  };
}
