/**
 * Space for small encodings, one behind the other, as Node has it for its small Buffers: to allocate takes longer than to
 * encode.
 */
export interface Slab {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  /** Bytes that encodings already have. */
  used: number;
}

/** Shared slabs have this length, others a greater one. */
export const SLAB_LENGTH = 16384;

/** A slab with less space left is given up. */
const LEAST_SPACE = 1024;

/** The slab that no encoder is writing to: the only state, so that two encoders at work never share one. */
let idle: Slab | undefined;

/** A slab for one encoder, until it gives it back. */
export function takeSlab(): Slab {
  const slab = idle;
  idle = undefined;
  // One that somebody transferred has no bytes any more.
  return slab === undefined || slab.bytes.length === 0 ? slabOf(SLAB_LENGTH) : slab;
}

export function giveBack(slab: Slab, used: number): void {
  slab.used = used;
  if (SLAB_LENGTH - used >= LEAST_SPACE) idle = slab;
}

export function slabOf(length: number): Slab {
  const bytes = new Uint8Array(length);
  return { bytes, view: new DataView(bytes.buffer), used: 0 };
}
