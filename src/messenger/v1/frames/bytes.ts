import { DecodeError } from '../../../encoding/decode_error.ts';
import { Decoder } from '../../../encoding/decoder.ts';
import type { Decode } from '../../../encoding/decoder.ts';
import { Encoder } from '../../../encoding/encoder.ts';
import { Mask64 } from '../../../features/mask64.ts';
import { MessengerError } from '../../messenger_error.ts';

/**
 * Decodes exactly one value from bytes of the stream; `path` names the value.
 *
 * @param offset of the bytes in the stream
 * @throws MessengerError `malformed` if they are not such a value
 */
export function parse<T>(path: string, offset: number, bytes: Uint8Array, decode: Decode<T>): T {
  try {
    return new Decoder(bytes).whole(path, decode);
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    throw new MessengerError('malformed', error.path, offset + error.offset, error.reason);
  }
}

/** Encodes as messenger v1 does in its own frames, regardless of the peer's features: addresses have the legacy form. */
export function encoded(encode: (e: Encoder) => void): Uint8Array {
  const e = new Encoder(Mask64.NONE);
  encode(e);
  return e.take();
}
