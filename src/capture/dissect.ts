import type { CaptureError } from './file/capture_error.ts';
import type { CaptureEvent } from './ceph/event.ts';
import { CaptureReader } from './file/reader.ts';
import { CephConversation } from './ceph/conversation.ts';
import type { FragmentLimits } from './ip/fragments.ts';
import { Identification } from './ceph/identification.ts';
import type { Chunk } from './ceph/identification.ts';
import { SegmentReader } from './tcp/segment_reader.ts';
import type { PacketCounts } from './tcp/segment_reader.ts';
import type { CloseReason, End, TcpConnection, TcpEvent } from './tcp/event.ts';
import { TcpReassembler } from './tcp/reassembler.ts';
import type { ReassemblyLimits } from './tcp/reassembler.ts';

/** How much is remembered at a time; what passes a limit is given up, and that is said. */
export interface CaptureLimits extends ReassemblyLimits, FragmentLimits {
  /** Bytes of unfinished frames, in all connections together. */
  readonly maxUnfinished: number;
}

const MIB = 1024 * 1024;

/** With these a process of Node stays below 256 MiB, a third of which is what waits, and a third what is not yet collected. */
export const CAPTURE_LIMITS: CaptureLimits = { maxConnections: 2048, maxHeld: 32 * MIB, maxUnfinished: 32 * MIB, maxDatagrams: 64 };

/** What a capture held, by number. */
export interface CaptureCounts extends PacketCounts {
  /** TCP connections. */
  readonly connections: number;
  /** Of those, the ones on which Ceph is spoken. */
  readonly cephConnections: number;
  /** Connections that were forgotten, while open, for others. */
  readonly evicted: number;
  readonly messages: number;
  /** Bytes of Ceph's connections that are in `lost` events. */
  readonly lostBytes: number;
}

/** One TCP connection's state: its chunks are looked at, read, or not wanted. */
interface Talk {
  reading: Identification | CephConversation | null;
  /** Bytes of each end so far, as long as it is not known what is spoken. */
  readonly seen: [number, number];
  held: number;
}

/**
 * Finds Ceph's messages in a capture file, pcap or pcapng, given in chunks of any size.
 *
 * Nothing that a file holds stops it but damage to the file's own records: a packet, a connection or a message that cannot be
 * read costs no other. What is lost is said, as an event or in the counts.
 *
 * Units   memory: the limits, whatever the size of the file; chunks are not kept: the same memory may be used for the next
 * Errors  none is thrown for bytes of the file: `error` says why reading ended early
 */
export class CaptureDissector {
  readonly #limits: CaptureLimits;
  readonly #reader = new CaptureReader();
  readonly #segments: SegmentReader;
  readonly #reassembler: TcpReassembler;
  readonly #talks = new Map<TcpConnection, Talk>();
  #unfinished = 0;
  #counts = { connections: 0, cephConnections: 0, evicted: 0, messages: 0, lostBytes: 0 };

  /** @throws RangeError for a limit that is no positive number */
  constructor(limits: Partial<CaptureLimits> = {}) {
    this.#limits = { ...CAPTURE_LIMITS, ...limits };
    for (const [name, limit] of Object.entries(this.#limits)) {
      if (!(limit > 0)) throw new RangeError(`${name} must be positive, got ${limit}`);
    }
    this.#segments = new SegmentReader(this.#limits);
    this.#reassembler = new TcpReassembler(this.#limits);
  }

  /** Why reading ended before the file did, or that the file ends too soon; null while all is well. */
  get error(): CaptureError | null {
    return this.#reader.error;
  }

  get counts(): CaptureCounts {
    return { ...this.#segments.counts, ...this.#counts };
  }

  /** Takes the next bytes of the file; gives what they complete. */
  receive(chunk: Uint8Array): CaptureEvent[] {
    const out: CaptureEvent[] = [];
    this.#reader.receive(chunk);
    for (let packet = this.#reader.next(); packet !== null; packet = this.#reader.next()) {
      const segment = this.#segments.read(packet);
      if (segment !== null) this.#take(this.#reassembler.addSegment(segment), out);
    }
    return this.#counted(out);
  }

  /** The file has no more bytes: what is still open is closed. */
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
          this.#talks.set(connection, { reading: new Identification(connection), seen: [0, 0], held: 0 });
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

  /** Bytes are copied: a frame that waits for its end must hold itself alone, and not the chunks it came in. */
  #chunk(connection: TcpConnection, { from, bytes, length, stamp }: Chunk, out: CaptureEvent[]): void {
    const talk = this.#talks.get(connection);
    if (talk === undefined || talk.reading === null) return;
    const chunk: Chunk = { from, bytes: bytes === null ? null : bytes.slice(), length, stamp };
    if (talk.reading instanceof CephConversation) talk.reading.addChunk(chunk, out);
    else this.#identify(connection, talk, talk.reading, chunk, out);
    this.#weigh(talk);
    if (this.#unfinished > this.#limits.maxUnfinished) this.#release(out);
  }

  #identify(connection: TcpConnection, talk: Talk, identification: Identification, chunk: Chunk, out: CaptureEvent[]): void {
    talk.seen[chunk.from] += chunk.length;
    const result = identification.addChunk(chunk);
    if (result === null) return;
    talk.reading = result === 'other' ? null : new CephConversation(connection, result, talk.seen, out);
    if (talk.reading !== null) this.#counts.cephConnections++;
  }

  #end(connection: TcpConnection, from: End, out: CaptureEvent[]): void {
    const talk = this.#talks.get(connection);
    if (talk === undefined || !(talk.reading instanceof CephConversation)) return;
    talk.reading.end(from, out);
    this.#weigh(talk);
  }

  #close(connection: TcpConnection, why: CloseReason, out: CaptureEvent[]): void {
    const talk = this.#talks.get(connection);
    if (talk?.reading instanceof CephConversation) talk.reading.close(why, out);
    if (why === 'evicted') this.#counts.evicted++;
    this.#unfinished -= talk?.held ?? 0;
    this.#talks.delete(connection);
  }

  #weigh(talk: Talk): void {
    const held = talk.reading?.held ?? 0;
    this.#unfinished += held - talk.held;
    talk.held = held;
  }

  /** Makes room, at the cost of the connection that holds most. */
  #release(out: CaptureEvent[]): void {
    let largest: Talk | null = null;
    for (const talk of this.#talks.values()) if (largest === null || talk.held > largest.held) largest = talk;
    if (largest === null) return;
    if (largest.reading instanceof CephConversation) {
      largest.reading.release(out);
    } else {
      largest.reading = null;
      this.#counts.evicted++;
    }
    this.#weigh(largest);
  }

  #counted(events: CaptureEvent[]): CaptureEvent[] {
    for (const event of events) {
      if (event.kind === 'message') this.#counts.messages++;
      else if (event.kind === 'lost') this.#counts.lostBytes += event.length;
    }
    return events;
  }
}
