import { MSGR_KEEPALIVE2 } from '../../features/masks.ts';
import type { Mask64 } from '../../features/mask64.ts';
import type { Utime } from '../../types/common/utime_t.ts';
import type { Conversation } from '../conversation.ts';
import { wholeMessage } from '../outgoing.ts';
import type { Outgoing } from '../outgoing.ts';
import type { ReceiveBuffer } from '../receive_buffer.ts';
import type { Reading } from '../routine.ts';
import { footerLengthFor, readFrame, writeAck, writeClose, writeKeepalive, writeKeepalive2 } from './frames/stream.ts';
import type { StreamFrame } from './frames/stream.ts';
import { writeMessage } from './frames/message_frame.ts';
import type { Settled, SideOptions } from './options.ts';

/** The peer closed the connection between two frames. */
export interface EndEvent {
  readonly kind: 'end';
}

/** The stream is open; both sides encode for these features from now on: the AND of the words of both. */
export interface ReadyEvent {
  readonly kind: 'ready';
  readonly features: Mask64;
  readonly lossy: boolean;
}

export type SessionEvent = ReadyEvent | StreamFrame | EndEvent;

/** What a session needs of the options of its side. */
type SessionOptions = Pick<Settled<SideOptions>, 'name' | 'limits' | 'dataCrc'>;
type Speaker = Pick<Conversation<SessionEvent>, 'emit' | 'write' | 'stop'>;

/** The stream behind the handshake, alike on both sides. */
export class Session {
  readonly #conversation: Speaker;
  readonly #features: Mask64;
  readonly #lossy: boolean;
  readonly #options: SessionOptions;
  #outSeq = 0n;

  /**
   * @param features in force: what both sides support
   * @param lossy where false, every message received is acknowledged
   */
  constructor(conversation: Speaker, features: Mask64, lossy: boolean, options: SessionOptions) {
    this.#conversation = conversation;
    this.#features = features;
    this.#lossy = lossy;
    this.#options = options;
  }

  /** Reads frames until the peer closes; answers what asks for an answer. */
  *read(input: ReceiveBuffer): Reading<void> {
    this.#conversation.emit({ kind: 'ready', features: this.#features, lossy: this.#lossy });
    for (;;) {
      const frame = yield* readFrame(input, this.#options.limits, footerLengthFor(this.#features));
      this.#conversation.emit(frame ?? { kind: 'end' });
      if (frame === null || frame.kind === 'close') return;
      this.#answer(frame);
    }
  }

  send(message: Outgoing): void {
    const whole = wholeMessage(message, this.#outSeq + 1n, this.#options.name);
    this.#conversation.write(...writeMessage(whole, footerLengthFor(this.#features), this.#options.dataCrc));
    this.#outSeq = whole.seq;
  }

  /** Asks whether the peer is there; `stamp`, which its answer repeats, is lost on one without MSGR_KEEPALIVE2. */
  keepalive(stamp: Utime): void {
    this.#conversation.write(this.#features.has(MSGR_KEEPALIVE2) ? writeKeepalive2('keepalive2', stamp) : writeKeepalive());
  }

  close(): void {
    this.#conversation.write(writeClose());
    this.#conversation.stop();
  }

  #answer(frame: StreamFrame): void {
    if (frame.kind === 'keepalive2') this.#conversation.write(writeKeepalive2('keepalive2_ack', frame.stamp));
    if (frame.kind === 'message' && !this.#lossy) this.#conversation.write(writeAck(frame.message.seq));
  }
}
