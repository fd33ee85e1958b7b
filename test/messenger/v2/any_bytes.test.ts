import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BufferList } from '../../../src/buffer/list.ts';
import type { Side } from '../../../src/messenger/events.ts';
import { completeMessage } from '../../../src/messenger/message.ts';
import { Dissector } from '../../../src/messenger/v2/dissector.ts';
import { writeMessageFrame } from '../../../src/messenger/v2/frames/message_frame.ts';
import { encodePreamble } from '../../../src/messenger/v2/frames/preamble.ts';
import type { Revision } from '../../../src/messenger/v2/frames/revision.ts';
import { OWN_MESSENGER_FEATURES } from '../../../src/messenger/v2/frames/revision.ts';
import { Mask64 } from '../../../src/features/mask64.ts';
import { LINEAR, growth } from '../../support/growth.ts';
import { heldBytes } from '../../support/memory.ts';
import { addr, concat, failure, flipped, kinds, newClient, newServer, chunksOf, plain, sentBy, exchange } from './support/support.ts';
import type { CaptureName } from './support/support.ts';

const REVISION_0 = { supported: Mask64.NONE, required: Mask64.NONE };
const BANNER_LENGTH = 26;

/** The events of a machine that gets the chunks, and then the end. */
function events(side: Side, name: CaptureName, chunks: readonly Uint8Array[]) {
  const messenger = name === 'revision-0' ? REVISION_0 : OWN_MESSENGER_FEATURES;
  const machine = side === 'server' ? newClient({ messenger }) : newServer({ messenger });
  return [...chunks.flatMap((chunk): readonly { readonly kind: string }[] => machine.receive(chunk)), ...machine.end()];
}

const streams = (['one-mon', 'revision-0', 'missing-features'] as const).flatMap((name) => (['client', 'server'] as const).map((side) => ({ name, side })));

/** Any way to cut `length` bytes. */
const cuts = (length: number) => fc.array(fc.integer({ min: 0, max: length }), { maxLength: 30 }).map((at) => [0, ...at.sort((a, b) => a - b), length]);
const cutAt = (bytes: Uint8Array, at: readonly number[]) => at.slice(1).map((end, i) => bytes.slice(at[i], end));

describe.each(streams)('what the $side of $name sent', ({ name, side }) => {
  const stream = sentBy(side, name);
  const whole = plain(events(side, name, [stream]));

  it('gives the same events in any chunks', () => {
    fc.assert(fc.property(cuts(stream.length), (at) => {
      expect(plain(events(side, name, cutAt(stream, at)))).toEqual(whole);
    }), { numRuns: 60 });
    expect(plain(events(side, name, chunksOf(stream, 1)))).toEqual(whole);
  });

  it('gives the events so far if it is cut short, and an error if it is cut within a frame', () => {
    for (let length = 0; length < stream.length; length += 7) {
      const got = events(side, name, [stream.slice(0, length)]);
      const last = got.at(-1)?.kind;
      expect(['failed', 'end']).toContain(last);
      expect(plain(got.slice(0, -1))).toEqual((whole as unknown[]).slice(0, got.length - 1));
    }
  });

  it('gives the events so far and one error if a bit is flipped, unless the bit is unused', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: stream.length - 1 }), fc.integer({ min: 0, max: 7 }), cuts(stream.length), (at, bit, cutPlaces) => {
      const got = events(side, name, cutAt(flipped(stream, at, 1 << bit), cutPlaces));
      expect(got.filter(({ kind }) => kind === 'failed').length).toBeLessThan(2);
      if (at < BANNER_LENGTH) return; // other features, which no checksum covers
      if (failure(got) === undefined) expect(plain(got)).toEqual(expectedUnseen(plain(got), whole));
      else expect(plain(got.slice(0, -1))).toEqual((whole as unknown[]).slice(0, got.length - 1));
    }), { numRuns: 300 });
  });
});

/** A flip without an error: in the unused bits of a late status, or one that marks a frame as aborted. */
function expectedUnseen(got: unknown, whole: unknown): unknown {
  const [some, all] = [got, whole] as { kind: string }[][];
  if (some === undefined || all === undefined || some.length === all.length) return whole;
  const missing = all.findIndex((event, i) => JSON.stringify(event) !== JSON.stringify(some[i]));
  return all.filter((_, i) => i !== missing);
}

