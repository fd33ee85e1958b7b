/** The longest delay of a timer in Node, in milliseconds. A timer with a longer delay fires at once. */
export const LONGEST_TIMEOUT = 2 ** 31 - 1;

/** @throws RangeError for anything but an integer from 0 to `max` */
export function checkInteger(what: string, given: number, max: number): void {
  if (!Number.isInteger(given) || given < 0 || given > max) throw new RangeError(`${what} must be an integer from 0 to ${max}, got ${given}`);
}
