import { peerJson } from '../../inspect/diagnose/json.ts';
import type { PeerDiagnosisJson } from '../../inspect/diagnose/json.ts';
import type { CaptureEvent } from '../ceph/event.ts';
import { captureEventJson } from '../ceph/json.ts';
import type { CaptureEventJson } from '../ceph/json.ts';
import type { MapDiagnoses } from './map_diagnoses.ts';

/** The JSON of an event with the diagnosis of its map. */
export type DiagnosedEventJson = CaptureEventJson & {
  /** What the receiver makes of the map; null if the capture does not show what it offered. Absent if the event has no map. */
  readonly peer?: PeerDiagnosisJson | null;
};

/**
 * An event as JSON, as `cephwire capture --json` prints it: {@link captureEventJson}, and for a message with a map what its
 * receiver makes of it.
 *
 * @param maps the same for a whole capture: it remembers what it has diagnosed
 */
export function diagnosedEventJson(event: CaptureEvent, maps: MapDiagnoses): DiagnosedEventJson {
  const diagnosed = event.kind === 'message' ? maps.of(event) : null;
  if (diagnosed === null) return captureEventJson(event);
  return { ...captureEventJson(event), peer: diagnosed.peer === null ? null : peerJson(diagnosed.peer) };
}
