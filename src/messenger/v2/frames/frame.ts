import { crc32c } from '../../../buffer/crc32c/crc32c.ts';
import { BufferList } from '../../../buffer/list.ts';
import { BufferPtr } from '../../../buffer/ptr.ts';
import { Decoder } from '../../../encoding/decoder.ts';
import { Encoder } from '../../../encoding/encoder.ts';
import { Mask64 } from '../../../features/mask64.ts';
import { MessengerError } from '../../messenger_error.ts';
import { partOf } from '../../part.ts';
import type { ReceiveBuffer } from '../../receive_buffer.ts';
import { need } from '../../routine.ts';
import type { Reading } from '../../routine.ts';
import { PREAMBLE_LENGTH, encodePreamble } from './preamble.ts';
import type { Preamble } from './preamble.ts';
import type { Revision } from './revision.ts';
import { tagName } from './tag.ts';

/**
 * One frame whose checksums were verified.
 *
 * Layout  revision 0: preamble, segments, u8 late_flags, u32 CRC-32C of each of four segments
 *         revision 1: preamble, segment 0 and its u32 CRC-32C (neither if it is empty), the other segments; if there are others,
 *         u8 late_status, u32 CRC-32C of each of these three
 * Units   checksums start from 0xffffffff; the checksum of a segment that the frame does not have is 0
 * Source  ceph v16.0.0 src/msg/async/frames_v2.h:140-330 for revision 0; for revision 1, frames of 14.2.21 to 20.2.4
 */
export interface Frame {
  readonly tag: number;
  /** The sender aborted the frame after it had begun: the segments contain only filler. */
  readonly aborted: boolean;
  readonly segments: readonly Segment[];
  /** Offset of the frame in the stream. */
  readonly offset: number;
  readonly length: number;
}

export interface Segment {
  /** Offset of the segment in the stream. */
  readonly offset: number;
  readonly bytes: BufferList;
}

const CRC_START = 0xffffffff;
/** Length of the checksums in an epilogue, by revision. One byte of late flags or status precedes them. */
const CRCS_LENGTH = [16, 12] as const;
const LATE_FLAG_ABORTED = 0x01;
const LATE_STATUS_MASK = 0x0f;
const LATE_STATUS_ABORTED = 0x01;
const LATE_STATUS_COMPLETE = 0x0e;

/** Offsets of the parts of a frame, counted from its first byte. */
interface Layout {
  readonly segmentsAt: readonly number[];
  /** The offset of each segment's checksum; undefined if it has none. */
  readonly crcsAt: readonly (number | undefined)[];
  /** Undefined if there is none. */
  readonly epilogueAt: number | undefined;
  readonly length: number;
}

function layoutOf(lengths: readonly number[], revision: Revision): Layout {
  const [first = 0] = lengths;
  const inlineCrc = revision === 1 && first > 0 ? 4 : 0;
  const segmentsAt: number[] = [];
  let at = PREAMBLE_LENGTH;
  for (const [i, length] of lengths.entries()) {
    segmentsAt.push(at);
    at += length + (i === 0 ? inlineCrc : 0);
  }
  const crcOfFirst = inlineCrc > 0 ? PREAMBLE_LENGTH + first : undefined;
  const crcAt = (nth: number): number => at + 1 + 4 * nth; // in the epilogue
  const crcsAt = lengths.map((_, i) => (revision === 0 ? crcAt(i) : i === 0 ? crcOfFirst : crcAt(i - 1)));
  if (revision === 1 && lengths.length === 1) return { segmentsAt, crcsAt, epilogueAt: undefined, length: at };
  return { segmentsAt, crcsAt, epilogueAt: at, length: at + 1 + CRCS_LENGTH[revision] };
}

/**
 * Reads the next frame in the buffer, whose preamble is known.
 *
 * @throws MessengerError `checksum`, or `malformed` for an unknown late status; the frame is then already taken
 */
export function* readFrame(input: ReceiveBuffer, { tag, lengths }: Preamble, revision: Revision): Reading<Frame> {
  const { offset } = input;
  const { segmentsAt, crcsAt, epilogueAt, length } = layoutOf(lengths, revision);
  yield* need(input, length, `v2.${tagName(tag)?.toLowerCase()}`);
  const crcs = crcsAt.map((at) => (at === undefined ? undefined : u32At(input, at)));
  const bytes = input.take(length);
  const segments = segmentsAt.map((at, i) => ({ offset: offset + at, bytes: partOf(bytes, at, lengths[i] ?? 0) }));
  for (const [i, found] of crcs.entries()) {
    const expected = segments[i]?.bytes.crc32c(CRC_START) ?? 0;
    if (found === undefined || found === expected) continue;
    throw new MessengerError('checksum', `v2.segments[${i}].crc`, offset + (crcsAt[i] ?? 0), `expected ${expected}, got ${found}`);
  }
  const aborted = epilogueAt !== undefined && isAborted(bytes.at(epilogueAt), offset + epilogueAt, revision);
  return { tag, aborted, segments, offset, length };
}

/** Infers the revision of a connection without its banners: 1 if the first segment is directly followed by its checksum. */
export function* inferRevision(input: ReceiveBuffer, { lengths: [first = 0] }: Preamble): Reading<Revision> {
  if (first === 0) return 0; // only WAIT has an empty segment, which shows no revision
  const crcAt = PREAMBLE_LENGTH + first;
  yield* need(input, crcAt + 4, 'v2.segments[0]');
  return u32At(input, crcAt) === crc32c(CRC_START, input.peek(first, PREAMBLE_LENGTH)) ? 1 : 0;
}

function u32At(input: ReceiveBuffer, at: number): number {
  return new Decoder(input.peek(4, at)).u32('crc');
}

function isAborted(late: number, offset: number, revision: Revision): boolean {
  if (revision === 0) return (late & LATE_FLAG_ABORTED) !== 0;
  const status = late & LATE_STATUS_MASK;
  if (status === LATE_STATUS_ABORTED) return true;
  if (status === LATE_STATUS_COMPLETE) return false;
  throw new MessengerError('malformed', 'v2.epilogue.late_status', offset, `expected 1 (aborted) or 14 (complete), got ${status}`);
}

/** A frame with these segments, which are not copied. Empty segments at its end are left out, except for the first. */
export function writeFrame(tag: number, segments: readonly BufferList[], revision: Revision): BufferList {
  const counted = [...segments];
  while (counted.length > 1 && counted.at(-1)?.length === 0) counted.pop();
  const crcs = counted.map((segment) => segment.crc32c(CRC_START));
  const frame = new BufferList();
  const append = (bytes: Uint8Array): void => frame.append(BufferPtr.claim(bytes));
  append(encodePreamble(tag, counted.map((segment) => segment.length)));
  for (const [i, segment] of counted.entries()) {
    frame.append(segment);
    if (i === 0 && revision === 1 && segment.length > 0) append(u32s(crcs.slice(0, 1), 4));
  }
  if (revision === 0) append(Uint8Array.of(0, ...u32s(crcs, CRCS_LENGTH[0])));
  else if (counted.length > 1) append(Uint8Array.of(LATE_STATUS_COMPLETE, ...u32s(crcs.slice(1), CRCS_LENGTH[1])));
  return frame;
}

/** The values as u32 each, then zeros up to `length`. */
function u32s(values: readonly number[], length: number): Uint8Array {
  const e = new Encoder(Mask64.NONE);
  for (const value of values) e.u32(value);
  e.zeros(length - e.length);
  return e.take();
}
