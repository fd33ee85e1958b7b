import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toHex } from '../../../src/buffer/bytes/hex.ts';
import { BufferList } from '../../../src/buffer/list.ts';
import { Mask64 } from '../../../src/features/mask64.ts';
import type { Server, ServerEvent } from '../../../src/messenger/v1/server.ts';
import { parseEntityAddr } from '../../../src/types/common/entity_addr_t.ts';
import { mask64 } from '../../types/support/arbitraries.ts';
import { HAMMER, PACIFIC, REQUIRED, clientOf, exchange, output, payload, serverOf } from './support/machines.ts';
import { RECORDINGS, cutAt, joined, plain, recording } from './support/streams.ts';

const kinds = (events: readonly { readonly kind: string }[]): string[] => events.map(({ kind }) => kind);

/** A server with the addresses of a recorded one. */
function standIn(name: (typeof RECORDINGS)[number], globalSeq: number): Server {
  const [, seen] = clientOf().receive(recording(name).server.slice(0, 281));
  if (seen?.kind !== 'server_addrs') throw new Error('expected addresses');
  return serverOf({ addr: seen.server, seen: seen.seen, globalSeq });
}

/** The handshake of a Hammer client, up to its SEQ. */
const HAMMER_CLIENT = joined([recording('no-features').client.slice(0, 145), recording('second-connect').client.slice(178, 219)]);

describe('the server of messenger v1', () => {
  it.each([
    { name: 'second-connect', globalSeq: 5 },
    { name: 'no-features', globalSeq: 5 },
    { name: 'cephx', globalSeq: 5 },
    { name: 'protocol-14', globalSeq: 5 },
  ] as const)('answers the client of $name byte for byte as the monitor did', ({ name, globalSeq }) => {
    const server = standIn(name, globalSeq);
    server.receive(recording(name).client);
    expect(output(server)).toBe(toHex(recording(name).server));
  });

  it('replies READY if the client lacks RECONNECT_SEQ, and writes messages as the monitor did', () => {
    const { server: recorded, client } = recording('no-reconnect-seq');
    const server = standIn('no-reconnect-seq', 7);
    const [, , , , keepalive2, first, second] = server.receive(client);
    expect([keepalive2, first, second]).toMatchObject([{ kind: 'keepalive2' }, { message: { seq: 1n, type: 17 } }, { message: { seq: 2n, type: 5 } }]);
    for (const event of clientOf({ features: HAMMER.without(Mask64.bit(6)) }).receive(recorded)) {
      if (event.kind !== 'message') continue;
      const { seq, src, ...rest } = event.message;
      server.send(rest);
    }
    expect(output(server)).toBe(toHex(recorded));
  });

  it('emits each step in order', () => {
    const events = serverOf().receive(recording('second-connect').client);
    expect(kinds(events)).toEqual(['banner', 'client_addr', 'connect', 'missing_features', 'connect', 'seq', 'ready', 'keepalive', 'close']);
    expect(events.slice(1, 7)).toMatchObject([
      { at: 9, length: 136, client: { family: 0 } },
      { at: 145, length: 33, connect: { features: Mask64.NONE, hostType: 8, globalSeq: 1, connectSeq: 0, protocolVersion: 15, authorizerProtocol: 0, flags: 1 } },
      { side: 'client', missing: REQUIRED },
      { at: 178, connect: { features: HAMMER } },
      { at: 211, seq: 0n },
      { features: HAMMER.and(PACIFIC), lossy: true },
    ]);
  });

  it('emits the authorizer of a connect', () => {
    const [connect] = serverOf().receive(recording('cephx').client).filter((event) => event.kind === 'connect');
    expect(connect?.connect).toMatchObject({ authorizerProtocol: 2, authorizerLen: 5 });
    expect(toHex(connect?.authorizer.toBytes() ?? new Uint8Array(0))).toBe('0102030405');
  });

  it('resets the session of a client that tries to resume it, unless the session is lossy', () => {
    const resuming = Uint8Array.from(HAMMER_CLIENT);
    resuming[145 + 16] = 5; // connect.connect_seq
    const reply = (lossy: boolean): string => {
      const server = serverOf({ lossy });
      server.receive(resuming.slice(0, 178));
      return output(server).slice(2 * 281);
    };
    expect(reply(false)).toMatch(/^02fffffdffbdcf0100/);
    expect(reply(true)).toBe('0dfffffdffbdcf013f01000000060000000f00000000000000010000000000000000');
  });

  it('fails after it has refused a client too often', () => {
    const server = serverOf({ maxConnects: 2 });
    const { client } = recording('no-features');
    const events = server.receive(joined([client, client.slice(145), client.slice(145)]));
    expect(kinds(events)).toEqual(['banner', 'client_addr', 'connect', 'missing_features', 'connect', 'missing_features', 'failed']);
    expect(events.at(-1)).toMatchObject({ error: { code: 'refused', path: 'v1.connect', offset: 178, reason: 'FEATURES: refused 2 connects' } });
  });

  it('refuses a huge authorizer at its length', () => {
    const { client } = recording('no-features');
    const greedy = Uint8Array.from(client);
    greedy.fill(0xff, 145 + 28, 145 + 32);
    expect(serverOf().receive(greedy).at(-1)).toMatchObject({
      error: { code: 'malformed', path: 'v1.connect.authorizer_len', offset: 173, reason: '4294967295 bytes exceed the limit of 65536' },
    });
  });

  it('refuses a malformed address', () => {
    const { client } = recording('no-features');
    const wrong = Uint8Array.from(client);
    wrong[9] = 9;
    expect(serverOf().receive(wrong).at(-1)).toMatchObject({ error: { code: 'malformed', path: 'v1.client_addr.marker', offset: 9 } });
  });

  it('emits the same events whatever the chunks, and throws nothing whichever bit is wrong', () => {
    const run = (bytes: Uint8Array, places: readonly number[]): unknown => {
      const server = serverOf();
      const events = cutAt(bytes, places).flatMap((chunk): ServerEvent[] => server.receive(chunk));
      return plain([...events, ...server.end(), output(server)]);
    };
    fc.assert(fc.property(fc.constantFrom(...RECORDINGS), fc.option(fc.nat(8 * 600)), fc.array(fc.nat(600)), (name, bit, places) => {
      const { client } = recording(name);
      const at = ((bit ?? 0) >> 3) % client.length;
      const bytes = client.map((byte, i) => (bit !== null && i === at ? byte ^ (1 << (bit & 7)) : byte));
      expect(run(bytes, places)).toEqual(run(bytes, []));
    }), { numRuns: 300 });
  });
});

