import type { CaptureEvent, MessageEvent } from '../../../capture/ceph/event.ts';
import { peerJson } from '../../../inspect/diagnose/json.ts';
import { errorJson } from '../../../inspect/explain/json.ts';
import { MonMap } from '../../../types/mon/MonMap/MonMap.ts';
import { stampText } from './report.ts';
import type { CaptureReport, CaptureSummary } from './report.ts';
import { MapDiagnoses } from './map_diagnoses.ts';

/** A capture as JSON, an object on each line; `cephwire capture --help` tells its fields. */
export function captureJson(): CaptureReport {
  const maps = new MapDiagnoses();
  return {
    head: '',
    event: (event) => line({ kind: event.kind, time: event.stamp === null ? null : stampText(event.stamp, 9), connection: event.connection.id, ...fields(event, maps) }),
    summary: (summary) => line(summaryJson(summary)),
  };
}

function line(value: object): string {
  return `${JSON.stringify(value)}\n`;
}

function fields(event: CaptureEvent, maps: MapDiagnoses): object {
  switch (event.kind) {
    case 'connection': {
      const { version, client, server } = event.connection;
      return { messenger: version, client, server };
    }
    case 'offered': return { side: event.side, features: event.features };
    case 'negotiated': return { features: event.features };
    case 'message': return messageJson(event, maps);
    case 'opaque': return { side: event.side, why: event.why, length: event.length };
    case 'lost': return { side: event.side, at: event.at, length: event.length, why: event.why };
    case 'closed': return { why: event.why };
  }
}

function messageJson(event: MessageEvent, maps: MapDiagnoses): object {
  const { side, from, to, typeName, size, message, features, offered, verdict, error } = event;
  const { type, seq, tid, version, compatVersion } = message;
  const diagnosed = maps.of(event);
  return {
    side, from, to, type: typeName, number: type, seq: String(seq), tid: String(tid), version, compatVersion, size, features, offered,
    verdict, error: errorJson(error ?? undefined),
    ...(diagnosed === null ? {} : { monmap: MonMap.dump(diagnosed.map), peer: diagnosed.peer === null ? null : peerJson(diagnosed.peer) }),
  };
}

function summaryJson({ bytes, shown, gaps, counts, isInterrupted, error }: CaptureSummary): object {
  const failure = error === null ? null : { code: error.code, path: error.path, offset: error.offset, reason: error.reason };
  return { kind: 'summary', bytes, shown, gaps, ...counts, interrupted: isInterrupted, error: failure };
}
