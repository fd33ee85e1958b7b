import type { MessageType, Stored } from '../../../src/types/messages/message_type.ts';
import type { StoredMessage } from '../../../src/types/messages/stored_message.ts';

const NOTHING = new Uint8Array(0);

/** The value in a message from client.?, whose header `fields` can change. */
export function inMessage<F>({ type }: MessageType<F>, value: Stored<F>, fields: Partial<StoredMessage> = {}): Stored<F> {
  const message: StoredMessage = {
    seq: 2n, tid: 0n, type, priority: 127, version: 1, dataOff: 0, src: { type: 8, num: -1n }, compatVersion: 1, reserved: 0, flags: 1,
    sealed: true, front: NOTHING, middle: NOTHING, data: NOTHING, ...fields,
  };
  return { ...value, message };
}
