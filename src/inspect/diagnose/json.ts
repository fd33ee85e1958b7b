import { snakeCased } from '../../text/snake_case.ts';
import type { JsonObject } from '../../text/snake_case.ts';
import { errorJson } from '../explain/json.ts';
import type { Diagnosis } from './diagnose.ts';
import type { PeerDiagnosis } from './peer.ts';
import { readerText } from './reader.ts';
import type { Reading } from './reading.ts';

/** A diagnosis as JSON with keys in snake_case. Offsets count from the first byte of the object. */
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
export function peerJson({ features, release, reading, negotiation, blame, cause, remedies, withoutAddress, cure, cureForm }: PeerDiagnosis): JsonObject {
  const { trusted, untrusted } = negotiation;
  return snakeCased({
    features, release, reader: readerText(release), reading: readingJson(reading), blame, cause: cause?.text ?? null, untrusted, trusted, remedies, withoutAddress,
    cureLength: cure?.length ?? null, cureForm,
  });
}

function readingJson({ release, verdict, error, misread }: Reading): object {
  return { release, verdict, error: errorJson(error), misread };
}
