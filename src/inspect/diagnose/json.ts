import { snakeCased } from '../../text/snake_case.ts';
import type { SnakeCased } from '../../text/snake_case.ts';
import { errorJson } from '../explain/json.ts';
import type { ErrorJson } from '../explain/json.ts';
import type { Diagnosis } from './diagnose.ts';
import type { PeerDiagnosis } from './peer.ts';
import { readerText } from './reader.ts';
import type { Reading } from './reading.ts';
import type { Sender } from './sender.ts';

/** The keys of a diagnosis, in snake_case; masks are `0x` and 16 hex digits. */
export interface DiagnosisJson {
  readonly type: string;
  readonly length: number;
  readonly error: ErrorJson | null;
  readonly sender: SnakeCased<Sender>;
  readonly peer: PeerDiagnosisJson | null;
  readonly readings: readonly ReadingJson[];
}

/** How a release reads the bytes. */
export type ReadingJson = SnakeCased<ReturnType<typeof readingFields>>;
/** What the peer makes of the bytes. */
export type PeerDiagnosisJson = SnakeCased<ReturnType<typeof peerFields>>;

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
export function diagnosisJson<T>({ own, readings, sender, peer }: Diagnosis<T>): DiagnosisJson {
  return snakeCased({
    type: own.type,
    length: own.bytes.length,
    error: errorJson(own.error),
    sender,
    peer: peer === null ? null : peerJson(peer),
    readings: readings.map(readingFields),
  });
}

/**
 * The part of a diagnosis that is about the peer, as it stands in {@link diagnosisJson} under `peer`.
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { MonMap } from 'cephwire';
 * import { diagnose, peerJson } from 'cephwire/inspect';
 *
 * const { peer } = diagnose(MonMap, readFileSync('monmap.bin'), { peer: '0x08c3ffffffffffff' });
 * const json = peer && peerJson(peer);
 * console.log(json?.features, json?.reading.error?.path, json?.cure_length); // → 0x08c3ffffffffffff MonMap.created.nsec 388
 * ```
 */
export function peerJson(peer: PeerDiagnosis): PeerDiagnosisJson {
  return snakeCased(peerFields(peer));
}

function peerFields({ features, release, reading, negotiation, blame, cause, remedies, withoutAddress, cure, cureForm }: PeerDiagnosis) {
  const { trusted, untrusted } = negotiation;
  return {
    features, release, reader: readerText(release), reading: readingFields(reading), blame, cause: cause?.text ?? null, untrusted, trusted, remedies, withoutAddress,
    cureLength: cure?.length ?? null, cureForm,
  };
}

function readingFields({ release, verdict, error, misread }: Reading) {
  return { release, verdict, error: errorJson(error), misread };
}
