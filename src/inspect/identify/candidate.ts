import { isZeroBytes } from '../../buffer/bytes/bytes.ts';
import { DecodeError } from '../../encoding/decode_error.ts';
import { Decoder } from '../../encoding/decoder.ts';
import { OURS } from '../../features/codec_release.ts';
import { isStoredMessage } from '../../types/messages/stored_message.ts';
import type { AnyCephType } from '../../types/registry.ts';
import { Tally } from './evidence.ts';
import type { Evidence } from './evidence.ts';
import { EvidenceTrace, HOPELESS } from './evidence_trace.ts';
import { isMessage } from './known_file.ts';
import type { Wrapping } from './wrapping.ts';

/** How much of a value the bytes are. */
export type CandidateState =
  /** Exactly one value. */
  | 'whole'
  /** The beginning of a value: the bytes end before it does. */
  | 'cut'
  /** A whole value, and then other bytes. */
  | 'followed'
  /** A value up to where the error is, which the decoder refuses. */
  | 'broken';

/** A type that bytes can be. */
export interface Candidate {
  /** The name of the type, as in Ceph. */
  readonly type: string;
  readonly state: CandidateState;
  /** Whether it is a message with its header and footer, as Ceph stores messages in files. */
  readonly isStored: boolean;
  /** What lies before the value: `a u32 length`; empty for nothing. */
  readonly wrapping: string;
  /** Where the value begins. */
  readonly offset: number;
  /** The length that a cut value had, where its own length field says it; else null. */
  readonly promised: number | null;
  /** Why and where the decoder stopped; undefined for a whole value. Offsets count from the first byte of the value. */
  readonly error: DecodeError | undefined;
  /** The sum of the evidence: with 10 bits more, a reading is about a thousand times as probable. */
  readonly bits: number;
  readonly evidence: readonly Evidence[];
}

interface Reading {
  readonly value: unknown;
  readonly error: DecodeError | undefined;
  readonly tally: Tally;
  /** How many of the bytes no field was read from. */
  readonly unread: number;
}

/** Reads the bytes as a type, and weighs what was read; null if they are certainly not of this type. */
export function candidateOf(type: AnyCephType, bytes: Uint8Array, { name: wrapping, length: offset }: Wrapping): Candidate | null {
  const input = bytes.subarray(offset);
  const isStored = isStoredAs(type, input);
  const first = read(type, input, input.length);
  if (first === null) return null;
  const reading = isStored ? first : completed(type, input, first);
  const { tally, error } = reading;
  const state = stateOf(error, input.length);
  if (isStored) tally.add('header');
  if (offset > 0) tally.add('length');
  if (state === 'whole' && !isZeroBytes(input)) tally.add('whole');
  if (state === 'whole' && input.length <= LONGEST_REMARKED) tally.add('remark', type.remarks?.(reading.value).length ?? 0);
  if (2 * reading.unread > input.length) tally.add('few');
  const evidence = tally.evidence();
  const bits = evidence.reduce((sum, each) => sum + each.bits, 0);
  return { type: type.name, state, isStored, wrapping, offset, promised: state === 'cut' ? promisedBy(error, input.length) : null, error, bits, evidence };
}

function isStoredAs(type: AnyCephType, input: Uint8Array): boolean {
  return isMessage(type) && isStoredMessage(new Decoder(input), type.type);
}

/** Reads one value; null if the reading is hopeless. What is read behind `end` is no evidence. */
function read(type: AnyCephType, bytes: Uint8Array, end: number): Reading | null {
  const tally = new Tally();
  const trace = new EvidenceTrace(tally, bytes, end, type.name);
  try {
    const value = new Decoder(bytes, OURS, trace).whole(type.name, type.decode);
    return { value, error: undefined, tally, unread: trace.skipped };
  } catch (error) {
    if (error === HOPELESS) return null;
    if (!(error instanceof DecodeError)) throw error;
    const left = error.code === 'trailing_bytes' ? (error.available ?? 0) : 0;
    return { value: undefined, error, tally, unread: trace.skipped + left };
  }
}

/** A longer value can have millions of remarks, each a text. */
const LONGEST_REMARKED = 0x100000;

/** Up to this length, a cut value is read on. */
const LONGEST_COMPLETED = 0x10000;

/** A field that is partly behind the end may be refused for the zeros there. */
const LONGEST_NUMBER = 8;

/**
 * A cut value fails at once, at the length of its envelope. It is read again as if zeros followed up to this length: that shows
 * what the bytes that are there are like.
 */
function completed(type: AnyCephType, input: Uint8Array, first: Reading): Reading {
  const { error } = first;
  const { length } = input;
  const whole = length + missingBytes(error);
  if (error === undefined || whole === length || whole > LONGEST_COMPLETED) return first;
  const bytes = new Uint8Array(whole);
  bytes.set(input);
  const second = read(type, bytes, length);
  if (second === null) return first;
  const isRefusedBefore = second.error !== undefined && second.error.offset < length - LONGEST_NUMBER;
  return isRefusedBefore ? second : { ...second, error };
}

function missingBytes({ code, needed = 0, available = 0 }: Partial<DecodeError> = {}): number {
  return code === 'end_of_buffer' || code === 'length_past_parent' ? needed - available : 0;
}

function stateOf(error: DecodeError | undefined, length: number): CandidateState {
  if (error === undefined) return 'whole';
  if (error.code === 'trailing_bytes' && error.offset + (error.available ?? 0) === length) return 'followed';
  return missingBytes(error) > 0 ? 'cut' : 'broken';
}

/** Where the length of a whole value lies: at 0 before an embedded one, at 2 in its envelope. */
const LENGTH_AT = 2;

function promisedBy(error: DecodeError | undefined, length: number): number | null {
  return error?.code === 'length_past_parent' && error.offset <= LENGTH_AT ? length + missingBytes(error) : null;
}
