import { DecodeError } from '../../../encoding/decode_error.ts';
import { Decoder } from '../../../encoding/decoder.ts';
import type { Decode } from '../../../encoding/decoder.ts';
import { Encoder } from '../../../encoding/encoder.ts';
import { Mask64 } from '../../../features/mask64.ts';
import { MessengerError } from '../../messenger_error.ts';

/** The value that fills `bytes`, which stand at `offset` of the stream; `path` names it. */
export function parse<T>(path: string, offset: number, bytes: Uint8Array, decode: Decode<T>): T {
  try {
    return new Decoder(bytes).whole(path, decode);
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    throw new MessengerError('malformed', error.path, offset + error.offset, error.reason);
  }
}

/** Bytes as messenger v1 writes them itself, whatever the peer's features: addresses in the legacy form. */
export function encoded(encode: (e: Encoder) => void): Uint8Array {
  const e = new Encoder(Mask64.NONE);
  encode(e);
  return e.take();
}
