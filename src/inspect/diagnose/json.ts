import type { Diagnosis, PeerDiagnosis } from './diagnose.ts';
import { errorJson } from '../explain/json.ts';
import type { Reading } from './reading.ts';

/** A diagnosis as data for machines, fit for JSON.stringify; offsets count from the first byte of the object. */
export function diagnosisJson<T>({ own, readings, sender, peer }: Diagnosis<T>): object {
  return {
    type: own.type,
    length: own.bytes.length,
    error: errorJson(own.error),
    sender,
    peer: peer === null ? null : peerJson(peer),
    readings: readings.map(readingJson),
  };
}

/** What of a diagnosis is about the peer. */
export function peerJson({ features, release, reading, negotiation, blame, cure }: PeerDiagnosis): object {
  return { features, release, reading: readingJson(reading), blame, disbelieved: negotiation.untrusted, believed: negotiation.trusted, cureLength: cure?.length ?? null };
}

function readingJson({ release, verdict, error, misread }: Reading): object {
  return { release, verdict, error: errorJson(error), misread };
}
