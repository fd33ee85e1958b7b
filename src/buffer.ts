/** The `./buffer` entry: Ceph's bufferlist, without the codec. */
export type { BytesLike, Joinable } from './arguments/bytes.ts';
export { crc32c, crc32cZeros } from './buffer/crc32c/crc32c.ts';
export { bytesOfText } from './buffer/bytes/dump/bytes_of_text.ts';
export type { Dump } from './buffer/bytes/dump/dump.ts';
export { EndOfBuffer } from './buffer/bytes/end_of_buffer.ts';
export { fromHex, toHex } from './buffer/bytes/hex.ts';
export { BufferListIterator } from './buffer/iterator.ts';
export { BufferList } from './buffer/list.ts';
export { MalformedInput } from './buffer/bytes/malformed_input.ts';
export { BufferPtr } from './buffer/ptr.ts';
export { BufferRaw } from './buffer/raw.ts';
