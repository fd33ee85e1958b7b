import { snakeCased } from '../text/snake_case.ts';

/** What messages and the events of both messengers inherit. */
const FORM = { toJSON(this: object): object { return snakeCased(this); } };

/**
 * Lets `JSON.stringify` print a message or an event, with keys in snake_case: u64 as decimal strings, payloads and other bytes in
 * hex, masks as `0x` and 16 hex digits. Without this it would fail at the first bigint.
 */
export function withJson<T>(data: T): T {
  return Object.setPrototypeOf(data, FORM) as T;
}
