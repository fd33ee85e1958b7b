import { readFileSync } from 'node:fs';
import { crc32c } from '../../../../src/buffer/crc32c/crc32c.ts';
import { fromHex } from '../../../../src/buffer/bytes/hex.ts';
import { BufferList } from '../../../../src/buffer/list.ts';
import { Mask64 } from '../../../../src/features/mask64.ts';
import type { FailedEvent, Side } from '../../../../src/messenger/events.ts';
import { MessengerError } from '../../../../src/messenger/messenger_error.ts';
import { ReceiveBuffer } from '../../../../src/messenger/receive_buffer.ts';
import { Routine } from '../../../../src/messenger/routine.ts';
import type { Reading } from '../../../../src/messenger/routine.ts';
import { Client } from '../../../../src/messenger/v2/client.ts';
import type { ClientEvent, ClientOptions } from '../../../../src/messenger/v2/client.ts';
import { Server } from '../../../../src/messenger/v2/server.ts';
import type { ServerEvent, ServerOptions } from '../../../../src/messenger/v2/server.ts';
import { parseEntityAddr } from '../../../../src/types/common/entity_addr_t.ts';
import { Ipv4, Ipv6 } from '../../../../src/types/common/ip.ts';

/** A chunk, as one side sent it. */
export interface Sent {
  readonly side: Side;
  readonly bytes: Uint8Array;
}

export type CaptureName = 'one-mon' | 'revision-0' | 'missing-features' | 'cephx' | 'secure';

/** A recorded connection: `>` is from the client, `<` from the server. The first line states who they are. */
export function capture(name: CaptureName): Sent[] {
  const lines = readFileSync(new URL(`captures/${name}.txt`, import.meta.url), 'utf8').split('\n');
  return lines
    .filter((line) => /^[<>]/.test(line))
    .map((line) => ({ side: line.startsWith('>') ? 'client' : 'server', bytes: fromHex(line.slice(2)) }));
}

/** All that one side sent. */
export function sentBy(side: Side, name: CaptureName): Uint8Array {
  return concat(capture(name).filter((sent) => sent.side === side).map(({ bytes }) => bytes));
}

export function concat(parts: readonly Uint8Array[]): Uint8Array {
  const list = new BufferList();
  for (const part of parts) list.append(part);
  return list.toBytes();
}

export const list = (...parts: readonly Uint8Array[]): BufferList => BufferList.from(concat(parts));

/** What 16.2.15 supports. */
export const PACIFIC = Mask64.parse('0x3f01cfbdfffdffff');
export const HAMMER = Mask64.parse('0x00c3ffffffffffff');
export const addr = (text: string) => parseEntityAddr(text);

export const newClient = (options: Partial<ClientOptions> = {}): Client =>
  new Client({ features: PACIFIC, targetAddr: addr('v2:127.0.0.1:3300/0'), nonce: 7, ...options });

export const newServer = (options: Partial<ServerOptions> = {}): Server => new Server({
  features: PACIFIC, name: { type: 1, num: 0n }, addrs: [addr('v2:127.0.0.1:3300/0')], seen: addr('v2:127.0.0.1:50000/0'), globalId: 4099n, ...options,
});

/** Carries bytes between both until neither writes, in the chunks that `cut` makes. */
export function exchange(client: Client, server: Server, cut: (bytes: Uint8Array) => Uint8Array[] = (bytes) => [bytes]) {
  const events: { client: ClientEvent[]; server: ServerEvent[] } = { client: [], server: [] };
  for (let isSilent = false; !isSilent; ) {
    const [toServer, toClient] = [concat(client.takeOutput()), concat(server.takeOutput())];
    for (const chunk of cut(toServer)) events.server.push(...server.receive(chunk));
    for (const chunk of cut(toClient)) events.client.push(...client.receive(chunk));
    isSilent = toServer.length + toClient.length === 0;
  }
  return events;
}

/** Reads bytes that are the whole stream; returns the result, or the fault. */
export function readAll<T>(bytes: Uint8Array, read: (input: ReceiveBuffer) => Reading<T>): T | FailedEvent {
  let result: T | undefined;
  const routine = new Routine(new ReceiveBuffer(), function* (input) {
    result = yield* read(input);
  });
  try {
    routine.input.append(bytes);
    routine.run();
    routine.input.end();
    routine.run();
  } catch (error) {
    if (error instanceof MessengerError) return { kind: 'failed', error };
    throw error;
  }
  return result as T;
}

/** Events as plain data: a payload is its bytes in hex, an error its message. */
export function plain(events: readonly unknown[]): unknown {
  return events.map(plainly);
}

function plainly(value: unknown): unknown {
  if (typeof value === 'bigint') return `${value}`;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(plainly);
  if (value instanceof BufferList) return Array.from(value.toBytes());
  if (value instanceof Uint8Array) return Array.from(value);
  if (value instanceof Error) return value.message;
  if (value instanceof Mask64 || value instanceof Ipv4 || value instanceof Ipv6) return String(value);
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, plainly(member)]));
}

export const kinds = (events: readonly { readonly kind: string }[]): string[] => events.map(({ kind }) => kind);

/** The error text of `failed`, if it is the last event and the only one of its kind. */
export function failure(events: readonly { readonly kind: string }[]): string | undefined {
  const failed = events.filter((event): event is FailedEvent => event.kind === 'failed');
  const [only] = failed;
  return failed.length === 1 && events.at(-1) === only ? only?.error.message : undefined;
}

/** A copy with another byte at `at`. */
export function withByte(bytes: Uint8Array, at: number, value: number): Uint8Array {
  const changed = bytes.slice();
  changed[at] = value;
  return changed;
}

export const flipped = (bytes: Uint8Array, at: number, bits: number): Uint8Array => withByte(bytes, at, (bytes[at] ?? 0) ^ bits);

/** The frame with the flag for compressed segments in its preamble. */
export function compressed(frame: Uint8Array): Uint8Array {
  const flagged = withByte(frame, 26, 1);
  new DataView(flagged.buffer).setUint32(28, crc32c(0, flagged.subarray(0, 28)), true);
  return flagged;
}

/** `bytes` in chunks of `size`. */
export function chunksOf(bytes: Uint8Array, size: number): Uint8Array[] {
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += size) chunks.push(bytes.slice(at, at + size));
  return chunks;
}
