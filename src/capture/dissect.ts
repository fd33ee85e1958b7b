import { checkOptions, numbersOf } from '../arguments/options.ts';
import type { BytesLike } from '../arguments/bytes.ts';
import type { CaptureError } from './file/capture_error.ts';
import type { CaptureEvent } from './ceph/event.ts';
import { withJson } from './ceph/json.ts';
import { CaptureReader } from './file/reader.ts';
import { CephConnectionReader } from './ceph/connection_reader.ts';
import type { FragmentLimits } from './ip/fragments.ts';
import { Identification } from './ceph/identification.ts';
import type { Chunk } from './ceph/identification.ts';
import { SegmentReader } from './tcp/segment_reader.ts';
import type { PacketCounts } from './tcp/segment_reader.ts';
import type { CloseReason, End, TcpConnection, TcpEvent } from './tcp/event.ts';
import { TcpReassembler } from './tcp/reassembler.ts';
import type { ReassemblyLimits } from './tcp/reassembler.ts';

/** How much is kept in memory. What exceeds a limit is dropped, and reported as lost. */
export interface CaptureLimits extends ReassemblyLimits, FragmentLimits {
  /** Bytes of incomplete frames, in all connections together. */
  readonly maxUnfinished: number;
}

const MIB = 1024 * 1024;

/** With these limits a Node process stays below 256 MiB. About a third of that is held bytes, another third is garbage. */
export const CAPTURE_LIMITS: CaptureLimits = { maxConnections: 2048, maxHeld: 32 * MIB, maxUnfinished: 32 * MIB, maxDatagrams: 64 };

export const LIMIT_OPTIONS = numbersOf<CaptureLimits>(CAPTURE_LIMITS);

/** What a capture contained, in numbers. */
export interface CaptureCounts extends PacketCounts {
  /** TCP connections. */
  readonly connections: number;
  /** The TCP connections that use one of Ceph's messengers. */
  readonly cephConnections: number;
  /** Open connections that were dropped to stay within the limits. */
  readonly evicted: number;
  readonly messages: number;
  /** Bytes of Ceph's connections in `lost` events. */
  readonly lostBytes: number;
}

/** The state of a TCP connection. */
interface ConnectionState {
  /** What its chunks go to; null if they are ignored, because the connection is not Ceph's. */
  reader: Identification | CephConnectionReader | null;
  /** Bytes of each end until the protocol is identified. */
  readonly seen: [number, number];
  /** Memory that its reader holds, in bytes. */
  held: number;
}

/**
 * Finds Ceph's messages in a capture file, pcap or pcapng, given in chunks of any size.
 *
 * Only damage to the file's own records stops it: a packet, a connection or a message that cannot be read affects no other. What
 * is lost is reported, as an event or in the counts.
 *
 * Units   memory: within the limits, whatever the size of the file. Chunks are not kept, so their memory can be reused.
 * Errors  nothing is thrown for what the file contains: `error` says why reading ended early
 *
 * @example
 * ```ts
 * import { createReadStream } from 'node:fs';
 * import { CaptureDissector } from 'cephwire/capture';
 * import type { CaptureEvent } from 'cephwire/capture';
 *
 * const dissector = new CaptureDissector();
 * let maps = 0;
 * const count = (events: CaptureEvent[]): void => {
 *   for (const event of events) if (event.kind === 'message' && event.known?.name === 'MMonMap') maps++;
 * };
 * for await (const chunk of createReadStream('mon.pcapng')) count(dissector.receive(chunk));
 * count(dissector.end());
 * console.log(maps, dissector.counts.messages, dissector.error); // → 21 70 null
 * ```
 */
export class CaptureDissector {
  readonly #limits: CaptureLimits;
  readonly #reader = new CaptureReader();
  readonly #segments: SegmentReader;
  readonly #reassembler: TcpReassembler;
  readonly #states = new Map<TcpConnection, ConnectionState>();
  #unfinished = 0;
  #counts = { connections: 0, cephConnections: 0, evicted: 0, messages: 0, lostBytes: 0 };

