import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { A_FUNCTION, A_NUMBER, A_SIGNAL, A_STRING, CHECKED_LATER, checkOptions, required } from '../../arguments/options.ts';
import type { OptionKinds } from '../../arguments/options.ts';
import { codecReader } from '../../features/codec_release.ts';
import type { ReaderLike } from '../../features/codec_release.ts';
import type { Kernel } from '../../features/kernel_reader.ts';
import type { Mask64 } from '../../features/mask64.ts';
import { NEWEST } from '../../features/releases.ts';
import { toFeatures } from '../../features/to_features.ts';
import type { FeaturesLike } from '../../features/to_features.ts';
import { diagnose } from '../../inspect/diagnose/diagnose.ts';
import { featuresOf } from '../../inspect/diagnose/reader.ts';
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
import { resultWithJson, stepWithJson } from './json.ts';
import { ProbeError } from './probe_error.ts';
import type { ProbeResult } from './result.ts';
import type { MessengerVersion, ProbeStep } from './step.ts';

/** Whom to probe, and as what client. */
export interface ProbeOptions extends Endpoint {
  /** The features to offer; by default those of `release`, or of the newest release. */
  readonly features?: FeaturesLike;
  /** The release or the kernel whose decoder the client has; by default inferred from its features. */
  readonly release?: ReaderLike;
  /** The version of the messenger; by default the one that the kernel in `release` uses, or that of the monitor's banner. */
  readonly messenger?: MessengerVersion | 'auto';
  /** For the whole probe, in milliseconds; 10,000 by default. */
  readonly timeout?: number;
  /** Aborts the probe. */
  readonly signal?: AbortSignal;
  /** Is called with each step as it happens. */
  readonly onStep?: (step: ProbeStep) => void;
}

const PROBE_OPTIONS: OptionKinds<ProbeOptions> = {
  host: required(A_STRING), port: required(A_NUMBER), features: CHECKED_LATER, release: CHECKED_LATER,
  messenger: { needs: '1, 2 or "auto"', is: (value) => [1, 2, 'auto'].includes(value as never) },
  timeout: A_NUMBER, signal: A_SIGNAL, onStep: A_FUNCTION,
};

/** The default timeout, in milliseconds. */
export const PROBE_TIMEOUT = 10_000;
/** How many bytes may wait until the monitor reads them. */
const MAX_UNREAD = 64 * 1024;
/** The size of the length before the map, a u32. */
const LENGTH_SIZE = 4;

/**
 * Connects to a monitor as a client with these features does, without authentication, and asks for its map.
 *
 * Whatever the monitor or the network does, the result says it. The connection is closed before the result is there.
 *
 * Errors  TypeError for features that name nothing, a release whose decoder or features are not known, and an option that is unknown
 *         or of another type; RangeError for an invalid port or timeout
 *
 * @example
 * ```ts
 * import { probe } from 'cephwire/node';
 *
 * const { map, error } = await probe({ host: '127.0.0.1', port: 1, features: 'hammer' });
 * console.log(map?.diagnosis.peer?.reading.verdict, error?.code); // no monitor is there
 * // → undefined connection
 * ```
 */
export async function probe(options: ProbeOptions): Promise<ProbeResult> {
  checkOptions('probe', options, PROBE_OPTIONS);
  const { host, port, features: offered, release, timeout = PROBE_TIMEOUT, onStep } = options;
  checkInteger('a port', port, 0xffff);
  checkInteger('a timeout', timeout, LONGEST_TIMEOUT);
  const features = offered !== undefined ? toFeatures(offered) : release !== undefined ? featuresOf(release) : toFeatures(NEWEST.name);
  const kernel = release === undefined ? null : codecReader(release).kernel;
  const steps: ProbeStep[] = [];
  const report = (step: ProbeStep): void => {
    steps.push(stepWithJson(step));
    onStep?.(step);
  };
  try {
    const front = await frontFrom({ ...options, messenger: messengerOf(options.messenger, kernel) }, features, report);
    const diagnosis = diagnose(MonMap, mapIn(front), { peer: features, ...(release !== undefined && { release }) });
    return resultWithJson({ host, port, features, steps, map: { front, diagnosis }, error: null });
  } catch (error) {
    if (!(error instanceof ProbeError)) throw error;
    return resultWithJson({ host, port, features, steps, map: null, error });
  }
}

