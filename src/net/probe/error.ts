import type { MessengerErrorCode } from '../../messenger/messenger_error.ts';

/** Why a probe came to nothing, as a word for programs: what ends a conversation, or what there was instead of one. */
export type ProbeErrorCode =
  | MessengerErrorCode
  /** No connection came about, or it broke. */
  | 'connection'
  /** The time was over. */
  | 'timeout'
  /** The caller called it off. */
  | 'aborted';

/** What went wrong with a monitor; `cause` is the MessengerError, DecodeError or system error behind it, if there is one. */
export class ProbeError extends Error {
  override readonly name = 'ProbeError';
  readonly code: ProbeErrorCode;

  constructor(code: ProbeErrorCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}