  /** @throws RangeError for a limit that is not a positive number, TypeError for an unknown one */
  constructor(limits: Partial<CaptureLimits> = {}) {
    checkOptions('CaptureDissector', limits, LIMIT_OPTIONS);
    this.#limits = { ...CAPTURE_LIMITS, ...limits };
    for (const [name, limit] of Object.entries(this.#limits)) {
      if (!(limit > 0)) throw new RangeError(`${name} must be positive, got ${limit}`);
    }
    this.#segments = new SegmentReader(this.#limits);
    this.#reassembler = new TcpReassembler(this.#limits);
  }

  /** Why reading ended before the end of the file, or that the file is truncated; null if neither. */
  get error(): CaptureError | null {
    return this.#reader.error;
  }

  get counts(): CaptureCounts {
    return { ...this.#segments.counts, ...this.#counts };
  }

  /** Takes the next bytes of the file, in chunks of any size, and returns the events that they complete. */
  receive(chunk: BytesLike): CaptureEvent[] {
    const out: CaptureEvent[] = [];
    this.#reader.receive(chunk);
    for (let packet = this.#reader.next(); packet !== null; packet = this.#reader.next()) {
      const segment = this.#segments.read(packet);
      if (segment !== null) this.#take(this.#reassembler.addSegment(segment), out);
    }
    return this.#counted(out);
  }

  /** Takes note that the file has no more bytes: closes the open connections and returns the last events. */
  end(): CaptureEvent[] {
    const out: CaptureEvent[] = [];
    this.#reader.end();
    this.#take(this.#reassembler.end(), out);
    return this.#counted(out);
  }

  #take(events: readonly TcpEvent[], out: CaptureEvent[]): void {
    for (const event of events) {
      const { connection } = event;
      switch (event.kind) {
        case 'opened':
          this.#counts.connections++;
          this.#states.set(connection, { reader: new Identification(connection), seen: [0, 0], held: 0 });
          break;
        case 'data':
          this.#chunk(connection, { from: event.from, bytes: event.bytes, length: event.bytes.length, stamp: event.stamp }, out);
          break;
        case 'lost':
          this.#chunk(connection, { from: event.from, bytes: null, length: event.length, stamp: null }, out);
          break;
        case 'ended':
          this.#end(connection, event.from, out);
          break;
        case 'closed':
          this.#close(connection, event.why, out);
      }
    }
  }

  /** Copies the bytes, so that an incomplete frame does not keep whole chunks of the file in memory. */
  #chunk(connection: TcpConnection, { from, bytes, length, stamp }: Chunk, out: CaptureEvent[]): void {
    const state = this.#states.get(connection);
    if (state === undefined || state.reader === null) return;
    const chunk: Chunk = { from, bytes: bytes === null ? null : bytes.slice(), length, stamp };
    if (state.reader instanceof CephConnectionReader) state.reader.addChunk(chunk, out);
    else this.#identify(connection, state, state.reader, chunk, out);
    this.#weigh(state);
    if (this.#unfinished > this.#limits.maxUnfinished) this.#flushLargest(out);
  }

  #identify(connection: TcpConnection, state: ConnectionState, identification: Identification, chunk: Chunk, out: CaptureEvent[]): void {
    state.seen[chunk.from] += chunk.length;
    const result = identification.addChunk(chunk);
    if (result === null) return;
    state.reader = result === 'other' ? null : new CephConnectionReader(connection, result, state.seen, out);
    if (state.reader !== null) this.#counts.cephConnections++;
  }

  #end(connection: TcpConnection, from: End, out: CaptureEvent[]): void {
    const state = this.#states.get(connection);
    if (state === undefined || !(state.reader instanceof CephConnectionReader)) return;
    state.reader.end(from, out);
    this.#weigh(state);
  }

  #close(connection: TcpConnection, why: CloseReason, out: CaptureEvent[]): void {
    const state = this.#states.get(connection);
    if (state?.reader instanceof CephConnectionReader) state.reader.close(why, out);
    if (why === 'evicted') this.#counts.evicted++;
    this.#unfinished -= state?.held ?? 0;
    this.#states.delete(connection);
  }

  #weigh(state: ConnectionState): void {
    const held = state.reader?.held ?? 0;
    this.#unfinished += held - state.held;
    state.held = held;
  }

  /** Frees memory: drops what the largest reader holds. */
  #flushLargest(out: CaptureEvent[]): void {
    let largest: ConnectionState | null = null;
    for (const state of this.#states.values()) if (largest === null || state.held > largest.held) largest = state;
    if (largest === null) return;
    if (largest.reader instanceof CephConnectionReader) {
      largest.reader.flush(out);
    } else {
      largest.reader = null;
      this.#counts.evicted++;
    }
    this.#weigh(largest);
  }

  #counted(events: CaptureEvent[]): CaptureEvent[] {
    for (const event of events) {
      withJson(event);
      if (event.kind === 'message') this.#counts.messages++;
      else if (event.kind === 'lost') this.#counts.lostBytes += event.length;
    }
    return events;
  }
}
