import type { Decode } from '../../../encoding/decoder.ts';
import { Encoder } from '../../../encoding/encoder.ts';
import type { Encode } from '../../../encoding/encoder.ts';
import { MSG_ADDR2, SERVER_NAUTILUS } from '../../../features/masks.ts';

/** How to read and write one kind of control frame. */
export interface FrameCodec<F> {
  readonly tag: number;
  readonly decode: Decode<F>;
  readonly encode: Encode<F>;
}

/**
 * Features that every peer of messenger v2 is assumed to have when it reads frames: both forms of an address, and the type
 * "any".
 *
 * Source  ceph v16.0.0 src/msg/async/frames_v2.h:17-35
 */
const ASSUMED = MSG_ADDR2.or(SERVER_NAUTILUS);

/** Encodes as in frames, regardless of the peer's features. */
export function frameBytes<T>(encode: Encode<T>, value: T): Uint8Array {
  const e = new Encoder(ASSUMED);
  encode(e, value);
  return e.take();
}

export const decodeU32: Decode<number> = (d) => d.u32('');
export const encodeU32: Encode<number> = (e, value) => e.u32(value);
