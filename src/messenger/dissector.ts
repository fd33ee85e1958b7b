import type { BytesLike } from '../arguments/bytes.ts';
import type { LostEvent, Side } from './events.ts';
import { Flow } from './flow.ts';
import type { ReceiveBuffer } from './receive_buffer.ts';
import type { Reading } from './routine.ts';
import { withJson } from './with_json.ts';

/** Where a {@link ConnectionReader} puts its events. */
export interface DissectorOutput<Event> {
  emit(event: Event): void;
  /** Takes note that a frame of `side` begins at this offset, so that it can be named as lost. */
  mark(side: Side, at: number): void;
}

/** What a version of the messenger adds to a {@link ConnectionDissector}: how to read either side, as in FlowReader. */
export interface ConnectionReader {
  start(side: Side, input: ReceiveBuffer): Reading<void>;
  search(input: ReceiveBuffer): Reading<boolean>;
  resume(side: Side, input: ReceiveBuffer): Reading<void>;
  /** Emits what can be said only once a side has ended. */
  end?(side: Side): void;
}

/**
 * Reads both sides of a connection, without taking part in it: bytes in, events out.
 *
 * The dissectors of both versions extend it and add only a reader. Users call these methods on a dissector, so with composition
 * each of the two classes would have to repeat all of them.
 *
 * Errors  RangeError for bytes that were given before; nothing is thrown for what they contain
 */
export class ConnectionDissector<Event> {
  readonly #reader: ConnectionReader;
  readonly #flows: Readonly<Record<Side, Flow>>;
  #events: (Event | LostEvent)[] = [];

  constructor(readerFor: (output: DissectorOutput<Event>) => ConnectionReader) {
    this.#reader = readerFor({
      emit: (event) => void this.#events.push(withJson(event)),
      mark: (side, at) => this.#flows[side].mark(at),
    });
    this.#flows = { client: this.#flow('client'), server: this.#flow('server') };
  }

  /**
   * Takes bytes that a side sent, in chunks of any size, and returns the events that they complete. Do not write to a chunk
   * afterwards. If `at` is further on than the next expected offset, the bytes between are lost.
   */
  receive(side: Side, bytes: BytesLike, at?: number): (Event | LostEvent)[] {
    this.#flows[side].receive(bytes, at);
    return this.#run();
  }

  /** Takes note of a gap: the next `length` bytes of a side will never come. */
  lose(side: Side, length: number): (Event | LostEvent)[] {
    this.#flows[side].lose(length);
    return this.#run();
  }

  /** Takes note that a side sends nothing more, and returns its last events. */
  end(side: Side): (Event | LostEvent)[] {
    this.#flows[side].end();
    this.#readAll();
    this.#reader.end?.(side);
    return this.#takeEvents();
  }

  #flow(side: Side): Flow {
    return new Flow({
      side,
      start: (input) => this.#reader.start(side, input),
      search: (input) => this.#reader.search(input),
      resume: (input) => this.#reader.resume(side, input),
      lost: (event) => void this.#events.push(withJson(event)),
    });
  }

  #run(): (Event | LostEvent)[] {
    this.#readAll();
    return this.#takeEvents();
  }

  /** A side may have waited for what the other one said. */
  #readAll(): void {
    const { client, server } = this.#flows;
    while (client.run() || server.run());
  }

  #takeEvents(): (Event | LostEvent)[] {
    const events = this.#events;
    this.#events = [];
    return events;
  }
}
