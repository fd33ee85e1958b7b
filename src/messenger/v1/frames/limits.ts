import { MessengerError } from '../../messenger_error.ts';

/** The greatest lengths that a peer may announce, in bytes. A greater one is refused before any memory is used for it. */
export interface Limits {
  readonly front: number;
  readonly middle: number;
  readonly data: number;
  readonly authorizer: number;
}

const MIB = 1024 * 1024;

/** The longest parts of a message that are accepted by default. A longer one is malformed. */
export const LIMITS: Limits = { front: 32 * MIB, middle: 16 * MIB, data: 128 * MIB, authorizer: 64 * 1024 };

export function checkLength(path: string, offset: number, length: number, limit: number): void {
  if (length > limit) throw new MessengerError('malformed', path, offset, `${length} bytes exceed the limit of ${limit}`);
}
