import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { Mask64 } from '../../../src/features/mask64.ts';
import { release } from '../../../src/features/releases.ts';
import { messageOf } from '../../../src/messenger/messages.ts';
import type { Message } from '../../../src/messenger/message.ts';
import type { FailedEvent, ReadyEvent } from '../../../src/messenger/events.ts';
import type { Machine } from '../../../src/messenger/machine.ts';
import { Server as V1Server } from '../../../src/messenger/v1/server.ts';
import { Server as V2Server } from '../../../src/messenger/v2/server.ts';
import { MAuth } from '../../../src/types/messages/MAuth.ts';
import { MAuthReply } from '../../../src/types/messages/MAuthReply.ts';
import { MMonGetMap } from '../../../src/types/messages/MMonGetMap.ts';
import { MMonMap } from '../../../src/types/messages/MMonMap.ts';
import type { MonMap } from '../../../src/types/mon/MonMap/MonMap.ts';
import { parseEntityAddr } from '../../../src/types/common/entity_addr_t.ts';
import type { EntityAddr } from '../../../src/types/common/entity_addr_t.ts';
import { mapOf, monOf } from '../../types/support/support.ts';

export const HAMMER = Mask64.parse('0x00c3ffffffffffff');
export const HAMMER59 = Mask64.parse('0x08c3ffffffffffff');
export const PACIFIC = release('pacific').mask ?? Mask64.NONE;
/** What 16.2.15 requires of a client if the crush tunables are Hammer's. */
export const REQUIRED = Mask64.parse('0x0001020002040000');

export const MAP = mapOf([monOf('a', 'v2:10.0.0.1:3300/0', 'v1:10.0.0.1:6789/0')]);

/** A server on a port of loopback. */
export interface Listener {
  readonly port: number;
  /** Waits until all connections are closed. */
  readonly allClosed: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export async function listen(serve: (socket: Socket) => void, host = '127.0.0.1'): Promise<Listener> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {}).on('close', () => sockets.delete(socket));
    socket.setNoDelay().resume(); // so that a closed connection is noticed
    serve(socket);
  });
  await once(server.listen(0, host), 'listening');
  const allClosed = async (): Promise<void> => {
    for (const socket of sockets) await new Promise((resolve) => socket.once('close', resolve));
  };
  const close = async (): Promise<void> => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, 'close');
  };
  return { port: (server.address() as AddressInfo).port, allClosed, close };
}

export interface MonitorOptions {
  readonly features?: Mask64;
  readonly required?: Mask64;
  readonly map?: MonMap;
  /** The address that it states instead of its real one. */
  readonly claims?: string;
  readonly reply?: Partial<MAuthReply>;
  /** What it does after the handshake instead of answering. */
  readonly onReady?: (socket: Socket) => void;
  /** Changes the n-th chunk that it writes. */
  readonly spoil?: (bytes: Uint8Array, n: number) => Uint8Array;
}

const MON_A = { type: 1, num: 0n };
const REPLY: MAuthReply = { protocol: 1, result: 0, globalId: 4099n, resultBl: new Uint8Array(0), resultMsg: '' };

/** A monitor of messenger v1 that answers a probe as 16.2.15 does. */
export function monitorV1({ features = PACIFIC, required = REQUIRED, map = MAP, claims, reply = {}, onReady, spoil }: MonitorOptions = {}) {
  return (socket: Socket): void => {
    const [addr, seen] = addressesOf(socket, 'v1', claims);
    const server = new V1Server({ features, required, name: MON_A, addr, seen });
    let negotiated = Mask64.NONE;
    const answer = (message: Message): void => {
      if (message.type === MAuth.type) server.send(messageOf(MAuthReply, { ...REPLY, ...reply }, { features: negotiated }));
      if (message.type === MMonGetMap.type) server.send(messageOf(MMonMap, { monmap: map }, { release: 'pacific', features: negotiated }));
    };
    serve(socket, server, (event) => {
      if (event.kind === 'ready') negotiated = event.features;
      if (event.kind === 'ready') onReady?.(socket);
      if (event.kind === 'message' && onReady === undefined) answer(event.message);
    }, spoil);
  };
}

/** The same over messenger v2. */
export function monitorV2({ features = PACIFIC, required = REQUIRED, map = MAP, claims, spoil }: MonitorOptions = {}) {
  return (socket: Socket): void => {
    const [addr, seen] = addressesOf(socket, 'v2', claims);
    const server = new V2Server({ features, required, name: MON_A, addrs: [addr], seen, globalId: 4099n });
    let negotiated = Mask64.NONE;
    serve(socket, server, (event) => {
      if (event.kind === 'ready') negotiated = event.features;
      if (event.kind !== 'message' || event.message.type !== MMonGetMap.type) return;
      server.send(messageOf(MMonMap, { monmap: map }, { release: 'pacific', features: negotiated }));
    }, spoil);
  };
}

function addressesOf(socket: Socket, type: 'v1' | 'v2', claims?: string): [own: EntityAddr, seen: EntityAddr] {
  const end = (address = '', port = 0): string => (address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`);
  const own = claims ?? end(socket.localAddress, socket.localPort);
  return [parseEntityAddr(`${type}:${own}/0`), parseEntityAddr(`${type}:${end(socket.remoteAddress, socket.remotePort)}/0`)];
}

function serve<Event>(socket: Socket, machine: Machine<Event>, on: (event: Event | ReadyEvent | FailedEvent) => void, spoil: NonNullable<MonitorOptions['spoil']> = (bytes) => bytes): void {
  let written = 0;
  const flush = (): void => {
    for (const bytes of machine.takeOutput()) socket.write(spoil(bytes, written++));
  };
  flush();
  socket.on('data', (chunk: Uint8Array) => {
    for (const event of machine.receive(chunk)) on(event);
    flush();
  });
}
