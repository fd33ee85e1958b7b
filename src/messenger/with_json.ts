import { snakeCased } from '../text/snake_case.ts';
import { jsonBy } from '../text/with_json.ts';

/**
 * Lets `JSON.stringify` print a message or an event, with keys in snake_case: u64 as decimal strings, payloads and other bytes in
 * hex, masks as `0x` and 16 hex digits.
 */
export const withJson = jsonBy((data: unknown) => snakeCased(data as object));
