import { snakeCased } from '../../text/snake_case.ts';
import type { JsonObject } from '../../text/snake_case.ts';
import { peerJson } from '../diagnose/json.ts';
import { errorJson } from '../explain/json.ts';
import type { Seen } from './seen_by.ts';

/** What a client sees as JSON with keys in snake_case. The values themselves are not in it, but their lengths. */
export function seenJson<T>({ server, features, own, client, verdict, bytes, notSent, notRead, seenOtherwise, instead }: Seen<T>): JsonObject {
  return snakeCased({
    type: own.type, server, features, length: bytes.length, verdict, client: peerJson(client), notSent, notRead, seenOtherwise,
    instead: instead === null ? null : { length: instead.bytes.length, verdict: instead.reading.verdict, error: errorJson(instead.reading.error) },
  });
}
