import { BufferList } from '../../../buffer/list.ts';
import { BufferPtr } from '../../../buffer/ptr.ts';
import { DecodeError } from '../../../encoding/decode_error.ts';
import { Decoder } from '../../../encoding/decoder.ts';
import type { Decode } from '../../../encoding/decoder.ts';
import type { Encode } from '../../../encoding/encoder.ts';
import { MessengerError } from '../../messenger_error.ts';
import * as auth from './auth.ts';
import { frameBytes } from './codec.ts';
import type { FrameCodec } from './codec.ts';
import { writeFrame } from './frame.ts';
import type { Frame } from './frame.ts';
import * as ident from './ident.ts';
import type { Revision } from './revision.ts';
import * as session from './session.ts';

/** Any frame except MESSAGE; `kind` is the name of its tag in lower case. */
export type ControlFrame =
  | auth.Hello | auth.AuthRequest | auth.AuthBadMethod | auth.AuthReplyMore | auth.AuthRequestMore | auth.AuthDone | auth.AuthSignature
  | auth.CompressionRequest | auth.CompressionDone
  | ident.ClientIdent | ident.ServerIdent | ident.IdentMissingFeatures
  | session.SessionReconnect | session.SessionReset | session.SessionRetry | session.SessionRetryGlobal | session.SessionReconnectOk
  | session.Wait | session.Keepalive2 | session.Keepalive2Ack | session.Ack;

type CodecOf<K extends ControlFrame['kind']> = FrameCodec<Extract<ControlFrame, { kind: K }>>;

const CODECS: { readonly [K in ControlFrame['kind']]: CodecOf<K> } = {
  hello: auth.hello,
  auth_request: auth.authRequest,
  auth_bad_method: auth.authBadMethod,
  auth_reply_more: auth.authReplyMore,
  auth_request_more: auth.authRequestMore,
  auth_done: auth.authDone,
  auth_signature: auth.authSignature,
  client_ident: ident.clientIdent,
  server_ident: ident.serverIdent,
  ident_missing_features: ident.identMissingFeatures,
  session_reconnect: session.sessionReconnect,
  session_reset: session.sessionReset,
  session_retry: session.sessionRetry,
  session_retry_global: session.sessionRetryGlobal,
  session_reconnect_ok: session.sessionReconnectOk,
  wait: session.wait,
  keepalive2: session.keepalive2,
  keepalive2_ack: session.keepalive2Ack,
  ack: session.ack,
  compression_request: auth.compressionRequest,
  compression_done: auth.compressionDone,
};

const BY_TAG = /* @__PURE__ */ byTag();

function byTag(): ReadonlyMap<number, readonly [kind: string, codec: FrameCodec<ControlFrame>]> {
  return new Map(Object.entries(CODECS).map(([kind, codec]) => [codec.tag, [kind, codec as FrameCodec<ControlFrame>]]));
}

/**
 * Decodes a control frame. What a newer peer appends is ignored.
 *
 * @throws MessengerError `malformed`, with the field's name and its offset in the stream
 */
export function decodeControlFrame({ tag, segments: [segment], offset }: Frame): ControlFrame {
  const [kind, codec] = BY_TAG.get(tag) ?? [];
  if (codec === undefined || kind === undefined || segment === undefined) throw new MessengerError('malformed', 'v2.preamble.tag', offset, `${tag} is not the tag of a control frame`);
  return decodePart(segment, (d) => d.field(kind, codec.decode));
}

/** Bytes, and their offset in the stream. */
interface Part {
  readonly bytes: Uint8Array | BufferList;
  readonly offset: number;
}

/** Decodes a part of a frame. Errors get the path and the offset of the stream. */
export function decodePart<T>({ bytes, offset }: Part, decode: Decode<T>): T {
  try {
    return decode(new Decoder(bytes));
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    throw new MessengerError('malformed', `v2.${error.path}`, offset + error.offset, error.reason);
  }
}

export function writeControlFrame(frame: ControlFrame, revision: Revision): BufferList {
  const { tag, encode } = CODECS[frame.kind];
  const payload = frameBytes(encode as Encode<ControlFrame>, frame);
  return writeFrame(tag, [BufferList.from(BufferPtr.claim(payload))], revision);
}
