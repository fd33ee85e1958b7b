import { checkOptions, numbersOf } from '../../arguments/options.ts';
import type { Mask64 } from '../../features/mask64.ts';
import { ConnectionDissector } from '../dissector.ts';
import type { ConnectionReader, DissectorOutput } from '../dissector.ts';
import type { LostEvent, NegotiatedEvent, Side } from '../events.ts';
import { MessengerError } from '../messenger_error.ts';
import type { ReceiveBuffer } from '../receive_buffer.ts';
import type { Reading } from '../routine.ts';
import { readBanner, readClientAddr, readConnect, readConnectReply, readSeq, readServerAddrs } from './frames/handshake.ts';
import type { HandshakeFrame } from './frames/handshake.ts';
import { LIMITS } from './frames/limits.ts';
import type { Limits } from './frames/limits.ts';
import { HEAD_LENGTH, isCertainHead } from './frames/message_frame.ts';
import type { FooterLength } from './frames/msg_footer.ts';
import { footerLengthFor, readFrame } from './frames/stream.ts';
import type { StreamFrame } from './frames/stream.ts';
import { TAG_MSG, TAG_SEQ, isAccepted } from './frames/tags.ts';

/** A frame of either side. `features` are the negotiated features, null if the handshake was not seen. */
export type DissectedFrame = HandshakeFrame & { readonly side: Side } | StreamFrame & { readonly side: Side; readonly features: Mask64 | null };

/** `negotiated` comes after the connect and the reply that accepts it. */
export type DissectorEvent = DissectedFrame | NegotiatedEvent | LostEvent;

/** How many bytes of a client may wait until the server has answered its connect. */
const MAX_HELD = 1024 * 1024;
const MAX_CONNECTS = 64;

const LIMIT_OPTIONS = numbersOf<Limits>(LIMITS);

/**
 * Reads both sides of a connection, without taking part in it: bytes in, events out.
 *
 * It can start anywhere in a connection. After a gap or a fault it continues at the next message whose header has a correct crc, and
 * names the bytes before it as lost. If the handshake was not seen, it infers the length of footers from what follows the first one.
 *
 * Units   offsets count from the first byte of each side
 * Errors  RangeError for bytes that were given before; nothing is thrown for what they contain
 */
export class Dissector extends ConnectionDissector<DissectorEvent> {
  constructor(limits: Partial<Limits> = {}) {
    checkOptions('V1Dissector', limits, LIMIT_OPTIONS);
    super((output) => new Reader(output, { ...LIMITS, ...limits }));
  }
}

class Reader implements ConnectionReader {
  readonly #limits: Limits;
  readonly #output: DissectorOutput<DissectorEvent>;
  /** The features of each connect, and the replies, in order. */
  readonly #connects: Mask64[] = [];
  readonly #replies: { readonly tag: number; readonly features: Mask64 }[] = [];
  /** Whether both sides' handshake has been seen without a gap so far. */
  #isWhole = true;
  #features: Mask64 | null = null;
  #footerLength: FooterLength | null = null;

  constructor(output: DissectorOutput<DissectorEvent>, limits: Limits) {
    this.#output = output;
    this.#limits = limits;
  }

  start(side: Side, input: ReceiveBuffer): Reading<void> {
    return side === 'client' ? this.#readClient(input) : this.#readServer(input);
  }

  search(input: ReceiveBuffer): Reading<boolean> {
    if (this.#features === null) {
      this.#isWhole = false;
      this.#footerLength = null;
    }
    return skipToMessage(input, this.#limits);
  }

  *resume(side: Side, input: ReceiveBuffer): Reading<void> {
    for (;;) {
      this.#output.mark(side, input.offset);
      const frame = yield* readFrame(input, this.#limits, this.#footerLength);
      if (frame === null) return;
      if (frame.kind === 'message' || frame.kind === 'aborted') this.#footerLength = frame.footerLength;
      this.#output.emit(Object.assign(frame, { side, features: this.#features }));
    }
  }

  *#readClient(input: ReceiveBuffer): Reading<void> {
    yield* this.#frame('client', input, readBanner(input));
    yield* this.#frame('client', input, readClientAddr(input));
    for (let connects = 1; ; connects++) {
      const { connect } = yield* this.#frame('client', input, readConnect(input, this.#limits));
      this.#connects.push(connect.features);
      this.#noteNegotiated();
      yield { length: 0, until: () => this.#replies.length >= connects || !this.#isWhole || input.length > MAX_HELD };
      const tag = this.#replies[connects - 1]?.tag;
      if (tag === undefined || connects > MAX_CONNECTS) throw new MessengerError('malformed', 'v1.connect_reply', input.offset, 'the reply to the connect was not seen');
      if (isAccepted(tag)) return yield* this.#readAccepted('client', input, tag);
    }
  }

  *#readServer(input: ReceiveBuffer): Reading<void> {
    yield* this.#frame('server', input, readBanner(input));
    yield* this.#frame('server', input, readServerAddrs(input));
    for (;;) {
      const { reply, at } = yield* this.#frame('server', input, readConnectReply(input, this.#limits));
      if (this.#replies.push(reply) > MAX_CONNECTS) throw new MessengerError('malformed', 'v1.connect_reply', at, `more than ${MAX_CONNECTS} replies`);
      this.#noteNegotiated();
      if (isAccepted(reply.tag)) return yield* this.#readAccepted('server', input, reply.tag);
    }
  }

  /** Reads what follows the reply that ends the handshake. */
  *#readAccepted(side: Side, input: ReceiveBuffer, tag: number): Reading<void> {
    if (tag === TAG_SEQ) yield* this.#frame(side, input, readSeq(input));
    yield* this.resume(side, input);
  }

  /** Reads one frame of the handshake. */
  *#frame<F extends HandshakeFrame>(side: Side, input: ReceiveBuffer, reading: Reading<F>): Reading<F> {
    this.#output.mark(side, input.offset);
    const frame = yield* reading;
    this.#output.mark(side, input.offset);
    this.#output.emit(Object.assign<HandshakeFrame, { readonly side: Side }>(frame, { side }));
    return frame;
  }

  #noteNegotiated(): void {
    const accepted = this.#replies.findIndex(({ tag }) => isAccepted(tag));
    const [connect, reply] = [this.#connects[accepted], this.#replies[accepted]];
    if (connect === undefined || reply === undefined || this.#features !== null) return;
    this.#features = connect.and(reply.features);
    this.#footerLength = footerLengthFor(this.#features);
    this.#output.emit({ kind: 'negotiated', features: this.#features });
  }
}

/** Drops bytes until a message certainly begins, and returns true; drops all and returns false if the stream ends first. */
function* skipToMessage(input: ReceiveBuffer, limits: Limits): Reading<boolean> {
  for (;;) {
    if (input.length < HEAD_LENGTH) yield { length: HEAD_LENGTH };
    const bytes = input.peek(input.length);
    const found = findHead(bytes, limits);
    input.drop(found ?? (input.hasEnded ? bytes.length : bytes.length - HEAD_LENGTH + 1));
    if (found !== undefined) return true;
    if (input.hasEnded) return false;
  }
}

function findHead(bytes: Uint8Array, limits: Limits): number | undefined {
  for (let at = bytes.indexOf(TAG_MSG); at >= 0 && at + HEAD_LENGTH <= bytes.length; at = bytes.indexOf(TAG_MSG, at + 1)) {
    if (isCertainHead(bytes.subarray(at, at + HEAD_LENGTH), limits)) return at;
  }
  return undefined;
}
