import { CephwireError } from '../error/cephwire_error.ts';

/** What ended a connection, as a code for programs; `reason` explains it to people. */
export type MessengerErrorCode =
  /** The first bytes are not Ceph's banner, or they are the banner of the other version. */
  | 'banner'
  /** A length, count or tag that no peer sends, or that exceeds a limit. */
  | 'malformed'
  /** A checksum does not match its bytes. */
  | 'checksum'
  /** The peer refused the connection, or gave an answer after which this side cannot continue. */
  | 'refused'
  /** One side requires feature bits that the other lacks. */
  | 'missing_features'
  /** The peer insists on what this library does not support: cephx, secure mode, compression. */
  | 'not_supported'
  /** The stream ended in the middle of a frame, or before the handshake was done. */
  | 'end_of_stream';

/**
 * The only error that a peer's bytes can cause in a messenger.
 *
 * Message  `v1.connect_reply.tag at stream offset 281: expected a tag from 1 to 16, got 77`
 */
export class MessengerError extends CephwireError {
  readonly code: MessengerErrorCode;
  /** Which field of the protocol, in Ceph's words: `v2.preamble.crc`. */
  readonly path: string;
  /** Counted from the first byte that the peer sent. */
  readonly offset: number;
  readonly reason: string;

  override get name(): 'MessengerError' {
    return 'MessengerError';
  }

  constructor(code: MessengerErrorCode, path: string, offset: number, reason: string) {
    super(`${path} at stream offset ${offset}: ${reason}`);
    this.code = code;
    this.path = path;
    this.offset = offset;
    this.reason = reason;
  }
}
