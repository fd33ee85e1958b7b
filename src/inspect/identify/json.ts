import { snakeCased } from '../../text/snake_case.ts';
import type { JsonObject } from '../../text/snake_case.ts';
import { errorJson } from '../explain/json.ts';
import type { Identification } from './identify.ts';

/**
 * An identification as JSON: the keys of {@link Identification} in snake_case. Offsets in an error count from the first byte of the value.
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { identificationJson, identify } from 'cephwire/inspect';
 *
 * const { length, file, confidence } = identificationJson(identify(readFileSync('MMonMap.bin')));
 * console.log(length, file, confidence); // → 190 null sure
 * ```
 */
export function identificationJson({ candidates, ...rest }: Identification): JsonObject {
  return snakeCased({ ...rest, candidates: candidates.map(({ error, ...candidate }) => ({ ...candidate, error: errorJson(error) })) });
}