function messengerOf(messenger: MessengerVersion | 'auto' = 'auto', kernel: Kernel | null): MessengerVersion | 'auto' {
  if (messenger !== 'auto' || kernel === null) return messenger;
  return kernel.isMsgr2 ? 2 : 1;
}

/** Gets the front of the MMonMap, over a connection that is closed in any case. */
async function frontFrom(options: ProbeOptions, features: Mask64, report: (step: ProbeStep) => void): Promise<Uint8Array> {
  const { host, port, messenger = 'auto', timeout = PROBE_TIMEOUT, signal } = options;
  if (signal?.aborted) throw aborted(signal);
  const socket = connect({ host, port, noDelay: true });
  const timer = setTimeout(() => socket.destroy(new ProbeError('timeout', `no map within ${timeout} ms`)), timeout);
  const onAbort = (): void => void socket.destroy(aborted(signal));
  signal?.addEventListener('abort', onAbort);
  socket.on('error', () => {}); // the code that waits for the socket gets the error too
  try {
    await once(socket, 'connect');
    const { localAddress = '', localPort = 0, remoteAddress, remotePort = 0 } = socket;
    if (remoteAddress === undefined) throw new ProbeError('connection', `${formatEndpoint(options)}: the peer closed the connection`);
    const dialled = { host: remoteAddress, port: remotePort };
    report({ kind: 'connected', local: formatEndpoint({ host: localAddress, port: localPort }), remote: formatEndpoint(dialled) });
    return await run(socket, EXCHANGES[messenger]({ features, dialled: sockaddrOf(dialled), nonce: randomInt(1, 2 ** 32), report }));
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

/** A link-local address of IPv6 ends with a percent sign and the name of an interface. */
function sockaddrOf({ host, port }: Endpoint): Sockaddr {
  return parseSockaddr(formatEndpoint({ host: host.replace(/%.*$/, ''), port }));
}

/** Carries bytes between the socket and the exchange until the map has arrived. */
async function run(socket: Socket, exchange: Exchange): Promise<Uint8Array> {
  const flush = (): void => {
    socket.cork();
    for (const bytes of exchange.takeOutput()) socket.write(bytes);
    socket.uncork();
    if (socket.writableLength > MAX_UNREAD) throw new ProbeError('refused', 'the monitor does not read its input');
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
  const length = front.length < LENGTH_SIZE ? -1 : new DataView(front.buffer, front.byteOffset).getUint32(0, true);
  if (length === front.length - LENGTH_SIZE) return front.subarray(LENGTH_SIZE);
  throw new ProbeError('malformed', `the front of the MMonMap has ${front.length} bytes, which are not a length and a map of this length`);
}

const aborted = (signal: AbortSignal | undefined): ProbeError => new ProbeError('aborted', 'the probe was aborted', signal?.reason);

const REASONS: ReadonlyMap<unknown, string> = new Map([
  ['ECONNREFUSED', 'connection refused'],
  ['ECONNRESET', 'the peer reset the connection'],
  ['EPIPE', 'the peer closed the connection'],
  ['ETIMEDOUT', 'no answer'],
  ['EHOSTUNREACH', 'no route to the host'],
  ['ENETUNREACH', 'no route to the network'],
  ['ENOTFOUND', 'unknown host'],
  ['EAI_AGAIN', 'the name server does not answer'],
]);

/** @throws the error itself if it is not a system error, and so a mistake of ours */
function broken(error: unknown, endpoint: Endpoint): ProbeError {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (typeof code !== 'string') throw error;
  return new ProbeError('connection', `${formatEndpoint(endpoint)}: ${REASONS.get(code) ?? code}`, error);
}
