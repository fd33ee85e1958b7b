import type { CaptureError } from '../../../capture/file/capture_error.ts';
import type { CaptureEvent } from '../../../capture/ceph/event.ts';
import type { CaptureCounts } from '../../../capture/dissect.ts';

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
