/**
 * Space that small encodings share, one after the other, as Node's small Buffers do: allocating takes longer than encoding.
 */
export interface Slab {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  /** The number of bytes that encodings already use. */
  used: number;
}

/** The length of a slab that encodings share; a slab for a single encoding is longer. */
export const SLAB_LENGTH = 16384;

/** A slab with less space left is not used again. */
export const LEAST_SPACE = 1024;

/** Up to this length bytes are written in a loop, which costs less than a call of `set`. */
const SHORT = 48;

/** Copies `value` into a slab. */
export function copyInto(bytes: Uint8Array, at: number, value: Uint8Array): void {
  const { length } = value;
  if (length > SHORT) bytes.set(value, at);
  else for (let i = 0; i < length; i++) bytes[at + i] = value[i] as number;
}

/**
 * The slabs that no encoder is writing to; the second one is for an encoder within an encoding. This is the only state, so two active
 * encoders never share a slab.
 */
let idle: Slab | undefined;
let second: Slab | undefined;

/** Returns a slab that belongs to one encoder until that encoder calls {@link giveBack}. */
export function takeSlab(): Slab {
  const slab = idle;
  idle = second;
  second = undefined;
  // If its ArrayBuffer was transferred, the slab has no bytes left.
  return slab === undefined || slab.bytes.length === 0 ? slabOf(SLAB_LENGTH) : slab;
}

export function giveBack(slab: Slab, used: number): void {
  slab.used = used;
  if (SLAB_LENGTH - used < LEAST_SPACE) return;
  second = idle;
  idle = slab;
}

export function slabOf(length: number): Slab {
  const bytes = new Uint8Array(length);
  return { bytes, view: new DataView(bytes.buffer), used: 0 };
}
