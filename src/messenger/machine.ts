import type { BytesLike } from '../arguments/bytes.ts';
import type { BufferList } from '../buffer/list.ts';
import type { Mask64 } from '../features/mask64.ts';
import type { EntityName } from '../types/common/entity_name_t.ts';
import type { Utime } from '../types/common/utime_t.ts';
import type { FailedEvent, ReadyEvent } from './events.ts';
import { completeMessage } from './message.ts';
import type { Message, OutgoingMessage } from './message.ts';
import { MessengerError } from './messenger_error.ts';
import { ReceiveBuffer } from './receive_buffer.ts';
import { Routine } from './routine.ts';
import type { Reading } from './routine.ts';
import { withJson } from './with_json.ts';

/** Where a handshake and its session put their events and bytes. */
export interface Output<Event> {
  emit(event: Event): void;
  /** Queues bytes for the peer. They are not copied. */
  write(...chunks: readonly (Uint8Array | BufferList)[]): void;
}

/** What a client or a server of either version adds to a {@link Machine}. */
export interface Handshake<Event> {
  /** Exchanges everything that precedes the first message, and opens the session. */
  run(input: ReceiveBuffer, output: Output<Event>): Reading<Session>;
}

/** A connection after its handshake. It is the same for a client and a server. */
export interface Session {
  /** What both sides support. */
  readonly features: Mask64;
  readonly lossy: boolean;
  /** The sender that every message of this side states. */
  readonly name: EntityName;
  /** Reads frames until the peer closes the connection, and answers those that need an answer. */
  read(input: ReceiveBuffer): Reading<void>;
  send(message: Message): void;
  keepalive(stamp: Utime): void;
  /** Tells the peer that this side closes the connection, if the version has a frame for it. */
  close(): void;
}

/**
 * One side of a connection, without a socket: bytes in, events and bytes out.
 *
 * The clients and the servers of both versions extend it and add only a handshake. Users call these methods on a client or a
 * server, so with composition each of the four classes would have to repeat all of them.
 *
 * Errors  TypeError for sending before `ready`. Whatever the peer sends, nothing is thrown: a fault is the event `failed`.
 */
export class Machine<Event> {
  readonly #routine: Routine;
  readonly #output: Output<Event | ReadyEvent>;
  #events: (Event | ReadyEvent | FailedEvent)[] = [];
  #bytes: Uint8Array[] = [];
  #session: Session | null = null;
  #lastSeq = 0n;
  #isOver = false;

  constructor(handshake: Handshake<Event>) {
    this.#output = {
      emit: (event) => void this.#events.push(withJson(event)),
      write: (...chunks) => this.#write(chunks),
    };
    this.#routine = new Routine(new ReceiveBuffer(), (input) => this.#read(handshake, input));
    this.#routine.run(); // a side may have to speak first
  }

  /**
   * Takes bytes that the peer sent, in chunks of any size, and returns the events that they complete. Do not write to a chunk
   * afterwards.
   */
  receive(chunk: BytesLike): (Event | ReadyEvent | FailedEvent)[] {
    if (this.#isOver) return [];
    this.#routine.input.append(chunk);
    return this.#run();
  }

  /** Takes note that the peer closed the connection, and returns the last events. */
  end(): (Event | ReadyEvent | FailedEvent)[] {
    if (this.#isOver) return [];
    this.#routine.input.end();
    return this.#run();
  }

  /** Returns the bytes to write to the peer, in order. */
  takeOutput(): Uint8Array[] {
    const bytes = this.#bytes;
    this.#bytes = [];
    return bytes;
  }

  /** Queues a message. Sequence numbers start at 1. */
  send(message: OutgoingMessage): void {
    const session = this.#sessionFor('send');
    const complete = completeMessage(message, this.#lastSeq + 1n, session.name);
    session.send(complete);
    this.#lastSeq = complete.seq; // only now: a message that does not fit its fields uses no number
  }

  /** Asks the peer for a sign of life. The answer repeats `stamp`, unless the peer is too old for KEEPALIVE2. */
  keepalive(stamp: Utime): void {
    this.#sessionFor('keepalive').keepalive(stamp);
  }

  /** Closes the connection from this side: no more input is read. Bytes that are queued can still be taken. */
  close(): void {
    this.#session?.close();
    this.#isOver = true;
  }

  *#read(handshake: Handshake<Event>, input: ReceiveBuffer): Reading<void> {
    const session = yield* handshake.run(input, this.#output);
    this.#session = session;
    this.#output.emit({ kind: 'ready', features: session.features, lossy: session.lossy });
    yield* session.read(input);
  }

  #sessionFor(method: string): Session {
    if (this.#session === null) throw new TypeError(`${method} needs a session, which begins with the event "ready"`);
    return this.#session;
  }

  #write(chunks: readonly (Uint8Array | BufferList)[]): void {
    if (this.#isOver) return;
    for (const chunk of chunks) {
      if (chunk instanceof Uint8Array) this.#bytes.push(chunk);
      else for (const ptr of chunk.buffers) this.#bytes.push(ptr.cStr());
    }
  }

  #run(): (Event | ReadyEvent | FailedEvent)[] {
    try {
      this.#routine.run();
      if (this.#routine.isDone) this.#isOver = true;
    } catch (error) {
      this.#isOver = true;
      if (!(error instanceof MessengerError)) throw error; // a mistake of ours
      this.#events.push(withJson({ kind: 'failed', error }));
    }
    const events = this.#events;
    this.#events = [];
    return events;
  }
}
