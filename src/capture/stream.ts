import { A_SIGNAL, checkOptions, objectOf } from '../arguments/options.ts';
import type { OptionKinds } from '../arguments/options.ts';
import type { CaptureEvent } from './ceph/event.ts';
import { CaptureDissector, LIMIT_OPTIONS } from './dissect.ts';
import type { CaptureCounts, CaptureLimits } from './dissect.ts';
import { opener } from './source.ts';
import type { ByteSource, Chunks } from './source.ts';

/** What is used of an AbortSignal, whose own declaration is in the browser's library or in @types/node. */
export interface AbortSignalLike {
  readonly aborted: boolean;
  readonly reason: unknown;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** How a capture is read. */
export interface DissectOptions {
  /** Stops the reading, even while the source lets it wait: the loop over the events throws the signal's reason. */
  readonly signal?: AbortSignalLike;
  /** How much is kept in memory; see {@link CAPTURE_LIMITS}. */
  readonly limits?: Partial<CaptureLimits>;
}

const DISSECT_OPTIONS: OptionKinds<DissectOptions> = { signal: A_SIGNAL, limits: objectOf(LIMIT_OPTIONS) };

/** The events of a capture, for one loop. */
export interface Dissection extends AsyncIterable<CaptureEvent> {
  /** What has been read so far, in numbers. */
  readonly counts: CaptureCounts;
}

/**
 * Finds Ceph's messages in a capture file, pcap or pcapng, that comes from any source of bytes: the events of
 * {@link CaptureDissector}, one after the other.
 *
 * The source is read no faster than the loop takes the events. Whatever ends the loop before the end of the source, such as a
 * `break`, closes the source: a stream is destroyed or cancelled, a generator returns.
 *
 * Errors  the loop throws the source's own error, and the reason of an aborted signal; a CaptureError after the last event, if the
 *         file is damaged or truncated. TypeError at once for what is no source, and for an unknown option
 *
 * @example
 * ```ts
 * import { createReadStream } from 'node:fs';
 * import { dissect } from 'cephwire/capture';
 *
 * const dissection = dissect(createReadStream('mon.pcapng'));
 * const types = new Set<string>();
 * for await (const event of dissection) if (event.kind === 'message') types.add(event.typeName);
 * console.log(dissection.counts.messages, [...types].slice(0, 4).join(' '));
 * // → 70 MAuth MMonGetMap MAuthReply MMonMap
 * ```
 */
export function dissect(source: ByteSource, options: DissectOptions = {}): Dissection {
  checkOptions('dissect', options, DISSECT_OPTIONS);
  const dissector = new CaptureDissector(options.limits);
  const events = eventsOf(opener(source), dissector, options.signal);
  return {
    [Symbol.asyncIterator]: () => events,
    get counts() { return dissector.counts; },
  };
}

async function* eventsOf(open: () => Chunks, dissector: CaptureDissector, signal: AbortSignalLike | undefined): AsyncGenerator<CaptureEvent, void> {
  const chunks = open();
  let isOpen = true;
  try {
    while (dissector.error === null) {
      if (signal?.aborted) throw signal.reason;
      const chunk = await unlessAborted(chunks.next(), signal);
      if (chunk === null) {
        isOpen = false;
        break;
      }
      for (const event of dissector.receive(chunk)) {
        yield event;
        if (signal?.aborted) throw signal.reason;
      }
    }
    yield* dissector.end();
  } catch (error) {
    isOpen = false;
    chunks.close().catch(() => undefined); // not awaited: it may wait for the very chunk that does not come; `error` is what matters
    throw error;
  } finally {
    if (isOpen) await chunks.close();
  }
  if (dissector.error !== null) throw dissector.error;
}

/** Resolves as `promise` does, unless the signal is aborted first. */
function unlessAborted<T>(promise: Promise<T>, signal: AbortSignalLike | undefined): Promise<T> {
  if (signal === undefined) return promise;
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason);
    signal.addEventListener('abort', abort);
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
