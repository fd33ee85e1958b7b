import { diagnosedEventJson } from '../../../capture/maps/json.ts';
import { MapDiagnoses } from '../../../capture/maps/map_diagnoses.ts';
import { snakeCased } from '../../../text/snake_case.ts';
import { jsonLine } from '../json.ts';
import type { CaptureReport, CaptureSummary } from './report.ts';

/** A capture as JSON, one object on each line. `cephwire capture --help` lists the keys. */
export function captureJson(): CaptureReport {
  const maps = new MapDiagnoses();
  return {
    head: '',
    event: (event) => jsonLine(diagnosedEventJson(event, maps)),
    summary: (summary) => jsonLine(snakeCased(summaryFields(summary))),
  };
}

function summaryFields({ bytes, shown, gaps, counts, isInterrupted, error }: CaptureSummary): object {
  const failure = error === null ? null : { code: error.code, path: error.path, offset: error.offset, reason: error.reason };
  return { kind: 'summary', bytes, shown, gaps, ...counts, interrupted: isInterrupted, error: failure };
}
