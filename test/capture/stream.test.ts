import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { PassThrough, Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { BytesLike } from '../../src/arguments/bytes.ts';
import { BufferList } from '../../src/buffer/list.ts';
import type { CaptureEvent } from '../../src/capture/ceph/event.ts';
import { CaptureDissector } from '../../src/capture/dissect.ts';
import { CaptureError } from '../../src/capture/file/capture_error.ts';
import type { ByteSource } from '../../src/capture/source.ts';
import { dissect } from '../../src/capture/stream.ts';
import { ONE_MON } from './support/fixture.ts';

const FILE = fileURLToPath(new URL('../../fixtures/capture/one-mon.pcapng', import.meta.url));

/** The capture in chunks of `size`, each in memory of its own. */
function chunks(size: number, file = ONE_MON): Uint8Array[] {
  return Array.from({ length: Math.ceil(file.length / size) }, (_, i) => file.slice(i * size, (i + 1) * size));
}

async function all(events: AsyncIterable<CaptureEvent>): Promise<CaptureEvent[]> {
  const read: CaptureEvent[] = [];
  for await (const event of events) read.push(event);
  return read;
}

const kinds = (events: readonly CaptureEvent[]): string => events.map(({ kind, connection }) => `${connection.id}:${kind}`).join(' ');

const dissector = new CaptureDissector();
const EXPECTED = kinds([...dissector.receive(ONE_MON), ...dissector.end()]);

async function* generated(): AsyncGenerator<BytesLike> {
  for (const chunk of chunks(1000)) yield chunk;
}

/** Every form of a chunk, in turn. */
function* mixed(): Generator<BytesLike> {
  const forms: readonly ((bytes: Uint8Array) => BytesLike)[] = [
    (bytes) => bytes, (bytes) => Buffer.from(bytes), (bytes) => bytes.slice().buffer, (bytes) => new DataView(bytes.slice().buffer),
    (bytes) => BufferList.from(bytes), (bytes) => new Uint8ClampedArray(bytes), (bytes) => (bytes.length % 2 === 0 ? new Uint16Array(bytes.slice().buffer) : bytes),
  ];
  for (const [i, chunk] of chunks(97).entries()) yield (forms[i % forms.length] as (typeof forms)[number])(chunk);
}

const SOURCES: readonly (readonly [what: string, source: () => ByteSource])[] = [
  ['a stream of a file', () => createReadStream(FILE, { highWaterMark: 777 })],
  ['a Readable', () => Readable.from(chunks(100))],
  ['a ReadableStream', () => new Blob([ONE_MON]).stream() as ReadableStream<Uint8Array>],
  ['the body of a Response', () => new Response(ONE_MON).body as ReadableStream<Uint8Array>],
  ['an async generator', generated],
  ['chunks of every form', mixed],
  ['a list of chunks, some of them empty', () => chunks(3000).flatMap((chunk) => [new Uint8Array(0), chunk])],
  ['single bytes', () => chunks(1)],
  ['the bytes of the file', () => ONE_MON],
  ['an ArrayBuffer', () => ONE_MON.slice().buffer],
  ['a BufferList', () => BufferList.from(ONE_MON)],
];

describe('dissect', () => {
  it.each(SOURCES)('gives the events of CaptureDissector for %s', async (_, source) => {
    const events = dissect(source());
    expect(kinds(await all(events))).toBe(EXPECTED);
    expect(events.counts).toEqual(dissector.counts);
  });

  it.each<readonly [unknown, string]>([
    ['mon.pcapng', 'a string: createReadStream(file) is one'],
    [Promise.resolve(ONE_MON), 'a Promise: await it'],
    [new Response(ONE_MON), 'a Response: its body is one'],
    [new Blob([ONE_MON]), 'a Blob: its stream() is one'],
    [7, 'a number'], [null, 'null'], [{}, 'an object'],
  ])('refuses the source %s at once, with a TypeError', (source, text) => {
    expect(() => dissect(source as never)).toThrow(new TypeError(`a source of bytes must be a stream, chunks or bytes, not ${text}`));
  });

  it('refuses options that it does not have', () => {
    expect(() => dissect(ONE_MON, { sginal: undefined } as never)).toThrow('dissect has no option "sginal": did you mean "signal"?');
    expect(() => dissect(ONE_MON, { limits: { maxHold: 1 } as never })).toThrow('dissect.limits has no option "maxHold": did you mean "maxHeld"?');
  });

  it('reads the source no faster than its events are taken', async () => {
    let given = 0;
    function* source(): Generator<Uint8Array> {
      for (const chunk of chunks(500)) {
        given++;
        yield chunk;
      }
    }
    const before = new CaptureDissector();
    let needed = 0;
    for (const chunk of chunks(500)) {
      needed++;
      if (before.receive(chunk).length > 0) break;
    }
    const events = dissect(source())[Symbol.asyncIterator]();
    expect(given).toBe(0);
    await events.next();
    expect(given).toBe(needed);
    await events.return?.();
  });
});

/** A source that gives the first half of the capture and then lets its reader wait for ever; `closed` resolves when it is closed. */
interface Slow {
  readonly source: ByteSource;
  readonly closed: Promise<unknown>;
}

const HALF = ONE_MON.slice(0, ONE_MON.length / 2);

const SLOW: readonly (readonly [what: string, make: () => Slow])[] = [
  ['a stream of Node', () => {
    const source = new PassThrough();
    source.write(HALF);
    return { source, closed: once(source, 'close') };
  }],
  ['a stream of the web', () => {
    let cancelled = (): void => undefined;
    const closed = new Promise<void>((resolve) => (cancelled = resolve));
    return { source: new ReadableStream({ start: (controller) => controller.enqueue(HALF), cancel: () => cancelled() }), closed };
  }],
  ['an iterator', () => {
    let returned = (): void => undefined;
    const closed = new Promise<void>((resolve) => (returned = resolve));
    let given = 0;
    const iterator: AsyncIterator<Uint8Array> = {
      next: () => (given++ === 0 ? Promise.resolve({ done: false, value: HALF }) : new Promise(() => undefined)),
      return: async () => {
        returned();
        return { done: true, value: undefined };
      },
    };
    return { source: { [Symbol.asyncIterator]: () => iterator }, closed };
  }],
];

describe.each(SLOW)('dissect of %s that does not go on', (_, make) => {
  it('closes the source after a break', async () => {
    const { source, closed } = make();
    for await (const event of dissect(source)) if (event.kind === 'message') break;
    await closed;
  });

  it('closes the source after an error in the loop', async () => {
    const { source, closed } = make();
    const loop = async (): Promise<void> => {
      for await (const event of dissect(source)) throw new Error(event.kind);
    };
    await expect(loop()).rejects.toThrow('connection');
    await closed;
  });

  it('throws the reason of a signal that is aborted while it waits, and closes the source', async () => {
    const { source, closed } = make();
    const controller = new AbortController();
    const reason = new Error('enough');
    const events = dissect(source, { signal: controller.signal });
    const read: CaptureEvent[] = [];
    const loop = async (): Promise<void> => {
      for await (const event of events) read.push(event);
    };
    const looped = loop();
    const isWaiting = new CaptureDissector().receive(HALF).length;
    while (read.length < isWaiting) await new Promise(setImmediate);
    controller.abort(reason);
    await expect(looped).rejects.toBe(reason);
    await closed;
  });

  it('throws the reason of a signal that is aborted in the loop, before any other event', async () => {
    const { source, closed } = make();
    const controller = new AbortController();
    let events = 0;
    const loop = async (): Promise<void> => {
      for await (const _ of dissect(source, { signal: controller.signal })) {
        events++;
        controller.abort();
      }
    };
    await expect(loop()).rejects.toMatchObject({ name: 'AbortError' });
    expect(events).toBe(1);
    await closed;
  });

  it('reads nothing if the signal is aborted before the start, and closes the source', async () => {
    const { source, closed } = make();
    await expect(all(dissect(source, { signal: AbortSignal.abort('no') }))).rejects.toBe('no');
    await closed;
  });
});

describe('dissect of a source with a fault', () => {
  it('throws the source’s own error, after the events before it', async () => {
    const fault = new Error('cable');
    async function* source(): AsyncGenerator<Uint8Array> {
      yield HALF;
      throw fault;
    }
    const read: CaptureEvent[] = [];
    const loop = async (): Promise<void> => {
      for await (const event of dissect(source())) read.push(event);
    };
    await expect(loop()).rejects.toBe(fault);
    expect(kinds(read)).toBe(kinds(new CaptureDissector().receive(HALF)));
  });

  it.each([
    ['stream of Node', () => new Readable({ read() { this.destroy(new Error('cable')); } })],
    ['stream of the web', () => new ReadableStream<Uint8Array>({ pull: () => Promise.reject(new Error('cable')) })],
    ['iterator that throws in return too', () => ({ [Symbol.iterator]: () => ({ next: () => { throw new Error('cable'); }, return: () => { throw new Error('return'); } }) })],
  ])('throws the error of a %s', async (_, source) => {
    await expect(all(dissect(source()))).rejects.toThrow('cable');
  });

  it('throws a TypeError for a chunk that is not bytes, and closes the source', async () => {
    const stream = createReadStream(FILE, { encoding: 'latin1' });
    const closed = once(stream, 'close');
    await expect(all(dissect(stream as never))).rejects.toThrow('bytes must be an ArrayBuffer, a view of one or a BufferList, not a string');
    await closed;
    await expect(all(dissect([1, 2] as never))).rejects.toThrow(TypeError);
  });

  it('throws a CaptureError after the last event of a truncated capture', async () => {
    const read: CaptureEvent[] = [];
    const loop = async (): Promise<void> => {
      for await (const event of dissect(HALF.subarray(0, -3))) read.push(event);
    };
    await expect(loop()).rejects.toMatchObject({ constructor: CaptureError, code: 'truncated' });
    expect(read.at(-1)?.kind).toBe('closed');
  });

  it('throws a CaptureError for what is no capture, and closes the source: it does not read on', async () => {
    let isClosed = false;
    function* endless(): Generator<Uint8Array> {
      try {
        for (;;) yield new Uint8Array(1000);
      } finally {
        isClosed = true;
      }
    }
    await expect(all(dissect(endless()))).rejects.toMatchObject({ constructor: CaptureError, code: 'not_a_capture' });
    expect(isClosed).toBe(true);
  });

  it('says so if a source cannot be closed', async () => {
    const source = { [Symbol.iterator]: () => ({ next: () => ({ done: false, value: HALF }), return: () => { throw new Error('stuck'); } }) };
    const loop = async (): Promise<void> => {
      for await (const _ of dissect(source as never)) break;
    };
    await expect(loop()).rejects.toThrow('stuck');
  });

  it('is closed once, and gives nothing to a second loop', async () => {
    const events = dissect(chunks(5000));
    await all(events);
    expect(await all(events)).toEqual([]);
  });
});
