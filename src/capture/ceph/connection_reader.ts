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
interface SideState {
  /** All bytes that it sent, including lost ones. */
  sent: number;
  /** The offset at which the current reader began. */
  base: number;
  /** Bytes and chunks since the reader's last event for this side: the most that it can hold. */
  unread: number;
  chunks: number;
  offered: Mask64 | null;
}

/** The memory that a chunk takes besides its bytes, roughly. */
const OVERHEAD = 512;

/** Longer fronts are not decoded. */
const MAX_FRONT = 1024 * 1024;

/** Reads a connection of one of Ceph's messengers: chunks of both streams in, events out. */
export class CephConnectionReader {
  readonly #connection: CephConnection;
  readonly #client: End;
  readonly #sides: Readonly<Record<Side, SideState>> = { client: newSide(), server: newSide() };
  #reader: VersionReader;
  #negotiated: Mask64 | null = null;
  #isSecure = false;
  #stamp: Utime | null = null;

  /**
   * Starts with the events that identified the connection, and adds them to `out`.
   *
   * @param seen bytes of each end so far, including lost ones
   */
  constructor(tcp: TcpConnection, { reader, client, found }: Identified, seen: Readonly<Record<End, number>>, out: CaptureEvent[]) {
    this.#client = client;
    this.#reader = reader;
    const [first, second] = tcp.endpoints.map(formatEndpoint) as [string, string];
    this.#connection = { id: tcp.id, version: reader.version, client: client === 0 ? first : second, server: client === 0 ? second : first };
    for (const end of [0, 1] as const) this.#sides[this.#sideOf(end)].sent = seen[end];
    this.#stamp = found[0]?.stamp ?? null;
    out.push({ kind: 'connection', connection: this.#connection, stamp: this.#stamp });
    for (const each of found) {
      this.#stamp = each.stamp;
      this.#emit(each.found, out);
    }
  }

  /** The memory that its incomplete frames can take, in bytes. */
  get held(): number {
    const { client, server } = this.#sides;
    return client.unread + server.unread + OVERHEAD * (client.chunks + server.chunks);
  }

  addChunk({ from, bytes, length, stamp }: Chunk, out: CaptureEvent[]): void {
    const side = this.#sideOf(from);
    const own = this.#sides[side];
    own.sent += length;
    this.#stamp = stamp ?? this.#stamp;
    const found = bytes === null ? this.#reader.lose(side, length) : this.#reader.receive(side, bytes);
    if (bytes === null || found.length > 0) forgetUnread(own);
    if (bytes !== null && !this.#isSecure) {
      own.unread += length;
      own.chunks++;
    }
    for (const each of found) this.#emit(each, out);
  }

  end(from: End, out: CaptureEvent[]): void {
    const side = this.#sideOf(from);
    for (const each of this.#reader.end(side)) this.#emit(each, out);
    forgetUnread(this.#sides[side]);
  }

  close(why: CloseReason, out: CaptureEvent[]): void {
    out.push({ kind: 'closed', connection: this.#connection, stamp: this.#stamp, why });
  }

  /** Drops incomplete frames, and continues with the next chunks. */
  flush(out: CaptureEvent[]): void {
    this.#reader = versionReader(this.#reader.version);
    for (const side of ['client', 'server'] as const) {
      const own = this.#sides[side];
      if (own.unread > 0) out.push({ kind: 'lost', ...this.#eventOf(side), at: own.sent - own.unread, length: own.unread, why: 'dropped to save memory' });
      forgetUnread(own);
      own.base = own.sent;
    }
  }

  #emit(found: Found, out: CaptureEvent[]): void {
    switch (found.kind) {
      case 'frame':
        return;
      case 'secure':
        this.#isSecure = true;
        return;
      case 'offered':
        this.#sides[found.side].offered = found.features;
        out.push({ kind: 'offered', ...this.#eventOf(found.side), features: found.features });
        return;
      case 'negotiated':
        this.#negotiated = found.features;
        out.push({ kind: 'negotiated', connection: this.#connection, stamp: this.#stamp, features: found.features });
        return;
      case 'message':
        out.push(this.#messageEvent(found));
        return;
      case 'opaque':
        out.push({ ...this.#eventOf(found.side), kind: 'opaque', why: found.why, length: found.length });
        return;
      case 'lost':
        out.push({ ...this.#eventOf(found.side), kind: 'lost', at: this.#sides[found.side].base + found.at, length: found.length, why: found.why });
    }
  }

  /** Built field by field: there can be millions, and a spread would cost more than everything else here. */
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
      offered: this.#sides[isClient ? 'server' : 'client'].offered,
      verdict,
      known,
      error,
    };
  }

  #eventOf(side: Side): { connection: CephConnection; stamp: Utime | null; side: Side } {
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

function newSide(): SideState {
  return { sent: 0, base: 0, unread: 0, chunks: 0, offered: null };
}

function forgetUnread(side: SideState): void {
  side.unread = 0;
  side.chunks = 0;
}

function formatEndpoint({ ip, port }: Endpoint): string {
  const text = ip.toString();
  return isIpv6(text) ? `[${text}]:${port}` : `${text}:${port}`;
}
