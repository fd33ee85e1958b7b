import { ConnectionTable } from './connection_table.ts';
import type { End, TcpEvent } from './event.ts';
import type { TcpSegment } from './segment.ts';
import { TrackedConnection } from './tracked_connection.ts';

export interface ReassemblyLimits {
  /** Connections that are remembered; the one not used for longest gives way. */
  readonly maxConnections: number;
  /** Bytes that wait for others before them, in all connections together. */
  readonly maxHeld: number;
}

/**
 * Turns segments into the streams of bytes that both ends of each connection sent.
 *
 * Out of order, sent again, overlapping, lost, cut: what comes out is in order, and what never comes is said to be lost. Of
 * bytes that came twice, the first stay.
 *
 * Errors  none: there is no segment that cannot be taken
 */
export class TcpReassembler {
  readonly #limits: ReassemblyLimits;
  readonly #table = new ConnectionTable();
  #held = 0;
  #lastId = 0;

  constructor(limits: ReassemblyLimits) {
    this.#limits = limits;
  }

  /** What the segment completes. */
  addSegment(segment: TcpSegment): TcpEvent[] {
    const out: TcpEvent[] = [];
    const [connection, from] = this.#connectionOf(segment, out);
    const held = connection.held;
    connection.receive(segment, from, out);
    this.#held += connection.held - held;
    if (this.#held > this.#limits.maxHeld) this.#release(out);
    return out;
  }

  /** Closes every connection that is still open. */
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

  /** Makes room, at the cost of the connections not used for longest. */
  #release(out: TcpEvent[]): void {
    for (const connection of this.#table.connections()) {
      if (this.#held <= this.#limits.maxHeld) return;
      if (connection.held === 0) continue;
      this.#held -= connection.held;
      connection.release('memory', out);
    }
  }
}
