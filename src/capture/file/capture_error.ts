import { CephwireError } from '../../error/cephwire_error.ts';

/** What ended the reading of a capture file, as a code for programs; `reason` explains it to people. */
export type CaptureErrorCode =
  /** Neither pcap nor pcapng. */
  | 'not_a_capture'
  /** A version of the format that this library does not know. */
  | 'not_supported'
  /** A length or a number that no program writes, or that exceeds a limit. */
  | 'malformed'
  /** The file ends in the middle of a record; all records before it were read. */
  | 'truncated';

/**
 * The only error that the bytes of a capture file can cause.
 *
 * Message  `pcapng.interface_id at offset 1284: the section has 1 interface, got 7`
 */
export class CaptureError extends CephwireError {
  readonly code: CaptureErrorCode;
  /** The field, in the words of the format: `pcap.incl_len`. */
  readonly path: string;
  /** Counted from the first byte of the file. */
  readonly offset: number;
  readonly reason: string;

  override get name(): 'CaptureError' {
    return 'CaptureError';
  }

  constructor(code: CaptureErrorCode, path: string, offset: number, reason: string) {
    super(`${path} at offset ${offset}: ${reason}`);
    this.code = code;
    this.path = path;
    this.offset = offset;
    this.reason = reason;
  }
}
