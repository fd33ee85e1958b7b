import { errorJson } from '../../inspect/explain/json.ts';
import type { ErrorJson } from '../../inspect/explain/json.ts';
import type { Side } from '../../messenger/events.ts';
import type { Json } from '../../text/json.ts';
import { jsonBy } from '../../text/with_json.ts';
import { MonMap } from '../../types/mon/MonMap/MonMap.ts';
import type { CloseReason } from '../tcp/event.ts';
import type { CaptureEvent, FrontVerdict, MessageEvent, OpaqueEvent } from './event.ts';
import { stampText } from './stamp.ts';

/** What the JSON of every event has. */
interface EventJsonBase {
  /** In UTC, to the nanosecond: `2026-11-22T03:27:43.976241000Z`; null if the capture has no times. */
  readonly time: string | null;
  /** The number of the connection. */
  readonly connection: number;
}

/** The JSON of a {@link ConnectionEvent}. Both ends are as `10.0.0.1:6789` or `[fd00::1]:6789`. */
export interface ConnectionEventJson extends EventJsonBase {
  readonly kind: 'connection';
  readonly messenger: 1 | 2;
  readonly client: string;
  readonly server: string;
}

/** The JSON of an {@link OfferedEvent}: what one side supports. */
export interface OfferedEventJson extends EventJsonBase {
  readonly kind: 'offered';
  readonly side: Side;
  /** `0x` and 16 hex digits, as in every event. */
  readonly features: string;
}

/** The JSON of a {@link NegotiatedEvent}: what both sides support. */
export interface NegotiatedEventJson extends EventJsonBase {
  readonly kind: 'negotiated';
  readonly features: string;
}

/** The JSON of a {@link MessageEvent}, without the payload. */
export interface MessageEventJson extends EventJsonBase {
  readonly kind: 'message';
  readonly side: Side;
  readonly from: string;
  readonly to: string;
  /** Its class in C++, and the number of its type. */
  readonly type: string;
  readonly number: number;
  /** In decimal: they are u64. */
  readonly seq: string;
  readonly tid: string;
  readonly version: number;
  readonly compat_version: number;
  readonly size: number;
  readonly features: string | null;
  readonly offered: string | null;
  readonly verdict: FrontVerdict;
  readonly error: ErrorJson | null;
  /** The map in an MMonMap that was read, with the keys of `ceph mon dump -f json`; absent from other messages. */
  readonly monmap?: Json;
}

/** The JSON of an {@link OpaqueEvent}: a frame whose contents cannot be read, and its length in bytes. */
export interface OpaqueEventJson extends EventJsonBase {
  readonly kind: 'opaque';
  readonly side: Side;
  readonly why: OpaqueEvent['why'];
  readonly length: number;
}

/** The JSON of a {@link LostEvent}. `at` is the offset of the first lost byte, from the first byte of this side that was captured. */
export interface LostEventJson extends EventJsonBase {
  readonly kind: 'lost';
  readonly side: Side;
  readonly at: number;
  readonly length: number;
  readonly why: string;
}

/** The JSON of a {@link ClosedEvent}. */
export interface ClosedEventJson extends EventJsonBase {
  readonly kind: 'closed';
  readonly why: CloseReason;
}

/** The JSON of an event of a capture, with keys in snake_case. Payloads are not in it. */
export type CaptureEventJson =
  | ConnectionEventJson | OfferedEventJson | NegotiatedEventJson | MessageEventJson | OpaqueEventJson | LostEventJson | ClosedEventJson;

/**
 * An event as JSON: plain data, with keys in snake_case. `JSON.stringify` makes the same of an event.
 *
 * @example
 * ```ts
 * import { createReadStream } from 'node:fs';
 * import { captureEventJson, dissect } from 'cephwire/capture';
 *
 * for await (const event of dissect(createReadStream('mon.pcapng'))) {
 *   const json = captureEventJson(event);
 *   if (json.kind !== 'message') continue;
 *   console.log(json.time, json.from, json.type, json.seq, json.size);
 *   break;
 * }
 * // → 2026-11-22T03:27:43.879818842Z 127.0.0.1:38622 MAuth 1 135
 * ```
 */
export function captureEventJson(event: CaptureEvent): CaptureEventJson {
  const { connection: { id: connection, version, client, server }, stamp } = event;
  const time = stamp === null ? null : stampText(stamp, 9);
  switch (event.kind) {
    case 'connection': return { kind: event.kind, time, connection, messenger: version, client, server };
    case 'offered': return { kind: event.kind, time, connection, side: event.side, features: event.features.toString() };
    case 'negotiated': return { kind: event.kind, time, connection, features: event.features.toString() };
    case 'message': return { kind: event.kind, time, connection, ...messageFields(event) };
    case 'opaque': return { kind: event.kind, time, connection, side: event.side, why: event.why, length: event.length };
    case 'lost': return { kind: event.kind, time, connection, side: event.side, at: event.at, length: event.length, why: event.why };
    case 'closed': return { kind: event.kind, time, connection, why: event.why };
  }
}

function messageFields({ side, from, to, typeName, size, message, features, offered, verdict, error, known }: MessageEvent): Omit<MessageEventJson, 'kind' | keyof EventJsonBase> {
  const { type, seq, tid, version, compatVersion } = message;
  return {
    side, from, to, type: typeName, number: type, seq: `${seq}`, tid: `${tid}`, version, compat_version: compatVersion, size,
    features: features?.toString() ?? null, offered: offered?.toString() ?? null, verdict, error: errorJson(error ?? undefined),
    ...(known !== null && 'monmap' in known.value ? { monmap: MonMap.dump(known.value.monmap) } : {}),
  };
}

/** Lets `JSON.stringify` print the event. */
export const withJson = jsonBy(captureEventJson);
