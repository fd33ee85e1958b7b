import { ConnectionTable } from './connection_table.ts';
import type { End, TcpEvent } from './event.ts';
import type { TcpSegment } from './segment.ts';
import { TrackedConnection } from './tracked_connection.ts';

/** How much is kept of TCP connections. */
export interface ReassemblyLimits {
  /** The most connections that are tracked. The one unused for the longest time is dropped for a new one. */
  readonly maxConnections: number;
  /** The most bytes that wait for the bytes before them, in all connections together. */
  readonly maxHeld: number;
}

/**
 * Assembles segments into the byte streams of both ends of each connection.
 *
 * Segments may be out of order, repeated, overlapping, lost or cut. The events are in the order of the bytes, and missing bytes are
 * reported as lost. Of bytes that come twice, the first stay.
 *
 * Errors  none: every segment is accepted
 */
export class TcpReassembler {
  readonly #limits: ReassemblyLimits;
  readonly #table = new ConnectionTable();
  #held = 0;
  #lastId = 0;

  constructor(limits: ReassemblyLimits) {
    this.#limits = limits;
  }

  /** Takes a segment, and returns the events that it completes. */
  addSegment(segment: TcpSegment): TcpEvent[] {
    const out: TcpEvent[] = [];
    const [connection, from] = this.#connectionOf(segment, out);
    const held = connection.held;
    connection.addSegment(segment, from, out);
    this.#held += connection.held - held;
    if (this.#held > this.#limits.maxHeld) this.#flushOldest(out);
    return out;
  }

  /** Closes all open connections, and returns the last events. */
  end(): TcpEvent[] {
    const out: TcpEvent[] = [];
    for (let last = this.#table.removeOldest(); last !== null; last = this.#table.removeOldest()) last.close('end of capture', out);
    this.#held = 0;
    return out;
  }

  #connectionOf(segment: TcpSegment, out: TcpEvent[]): readonly [TrackedConnection, End] {
    const found = this.#table.find(segment);
    if (found !== null && !found[0].isReusedBy(segment, found[1])) return found;
    if (found !== null) this.#close(this.#table.removeNewest(), 'reused', out);
    if (this.#table.size >= this.#limits.maxConnections) this.#close(this.#table.removeOldest(), 'evicted', out);
    const connection = new TrackedConnection(++this.#lastId, segment);
    this.#table.add(connection, segment);
    out.push({ kind: 'opened', connection });
    return [connection, 0];
  }

  #close(connection: TrackedConnection | null, why: 'reused' | 'evicted', out: TcpEvent[]): void {
    this.#held -= connection?.held ?? 0;
    connection?.close(why, out);
  }

  /** Frees memory: flushes the connections that have been unused for the longest time. */
  #flushOldest(out: TcpEvent[]): void {
    for (const connection of this.#table.connections()) {
      if (this.#held <= this.#limits.maxHeld) return;
      if (connection.held === 0) continue;
      this.#held -= connection.held;
      connection.flush('memory', out);
    }
  }
}
