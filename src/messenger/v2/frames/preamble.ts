import { crc32c } from '../../../buffer/crc32c/crc32c.ts';
import { Decoder } from '../../../encoding/decoder.ts';
import { Encoder } from '../../../encoding/encoder.ts';
import { Mask64 } from '../../../features/mask64.ts';
import { MessengerError } from '../../messenger_error.ts';
import type { ReceiveBuffer } from '../../receive_buffer.ts';
import { need } from '../../routine.ts';
import type { Reading } from '../../routine.ts';
import type { Limits } from './limits.ts';
import { TAG_MESSAGE, tagName } from './tag.ts';

/**
 * The beginning of every frame: its tag, and the lengths of its segments.
 *
 * Layout  u8 tag, u8 number of segments, four times u32 length and u16 alignment, u8 flags, u8 0, u32 CRC-32C of these 28 bytes,
 *         which starts from 0
 * Source  ceph v16.0.0 src/msg/async/frames_v2.h:103 (preamble_block_t)
 */
export interface Preamble {
  readonly tag: number;
  /** The length of each segment that the frame has: one to four. */
  readonly lengths: readonly number[];
  readonly flags: number;
}

export const PREAMBLE_LENGTH = 32;
/** A flag in revision 1: the segments are compressed. */
export const FLAG_COMPRESSED = 1;

const MAX_SEGMENTS = 4;
const CRC_AT = PREAMBLE_LENGTH - 4;
const LENGTHS_AT = 2;
const DESCRIPTOR_LENGTH = 6;
const ALIGNMENT = 8;
const PAGE_ALIGNMENT = 4096; // for a message's data

/** The names of a message's segments. A control frame has only one segment. */
const SEGMENTS = ['header', 'front', 'middle', 'data'] as const;

export function encodePreamble(tag: number, lengths: readonly number[]): Uint8Array {
  const e = new Encoder(Mask64.NONE);
  e.u8(tag);
  e.u8(lengths.length);
  for (const [i, length] of lengths.entries()) {
    e.u32(length);
    e.u16(i === MAX_SEGMENTS - 1 ? PAGE_ALIGNMENT : ALIGNMENT);
  }
  e.zeros(CRC_AT - e.length);
  e.u32(crc32c(0, e.written(0)));
  return e.take();
}

/**
 * Reads the next preamble in the buffer without taking it.
 *
 * @throws MessengerError as {@link decodePreamble}
 */
export function* peekPreamble(input: ReceiveBuffer, path: string): Reading<Preamble> {
  yield* need(input, PREAMBLE_LENGTH, path);
  return decodePreamble(input.peek(PREAMBLE_LENGTH), input.offset);
}

/**
 * Decodes the 32 bytes at `offset` of the stream.
 *
 * @throws MessengerError `checksum`, or `malformed` for values that no peer sends with a correct checksum
 */
export function decodePreamble(bytes: Uint8Array, offset: number): Preamble {
  const d = new Decoder(bytes);
  const tag = d.u8('tag');
  const count = d.u8('num_segments');
  const lengths: number[] = [];
  for (let i = 0; i < MAX_SEGMENTS; i++) {
    lengths.push(d.u32('length'));
    d.skip(2, 'alignment'); // for the receiver's memory, whose alignment JavaScript cannot choose
  }
  const flags = d.u8('flags');
  d.skip(1, 'reserved');
  const crc = d.u32('crc');
  const expected = crc32c(0, bytes.subarray(0, CRC_AT));
  if (crc !== expected) throw new MessengerError('checksum', 'v2.preamble.crc', offset + CRC_AT, `expected ${expected}, got ${crc}`);
  if (tagName(tag) === undefined) throw new MessengerError('malformed', 'v2.preamble.tag', offset, `expected a tag from 1 to 22, got ${tag}`);
  checkCount(tag, count, lengths, offset);
  return { tag, lengths: lengths.slice(0, count), flags };
}

function checkCount(tag: number, count: number, lengths: readonly number[], offset: number): void {
  const most = tag === TAG_MESSAGE ? MAX_SEGMENTS : 1;
  const fail = (reason: string): never => {
    throw new MessengerError('malformed', 'v2.preamble.num_segments', offset + 1, reason);
  };
  if (count < 1 || count > most) fail(`expected 1 to ${most} segments in ${tagName(tag)}, got ${count}`);
  if (count > 1 && lengths[count - 1] === 0) fail(`the last of ${count} segments is empty`);
}

/** Whether the bytes are a preamble, as certain as a checksum of 32 bits can be, and within the limits. */
export function isCertainPreamble(bytes: Uint8Array, limits: Limits): boolean {
  if (tagName(bytes[0] ?? 0) === undefined) return false;
  const [d, expected] = [new Decoder(bytes), crc32c(0, bytes.subarray(0, CRC_AT))];
  if (d.peekU32(CRC_AT) !== expected) return false;
  try {
    checkLengths(decodePreamble(bytes, 0), 0, limits);
    return true;
  } catch (error) {
    if (error instanceof MessengerError) return false;
    throw error;
  }
}

/** @throws MessengerError `malformed` for a segment that exceeds its limit */
export function checkLengths({ tag, lengths }: Preamble, offset: number, limits: Limits): void {
  const most = tag === TAG_MESSAGE ? [limits.control, limits.front, limits.middle, limits.data] : [limits.control];
  for (const [i, length] of lengths.entries()) {
    const limit = most[i] ?? 0;
    if (length <= limit) continue;
    const what = tag === TAG_MESSAGE ? SEGMENTS[i] : tagName(tag);
    const at = offset + LENGTHS_AT + DESCRIPTOR_LENGTH * i;
    throw new MessengerError('malformed', `v2.preamble.segments[${i}].length`, at, `${what} of ${length} bytes exceeds the limit of ${limit}`);
  }
}
