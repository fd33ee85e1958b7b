/** What went wrong, as a word for programs; `reason` says it to people. */
export type DecodeErrorCode =
  /** The input ends inside a field. */
  | 'end_of_buffer'
  /** A field runs past the `struct_len` of the struct it lies in. */
  | 'past_struct_end'
  /** `struct_len`, or the length of an embedded buffer, promises more than its parent holds. */
  | 'length_past_parent'
  /** `struct_compat` asks for a newer decoder. */
  | 'incompatible'
  /** A value that no encoder writes: a marker, a length, a checksum. */
  | 'malformed'
  /** Bytes are left behind a whole value. */
  | 'trailing_bytes'
  /** The value is whole, but the release whose decoder this is asserts what it does not keep, and ends its process. */
  | 'aborts';

/** A field's name, or its index in a list. */
export type Label = string | number;

/** A {@link DecodeError} but for its path. */
export interface Fault {
  readonly code: DecodeErrorCode;
  /** Counted from the first byte the caller gave. */
  readonly offset: number;
  readonly reason: string;
  /** Bytes the field needs; absent where the fault is not a shortage. */
  readonly needed?: number;
  /** Bytes there were for it. */
  readonly available?: number;
}

/**
 * The one error that bytes can cause.
 *
 * Message  `MonMap.mon_info[1].public_addr.nonce at offset 278: need 4 bytes, 2 left`
 */
export class DecodeError extends Error implements Fault {
  override readonly name = 'DecodeError';
  readonly code: DecodeErrorCode;
  readonly offset: number;
  readonly reason: string;
  declare readonly needed?: number;
  declare readonly available?: number;
  /** Ceph's field names, outermost type first; grows outwards while the error unwinds. */
  path: string;

  constructor(label: Label, fault: Fault) {
    super();
    this.path = step(label);
    this.code = fault.code;
    this.offset = fault.offset;
    this.reason = fault.reason;
    if (fault.needed !== undefined) this.needed = fault.needed;
    if (fault.available !== undefined) this.available = fault.available;
    this.message = this.describe();
  }

  /** Notes one more level of the path, on the way out of a field. */
  enter(label: Label): void {
    const outer = step(label);
    const isJoined = outer === '' || this.path === '' || this.path.startsWith('[');
    this.path = outer + (isJoined ? '' : '.') + this.path;
    this.message = this.describe();
  }

  private describe(): string {
    return `${this.path} at offset ${this.offset}: ${this.reason}`;
  }
}

function step(label: Label): string {
  return typeof label === 'number' ? `[${label}]` : label;
}
