import { snakeCased } from '../../text/snake_case.ts';
import type { JsonObject } from '../../text/snake_case.ts';
import { errorJson } from '../explain/json.ts';
import type { Identification } from './identify.ts';

/** An identification as JSON with keys in snake_case. Offsets in an error count from the first byte of the value. */
export function identificationJson({ candidates, ...rest }: Identification): JsonObject {
  return snakeCased({ ...rest, candidates: candidates.map(({ error, ...candidate }) => ({ ...candidate, error: errorJson(error) })) });
}
