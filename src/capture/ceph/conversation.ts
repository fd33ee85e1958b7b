import { DecodeError } from '../../encoding/decode_error.ts';
import type { Mask64 } from '../../features/mask64.ts';
import type { Side } from '../../messenger/events.ts';
import type { Message } from '../../messenger/message.ts';
import { messageTypeName } from '../../messenger/message_types.ts';
import { isKnownType, readMessage } from '../../messenger/messages.ts';
import { isIpv6 } from '../../types/common/ip.ts';
import type { Utime } from '../../types/common/utime_t.ts';
import type { CaptureEvent, CephConnection, MessageEvent } from './event.ts';
import type { Identified, Chunk } from './identification.ts';
import type { CloseReason, End, Endpoint, TcpConnection } from '../tcp/event.ts';
import { versionReader } from './version_reader.ts';
import type { Found, VersionReader } from './version_reader.ts';

/** What is known of one side. */
interface Party {
  /** Bytes it sent, lost ones among them. */
  sent: number;
  /** Of those, the first that the reader knows of. */
  base: number;
  /** Bytes given to the reader since it last told of this side, which it can hold at most, and in how many chunks. */
  unread: number;
  chunks: number;
  offered: Mask64 | null;
}

/** What a chunk takes besides its bytes, roughly. */
const OVERHEAD = 512;

/** Fronts beyond are not decoded. */
const MAX_FRONT = 1024 * 1024;

/** A connection on which Ceph is spoken: chunks of its streams in, events out. */
export class CephConversation {
  readonly #connection: CephConnection;
  readonly #client: End;
  readonly #parties: Readonly<Record<Side, Party>> = { client: party(), server: party() };
  #reader: VersionReader;
  #negotiated: Mask64 | null = null;
  #isSecure = false;
  #stamp: Utime | null = null;

  /**
   * Tells in `out` what was found while it was not yet known to be one.
   *
   * @param seen bytes of each end so far, lost ones among them
   */
  constructor(tcp: TcpConnection, { reader, client, found }: Identified, seen: Readonly<Record<End, number>>, out: CaptureEvent[]) {
    this.#client = client;
    this.#reader = reader;
    const [first, second] = tcp.endpoints.map(formatEndpoint) as [string, string];
    this.#connection = { id: tcp.id, version: reader.version, client: client === 0 ? first : second, server: client === 0 ? second : first };
    for (const end of [0, 1] as const) this.#parties[this.#sideOf(end)].sent = seen[end];
    this.#stamp = found[0]?.stamp ?? null;
    out.push({ kind: 'connection', connection: this.#connection, stamp: this.#stamp });
    for (const each of found) {
      this.#stamp = each.stamp;
      this.#tell(each.found, out);
    }
  }

  /** Memory that its unfinished frames can take, in bytes. */
  get held(): number {
    const { client, server } = this.#parties;
    return client.unread + server.unread + OVERHEAD * (client.chunks + server.chunks);
  }

  addChunk({ from, bytes, length, stamp }: Chunk, out: CaptureEvent[]): void {
    const side = this.#sideOf(from);
    const own = this.#parties[side];
    own.sent += length;
    this.#stamp = stamp ?? this.#stamp;
    const found = bytes === null ? this.#reader.lose(side, length) : this.#reader.receive(side, bytes);
    if (bytes === null || found.length > 0) forget(own);
    if (bytes !== null && !this.#isSecure) {
      own.unread += length;
      own.chunks++;
    }
    for (const each of found) this.#tell(each, out);
  }

  end(from: End, out: CaptureEvent[]): void {
    const side = this.#sideOf(from);
    for (const each of this.#reader.end(side)) this.#tell(each, out);
    forget(this.#parties[side]);
  }

  close(why: CloseReason, out: CaptureEvent[]): void {
    out.push({ kind: 'closed', connection: this.#connection, stamp: this.#stamp, why });
  }

  /** Lets go of unfinished frames, and goes on with what comes. */
  release(out: CaptureEvent[]): void {
    this.#reader = versionReader(this.#reader.version);
    for (const side of ['client', 'server'] as const) {
      const own = this.#parties[side];
      if (own.unread > 0) out.push({ kind: 'lost', ...this.#told(side), at: own.sent - own.unread, length: own.unread, why: 'given up for want of memory' });
      forget(own);
      own.base = own.sent;
    }
  }

  #tell(found: Found, out: CaptureEvent[]): void {
    switch (found.kind) {
      case 'frame':
        return;
      case 'secure':
        this.#isSecure = true;
        return;
      case 'offered':
        this.#parties[found.side].offered = found.features;
        out.push({ kind: 'offered', ...this.#told(found.side), features: found.features });
        return;
      case 'negotiated':
        this.#negotiated = found.features;
        out.push({ kind: 'negotiated', connection: this.#connection, stamp: this.#stamp, features: found.features });
        return;
      case 'message':
        out.push(this.#messageEvent(found));
        return;
      case 'opaque':
        out.push({ ...this.#told(found.side), kind: 'opaque', why: found.why, length: found.length });
        return;
      case 'lost':
        out.push({ ...this.#told(found.side), kind: 'lost', at: this.#parties[found.side].base + found.at, length: found.length, why: found.why });
    }
  }

  /** Field by field: there are millions, and spreads cost more than all else here. */
  #messageEvent({ side, message, length, features }: Extract<Found, { kind: 'message' }>): MessageEvent {
    const { client, server } = this.#connection;
    const isClient = side === 'client';
    const { verdict, known, error } = readFront(message);
    return {
      kind: 'message',
      connection: this.#connection,
      stamp: this.#stamp,
      side,
      from: isClient ? client : server,
      to: isClient ? server : client,
      typeName: messageTypeName(message.type),
      size: length,
      message,
      features: features ?? this.#negotiated,
      offered: this.#parties[isClient ? 'server' : 'client'].offered,
      verdict,
      known,
      error,
    };
  }

  #told(side: Side): { connection: CephConnection; stamp: Utime | null; side: Side } {
    return { connection: this.#connection, stamp: this.#stamp, side };
  }

  #sideOf(end: End): Side {
    return end === this.#client ? 'client' : 'server';
  }
}

function readFront(message: Message): Pick<MessageEvent, 'verdict' | 'known' | 'error'> {
  if (message.front.length > MAX_FRONT && isKnownType(message.type)) return { verdict: 'too long', known: null, error: null };
  try {
    const known = readMessage(message);
    return 'value' in known ? { verdict: 'read', known, error: null } : { verdict: 'unknown type', known: null, error: null };
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    return { verdict: 'failed', known: null, error };
  }
}

function party(): Party {
  return { sent: 0, base: 0, unread: 0, chunks: 0, offered: null };
}

function forget(party: Party): void {
  party.unread = 0;
  party.chunks = 0;
}

function formatEndpoint({ ip, port }: Endpoint): string {
  const text = ip.toString();
  return isIpv6(text) ? `[${text}]:${port}` : `${text}:${port}`;
}