describe('a client and a server of messenger v1', () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 10 });
  const content = fc.uint8Array({ maxLength: 700 });
  const message = fc.record({ type: fc.nat(0xffff), priority: fc.nat(0xffff), version: fc.nat(0xffff), tid: fc.bigInt(0n, 2n ** 64n - 1n), front: content, middle: content, data: content });

  it('exchange messages, whatever the features, the checksums and the chunks', () => {
    fc.assert(fc.property(mask64, mask64, fc.boolean(), fc.array(message, { maxLength: 4 }), sizes, (ours, theirs, dataCrc, messages, chunkSizes) => {
      const client = clientOf({ features: ours, dataCrc });
      const server = serverOf({ features: theirs, required: Mask64.NONE, dataCrc });
      exchange(client, server, chunkSizes);
      const lists = messages.map((sent) => ({ ...sent, front: BufferList.from(sent.front), middle: BufferList.from(sent.middle), data: BufferList.from(sent.data) }));
      for (const sent of lists) {
        client.send(sent);
        server.send(sent);
      }
      const events = exchange(client, server, chunkSizes);
      const expected = lists.map((sent, i) => ({ ...sent, seq: BigInt(i + 1), compatVersion: sent.version, dataOff: 0 }));
      const received = (list: readonly unknown[]): unknown => plain(list.map((event) => (event as { message: object }).message));
      expect(received(events.server)).toEqual(plain(expected.map((sent) => ({ ...sent, src: { type: 8, num: -1n } }))));
      expect(received(events.client)).toEqual(plain(expected.map((sent) => ({ ...sent, src: { type: 1, num: 0n } }))));
    }));
  });

  it('agree on the negotiated features, or on the missing ones', () => {
    fc.assert(fc.property(mask64, mask64, mask64, sizes, (ours, theirs, required, chunkSizes) => {
      const events = exchange(clientOf({ features: ours }), serverOf({ features: theirs, required }), chunkSizes);
      const missing = required.without(ours);
      const outcome = missing.isEmpty() ? { kind: 'ready', features: ours.and(theirs), lossy: true } : { kind: 'missing_features', side: 'client', missing };
      expect(events.client).toContainEqual(outcome);
      expect(events.server).toContainEqual(outcome);
    }));
  });

  it('answer each other until one sends CLOSE', () => {
    const [client, server] = [clientOf({ lossy: false }), serverOf({ lossy: false })];
    exchange(client, server, [1000]);
    client.keepalive({ sec: 1, nsec: 2 });
    server.send({ type: 4, front: payload('00') });
    client.close();
    const events = exchange(client, server, [3]);
    expect(events.server).toMatchObject([{ kind: 'keepalive2', stamp: { sec: 1, nsec: 2 } }, { kind: 'close' }]);
    expect(events.client).toEqual([]);
  });

  it('acknowledge messages if the session is not lossy', () => {
    const [client, server] = [clientOf(), serverOf({ lossy: false })];
    exchange(client, server, [1000]);
    client.send({ type: 5 });
    server.send({ type: 4 });
    expect(exchange(client, server, [1000])).toMatchObject({ client: [{ kind: 'message' }, { kind: 'ack', seq: 1n }], server: [{ kind: 'message' }, { kind: 'ack', seq: 1n }] });
  });

  it('exchange addresses of any form', () => {
    const addr = parseEntityAddr('v1:[2001:db8::1]:6789/7');
    const events = exchange(clientOf({ addr }), serverOf({ addr, seen: addr }), [50]);
    expect(events.client[1]).toMatchObject({ server: addr, seen: addr });
    expect(events.server[1]).toMatchObject({ client: addr });
  });
});
