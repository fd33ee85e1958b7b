import type { Utime } from '../../types/common/utime_t.ts';
import { guessClient, guessVersion, isCephPort } from './protocol.ts';
import type { End, TcpConnection } from '../tcp/event.ts';
import { versionReader } from './version_reader.ts';
import type { Found, VersionReader } from './version_reader.ts';

/** Bytes that one end sent, or a gap in them. */
export interface Chunk {
  readonly from: End;
  /** Null if they are lost. */
  readonly bytes: Uint8Array | null;
  readonly length: number;
  readonly stamp: Utime | null;
}

/** The connection uses one of Ceph's messengers, and this reader has read all chunks so far. */
export interface Identified {
  readonly reader: VersionReader;
  readonly client: End;
  readonly found: readonly { readonly found: Found; readonly stamp: Utime | null }[];
}

/** A reader that is tried, and its events so far, none of which is certain. */
interface Candidate {
  readonly reader: VersionReader;
  readonly found: { readonly found: Found; readonly stamp: Utime | null }[];
}

/**
 * Without banners, a connection is given up after so many bytes without a certain frame: more bytes on a port of Ceph's than
 * elsewhere.
 */
const MAX_TRIED_CEPH_PORT = 16 * 1024 * 1024;
const MAX_TRIED_OTHER_PORT = 256 * 1024;

const LONGEST_START = 8;

/**
 * Finds out whether a connection uses one of Ceph's messengers, which version, and which end is the client.
 *
 * The banners show it if the capture has them. If it begins later, the dissectors of both versions look for a certain frame, and
 * the first to find one gets the connection.
 */
export class Identification {
  readonly #connection: TcpConnection;
  /** The first bytes of each end, while they are too few to decide. */
  readonly #starts: [Uint8Array | null, Uint8Array | null] = [null, null];
  #chunks: Chunk[] = [];
  #candidates: readonly Candidate[] | null = null;
  #tried = 0;
  #held = 0;

  constructor(connection: TcpConnection) {
    this.#connection = connection;
  }

  /** The memory that it can take, in bytes. */
  get held(): number {
    return this.#held;
  }

  /** Takes a chunk; returns the result, null while it is open. */
  addChunk(chunk: Chunk): Identified | 'other' | null {
    if (this.#candidates !== null) return this.#try(this.#candidates, [chunk]);
    this.#chunks.push(chunk);
    if (chunk.bytes === null) return this.#tryAll();
    const start = this.#extend(chunk.from, chunk.bytes);
    const guess = guessVersion(start);
    if (guess === 'too short') return null;
    if (guess === 'neither') return this.#connection.client === null ? this.#tryAll() : 'other';
    // In messenger v1 the server sends first; in v2 both sides send at once.
    const client = this.#connection.client ?? (guess === 1 ? other(chunk.from) : guessClient(this.#connection));
    const candidate: Candidate = { reader: versionReader(guess), found: [] };
    for (const each of this.#chunks) candidate.found.push(...read(candidate.reader, each, client));
    return { ...candidate, client };
  }

  #extend(from: End, bytes: Uint8Array): Uint8Array {
    const before = this.#starts[from];
    if (before === null) return (this.#starts[from] = bytes);
    const start = new Uint8Array(Math.min(LONGEST_START, before.length + bytes.length));
    start.set(before);
    start.set(bytes.subarray(0, start.length - before.length), before.length);
    this.#starts[from] = start;
    return start;
  }

  #tryAll(): Identified | 'other' | null {
    this.#candidates = [{ reader: versionReader(1), found: [] }, { reader: versionReader(2), found: [] }];
    const chunks = this.#chunks;
    this.#chunks = [];
    return this.#try(this.#candidates, chunks);
  }

  #try(candidates: readonly Candidate[], chunks: readonly Chunk[]): Identified | 'other' | null {
    const client = this.#connection.client ?? guessClient(this.#connection);
    for (const { reader, found } of candidates) {
      for (const chunk of chunks) found.push(...read(reader, chunk, client));
      if (found.some((each) => each.found.kind !== 'lost')) return { reader, found, client };
    }
    const length = chunks.reduce((sum, { bytes }) => sum + (bytes?.length ?? 0), 0);
    this.#tried += length;
    // A dissector that looks for a frame holds almost nothing; one that has skipped bytes may hold the beginning of a frame.
    this.#held = candidates.every(({ found }) => found.length === 0) ? 0 : this.#held + length;
    const isLikely = this.#connection.endpoints.some(({ port }) => isCephPort(port));
    return this.#tried > (isLikely ? MAX_TRIED_CEPH_PORT : MAX_TRIED_OTHER_PORT) ? 'other' : null;
  }
}

function read(reader: VersionReader, { from, bytes, length, stamp }: Chunk, client: End): { found: Found; stamp: Utime | null }[] {
  const side = from === client ? 'client' : 'server';
  return (bytes === null ? reader.lose(side, length) : reader.receive(side, bytes)).map((found) => ({ found, stamp }));
}

function other(end: End): End {
  return end === 0 ? 1 : 0;
}
