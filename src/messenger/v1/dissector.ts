import type { Mask64 } from '../../features/mask64.ts';
import { Flow } from '../flow.ts';
import type { FlowReader, LostEvent, Side } from '../flow.ts';
import { MessengerError } from '../messenger_error.ts';
import type { ReceiveBuffer } from '../receive_buffer.ts';
import type { Reading } from '../routine.ts';
import { footerLengthFor, readFrame } from './frames/stream.ts';
import type { StreamFrame } from './frames/stream.ts';
import { readBanner, readClientAddr, readConnect, readConnectReply, readSeq, readServerAddrs } from './frames/handshake.ts';
import type { HandshakeFrame } from './frames/handshake.ts';
import { LIMITS } from './frames/limits.ts';
import type { Limits } from './frames/limits.ts';
import { HEAD_LENGTH, isCertainHead } from './frames/message_frame.ts';
import type { FooterLength } from './frames/msg_footer.ts';
import { TAG_MSG, TAG_SEQ, isAccepted } from './frames/tags.ts';

/** A connect and the reply that accepts it have been seen. */
export interface NegotiatedEvent {
  readonly kind: 'negotiated';
  /** What both sides support, and encode for. */
  readonly features: Mask64;
}

/** A frame of either side; `features` are those in force, null where the handshake was not seen. */
export type DissectedFrame = HandshakeFrame & { readonly side: Side } | StreamFrame & { readonly side: Side; readonly features: Mask64 | null };

export type DissectorEvent = DissectedFrame | NegotiatedEvent | LostEvent;

/** What a client sent after a connect waits for the server's reply, up to this much. */
const MAX_HELD = 1024 * 1024;
const MAX_CONNECTS = 64;

/**
 * Reads along with both sides of a connection: bytes in, events out.
 *
 * It starts anywhere. After a gap or a fault it goes on at the next message whose header has the right crc, and says what it
 * passed over. Where the handshake was not seen, the length of footers is told by what follows the first of them.
 *
 * Units   offsets count from the first byte of each side
 * Errors  RangeError for bytes that were given already; none for what they are
 */
export class Dissector {
  readonly #limits: Limits;
  readonly #flows: Readonly<Record<Side, Flow>>;
  /** The features of each connect, and the answers, in order. */
  readonly #connects: Mask64[] = [];
  readonly #replies: { readonly tag: number; readonly features: Mask64 }[] = [];
  /** Whether the handshake is seen, so far, on both sides. */
  #isWhole = true;
  #features: Mask64 | null = null;
  #footerLength: FooterLength | null = null;
  #events: DissectorEvent[] = [];

  constructor(limits: Partial<Limits> = {}) {
    this.#limits = { ...LIMITS, ...limits };
    this.#flows = {
      client: new Flow(this.#readerOf('client', (input) => this.#readClient(input))),
      server: new Flow(this.#readerOf('server', (input) => this.#readServer(input))),
    };
  }

  /** Takes what a side sent, which the caller must not write to any more; where `at` is further on than expected, what is between is lost. */
  receive(side: Side, bytes: Uint8Array, at?: number): DissectorEvent[] {
    this.#flows[side].receive(bytes, at);
    return this.#run();
  }

  /** A gap: the next `length` bytes of a side will never come. */
  lose(side: Side, length: number): DissectorEvent[] {
    this.#flows[side].lose(length);
    return this.#run();
  }

  /** A side sends nothing more. */
  end(side: Side): DissectorEvent[] {
    this.#flows[side].end();
    return this.#run();
  }

  #run(): DissectorEvent[] {
    const { client, server } = this.#flows;
    while (client.run() || server.run());
    const events = this.#events;
    this.#events = [];
    return events;
  }

  #readerOf(side: Side, start: FlowReader['start']): FlowReader {
    return {
      side, start,
      search: (input) => this.#search(input),
      resume: (input) => this.#readStream(side, input),
      lost: (event) => this.#events.push(event),
    };
  }

  #search(input: ReceiveBuffer): Reading<boolean> {
    if (this.#features === null) {
      this.#isWhole = false;
      this.#footerLength = null;
    }
    return skipToMessage(input, this.#limits);
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
      if (tag === undefined || connects > MAX_CONNECTS) throw new MessengerError('malformed', 'v1.connect_reply', input.offset, 'the answer to the connect is not known');
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

  /** What follows the reply that ends the handshake. */
  *#readAccepted(side: Side, input: ReceiveBuffer, tag: number): Reading<void> {
    if (tag === TAG_SEQ) yield* this.#frame(side, input, readSeq(input));
    yield* this.#readStream(side, input);
  }

  *#readStream(side: Side, input: ReceiveBuffer): Reading<void> {
    for (;;) {
      this.#flows[side].mark(input.offset);
      const frame = yield* readFrame(input, this.#limits, this.#footerLength);
      if (frame === null) return;
      if (frame.kind === 'message' || frame.kind === 'aborted') this.#footerLength = frame.footerLength;
      this.#events.push(Object.assign(frame, { side, features: this.#features }));
    }
  }

  /** One frame of the handshake. */
  *#frame<F extends HandshakeFrame>(side: Side, input: ReceiveBuffer, reading: Reading<F>): Reading<F> {
    this.#flows[side].mark(input.offset);
    const frame = yield* reading;
    this.#flows[side].mark(input.offset);
    this.#events.push(Object.assign<HandshakeFrame, { readonly side: Side }>(frame, { side }));
    return frame;
  }

  #noteNegotiated(): void {
    const accepted = this.#replies.findIndex(({ tag }) => isAccepted(tag));
    const [connect, reply] = [this.#connects[accepted], this.#replies[accepted]];
    if (connect === undefined || reply === undefined || this.#features !== null) return;
    this.#features = connect.and(reply.features);
    this.#footerLength = footerLengthFor(this.#features);
    this.#events.push({ kind: 'negotiated', features: this.#features });
  }
}

/** Drops bytes up to the next certain head of a message; all, and false, where the stream ends before one. */
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
