import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import type { Mask64 } from '../../features/mask64.ts';
import { NEWEST } from '../../features/releases.ts';
import { toFeatures } from '../../features/to_features.ts';
import type { FeaturesLike } from '../../features/to_features.ts';
import { diagnose } from '../../inspect/diagnose/diagnose.ts';
import type { Diagnosis } from '../../inspect/diagnose/diagnose.ts';
import { MonMap } from '../../types/mon/MonMap/MonMap.ts';
import { parseSockaddr } from '../../types/common/sockaddr.ts';
import type { Sockaddr } from '../../types/common/sockaddr.ts';
import { formatEndpoint } from '../endpoint.ts';
import type { Endpoint } from '../endpoint.ts';
import { closedEarly } from './exchange.ts';
import type { Exchange, ExchangeOptions } from './exchange.ts';
import { exchangeAuto } from './auto.ts';
import { exchangeV1 } from './v1.ts';
import { exchangeV2 } from './v2.ts';
import { LONGEST_TIMEOUT, checkInteger } from '../limits.ts';
import { ProbeError } from './probe_error.ts';
import type { MessengerVersion, ProbeStep } from './step.ts';

export interface ProbeOptions extends Endpoint {
  /** Whose features to offer, and no others; those of the newest release by default. */
  readonly features?: FeaturesLike;
  /** By default whichever the monitor's banner is of. */
  readonly messenger?: MessengerVersion | 'auto';
  /** In milliseconds, for everything together; 10,000 by default. */
  readonly timeout?: number;
  /** Calls it off. */
  readonly signal?: AbortSignal;
  /** Is told of each step as it is made. */
  readonly onStep?: (step: ProbeStep) => void;
}

/** What a probe found out, however far it came. */
export interface ProbeResult extends Endpoint {
  /** What the client offered. */
  readonly features: Mask64;
  readonly steps: readonly ProbeStep[];
  /** The monitor's map; null where there is an error. */
  readonly map: ProbedMap | null;
  /** Why there is no map; null where there is one. */
  readonly error: ProbeError | null;
}

export interface ProbedMap {
  /** The front of the MMonMap, as it was sent: a length, then the MonMap. */
  readonly front: Uint8Array;
  /** What is in it, and what a client with these features makes of it: `peer` is that client. Offsets count from the MonMap. */
  readonly diagnosis: Diagnosis<MonMap>;
}

/** In milliseconds. */
export const PROBE_TIMEOUT = 10_000;
/** In bytes: a monitor that lets more than this lie is not reading. */
const MAX_UNREAD = 64 * 1024;
/** Of the u32 before the map. */
const LENGTH = 4;

/**
 * Connects to a monitor as a client with these features would, without authentication, and asks for its map.
 *
 * All that a monitor or the network can do is in the result; the connection is closed when it is there.
 *
 * Errors  TypeError for features that name no known word, RangeError for a port or a time that is none
 */
export async function probe(options: ProbeOptions): Promise<ProbeResult> {
  const { host, port, features: as = NEWEST.name, timeout = PROBE_TIMEOUT, onStep } = options;
  checkInteger('a port', port, 0xffff);
  checkInteger('a timeout', timeout, LONGEST_TIMEOUT);
  const features = toFeatures(as);
  const steps: ProbeStep[] = [];
  const report = (step: ProbeStep): void => {
    steps.push(step);
    onStep?.(step);
  };
  try {
    const front = await frontFrom(options, features, report);
    const diagnosis = diagnose(MonMap, mapIn(front), { peer: features });
    return { host, port, features, steps, map: { front, diagnosis }, error: null };
  } catch (error) {
    if (!(error instanceof ProbeError)) throw error;
    return { host, port, features, steps, map: null, error };
  }
}

/** The front of the MMonMap, over a connection that is closed again whatever happens. */
async function frontFrom(options: ProbeOptions, features: Mask64, report: (step: ProbeStep) => void): Promise<Uint8Array> {
  const { host, port, messenger = 'auto', timeout = PROBE_TIMEOUT, signal } = options;
  if (signal?.aborted) throw calledOff();
  const socket = connect({ host, port, noDelay: true });
  const timer = setTimeout(() => socket.destroy(new ProbeError('timeout', `no map within ${timeout} ms`)), timeout);
  const onAbort = (): void => void socket.destroy(calledOff());
  signal?.addEventListener('abort', onAbort);
  socket.on('error', () => {}); // whoever waits is told as well
  try {
    await once(socket, 'connect');
    const { localAddress = '', localPort = 0, remoteAddress, remotePort = 0 } = socket;
    if (remoteAddress === undefined) throw new ProbeError('connection', `${formatEndpoint(options)}: the peer closed the connection`);
    const dialled = { host: remoteAddress, port: remotePort };
    report({ kind: 'connected', local: formatEndpoint({ host: localAddress, port: localPort }), remote: formatEndpoint(dialled) });
    return await talk(socket, EXCHANGES[messenger]({ features, dialled: sockaddrOf(dialled), nonce: randomInt(1, 2 ** 32), report }));
  } catch (error) {
    throw error instanceof ProbeError ? error : broken(error, options);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
    socket.destroy();
    if (!socket.closed) await once(socket, 'close');
  }
}

const EXCHANGES: Readonly<Record<MessengerVersion | 'auto', (options: ExchangeOptions) => Exchange>> = { 1: exchangeV1, 2: exchangeV2, auto: exchangeAuto };

/** Link-local addresses of IPv6 have the name of an interface behind a percent sign. */
function sockaddrOf({ host, port }: Endpoint): Sockaddr {
  return parseSockaddr(formatEndpoint({ host: host.replace(/%.*$/, ''), port }));
}

async function talk(socket: Socket, exchange: Exchange): Promise<Uint8Array> {
  const flush = (): void => {
    socket.cork();
    for (const bytes of exchange.takeOutput()) socket.write(bytes);
    socket.uncork();
    if (socket.writableLength > MAX_UNREAD) throw new ProbeError('refused', 'the monitor does not read what it is sent');
  };
  flush();
  for await (const chunk of socket) {
    const front = exchange.receive(chunk as Uint8Array);
    if (front !== null) return front;
    flush();
  }
  const front = exchange.end();
  if (front === null) throw closedEarly();
  return front;
}

function mapIn(front: Uint8Array): Uint8Array {
  const length = front.length < LENGTH ? -1 : new DataView(front.buffer, front.byteOffset).getUint32(0, true);
  if (length === front.length - LENGTH) return front.subarray(LENGTH);
  throw new ProbeError('malformed', `the MMonMap has a front of ${front.length} bytes, which is not a map behind its length`);
}

const calledOff = (): ProbeError => new ProbeError('aborted', 'the probe was called off');

const REASONS: ReadonlyMap<unknown, string> = new Map([
  ['ECONNREFUSED', 'connection refused'],
  ['ECONNRESET', 'the peer reset the connection'],
  ['EPIPE', 'the peer closed the connection'],
  ['ETIMEDOUT', 'no answer'],
  ['EHOSTUNREACH', 'no way to the host'],
  ['ENETUNREACH', 'no way to the network'],
  ['ENOTFOUND', 'no such host'],
  ['EAI_AGAIN', 'the name server does not answer'],
]);

/** @throws what is no error of the system, but of ours */
function broken(error: unknown, endpoint: Endpoint): ProbeError {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (typeof code !== 'string') throw error;
  return new ProbeError('connection', `${formatEndpoint(endpoint)}: ${REASONS.get(code) ?? code}`, error);
}
