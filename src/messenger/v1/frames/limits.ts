import { MessengerError } from '../../messenger_error.ts';

/** The lengths that a peer may announce, in bytes; more is refused before anything is kept for it. */
export interface Limits {
  readonly front: number;
  readonly middle: number;
  readonly data: number;
  readonly authorizer: number;
}

const MIB = 1024 * 1024;

export const LIMITS: Limits = { front: 32 * MIB, middle: 16 * MIB, data: 128 * MIB, authorizer: 64 * 1024 };

export function checkLength(path: string, offset: number, length: number, limit: number): void {
  if (length > limit) throw new MessengerError('malformed', path, offset, `promises ${length} bytes, the limit is ${limit}`);
}
