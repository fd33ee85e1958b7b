import type { CaptureError } from '../../../capture/file/capture_error.ts';
import type { CaptureEvent } from '../../../capture/ceph/event.ts';
import type { CaptureCounts } from '../../../capture/dissect.ts';
import type { Utime } from '../../../types/common/utime_t.ts';
import { formatUtime } from '../../../types/common/utime_t.ts';

/** What a capture held, and how its reading ended. */
export interface CaptureSummary {
  /** How many bytes of the file were read. */
  readonly bytes: number;
  /** Messages that passed the filters. */
  readonly shown: number;
  /** Places where bytes of Ceph's connections are missing. */
  readonly gaps: number;
  readonly counts: CaptureCounts;
  /** Whether it was stopped by a signal. */
  readonly isInterrupted: boolean;
  readonly error: CaptureError | null;
}

/** How a capture is printed. */
export interface CaptureReport {
  /** What is printed first. */
  readonly head: string;
  /** Whole lines with their line ends, or an empty text. */
  readonly event: (event: CaptureEvent) => string;
  readonly summary: (summary: CaptureSummary) => string;
}

/** The year 10000, in seconds: from here on dates have another form, and only damaged files have such times. */
const LATEST = 253_402_300_800;

/** A packet's time in UTC; from the year 10000 on, which only damaged files have, in seconds. */
export function stampText(stamp: Utime, digits: 6 | 9): string {
  return stamp.sec < LATEST ? formatUtime(stamp, 'Z', digits) : `${stamp.sec}.${String(stamp.nsec).padStart(9, '0').slice(0, digits)}`;
}
