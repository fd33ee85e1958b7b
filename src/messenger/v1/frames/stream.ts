import { decodeUtime, encodeUtime } from '../../../types/common/utime_t.ts';
import type { Utime } from '../../../types/common/utime_t.ts';
import type { Decode } from '../../../encoding/decoder.ts';
import { MSG_AUTH } from '../../../features/masks.ts';
import type { Mask64 } from '../../../features/mask64.ts';
import { MessengerError } from '../../messenger_error.ts';
import type { ReceiveBuffer } from '../../receive_buffer.ts';
import { need } from '../../routine.ts';
import type { Reading } from '../../routine.ts';
import { encoded, parse } from './bytes.ts';
import type { Place } from './handshake.ts';
import type { Limits } from './limits.ts';
import { readMessage } from './message_frame.ts';
import type { MessageFrame } from './message_frame.ts';
import { FOOTER_LENGTH, OLD_FOOTER_LENGTH } from './msg_footer.ts';
import type { FooterLength } from './msg_footer.ts';
import { TAG_ACK, TAG_CLOSE, TAG_KEEPALIVE, TAG_KEEPALIVE2, TAG_KEEPALIVE2_ACK, TAG_MSG } from './tags.ts';

/** The sender has received all messages up to this number. */
export interface AckFrame extends Place {
  readonly kind: 'ack';
  readonly seq: bigint;
}

export interface KeepaliveFrame extends Place {
  readonly kind: 'keepalive';
}

/** `stamp` is the time at the side that asks; the answer repeats it. */
export interface Keepalive2Frame extends Place {
  readonly kind: 'keepalive2' | 'keepalive2_ack';
  readonly stamp: Utime;
}

export interface CloseFrame extends Place {
  readonly kind: 'close';
}

/** A frame of the stream after the handshake. */
export type StreamFrame = MessageFrame | AckFrame | KeepaliveFrame | Keepalive2Frame | CloseFrame;

export function footerLengthFor(features: Mask64): FooterLength {
  return features.has(MSG_AUTH) ? FOOTER_LENGTH : OLD_FOOTER_LENGTH;
}

/**
 * Reads the next frame; null if the stream ends before it.
 *
 * @param footerLength null if the negotiated features are unknown
 */
export function* readFrame(input: ReceiveBuffer, limits: Limits, footerLength: FooterLength | null): Reading<StreamFrame | null> {
  if (input.length === 0) yield { length: 1 };
  if (input.length === 0) return null;
  const at = input.offset;
  const [tag] = input.peek(1);
  switch (tag) {
    case TAG_MSG: return yield* readMessage(input, limits, footerLength);
    case TAG_ACK: return { kind: 'ack', seq: yield* readBody(input, 'v1.ack', (d) => d.u64('seq')), at, length: 9 };
    case TAG_KEEPALIVE2: return { kind: 'keepalive2', stamp: yield* readBody(input, 'v1.keepalive2', decodeUtime), at, length: 9 };
    case TAG_KEEPALIVE2_ACK: return { kind: 'keepalive2_ack', stamp: yield* readBody(input, 'v1.keepalive2_ack', decodeUtime), at, length: 9 };
    case TAG_KEEPALIVE:
    case TAG_CLOSE:
      input.drop(1);
      return { kind: tag === TAG_CLOSE ? 'close' : 'keepalive', at, length: 1 };
    default:
      throw new MessengerError('malformed', 'v1.tag', at, `expected a stream tag, got ${tag}`);
  }
}

/** Reads a tag and the eight bytes after it. */
function* readBody<T>(input: ReceiveBuffer, path: string, decode: Decode<T>): Reading<T> {
  yield* need(input, 9, path);
  const body = parse(path, input.offset + 1, input.peek(8, 1), decode);
  input.drop(9);
  return body;
}

export function writeAck(seq: bigint): Uint8Array {
  return encoded((e) => {
    e.u8(TAG_ACK);
    e.u64(seq);
  });
}

export function writeKeepalive(): Uint8Array {
  return Uint8Array.of(TAG_KEEPALIVE);
}

export function writeKeepalive2(kind: Keepalive2Frame['kind'], stamp: Utime): Uint8Array {
  return encoded((e) => {
    e.u8(kind === 'keepalive2' ? TAG_KEEPALIVE2 : TAG_KEEPALIVE2_ACK);
    encodeUtime(e, stamp);
  });
}

export function writeClose(): Uint8Array {
  return Uint8Array.of(TAG_CLOSE);
}
