import { encodeUtf8 } from '../../../buffer/bytes/utf8.ts';
import { Decoder } from '../../../encoding/decoder.ts';
import { Encoder } from '../../../encoding/encoder.ts';
import { Mask64 } from '../../../features/mask64.ts';
import { MessengerError } from '../../messenger_error.ts';
import type { ReceiveBuffer } from '../../receive_buffer.ts';
import { need } from '../../routine.ts';
import type { Reading } from '../../routine.ts';
import type { MessengerFeatures } from './revision.ts';

/**
 * What each side sends first: the name of the protocol, and its messenger features.
 *
 * Layout  "ceph v2\n", u16 length of what follows, u64 supported, u64 required; what a newer peer appends is ignored
 * Source  ceph v16.0.0 src/msg/async/ProtocolV2.cc:776-900, src/include/msgr.h:30
 */

const PREFIX = /* @__PURE__ */ encodeUtf8('ceph v2\n');
const V1_AT = 6;
const V1_DIGIT = 0x30; // "ceph v0"
const HEAD_LENGTH = PREFIX.length + 2;
const PAYLOAD_LENGTH = 16;

export function encodeBanner({ supported, required }: MessengerFeatures): Uint8Array {
  const e = new Encoder(Mask64.NONE);
  e.raw(PREFIX);
  e.u16(PAYLOAD_LENGTH);
  e.mask64(supported);
  e.mask64(required);
  return e.take();
}

/**
 * Reads a banner.
 *
 * @throws MessengerError `banner` at the first wrong byte, `malformed` for a payload that is too short
 */
export function* readBanner(input: ReceiveBuffer): Reading<MessengerFeatures> {
  for (let at = 0; at < PREFIX.length; at++) {
    yield* need(input, at + 1, 'v2.banner');
    checkPrefix(input, at);
  }
  yield* need(input, HEAD_LENGTH, 'v2.banner');
  const length = new Decoder(input.peek(2, PREFIX.length)).u16('length');
  if (length < PAYLOAD_LENGTH) {
    throw new MessengerError('malformed', 'v2.banner.length', input.offset + PREFIX.length, `expected at least ${PAYLOAD_LENGTH}, got ${length}`);
  }
  yield* need(input, HEAD_LENGTH + length, 'v2.banner');
  const d = new Decoder(input.peek(PAYLOAD_LENGTH, HEAD_LENGTH));
  input.drop(HEAD_LENGTH + length);
  return { supported: d.mask64('supported'), required: d.mask64('required') };
}

function checkPrefix(input: ReceiveBuffer, at: number): void {
  const [byte] = input.peek(1, at);
  if (byte === PREFIX[at]) return;
  const isV1 = at === V1_AT && byte === V1_DIGIT;
  const reason = isV1 ? 'the peer uses messenger v1' : `expected byte ${PREFIX[at]} of "ceph v2\\n", got ${byte}`;
  throw new MessengerError('banner', 'v2.banner', input.offset + at, reason);
}
