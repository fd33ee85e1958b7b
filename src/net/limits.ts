/** The longest that a timer of Node's can wait, in milliseconds: one that is to wait longer fires at once. */
export const LONGEST_TIMEOUT = 2 ** 31 - 1;

/** @throws RangeError for what is no integer from 0 to `max` */
export function checkInteger(what: string, given: number, max: number): void {
  if (!Number.isInteger(given) || given < 0 || given > max) throw new RangeError(`${what} is 0 to ${max}, got ${given}`);
}
