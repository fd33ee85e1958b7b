import { connect } from 'node:net';
import type { Socket } from 'node:net';
import type { Mask64 } from '../../features/mask64.ts';
import { ConnectRewriter } from '../../messenger/v1/connect_rewriter.ts';
import type { Forward } from '../../messenger/v1/connect_rewriter.ts';
import { formatEndpoint } from '../endpoint.ts';
import type { Endpoint } from '../endpoint.ts';
import type { Masking } from './masking.ts';

/** How one connection began: made once for each, when the server has accepted the client, or when that will not happen. */
export interface ConnectionReport {
  /** Address and port. */
  readonly client: string;
  /**
   * `masked`: the server sees less than the client said. `passed`: all passes as it is, because there is nothing to hide or
   * it is no messenger v1. `failed`: the connection ended before the server had accepted, whatever was masked.
   */
  readonly outcome: 'masked' | 'passed' | 'failed';
  /** Of the last connect that the client sent; null where none was seen. */
  readonly hiding: Masking | null;
  /** A sentence for a person: what ended the handshake. */
  readonly why: string;
}

export interface ConnectionOptions {
  readonly upstream: Endpoint;
  readonly hide: (features: Mask64) => Masking;
  /** Milliseconds from the client's arrival to the server's acceptance. */
  readonly handshakeTimeout: number;
  /** Milliseconds of silence on a side that alone is left. */
  readonly halfOpenTimeout: number;
  readonly report: (report: ConnectionReport) => void;
}

type Side = 'client' | 'server';

/** Milliseconds of silence after which the kernel asks whether a peer is still there. */
const KEEPALIVE_DELAY = 60_000;

/** For both sockets: an end of one direction leaves the other open, and nothing waits for more bytes. */
export const SOCKET_OPTIONS = { allowHalfOpen: true, noDelay: true, keepAlive: true, keepAliveInitialDelay: KEEPALIVE_DELAY } as const;

/**
 * A client's socket and one to the server, with a {@link ConnectRewriter} between.
 *
 * Each side is read no faster than the other takes what it is sent. The end of a direction is passed on as such; where a
 * side is lost, the other is closed behind what is still to be written to it. A side that then neither speaks nor takes
 * anything is closed too, as its peer would have closed it.
 */
export class ProxiedConnection {
  /** Resolves when both sockets are closed. */
  readonly closed: Promise<unknown>;
  readonly #name: string;
  readonly #sockets: Readonly<Record<Side, Socket>>;
  readonly #rewriter: ConnectRewriter;
  readonly #report: (report: ConnectionReport) => void;
  readonly #timer: NodeJS.Timeout;
  readonly #halfOpenTimeout: number;
  #hiding: Masking | null = null;
  #isReported = false;

  constructor(client: Socket, { upstream, hide, handshakeTimeout, halfOpenTimeout, report }: ConnectionOptions) {
    this.#name = client.remoteAddress === undefined ? 'a client that left' : formatEndpoint({ host: client.remoteAddress, port: client.remotePort ?? 0 });
    this.#report = report;
    this.#halfOpenTimeout = halfOpenTimeout;
    this.#rewriter = new ConnectRewriter(({ features }) => {
      this.#hiding = hide(features);
      return this.#hiding.sent;
    });
    this.#sockets = { client, server: connect({ ...upstream, ...SOCKET_OPTIONS }) };
    this.closed = Promise.all([this.#carry('client', 'server'), this.#carry('server', 'client')]);
    this.#timer = setTimeout(() => this.destroy(`no handshake within ${handshakeTimeout} ms`), handshakeTimeout);
  }

  /** Closes both sides at once; what is still to be written is lost. */
  destroy(why: string): void {
    this.#settle('failed', why);
    for (const socket of Object.values(this.#sockets)) socket.destroy();
  }

  /** Resolves when the socket of `side` is closed. */
  #carry(side: Side, other: Side): Promise<void> {
    const { [side]: from, [other]: to } = this.#sockets;
    from.on('data', (chunk) => this.#forward(this.#rewriter.receive(side, chunk)));
    from.on('drain', () => to.resume());
    from.on('end', () => {
      this.#forward(this.#rewriter.end(side));
      to.end();
      this.#leave(to);
    });
    let fault = side === 'server' ? 'cannot be reached' : 'was lost';
    from.once('connect', () => (fault = 'was lost'));
    from.on('error', (error: NodeJS.ErrnoException) => this.#settle('failed', `the ${side} ${fault}: ${error.message || error.code}`));
    return new Promise((resolve) => from.on('close', () => {
      this.#settle('failed', `the ${side} was lost`);
      to.destroySoon();
      this.#leave(to);
      resolve();
    }));
  }

  /** Limits how long a socket may be silent whose other side has ended. */
  #leave(socket: Socket): void {
    if (socket.timeout === undefined) socket.setTimeout(this.#halfOpenTimeout, () => socket.destroy());
  }

  #forward({ toServer, toClient }: Forward): void {
    const { client, server } = this.#sockets;
    write(server, toServer);
    write(client, toClient);
    if (server.writableNeedDrain) client.pause();
    if (client.writableNeedDrain) server.pause();
    const { passing } = this.#rewriter;
    if (passing !== null) this.#settle(this.#outcome(), passing);
  }

  #outcome(): ConnectionReport['outcome'] {
    const ended = Object.values(this.#sockets).some((socket) => socket.readableEnded);
    if (ended) return 'failed';
    return this.#hiding === null || this.#hiding.masked.length === 0 ? 'passed' : 'masked';
  }

  #settle(outcome: ConnectionReport['outcome'], why: string): void {
    if (this.#isReported) return;
    this.#isReported = true;
    clearTimeout(this.#timer);
    this.#report({ client: this.#name, outcome, hiding: this.#hiding, why });
  }
}

/** In one call to the kernel, where there is more than one part. */
function write(socket: Socket, parts: readonly Uint8Array[]): void {
  if (parts.length > 1) socket.cork();
  for (const part of parts) socket.write(part);
  if (parts.length > 1) socket.uncork();
}
