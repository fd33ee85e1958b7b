import type { CaptureEvent, MessageEvent } from '../../../capture/ceph/event.ts';
import { peerJson } from '../../../inspect/diagnose/json.ts';
import { errorJson } from '../../../inspect/explain/json.ts';
import { snakeCased } from '../../../text/snake_case.ts';
import { MonMap } from '../../../types/mon/MonMap/MonMap.ts';
import { jsonLine } from '../json.ts';
import { MapDiagnoses } from './map_diagnoses.ts';
import type { DiagnosedMap } from './map_diagnoses.ts';
import { stampText } from './report.ts';
import type { CaptureReport, CaptureSummary } from './report.ts';

/** A capture as JSON, one object on each line. `cephwire capture --help` lists the keys. */
export function captureJson(): CaptureReport {
  const maps = new MapDiagnoses();
  return {
    head: '',
    event: (event) => jsonLine({ ...snakeCased({ ...eventHead(event), ...fields(event) }), ...mapJson(event.kind === 'message' ? maps.of(event) : null) }),
    summary: (summary) => jsonLine(snakeCased(summaryFields(summary))),
  };
}

function eventHead({ kind, stamp, connection }: CaptureEvent): object {
  return { kind, time: stamp === null ? null : stampText(stamp, 9), connection: connection.id };
}

function fields(event: CaptureEvent): object {
  switch (event.kind) {
    case 'connection': {
      const { version, client, server } = event.connection;
      return { messenger: version, client, server };
    }
    case 'offered': return { side: event.side, features: event.features };
    case 'negotiated': return { features: event.features };
    case 'message': return messageFields(event);
    case 'opaque': return { side: event.side, why: event.why, length: event.length };
    case 'lost': return { side: event.side, at: event.at, length: event.length, why: event.why };
    case 'closed': return { why: event.why };
  }
}

function messageFields({ side, from, to, typeName, size, message, features, offered, verdict, error }: MessageEvent): object {
  const { type, seq, tid, version, compatVersion } = message;
  return { side, from, to, type: typeName, number: type, seq, tid, version, compatVersion, size, features, offered, verdict, error: errorJson(error ?? undefined) };
}

/** The keys that a message with a map has besides: the map with the keys of Ceph, and what the receiver makes of it. */
function mapJson(diagnosed: DiagnosedMap | null): object {
  if (diagnosed === null) return {};
  return { monmap: MonMap.dump(diagnosed.map), peer: diagnosed.peer === null ? null : peerJson(diagnosed.peer) };
}

function summaryFields({ bytes, shown, gaps, counts, isInterrupted, error }: CaptureSummary): object {
  const failure = error === null ? null : { code: error.code, path: error.path, offset: error.offset, reason: error.reason };
  return { kind: 'summary', bytes, shown, gaps, ...counts, interrupted: isInterrupted, error: failure };
}
