import { fromHex, toHex } from '../../src/buffer/bytes/hex.ts';
import { DecodeError } from '../../src/encoding/decode_error.ts';

/** Bytes in hexadecimal: white space means nothing, `#` starts a comment, an inserted value is its bytes. */
export function hex(text: TemplateStringsArray, ...values: readonly Uint8Array[]): Uint8Array {
  return fromHex(String.raw(text, ...values.map(toHex)));
}

/** The DecodeError of `read`; anything else it throws goes through. */
export function decodeErrorOf(read: () => unknown): DecodeError {
  try {
    read();
  } catch (error) {
    if (error instanceof DecodeError) return error;
    throw error;
  }
  throw new Error('expected a DecodeError, nothing was thrown');
}
