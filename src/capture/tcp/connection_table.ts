import type { Words } from '../ip/ip_header.ts';
import type { End } from './event.ts';
import type { TcpSegment } from './segment.ts';
import { TrackedConnection } from './tracked_connection.ts';

/** A connection in two linked lists: of its hash, and of all connections in the order of use. */
interface Entry {
  readonly hash: number;
  readonly connection: TrackedConnection;
  /** The next connection with the same hash. */
  chain: Entry | null;
  older: Entry | null;
  newer: Entry | null;
}

/**
 * TCP connections by their two ends, in the order of their last use.
 *
 * A segment finds its connection by a hash, which is the same in both directions. A string as the key would cost more than
 * everything else that is done with the segment.
 */
export class ConnectionTable {
  readonly #byHash = new Map<number, Entry>();
  #oldest: Entry | null = null;
  #newest: Entry | null = null;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** Finds the connection of a segment, and the end that sent it, and makes the connection the newest in use. */
  find(segment: TcpSegment): readonly [TrackedConnection, End] | null {
    for (let entry = this.#byHash.get(hashOf(segment)) ?? null; entry !== null; entry = entry.chain) {
      const from = entry.connection.senderOf(segment);
      if (from === null) continue;
      if (entry !== this.#newest) {
        this.#unlink(entry);
        this.#linkNewest(entry);
      }
      return [entry.connection, from];
    }
    return null;
  }

  add(connection: TrackedConnection, segment: TcpSegment): void {
    const hash = hashOf(segment);
    const entry: Entry = { hash, connection, chain: this.#byHash.get(hash) ?? null, older: null, newer: null };
    this.#byHash.set(hash, entry);
    this.#linkNewest(entry);
    this.#size++;
  }

  /** Removes the connection that has been unused for the longest time. */
  removeOldest(): TrackedConnection | null {
    return this.#remove(this.#oldest);
  }

  /** Removes the connection that was used last. */
  removeNewest(): TrackedConnection | null {
    return this.#remove(this.#newest);
  }

  /** All connections, the one unused for the longest time first. */
  *connections(): Generator<TrackedConnection, void, undefined> {
    for (let entry = this.#oldest; entry !== null; entry = entry.newer) yield entry.connection;
  }

  #remove(entry: Entry | null): TrackedConnection | null {
    if (entry === null) return null;
    this.#unlink(entry);
    this.#unchain(entry);
    this.#size--;
    return entry.connection;
  }

  #unchain(entry: Entry): void {
    const first = this.#byHash.get(entry.hash);
    if (first === entry && entry.chain === null) this.#byHash.delete(entry.hash);
    else if (first === entry && entry.chain !== null) this.#byHash.set(entry.hash, entry.chain);
    for (let at = first; at !== undefined; at = at.chain ?? undefined) if (at.chain === entry) at.chain = entry.chain;
  }

  #unlink(entry: Entry): void {
    if (entry.older === null) this.#oldest = entry.newer;
    else entry.older.newer = entry.newer;
    if (entry.newer === null) this.#newest = entry.older;
    else entry.newer.older = entry.older;
  }

  #linkNewest(entry: Entry): void {
    entry.older = this.#newest;
    entry.newer = null;
    if (this.#newest === null) this.#oldest = entry;
    else this.#newest.newer = entry;
    this.#newest = entry;
  }
}

/** A hash of sixteen bits: with thousands of connections, few share one. */
function hashOf({ ip, srcPort, dstPort }: TcpSegment): number {
  const sum = (hashEnd(ip.src, srcPort) + hashEnd(ip.dst, dstPort)) | 0;
  return (sum ^ (sum >>> 16)) & 0xffff;
}

function hashEnd([a, b, c, d]: Words, port: number): number {
  let hash = Math.imul(d ^ Math.imul(c ^ Math.imul(b ^ Math.imul(a, 0x01000193), 0x01000193), 0x01000193), 0x85ebca6b) ^ Math.imul(port, 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 16), 0x7feb352d);
  return hash ^ (hash >>> 15);
}
