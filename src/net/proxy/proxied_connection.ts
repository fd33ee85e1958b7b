import { connect } from 'node:net';
import type { Socket } from 'node:net';
import type { Mask64 } from '../../features/mask64.ts';
import { ConnectRewriter } from '../../messenger/v1/connect_rewriter.ts';
import type { Side } from '../../messenger/events.ts';
import type { Forward } from '../../messenger/v1/connect_rewriter.ts';
import { formatEndpoint } from '../endpoint.ts';
import type { Endpoint } from '../endpoint.ts';
import type { Masking } from './masking.ts';

/** How one connection began. There is one report for each connection, once the server has accepted the client or no longer can. */
export interface ConnectionReport {
  /** The client's address and port. */
  readonly client: string;
  /**
   * `masked`: the server received fewer features than the client sent. `passed`: all bytes pass unchanged, because there is
   * nothing to mask out or the connection does not use messenger v1. `failed`: the connection ended before the server accepted.
   */
  readonly outcome: 'masked' | 'passed' | 'failed';
  /** What was masked out of the client's last connect; null if there was no connect. */
  readonly masking: Masking | null;
  /** What ended the handshake, in words for people. */
  readonly why: string;
}

export interface ConnectionOptions {
  readonly upstream: Endpoint;
  readonly maskOut: (features: Mask64) => Masking;
  /** Milliseconds from the start of the connection until the server accepts. */
  readonly handshakeTimeout: number;
  /** Milliseconds of silence after which a side is closed if the other has ended. */
  readonly halfOpenTimeout: number;
  readonly report: (report: ConnectionReport) => void;
}

/** Milliseconds of silence after which the kernel checks whether a peer is still there. */
const KEEPALIVE_DELAY = 60_000;

/** For both sockets: the end of one direction leaves the other open, and small packets are sent at once. */
export const SOCKET_OPTIONS = { allowHalfOpen: true, noDelay: true, keepAlive: true, keepAliveInitialDelay: KEEPALIVE_DELAY } as const;

/**
 * A client's socket and a socket to the server, with a {@link ConnectRewriter} between them.
 *
 * Each side is read no faster than the other side reads. The end of one direction is passed on as an end. If a side is lost, the
 * other is closed after the bytes that still wait for it. If that other side then stays silent, it is closed by force.
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
  #masking: Masking | null = null;
  #isReported = false;

  constructor(client: Socket, { upstream, maskOut, handshakeTimeout, halfOpenTimeout, report }: ConnectionOptions) {
    this.#name = client.remoteAddress === undefined ? 'a client that left' : formatEndpoint({ host: client.remoteAddress, port: client.remotePort ?? 0 });
    this.#report = report;
    this.#halfOpenTimeout = halfOpenTimeout;
    this.#rewriter = new ConnectRewriter(({ features }) => {
      this.#masking = maskOut(features);
      return this.#masking.sent;
    });
    this.#sockets = { client, server: connect({ ...upstream, ...SOCKET_OPTIONS }) };
    this.closed = Promise.all([this.#carry('client', 'server'), this.#carry('server', 'client')]);
    this.#timer = setTimeout(() => this.destroy(`no handshake within ${handshakeTimeout} ms`), handshakeTimeout);
  }

  /** Closes both sides at once. Bytes that wait to be written are lost. */
  destroy(why: string): void {
    this.#settle('failed', why);
    for (const socket of Object.values(this.#sockets)) socket.destroy();
  }

  /** Carries bytes from `side` to the other; resolves when the socket of `side` is closed. */
  #carry(side: Side, other: Side): Promise<void> {
    const { [side]: from, [other]: to } = this.#sockets;
    from.on('data', (chunk) => this.#forward(this.#rewriter.receive(side, chunk)));
    from.on('drain', () => to.resume());
    from.on('end', () => {
      this.#forward(this.#rewriter.end(side));
      to.end();
      this.#closeIfSilent(to);
    });
    let fault = side === 'server' ? 'cannot be reached' : 'was lost';
    from.once('connect', () => (fault = 'was lost'));
    from.on('error', (error: NodeJS.ErrnoException) => this.#settle('failed', `the ${side} ${fault}: ${error.message || error.code}`));
    return new Promise((resolve) => from.on('close', () => {
      this.#settle('failed', `the ${side} was lost`);
      to.destroySoon();
      this.#closeIfSilent(to);
      resolve();
    }));
  }

  /** Closes a socket after some time of silence: its other side has ended. */
  #closeIfSilent(socket: Socket): void {
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
    return this.#masking === null || this.#masking.masked.length === 0 ? 'passed' : 'masked';
  }

  #settle(outcome: ConnectionReport['outcome'], why: string): void {
    if (this.#isReported) return;
    this.#isReported = true;
    clearTimeout(this.#timer);
    this.#report({ client: this.#name, outcome, masking: this.#masking, why });
  }
}

/** Writes all chunks in one system call. */
function write(socket: Socket, chunks: readonly Uint8Array[]): void {
  if (chunks.length > 1) socket.cork();
  for (const chunk of chunks) socket.write(chunk);
  if (chunks.length > 1) socket.uncork();
}
