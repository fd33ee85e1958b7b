/** What ended a conversation, as a word for programs; `reason` says it to people. */
export type MessengerErrorCode =
  /** No banner of Ceph's, or one of the other messenger. */
  | 'banner'
  /** A length, count or tag that no peer sends, or that passes a limit. */
  | 'malformed'
  /** A checksum is not that of its bytes. */
  | 'checksum'
  /** The peer's answer is one that this side cannot go on from: a protocol version, an authorizer, a refusal. */
  | 'refused'
  /** Feature bits that one side requires and the other lacks. */
  | 'missing_features'
  /** What this library does not speak, and the peer insists on: cephx, secure mode, compression. */
  | 'not_supported'
  /** The stream ended inside of something. */
  | 'end_of_stream';

/**
 * The one error that a peer's bytes can cause in a messenger.
 *
 * Message  `v1.connect_reply.tag at stream offset 281: expected a tag from 1 to 16, got 77`
 */
export class MessengerError extends Error {
  override readonly name = 'MessengerError';
  readonly code: MessengerErrorCode;
  /** Where in the protocol, in Ceph's words: `v2.preamble.crc`. */
  readonly path: string;
  /** Counted from the first byte that this peer sent. */
  readonly offset: number;
  readonly reason: string;

  constructor(code: MessengerErrorCode, path: string, offset: number, reason: string) {
    super(`${path} at stream offset ${offset}: ${reason}`);
    this.code = code;
    this.path = path;
    this.offset = offset;
    this.reason = reason;
  }
}
