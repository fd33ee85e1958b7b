import { MSGR_KEEPALIVE2 } from '../../features/masks.ts';
import type { Mask64 } from '../../features/mask64.ts';
import type { EntityName } from '../../types/common/entity_name_t.ts';
import type { Utime } from '../../types/common/utime_t.ts';
import type { EndEvent } from '../events.ts';
import type { Output, Session } from '../machine.ts';
import type { Message } from '../message.ts';
import type { ReceiveBuffer } from '../receive_buffer.ts';
import type { Reading } from '../routine.ts';
import { writeMessage } from './frames/message_frame.ts';
import { footerLengthFor, readFrame, writeAck, writeClose, writeKeepalive, writeKeepalive2 } from './frames/stream.ts';
import type { StreamFrame } from './frames/stream.ts';
import type { CompleteOptions, SideOptions } from './options.ts';

export type SessionEvent = StreamFrame | EndEvent;

/** The options of its side that a session needs. */
type SessionOptions = Pick<CompleteOptions<SideOptions>, 'name' | 'limits' | 'dataCrc'>;

/** The stream after the handshake. */
export class V1Session implements Session {
  readonly features: Mask64;
  readonly lossy: boolean;
  readonly #output: Output<SessionEvent>;
  readonly #options: SessionOptions;

  /**
   * @param features what both sides support
   * @param lossy if false, every received message is acknowledged
   */
  constructor(output: Output<SessionEvent>, features: Mask64, lossy: boolean, options: SessionOptions) {
    this.features = features;
    this.lossy = lossy;
    this.#output = output;
    this.#options = options;
  }

  get name(): EntityName {
    return this.#options.name;
  }

  *read(input: ReceiveBuffer): Reading<void> {
    for (;;) {
      const frame = yield* readFrame(input, this.#options.limits, footerLengthFor(this.features));
      this.#output.emit(frame ?? { kind: 'end' });
      if (frame === null || frame.kind === 'close') return;
      this.#answer(frame);
    }
  }

  send(message: Message): void {
    this.#output.write(...writeMessage(message, footerLengthFor(this.features), this.#options.dataCrc));
  }

  keepalive(stamp: Utime): void {
    this.#output.write(this.features.has(MSGR_KEEPALIVE2) ? writeKeepalive2('keepalive2', stamp) : writeKeepalive());
  }

  close(): void {
    this.#output.write(writeClose());
  }

  #answer(frame: StreamFrame): void {
    if (frame.kind === 'keepalive2') this.#output.write(writeKeepalive2('keepalive2_ack', frame.stamp));
    if (frame.kind === 'message' && !this.lossy) this.#output.write(writeAck(frame.message.seq));
  }
}
