import { CephwireError } from '../../error/cephwire_error.ts';
import type { MessengerErrorCode } from '../../messenger/messenger_error.ts';

/** Why a probe failed, as a code for programs: what ended the messenger's connection, or what happened outside of it. */
export type ProbeErrorCode =
  | MessengerErrorCode
  /** The connection could not be opened, or it broke. */
  | 'connection'
  /** The probe took longer than its timeout. */
  | 'timeout'
  /** The caller aborted the probe. */
  | 'aborted';

/** Why a probe has no map; `cause` is the MessengerError, DecodeError or system error that led to it, if there is one. */
export class ProbeError extends CephwireError {
  readonly code: ProbeErrorCode;

  override get name(): 'ProbeError' {
    return 'ProbeError';
  }

  constructor(code: ProbeErrorCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}
