import type { Mask64 } from '../../features/mask64.ts';
import type { EntityName } from '../../types/common/entity_name_t.ts';
import type { Utime } from '../../types/common/utime_t.ts';
import { MessengerError } from '../messenger_error.ts';
import { wholeMessage } from '../outgoing.ts';
import type { Outgoing } from '../outgoing.ts';
import type { ReceiveBuffer } from '../receive_buffer.ts';
import type { Reading } from '../routine.ts';
import { decodeControlFrame } from './frames/control_frame.ts';
import type { ControlFrame } from './frames/control_frame.ts';
import type { Frame } from './frames/frame.ts';
import { isOneOf } from './link.ts';
import type { Link } from './link.ts';
import { decodeMessageFrame, writeMessageFrame } from './frames/message_frame.ts';
import type { ReceivedMessage } from './frames/message_frame.ts';
import type { Ack, Keepalive2, Keepalive2Ack } from './frames/session.ts';
import { TAG_MESSAGE } from './frames/tag.ts';

/** Messages can be sent; both sides encode for these features from now on: the AND of the words of both. */
export interface ReadyEvent {
  readonly kind: 'ready';
  readonly features: Mask64;
  readonly lossy: boolean;
}

export interface MessageEvent extends ReceivedMessage {
  readonly kind: 'message';
}

/** The peer closed the connection between two frames. */
export interface EndEvent {
  readonly kind: 'end';
}

export type SessionEvent = ReadyEvent | MessageEvent | Keepalive2 | Keepalive2Ack | Ack | EndEvent;

export interface SessionOptions {
  /** In force: what both sides support. */
  readonly features: Mask64;
  /** Where false, every message received is acknowledged at once, and not only by the next that is sent. */
  readonly lossy: boolean;
  readonly name: EntityName;
  readonly peer: EntityName;
}

/** What a session tells its events to. */
interface Listener {
  emit(event: SessionEvent): void;
}

/** Everything behind the idents, alike on both sides. */
export class Session {
  readonly #listener: Listener;
  readonly #link: Link;
  readonly #options: SessionOptions;
  #inSeq = 0n;
  #outSeq = 0n;

  constructor(listener: Listener, link: Link, options: SessionOptions) {
    this.#listener = listener;
    this.#link = link;
    this.#options = options;
  }

  /** Reads frames until the peer closes; answers what asks for an answer. */
  *read(input: ReceiveBuffer): Reading<void> {
    const { features, lossy } = this.#options;
    this.#listener.emit({ kind: 'ready', features, lossy });
    for (;;) {
      if (input.length === 0) yield { length: 1 };
      if (input.length === 0) break;
      const frame = yield* this.#link.read();
      if (frame.tag === TAG_MESSAGE) this.#message(frame);
      else this.#control(decodeControlFrame(frame), frame.offset);
    }
    this.#listener.emit({ kind: 'end' });
  }

  send(message: Outgoing): void {
    const whole = wholeMessage(message, this.#outSeq + 1n, this.#options.name);
    this.#link.write(writeMessageFrame(whole, this.#inSeq, this.#link.revision));
    this.#outSeq = whole.seq;
  }

  keepalive(timestamp: Utime): void {
    this.#link.send({ kind: 'keepalive2', timestamp });
  }

  #message(frame: Frame): void {
    const received = decodeMessageFrame(frame, this.#options.peer);
    const { seq } = received.message;
    if (seq <= this.#inSeq) throw new MessengerError('malformed', 'v2.header2.seq', frame.offset, `expected more than ${this.#inSeq}, got ${seq}`);
    this.#inSeq = seq;
    this.#listener.emit({ kind: 'message', ...received });
    if (!this.#options.lossy) this.#link.send({ kind: 'ack', seq });
  }

  #control(frame: ControlFrame, at: number): void {
    if (!isOneOf(frame, ['keepalive2', 'keepalive2_ack', 'ack'])) throw new MessengerError('malformed', `v2.${frame.kind}`, at, 'came behind the idents');
    if (frame.kind === 'keepalive2') this.#link.send({ kind: 'keepalive2_ack', timestamp: frame.timestamp });
    this.#listener.emit(frame);
  }
}
