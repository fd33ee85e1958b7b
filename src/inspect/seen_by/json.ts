import { snakeCased } from '../../text/snake_case.ts';
import type { JsonObject } from '../../text/snake_case.ts';
import { peerJson } from '../diagnose/json.ts';
import { errorJson } from '../explain/json.ts';
import type { Seen } from './seen_by.ts';

/**
 * What a client sees as JSON: the keys of {@link Seen} in snake_case. In place of bytes it has their length; our own reading and the
 * value that the client sees are not in it.
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { decode, MonMap } from 'cephwire';
 * import { seenBy, seenJson } from 'cephwire/inspect';
 *
 * const map = decode(MonMap, readFileSync('monmap.bin'));
 * const { type, length, verdict, instead } = seenJson(seenBy(MonMap, map, { server: 'pacific', client: 'luminous' }));
 * console.log(type, length, verdict, instead); // → MonMap 186 right null
 * ```
 */
export function seenJson<T>({ server, features, own, client, verdict, bytes, notSent, notRead, seenOtherwise, instead }: Seen<T>): JsonObject {
  return snakeCased({
    type: own.type, server, features, length: bytes.length, verdict, client: peerJson(client), notSent, notRead, seenOtherwise,
    instead: instead === null ? null : { length: instead.bytes.length, verdict: instead.reading.verdict, error: errorJson(instead.reading.error) },
  });
}
