// What users write, with every entry that needs no Node. Compiled only.
import { DecodeError, MonMap, decode, encode, formatEntityAddrvec } from 'cephwire';
import type { CephType, EncodeOptions, Mask64 } from 'cephwire';
import { BufferList, crc32c } from 'cephwire/buffer';
import { CaptureDissector } from 'cephwire/capture';
import type { CaptureEvent } from 'cephwire/capture';
import { MonMap as ReadMonMap, decode as decodeOnly } from 'cephwire/decode';
import { MSG_ADDR2, negotiate, toFeatures } from 'cephwire/features';
import { diagnose, explain, explainTable } from 'cephwire/inspect';
import { V1Client, V2Dissector } from 'cephwire/messenger';
import type { V1ClientEvent } from 'cephwire/messenger';

export function addressesOf(bytes: Uint8Array): string[] {
  const map: MonMap = decode(MonMap, bytes);
  return [...map.monInfo.values()].map(({ publicAddrs }) => formatEntityAddrvec(publicAddrs));
}

export function rewrite<T>(type: CephType<T>, bytes: Uint8Array | BufferList, options: EncodeOptions): Uint8Array {
  return encode(type, decode(type, bytes, { release: 'hammer' }), options);
}

// The masks and values of one entry are those of the others.
export const negotiated: Mask64 = negotiate('pacific', toFeatures('hammer').or(MSG_ADDR2)).features;
export const forHammer = (map: ReadMonMap): Uint8Array => encode(MonMap, map, { features: negotiated });
export const epoch = (list: BufferList): number => decodeOnly(ReadMonMap, list).epoch;
export const checksum: number = crc32c(0, new Uint8Array(8));
export const table: string = explainTable(explain(MonMap, new Uint8Array(4)), { colour: false });
export const cure = (bytes: Uint8Array): Uint8Array | null => diagnose(MonMap, bytes, { peer: negotiated }).peer?.cure ?? null;
export const machines = [V1Client, V2Dissector];
export const isReady = (event: V1ClientEvent): boolean => event.kind === 'ready';

export function* namesIn(chunks: Iterable<Uint8Array>): Iterable<string> {
  const dissector = new CaptureDissector({ maxConnections: 10 });
  const known = (events: CaptureEvent[]): string[] => events.flatMap((event) => (event.kind === 'message' && event.known !== null ? [event.known.name] : []));
  for (const chunk of chunks) yield* known(dissector.receive(chunk));
  yield* known(dissector.end());
}

export function reasonOf(error: unknown): string {
  return error instanceof DecodeError ? `${error.code} at ${error.offset}` : 'unknown';
}

// @ts-expect-error: no release of this name
encode(MonMap, decode(MonMap, new Uint8Array()), { release: 'atlantis' });
// @ts-expect-error: a decoded value is not changed
decode(MonMap, new Uint8Array()).epoch = 2;
