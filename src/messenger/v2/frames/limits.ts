/** The greatest length of each segment of a frame, in bytes. A greater one is refused as soon as the preamble announces it. */
export interface Limits {
  /** A control frame: idents, authorizers, keepalives. */
  readonly control: number;
  readonly front: number;
  readonly middle: number;
  readonly data: number;
}

const MIB = 1024 * 1024;

/** The longest parts of a frame that are accepted by default. A longer one is malformed. */
export const LIMITS: Limits = { control: MIB, front: 16 * MIB, middle: 16 * MIB, data: 128 * MIB };
