import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Endpoint } from '../endpoint.ts';
import { masker } from './masking.ts';
import type { MaskingOptions } from './masking.ts';
import { LONGEST_TIMEOUT, checkInteger } from '../limits.ts';
import { ProxiedConnection, SOCKET_OPTIONS } from './proxied_connection.ts';
import type { ConnectionOptions, ConnectionReport } from './proxied_connection.ts';

export interface ProxyOptions extends MaskingOptions {
  /** Where clients connect; port 0 takes a free one. */
  readonly listen: Endpoint;
  /** The monitor or OSD behind. */
  readonly upstream: Endpoint;
  /** Milliseconds for a handshake; 10,000 by default, Ceph's own ms_connection_ready_timeout. */
  readonly handshakeTimeout?: number;
  /** Milliseconds of silence on a connection of which one side has ended, after which the other is closed; 60,000 by default. */
  readonly halfOpenTimeout?: number;
  /** Told once of each connection. */
  readonly onConnection?: (report: ConnectionReport) => void;
  /** Closes the proxy when aborted. */
  readonly signal?: AbortSignal;
}

/** Between clients and one server, changing nothing but the features that a client says it has. */
export interface Proxy {
  /** Connections that are open. */
  readonly connections: number;
  /** Resolves to where it listens; rejects where it cannot, or the signal is aborted. */
  listen(): Promise<Endpoint>;
  /** Listens no more, gives connections `ms` milliseconds to end, and closes the rest. */
  drain(ms: number): Promise<void>;
  /** Listens no more, and closes all connections at once. */
  close(): Promise<void>;
}

/** Ceph's ms_connection_ready_timeout. Source  ceph v16.0.0 src/common/options.cc */
export const HANDSHAKE_TIMEOUT = 10_000;
const HALF_OPEN_TIMEOUT = 60_000;

/**
 * A proxy for old clients before a new monitor or OSD: the server then encodes for what these clients really read.
 *
 * In each connect of messenger v1 it hides the bits that {@link masker} says; every other byte passes as it is, also
 * of messenger v2 and of anything else. In v2 there is nothing to hide: who speaks it reads ADDR2, which it requires.
 *
 * A client of Ceph's goes on only if the address that the server states is the one it dialled. So the proxy has to stand
 * where the monitor is published, and the monitor, by `public_bind_addr`, elsewhere.
 *
 * Errors  TypeError for a mask with a bit that both sides go by, or no vendor profile of that name; RangeError for a port
 *         or a time that is none; nothing that a client or the server does is thrown: reports tell it
 */
export function createProxy(options: ProxyOptions): Proxy {
  const { listen, upstream, handshakeTimeout, halfOpenTimeout } = options;
  for (const { port } of [listen, upstream]) checkInteger('a port', port, 0xffff);
  for (const ms of [handshakeTimeout, halfOpenTimeout]) checkInteger('a timeout', ms ?? 0, LONGEST_TIMEOUT);
  return new ListeningProxy(options);
}

class ListeningProxy implements Proxy {
  readonly #listen: Endpoint;
  readonly #signal: AbortSignal | undefined;
  readonly #connectionOptions: ConnectionOptions;
  readonly #server: Server;
  readonly #open = new Set<ProxiedConnection>();

  constructor(options: ProxyOptions) {
    const { listen, upstream, handshakeTimeout = HANDSHAKE_TIMEOUT, halfOpenTimeout = HALF_OPEN_TIMEOUT, onConnection, signal } = options;
    this.#listen = listen;
    this.#signal = signal;
    this.#connectionOptions = { upstream, handshakeTimeout, halfOpenTimeout, hide: masker(options), report: onConnection ?? (() => undefined) };
    this.#server = createServer(SOCKET_OPTIONS, (client) => void this.#serve(client));
  }

  get connections(): number {
    return this.#open.size;
  }

  async listen(): Promise<Endpoint> {
    this.#signal?.throwIfAborted();
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(this.#listen.port, this.#listen.host, resolve);
    });
    this.#server.on('error', () => undefined); // one client could not be accepted: the next may be
    const abort = (): void => void this.close();
    this.#signal?.addEventListener('abort', abort);
    this.#server.once('close', () => this.#signal?.removeEventListener('abort', abort));
    const { address, port } = this.#server.address() as AddressInfo;
    return { host: address, port };
  }

  async drain(ms: number): Promise<void> {
    checkInteger('a time to drain', ms, LONGEST_TIMEOUT);
    this.#server.close();
    const limit = new AbortController();
    await Promise.race([this.#allClosed(), sleep(ms, undefined, { signal: limit.signal }).catch(() => undefined)]);
    limit.abort();
    await this.close();
  }

  async close(): Promise<void> {
    this.#server.close();
    for (const connection of this.#open) connection.destroy('the proxy was closed');
    await this.#allClosed();
  }

  async #serve(client: Socket): Promise<void> {
    const connection = new ProxiedConnection(client, this.#connectionOptions);
    this.#open.add(connection);
    await connection.closed;
    this.#open.delete(connection);
  }

  async #allClosed(): Promise<void> {
    while (this.#open.size > 0) await Promise.all([...this.#open].map(({ closed }) => closed));
  }
}
