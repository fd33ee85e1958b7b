import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { AN_ARRAY, A_FUNCTION, A_NUMBER, A_SIGNAL, A_STRING, checkOptions, objectOf, required } from '../../arguments/options.ts';
import type { OptionKinds } from '../../arguments/options.ts';
import { A_MASK } from '../../features/mask64.ts';
import type { Endpoint } from '../endpoint.ts';
import { masker } from './masking.ts';
import type { MaskingOptions } from './masking.ts';
import { LONGEST_TIMEOUT, checkInteger } from '../limits.ts';
import { ProxiedConnection, SOCKET_OPTIONS } from './proxied_connection.ts';
import type { ConnectionOptions, ConnectionReport } from './proxied_connection.ts';

/** Where the proxy stands, what it masks out, and how long it waits. */
export interface ProxyOptions extends MaskingOptions {
  /** Where clients connect. Port 0 chooses a free port. */
  readonly listen: Endpoint;
  /** The monitor or OSD that clients are forwarded to. */
  readonly upstream: Endpoint;
  /** How long a handshake may take, in milliseconds; 10,000 by default, as Ceph's ms_connection_ready_timeout. */
  readonly handshakeTimeout?: number;
  /** Milliseconds of silence after which a side is closed if the other has ended; 60,000 by default. */
  readonly halfOpenTimeout?: number;
  /** Is called once for each connection. */
  readonly onConnection?: (report: ConnectionReport) => void;
  /** Closes the proxy when it is aborted, also while it waits for its port. */
  readonly signal?: AbortSignal;
}

const ENDPOINT = required(objectOf<Endpoint>({ host: required(A_STRING), port: required(A_NUMBER) }));
const PROXY_OPTIONS: OptionKinds<ProxyOptions> = {
  listen: ENDPOINT, upstream: ENDPOINT, handshakeTimeout: A_NUMBER, halfOpenTimeout: A_NUMBER, onConnection: A_FUNCTION, signal: A_SIGNAL,
  mask: A_MASK, vendor: A_STRING, profiles: AN_ARRAY,
};

/** A server between clients and one server of Ceph, which changes nothing but the features in a client's connect. */
export interface Proxy {
  /** How many connections are open. */
  readonly connections: number;
  /** Starts to listen, and resolves to the endpoint. Rejects if that fails, or if the signal is aborted. */
  listen(): Promise<Endpoint>;
  /** Stops listening, gives open connections `ms` milliseconds to end, and closes the rest. */
  drain(ms: number): Promise<void>;
  /** Stops listening, and closes all connections at once. Resolves when the port is free. */
  close(): Promise<void>;
  /** The same, for `await using`. */
  [Symbol.asyncDispose](): Promise<void>;
}

/** Ceph's ms_connection_ready_timeout. Source  ceph v16.0.0 src/common/options.cc */
export const HANDSHAKE_TIMEOUT = 10_000;
const HALF_OPEN_TIMEOUT = 60_000;

/**
 * Returns a proxy for old clients of a new monitor or OSD. With it the server encodes only what these clients can really read.
 *
 * In each connect of messenger v1 it masks out the bits that {@link masker} chooses. Every other byte passes unchanged, also in
 * messenger v2 and any other protocol. In v2 there is nothing to mask out: it requires MSG_ADDR2, so its clients support it.
 *
 * Ceph's clients continue only if the server states the address that they dialled. So the proxy must listen at the address that
 * the monitor publishes; with `public_bind_addr` the monitor itself listens elsewhere.
 *
 * Errors  TypeError for a mask with a bit that changes the protocol for both sides, for an unknown vendor profile, and for an option that is unknown or of another type; RangeError
 *         for an invalid port or timeout. Nothing is thrown for what a client or the server does: reports say it.
 *
 * @example
 * ```ts
 * import { createProxy } from 'cephwire/node';
 *
 * const proxy = createProxy({ listen: { host: '127.0.0.1', port: 0 }, upstream: { host: '10.0.0.9', port: 6789 } });
 * const { host } = await proxy.listen();
 * console.log(host, proxy.connections); // → 127.0.0.1 0
 * await proxy.close();
 * ```
 */
export function createProxy(options: ProxyOptions): Proxy {
  checkOptions('createProxy', options, PROXY_OPTIONS);
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
  /** Resolves when the server has stopped; null until it is told to. */
  #stopped: Promise<void> | null = null;
  /** Ends the waiting for the port. */
  #refuse: (error: Error) => void = () => undefined;

  constructor(options: ProxyOptions) {
    const { listen, upstream, handshakeTimeout = HANDSHAKE_TIMEOUT, halfOpenTimeout = HALF_OPEN_TIMEOUT, onConnection, signal } = options;
    this.#listen = listen;
    this.#signal = signal;
    this.#connectionOptions = { upstream, handshakeTimeout, halfOpenTimeout, maskOut: masker(options), report: onConnection ?? (() => undefined) };
    this.#server = createServer(SOCKET_OPTIONS, (client) => void this.#serve(client));
  }

  get connections(): number {
    return this.#open.size;
  }

  async listen(): Promise<Endpoint> {
    const signal = this.#signal;
    signal?.throwIfAborted();
    if (this.#stopped !== null) throw closed();
    const abort = (): void => void this.close();
    signal?.addEventListener('abort', abort);
    this.#server.once('close', () => signal?.removeEventListener('abort', abort));
    try {
      await this.#bind();
    } catch (error) {
      signal?.removeEventListener('abort', abort);
      throw signal?.aborted === true ? signal.reason : error;
    }
    this.#server.on('error', () => undefined); // one client could not be accepted, but the next one may be
    const { address, port } = this.#server.address() as AddressInfo;
    return { host: address, port };
  }

  /** Rejects at once if the proxy is closed meanwhile. To look up the name of a host takes time, and cannot be stopped. */
  #bind(): Promise<void> {
    const server = this.#server;
    return new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      this.#refuse = reject;
      server.listen(this.#listen.port, this.#listen.host, () => {
        if (this.#stopped === null) resolve();
        else server.close();
      });
    });
  }

  async drain(ms: number): Promise<void> {
    checkInteger('a time to drain', ms, LONGEST_TIMEOUT);
    void this.#stop();
    const limit = new AbortController();
    await Promise.race([this.#allClosed(), sleep(ms, undefined, { signal: limit.signal }).catch(() => undefined)]);
    limit.abort();
    await this.close();
  }

  async close(): Promise<void> {
    const stopped = this.#stop();
    for (const connection of this.#open) connection.destroy('the proxy was closed');
    await this.#allClosed();
    await stopped;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #stop(): Promise<void> {
    this.#refuse(closed());
    return (this.#stopped ??= new Promise((resolve) => this.#server.close(() => resolve())));
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

function closed(): Error {
  return new Error('the proxy was closed');
}
