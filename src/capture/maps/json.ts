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
 *
 * @example
 * ```ts
 * import { createReadStream } from 'node:fs';
 * import { diagnosedEventJson, dissect, MapDiagnoses } from 'cephwire/capture';
 *
 * const maps = new MapDiagnoses();
 * for await (const event of dissect(createReadStream('mon.pcapng'))) {
 *   const { time, peer } = diagnosedEventJson(event, maps);
 *   if (peer?.reading.verdict === 'fails') console.log(time, peer.features, peer.release);
 * }
 * // → 2026-11-22T03:27:43.976241428Z 0x08c3ffffffffffff hammer
 * // → 2026-11-22T03:27:43.976598925Z 0x08c3ffffffffffff hammer
 * ```
 */
export function diagnosedEventJson(event: CaptureEvent, maps: MapDiagnoses): DiagnosedEventJson {
  const diagnosed = event.kind === 'message' ? maps.of(event) : null;
  if (diagnosed === null) return captureEventJson(event);
  return { ...captureEventJson(event), peer: diagnosed.peer === null ? null : peerJson(diagnosed.peer) };
}
