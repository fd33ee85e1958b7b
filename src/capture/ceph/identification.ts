import type { Utime } from '../../types/common/utime_t.ts';
import { guessClient, guessVersion, isCephPort } from './protocol.ts';
import type { End, TcpConnection } from '../tcp/event.ts';
import { versionReader } from './version_reader.ts';
import type { Found, VersionReader } from './version_reader.ts';

/** What one end sent, or of what it sent never comes. */
export interface Chunk {
  readonly from: End;
  /** Null where it is lost. */
  readonly bytes: Uint8Array | null;
  readonly length: number;
  readonly stamp: Utime | null;
}

/** Ceph is spoken, and this reader has read all chunks so far. */
export interface Identified {
  readonly reader: VersionReader;
  readonly client: End;
  readonly found: readonly { readonly found: Found; readonly stamp: Utime | null }[];
}

/** A reader on trial, and what it found: nothing certain. */
interface Candidate {
  readonly reader: VersionReader;
  readonly found: { readonly found: Found; readonly stamp: Utime | null }[];
}

/** In mid-stream, a connection on which nothing certain was found in so many bytes is not Ceph's; the first with a port of Ceph's. */
const MAX_TRIAL = 16 * 1024 * 1024;
const MAX_TRIAL_ELSEWHERE = 256 * 1024;

const LONGEST_START = 8;

/**
 * Finds out whether Ceph is spoken on a connection, which messenger, and by whom.
 *
 * The banners tell, where the capture has them. In mid-stream both versions' dissectors look for a frame that is certainly
 * one, and the first to find it has the connection.
 */
export class Identification {
  readonly #connection: TcpConnection;
  /** The first bytes of each end, where there were too few to tell. */
  readonly #starts: [Uint8Array | null, Uint8Array | null] = [null, null];
  #chunks: Chunk[] = [];
  #candidates: readonly Candidate[] | null = null;
  #tried = 0;
  #held = 0;

  constructor(connection: TcpConnection) {
    this.#connection = connection;
  }

  /** Memory that it can take, in bytes. */
  get held(): number {
    return this.#held;
  }

  /** What the chunk decides; null as long as that is open. */
  addChunk(chunk: Chunk): Identified | 'other' | null {
    if (this.#candidates !== null) return this.#try(this.#candidates, [chunk]);
    this.#chunks.push(chunk);
    if (chunk.bytes === null) return this.#tryAll();
    const start = this.#extend(chunk.from, chunk.bytes);
    const guess = guessVersion(start);
    if (guess === 'too short') return null;
    if (guess === 'neither') return this.#connection.client === null ? this.#tryAll() : 'other';
    // In messenger v1 the server speaks first; in v2 both at once.
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
    // Dissectors that look for a frame keep next to nothing; who has passed over bytes may have found the head of one.
    this.#held = candidates.every(({ found }) => found.length === 0) ? 0 : this.#held + length;
    const isLikely = this.#connection.endpoints.some(({ port }) => isCephPort(port));
    return this.#tried > (isLikely ? MAX_TRIAL : MAX_TRIAL_ELSEWHERE) ? 'other' : null;
  }
}

function read(reader: VersionReader, { from, bytes, length, stamp }: Chunk, client: End): { found: Found; stamp: Utime | null }[] {
  const side = from === client ? 'client' : 'server';
  return (bytes === null ? reader.lose(side, length) : reader.receive(side, bytes)).map((found) => ({ found, stamp }));
}

function other(end: End): End {
  return end === 0 ? 1 : 0;
}
