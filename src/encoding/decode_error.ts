import { CephwireError } from '../error/cephwire_error.ts';

/** What went wrong, as a code for programs; `reason` explains it to people. */
export type DecodeErrorCode =
  /** The input ends inside a field. */
  | 'end_of_buffer'
  /** A field runs past the end of its struct, which `struct_len` sets. */
  | 'past_struct_end'
  /** `struct_len`, or the length of an embedded buffer, is more than the bytes left in its parent. */
  | 'length_past_parent'
  /** `struct_compat` requires a newer decoder. */
  | 'incompatible'
  /** A field has a value that no encoder writes: a marker, a length, a checksum. */
  | 'malformed'
  /** Bytes are left over after a whole value. */
  | 'trailing_bytes'
  /** The bytes are a whole value, but this value fails an assertion in the release's own decoder, which aborts its process. */
  | 'aborts';

/** The name of a field, or the index of an item in a list. */
export type Label = string | number;

/** What the kernel client does with bytes that it refuses. */
export interface KernelFailure {
  /** The error that it returns, and its number. */
  readonly errno: 'EINVAL' | 'ENOENT' | 'ERANGE';
  /** The lines that it logs, without `libceph: ` before them. */
  readonly logs: readonly string[];
}

/** Everything that a {@link DecodeError} says, except its path. */
export interface Fault {
  readonly code: DecodeErrorCode;
  /** Counted from the first byte of the caller's input. */
  readonly offset: number;
  readonly reason: string;
  /** The number of bytes that the field needs; present only if bytes are missing. */
  readonly needed?: number;
  /** The number of bytes that were left for the field. */
  readonly available?: number;
  /** What Linux does; present only if a kernel client reads. */
  readonly linux?: KernelFailure;
}

/**
 * The only error that decoding throws because of its input.
 *
 * Message  `MonMap.mon_info[1].public_addr.nonce at offset 278: need 4 bytes, 2 left`
 */
export class DecodeError extends CephwireError implements Fault {
  readonly code: DecodeErrorCode;
  readonly offset: number;
  readonly reason: string;
  declare readonly needed?: number;
  declare readonly available?: number;
  declare linux?: KernelFailure;
  /** Ceph's field names, outermost type first. Each enclosing field is put in front while the error unwinds. */
  path: string;

  override get name(): 'DecodeError' {
    return 'DecodeError';
  }

  constructor(label: Label, fault: Fault) {
    super();
    this.path = step(label);
    this.code = fault.code;
    this.offset = fault.offset;
    this.reason = fault.reason;
    if (fault.needed !== undefined) this.needed = fault.needed;
    if (fault.available !== undefined) this.available = fault.available;
    if (fault.linux !== undefined) this.linux = fault.linux;
    this.message = this.describe();
  }

  /** Adds what Linux does, while the error unwinds. */
  inKernel(linux: KernelFailure): void {
    this.linux = linux;
    this.message = this.describe();
  }

  /** Puts the enclosing field in front of the path, while the error unwinds. */
  enter(label: Label): void {
    const outer = step(label);
    const isJoined = outer === '' || this.path === '' || this.path.startsWith('[');
    this.path = outer + (isJoined ? '' : '.') + this.path;
    this.message = this.describe();
  }

  private describe(): string {
    const { path, offset, reason, linux } = this;
    return `${path} at offset ${offset}: ${reason}${linux === undefined ? '' : `; ${kernelFailureText(linux)}`}`;
  }
}

/** `Linux logs "libceph: problem decoding monmap, -22" (EINVAL)`. */
function kernelFailureText({ errno, logs }: KernelFailure): string {
  return logs.length === 0 ? `Linux returns -${errno}` : `Linux logs ${logs.map((line) => `"libceph: ${line}"`).join(', ')} (${errno})`;
}

function step(label: Label): string {
  return typeof label === 'number' ? `[${label}]` : label;
}