describe('any bytes', () => {
  it('give events and exactly one error on either side', () => {
    const bytes = fc.oneof(fc.uint8Array({ maxLength: 200 }), fc.uint8Array({ maxLength: 200 }).map((tail) => concat([sentBy('server', 'one-mon').subarray(0, 98), tail])));
    fc.assert(fc.property(bytes, fc.constantFrom<Side[]>('client', 'server'), (input, side) => {
      const got = events(side, 'one-mon', [input]);
      expect(failure(got)).toBeDefined();
    }), { numRuns: 300 });
  });

  it('are each reported once by the dissector, as an event or as lost', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 1060 }), fc.integer({ min: 1, max: 255 })), { maxLength: 6 }), cuts(1061), (flips, at) => {
      const damaged = flips.reduce((bytes, [offset, bits]) => flipped(bytes, offset, bits), sentBy('server', 'one-mon'));
      const dissector = new Dissector();
      const got = [...cutAt(damaged, at).flatMap((chunk) => dissector.receive('server', chunk)), ...dissector.end('server')];
      let end = 0;
      for (const event of got) {
        if (!('at' in event)) continue;
        expect(event.at).toBe(end);
        end += event.length;
      }
      expect(end).toBe(1061);
    }), { numRuns: 200 });
  });
});

describe.each([[0, REVISION_0], [1, OWN_MESSENGER_FEATURES]] as const)('client and server of revision %d', (_, messenger) => {
  it('exchange the same events in any chunks', () => {
    const whole = (size: number) => {
      const [client, server] = [newClient({ messenger, targetAddr: addr('v2:[2001:db8::1]:3300/0') }), newServer()];
      const handshake = exchange(client, server, (bytes) => chunksOf(bytes, size));
      for (const length of [0, 1, 300, 5000]) client.send({ type: 50, front: BufferList.from(new Uint8Array(length).fill(length)), data: BufferList.from(new Uint8Array(length)) });
      server.send({ type: 51, middle: BufferList.from('middle') });
      server.keepalive({ sec: 1, nsec: 0 });
      const session = exchange(client, server, (bytes) => chunksOf(bytes, size));
      return plain([...handshake.client, ...handshake.server, ...session.client, ...session.server]);
    };
    const all = whole(1 << 20);
    expect((all as unknown[]).length).toBe(10 + 2 + 5);
    for (const size of [1, 2, 31, 32, 33, 512, 4096]) expect(whole(size)).toEqual(all);
  });
});

/** A client that is ready, in either revision. */
function readyClient(revision: Revision) {
  const client = newClient({ messenger: revision === 0 ? REVISION_0 : OWN_MESSENGER_FEATURES });
  exchange(client, newServer());
  return client;
}

describe('a large frame', () => {
  it.each([0, 1] as const)('of 8 MiB in chunks of 1 KiB is read in linear time, in revision %d', (revision) => {
    const receiving = (length: number) => {
      const front = BufferList.from(new Uint8Array(length).fill(1));
      const chunks = chunksOf(writeMessageFrame(completeMessage({ type: 4, front }, 1n, { type: 1, num: 0n }), 0n, revision).toBytes(), 1024);
      const client = readyClient(revision);
      return (): void => {
        const got = chunks.flatMap((chunk) => client.receive(chunk));
        expect(kinds(got)).toEqual(['message']);
        const [event] = got;
        if (event?.kind !== 'message') throw new Error('no message');
        expect(event.message.front).toHaveLength(length);
        expect(event.message.front.getNumBuffers()).toBeGreaterThan(length / 1050); // not copied
      };
    };
    expect(growth(1 << 16, receiving)).toBeLessThan(LINEAR);
  });

  it('needs little more memory than its bytes if they arrive one by one', () => {
    const client = readyClient(1);
    const frame = writeMessageFrame(completeMessage({ type: 4, front: BufferList.from(new Uint8Array(1 << 20)) }, 1n, { type: 1, num: 0n }), 0n, 1).toBytes();
    const before = heldBytes();
    for (const byte of frame.subarray(0, -1)) client.receive(Uint8Array.of(byte));
    expect(heldBytes() - before).toBeLessThan(64 << 20);
    expect(kinds(client.receive(frame.subarray(-1)))).toEqual(['message']);
  });

  it('allocates nothing for what it announces, and is refused beyond the limit', () => {
    const before = heldBytes();
    const announced = encodePreamble(17, [41, 0, 0, 128 << 20]);
    expect(readyClient(1).receive(announced)).toEqual([]);
    expect(failure(readyClient(1).receive(encodePreamble(17, [41, 0, 0, 0xffffffff]))))
      .toMatch(/^v2\.preamble\.segments\[3\]\.length at stream offset \d+: data of 4294967295 bytes exceeds the limit of 134217728$/);
    expect(failure(newClient().receive(concat([sentBy('server', 'one-mon').subarray(0, 26), encodePreamble(1, [0x7fffffff])]))))
      .toBe('v2.preamble.segments[0].length at stream offset 28: HELLO of 2147483647 bytes exceeds the limit of 1048576');
    expect(heldBytes() - before).toBeLessThan(8 << 20);
  });

  it('can have a lower limit', () => {
    const client = newClient({ limits: { control: 35 } });
    expect(failure(client.receive(sentBy('server', 'one-mon')))).toBe('v2.preamble.segments[0].length at stream offset 28: HELLO of 36 bytes exceeds the limit of 35');
  });
});
