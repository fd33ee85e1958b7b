import type { Mask64 } from '../../features/mask64.ts';
import type { EntityName } from '../../types/common/entity_name_t.ts';
import type { Utime } from '../../types/common/utime_t.ts';
import type { EndEvent } from '../events.ts';
import type { Output, Session } from '../machine.ts';
import type { Message } from '../message.ts';
import { MessengerError } from '../messenger_error.ts';
import type { ReceiveBuffer } from '../receive_buffer.ts';
import type { Reading } from '../routine.ts';
import { decodeControlFrame } from './frames/control_frame.ts';
import type { ControlFrame } from './frames/control_frame.ts';
import type { Frame } from './frames/frame.ts';
import { decodeMessageFrame, writeMessageFrame } from './frames/message_frame.ts';
import type { ReceivedMessage } from './frames/message_frame.ts';
import type { Ack, Keepalive2, Keepalive2Ack } from './frames/session.ts';
import { TAG_MESSAGE } from './frames/tag.ts';
import { isOneOf } from './link.ts';
import type { Link } from './link.ts';

export interface MessageEvent extends ReceivedMessage {
  readonly kind: 'message';
}

export type SessionEvent = MessageEvent | Keepalive2 | Keepalive2Ack | Ack | EndEvent;

export interface SessionOptions {
  /** What both sides support. */
  readonly features: Mask64;
  /** If false, every received message is acknowledged at once, and not only by the next message that is sent. */
  readonly lossy: boolean;
  readonly name: EntityName;
  readonly peer: EntityName;
}

/** The frames after the idents. */
export class V2Session implements Session {
  readonly features: Mask64;
  readonly lossy: boolean;
  readonly name: EntityName;
  readonly #peer: EntityName;
  readonly #link: Link;
  readonly #output: Output<SessionEvent>;
  #inSeq = 0n;

  constructor(link: Link, output: Output<SessionEvent>, { features, lossy, name, peer }: SessionOptions) {
    this.features = features;
    this.lossy = lossy;
    this.name = name;
    this.#peer = peer;
    this.#link = link;
    this.#output = output;
  }

  *read(input: ReceiveBuffer): Reading<void> {
    for (;;) {
      if (input.length === 0) yield { length: 1 };
      if (input.length === 0) break;
      const frame = yield* this.#link.read();
      if (frame.tag === TAG_MESSAGE) this.#receiveMessage(frame);
      else this.#receiveControl(decodeControlFrame(frame), frame.offset);
    }
    this.#output.emit({ kind: 'end' });
  }

  send(message: Message): void {
    this.#link.write(writeMessageFrame(message, this.#inSeq, this.#link.revision));
  }

  keepalive(timestamp: Utime): void {
    this.#link.send({ kind: 'keepalive2', timestamp });
  }

  /** Messenger v2 has no frame that says so. */
  close(): void {}

  #receiveMessage(frame: Frame): void {
    const received = decodeMessageFrame(frame, this.#peer);
    const { seq } = received.message;
    if (seq <= this.#inSeq) throw new MessengerError('malformed', 'v2.header2.seq', frame.offset, `expected more than ${this.#inSeq}, got ${seq}`);
    this.#inSeq = seq;
    this.#output.emit({ kind: 'message', ...received });
    if (!this.lossy) this.#link.send({ kind: 'ack', seq });
  }

  #receiveControl(frame: ControlFrame, at: number): void {
    if (!isOneOf(frame, ['keepalive2', 'keepalive2_ack', 'ack'])) throw new MessengerError('malformed', `v2.${frame.kind}`, at, 'out of order: the handshake is complete');
    if (frame.kind === 'keepalive2') this.#link.send({ kind: 'keepalive2_ack', timestamp: frame.timestamp });
    this.#output.emit(frame);
  }
}
