import { formatUtime } from '../../types/common/utime_t.ts';
import type { Utime } from '../../types/common/utime_t.ts';

/** The year 10000, in seconds: from here on dates have another form, and only damaged files have such times. */
const LATEST = 253_402_300_800;

/** A packet's time in UTC; from the year 10000 on, which only damaged files have, in seconds. */
export function stampText(stamp: Utime, digits: 6 | 9): string {
  return stamp.sec < LATEST ? formatUtime(stamp, 'Z', digits) : `${stamp.sec}.${String(stamp.nsec).padStart(9, '0').slice(0, digits)}`;
}
