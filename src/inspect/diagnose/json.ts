import { snakeCased } from '../../text/snake_case.ts';
import type { JsonObject } from '../../text/snake_case.ts';
import { errorJson } from '../explain/json.ts';
import type { Diagnosis, PeerDiagnosis } from './diagnose.ts';
import type { Reading } from './reading.ts';

/**
 * A diagnosis as JSON with keys in snake_case. Offsets count from the first byte of the object.
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { MonMap } from 'cephwire';
 * import { diagnose, diagnosisJson } from 'cephwire/inspect';
 *
 * const json = diagnosisJson(diagnose(MonMap, readFileSync('monmap.bin'), { peer: 'pacific' }));
 * console.log(Object.keys(json)); // → [ 'type', 'length', 'error', 'sender', 'peer', 'readings' ]
 * ```
 */
export function diagnosisJson<T>({ own, readings, sender, peer }: Diagnosis<T>): JsonObject {
  return snakeCased({
    type: own.type,
    length: own.bytes.length,
    error: errorJson(own.error),
    sender,
    peer: peer === null ? null : peerJson(peer),
    readings: readings.map(readingJson),
  });
}

/** The part of a diagnosis that is about the peer. */
export function peerJson({ features, release, reading, negotiation, blame, cure }: PeerDiagnosis): JsonObject {
  const { trusted, untrusted } = negotiation;
  return snakeCased({ features, release, reading: readingJson(reading), blame, untrusted, trusted, cureLength: cure?.length ?? null });
}

function readingJson({ release, verdict, error, misread }: Reading): object {
  return { release, verdict, error: errorJson(error), misread };
}
