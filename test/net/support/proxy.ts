import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import type { Endpoint } from '../../../src/net/endpoint.ts';
import type { ConnectionReport } from '../../../src/net/proxy/proxied_connection.ts';
import { createProxy } from '../../../src/net/proxy/proxy.ts';
import type { Proxy, ProxyOptions } from '../../../src/net/proxy/proxy.ts';
import { LONGEST_TIMEOUT } from '../../../src/net/limits.ts';
import { recording } from '../../messenger/v1/support/streams.ts';
import { until } from '../../support/until.ts';

const LOOPBACK: Endpoint = { host: '127.0.0.1', port: 0 };
/** A busy machine takes its time. */
const PATIENT = { handshakeTimeout: LONGEST_TIMEOUT, halfOpenTimeout: LONGEST_TIMEOUT };

/** A proxy between sockets of this process, and its reports. */
export interface RunningProxy {
  readonly proxy: Proxy;
  readonly reports: readonly ConnectionReport[];
  /** A client that has connected to the proxy, and the server's end of the same connection. */
  readonly pair: () => Promise<{ readonly client: Peer; readonly server: Peer }>;
  readonly dial: () => Promise<Peer>;
  /** Where the server of the proxy listens. */
  readonly upstream: Endpoint;
  readonly tearDown: () => Promise<void>;
}

export async function startProxy(options: Partial<ProxyOptions> = {}): Promise<RunningProxy> {
  const reports: ConnectionReport[] = [];
  const arrived: Socket[] = [];
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => void arrived.push(socket));
  const upstream = options.upstream ?? await listenOn(server);
  const proxy = createProxy({ ...PATIENT, listen: LOOPBACK, upstream, onConnection: (report) => reports.push(report), ...options });
  const { host, port } = await proxy.listen();
  const peers: Peer[] = [];
  const dial = async (): Promise<Peer> => {
    const socket = connect({ host, port, allowHalfOpen: true, noDelay: true });
    await once(socket, 'connect');
    peers.push(new Peer(socket));
    return peers.at(-1) as Peer;
  };
  const pair = async (): Promise<{ client: Peer; server: Peer }> => {
    const [client] = [await dial(), await until(() => arrived.length > 0)];
    peers.push(new Peer(arrived.shift() as Socket));
    return { client, server: peers.at(-1) as Peer };
  };
  const tearDown = async (): Promise<void> => {
    for (const { socket } of peers) socket.destroy();
    server.close();
    await proxy.close();
  };
  return { proxy, reports, pair, dial, upstream, tearDown };
}

/** One end of a connection, and all bytes that it received. */
export class Peer {
  readonly socket: Socket;
  readonly #chunks: Buffer[] = [];
  #length = 0;
  hasEnded = false;
  isClosed = false;
  error: NodeJS.ErrnoException | null = null;

  constructor(socket: Socket) {
    this.socket = socket;
    socket.on('data', (chunk) => {
      this.#chunks.push(chunk);
      this.#length += chunk.length;
    });
    socket.on('end', () => (this.hasEnded = true));
    socket.on('close', () => (this.isClosed = true));
    socket.on('error', (error) => (this.error = error));
  }

  get length(): number {
    return this.#length;
  }

  get received(): Buffer {
    return Buffer.concat(this.#chunks);
  }

  async has(length: number): Promise<Buffer> {
    await until(() => this.#length >= length);
    return this.received;
  }

  ended(): Promise<void> {
    return until(() => this.hasEnded);
  }

  closed(): Promise<void> {
    return until(() => this.isClosed);
  }
}

/** Plays a handshake of a Hammer fork with bit 59, until the server accepts. */
export async function shakeHands({ client, server }: { readonly client: Peer; readonly server: Peer }): Promise<void> {
  const [greeting, hello, connecting, accepting] = recording('hammer59').chunks.map(({ bytes }) => bytes) as [Uint8Array, Uint8Array, Uint8Array, Uint8Array];
  server.socket.write(greeting);
  client.socket.write(hello);
  client.socket.write(connecting);
  await server.has(hello.length + connecting.length);
  server.socket.write(accepting);
  await client.has(greeting.length + accepting.length);
}

/** How many bytes of what was written to a socket the kernel has taken. */
export function bytesTaken(socket: Socket): number {
  return socket.bytesWritten - socket.writableLength;
}

/** Waits until a number no longer changes, not in twenty turns of what keeps those going who change it. */
export async function untilStill(number: () => number, turn: () => Promise<unknown>): Promise<number> {
  let before = number();
  for (let turns = 0; turns < 20; turns++) {
    await turn();
    if (number() !== before) turns = 0;
    before = number();
  }
  return before;
}

export async function listenOn(server: Server): Promise<Endpoint> {
  await once(server.listen(0, LOOPBACK.host), 'listening');
  return { host: LOOPBACK.host, port: (server.address() as AddressInfo).port };
}

/** An endpoint where nothing listens. */
export async function closedPort(): Promise<Endpoint> {
  const server = createServer();
  const endpoint = await listenOn(server);
  await new Promise((resolve) => server.close(resolve));
  return endpoint;
}
