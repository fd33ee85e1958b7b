import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crc32c } from '../../../src/buffer/crc32c/crc32c.ts';
import { Mask64 } from '../../../src/features/mask64.ts';
import { Dissector } from '../../../src/messenger/v1/dissector.ts';
import type { DissectedFrame, DissectorEvent } from '../../../src/messenger/v1/dissector.ts';
import { LINEAR, growth } from '../../support/growth.ts';
import { hex } from '../../support/support.ts';
import { RECORDINGS, cutAt, plain, recording } from './support/streams.ts';
import type { Recording } from './support/streams.ts';

const CLIENT_HANDSHAKE = 9 + 136 + 33 + 8;
const SERVER_HANDSHAKE = 9 + 272 + 26 + 8;

function dissect({ chunks }: Pick<Recording, 'chunks'>, dissector = new Dissector()): DissectorEvent[] {
  const events = chunks.flatMap(({ side, bytes }) => dissector.receive(side, bytes));
  return [...events, ...dissector.end('client'), ...dissector.end('server')];
}

/** An event in a few words. */
function brief(event: DissectorEvent): string {
  switch (event.kind) {
    case 'negotiated': return `negotiated ${event.features}`;
    case 'lost': return `${event.side} lost ${event.length} at ${event.at}`;
    case 'connect_reply': return `server reply ${event.reply.tag}`;
    case 'connect': return `client connect ${event.connect.features}`;
    case 'message': return `${event.side} message ${event.message.type} of ${event.length} at ${event.at}`;
    default: return `${event.side} ${event.kind}`;
  }
}

type MessageEvent = Extract<DissectedFrame, { kind: 'message' | 'aborted' }>;
const isMessage = (event: DissectorEvent): event is MessageEvent => event.kind === 'message';
const only = (kind: DissectorEvent['kind'], events: readonly DissectorEvent[]): string[] => events.filter((event) => event.kind === kind).map(brief);

describe('the dissector of messenger v1', () => {
  it('reads everything that both sides send', () => {
    expect(dissect(recording('hammer59')).map(brief)).toEqual([
      'server banner', 'server server_addrs', 'client banner', 'client client_addr', 'client connect 0x08c3ffffffffffff',
      'server reply 13', 'negotiated 0x0801cfbdfffdffff', 'server seq', 'client seq',
      'client message 17 of 135 at 186', 'client message 5 of 75 at 321',
      'server message 18 of 99 at 315', 'server message 4 of 256 at 414', 'server message 4 of 256 at 670',
    ]);
  });

  it('reads keepalives, their stamps, and the sender of a message', () => {
    const events = dissect(recording('mon-dump'));
    const stamp = { sec: 0x6b026130, nsec: 0x39fe15f5 };
    expect(events.filter(({ kind }) => kind.startsWith('keepalive'))).toMatchObject([
      { kind: 'keepalive2', side: 'client', at: 186, length: 9, stamp },
      { kind: 'keepalive2_ack', side: 'server', at: 315, length: 9, stamp },
    ]);
    expect(events.filter(isMessage)).toMatchObject([
      { side: 'client', message: { seq: 1n, type: 17, src: { type: 8, num: -1n } }, features: Mask64.parse('0x3f01cfbdfffdffff') },
      { side: 'server', message: { seq: 1n, type: 18, priority: 196, src: { type: 1, num: 0n } } },
      { side: 'server', message: { seq: 2n, type: 4 } },
      { side: 'client', message: { seq: 2n, type: 15, version: 3, compatVersion: 1 } },
    ]);
  });

  it('reads the old footer if a side lacks MSG_AUTH', () => {
    const messages = dissect(recording('no-msg-auth')).filter(isMessage);
    expect(messages.map(({ footerLength }) => footerLength)).toEqual([13, 13, 13, 13, 13]);
  });

  it('reads a second connect after one that was refused', () => {
    expect(dissect(recording('second-connect')).map(brief).slice(4)).toEqual([
      'client connect 0x0000000000000000', 'server reply 12', 'client connect 0x00c3ffffffffffff', 'server reply 13',
      'negotiated 0x0001cfbdfffdffff', 'server seq', 'client seq', 'client keepalive', 'client close',
    ]);
  });

  it.each(RECORDINGS)('loses nothing of %s, and places each event at the end of the one before', (name) => {
    const events = dissect(recording(name));
    for (const side of ['client', 'server'] as const) {
      let end = 0;
      for (const event of events) {
        if (event.kind === 'negotiated' || event.side !== side) continue;
        expect([event.kind, event.at]).toEqual([event.kind, end]);
        end = event.at + event.length;
      }
      expect(end).toBe(recording(name)[side].length);
    }
    expect(only('lost', events)).toEqual([]);
  });

  it.each(RECORDINGS)('reads the same from %s in any chunks', (name) => {
    const { chunks } = recording(name);
    const whole = plain(dissect({ chunks }));
    const places = fc.array(fc.array(fc.nat(600), { maxLength: 20 }), { minLength: chunks.length, maxLength: chunks.length });
    fc.assert(fc.property(places, (cuts) => {
      const cut = chunks.flatMap(({ side, bytes }, i) => cutAt(bytes, cuts[i] ?? []).map((part) => ({ side, bytes: part })));
      expect(plain(dissect({ chunks: cut }))).toEqual(whole);
    }), { numRuns: 60 });
    const single = chunks.flatMap(({ side, bytes }) => Array.from(bytes, (byte) => ({ side, bytes: Uint8Array.of(byte) })));
    expect(plain(dissect({ chunks: single }))).toEqual(whole);
  });

  it('reads a side that is given completely before the other', () => {
    for (const order of [['client', 'server'], ['server', 'client']] as const) {
      const dissector = new Dissector();
      const { client, server } = recording('hammer59');
      const events = order.flatMap((side) => dissector.receive(side, side === 'client' ? client : server));
      expect(events.filter(isMessage)).toHaveLength(5);
      expect(only('negotiated', events)).toEqual(['negotiated 0x0801cfbdfffdffff']);
      expect(only('lost', events)).toEqual([]);
    }
  });
});

describe('the dissector of messenger v1, without a handshake,', () => {
  it.each(['hammer59', 'no-msg-auth'] as const)('infers the footer of %s from what follows', (name) => {
    const { client, server } = recording(name);
    const whole = dissect(recording(name)).filter(isMessage);
    const dissector = new Dissector();
    const events = [
      ...dissector.receive('server', server, 100), ...dissector.receive('client', client, 50),
      ...dissector.end('client'), ...dissector.end('server'),
    ].filter(isMessage);
    const seen = (list: typeof events): unknown => plain([...list].sort((a, b) => a.side.localeCompare(b.side) || a.at - b.at).map(({ features, at, ...rest }) => rest));
    expect(seen(events)).toEqual(seen(whole));
    expect(events.every(({ features }) => features === null)).toBe(true);
  });

  it.each(['hammer59', 'no-msg-auth'] as const)('finds the first complete message of %s from any byte on', (name) => {
    const { server } = recording(name);
    const messages = dissect(recording(name)).filter(isMessage).filter(({ side }) => side === 'server');
    for (let start = 1; start < server.length; start++) {
      const dissector = new Dissector();
      const events = [...dissector.receive('server', server.slice(start)), ...dissector.end('server')];
      const whole = messages.filter(({ at }) => at >= start).map((message) => ({ ...message, at: message.at - start }));
      expect(only('message', events)).toEqual(whole.map(brief));
      const covered = events.reduce((sum, event) => sum + ('length' in event ? event.length : 0), 0);
      expect(covered).toBe(server.length - start);
    }
  });

  it('does not read a 7 and zeros as a message, although their crc is correct', () => {
    const dissector = new Dissector();
    const events = [...dissector.receive('server', new Uint8Array([7, ...new Uint8Array(100)])), ...dissector.end('server')];
    expect(events.map(brief)).toEqual(['server lost 101 at 0']);
  });

  it('distinguishes a signed new footer from an old one', () => {
    const head = hex`0100000000000000 0000000000000000 0900 7f00 0100 00000000 00000000 00000000 0000 01 0000000000000000 0100 0000`;
    const signed = hex`07 ${head} ${le32(crc32c(0, head))} 00000000 00000000 00000000 0102030405060708 05 09`;
    for (const [stream, footerLength] of [[signed, 21], [hex`${signed.subarray(0, 66)} 01 09`, 13], [hex`${signed.subarray(0, 66)} 01`, 13]] as const) {
      const dissector = new Dissector();
      const events = [...dissector.receive('client', stream), ...dissector.end('client')];
      expect(events).toMatchObject([{ kind: 'message', footerLength }, { kind: 'keepalive' }].slice(0, events.length));
      expect(only('lost', events)).toEqual([]);
    }
  });
});

describe('the dissector of messenger v1, after a loss,', () => {
  it('continues at the next message, and reports what it skipped', () => {
    const { client, server } = recording('hammer59');
    const dissector = new Dissector();
    dissector.receive('server', server.slice(0, SERVER_HANDSHAKE));
    dissector.receive('client', client);
    const first = dissector.receive('server', server.slice(SERVER_HANDSHAKE, 400));
    const gap = dissector.lose('server', 50);
    expect([first, gap]).toEqual([[], []]);
    const events = dissector.receive('server', server.slice(450));
    expect(events.map(brief)).toEqual(['server lost 355 at 315', 'server message 4 of 256 at 670']);
    expect(events[0]).toMatchObject({ why: '50 bytes are missing' });
    expect(events[1]).toMatchObject({ features: Mask64.parse('0x0801cfbdfffdffff') });
  });

  it('treats a greater offset as a gap, and refuses a smaller one', () => {
    const { server } = recording('hammer59');
    const dissector = new Dissector();
    dissector.receive('server', server.slice(0, 300));
    expect(dissector.receive('server', server.slice(330), 330).map(brief)).toEqual(['server lost 133 at 281', 'server message 4 of 256 at 414', 'server message 4 of 256 at 670']);
    expect(() => dissector.receive('server', server, 0)).toThrow(new RangeError('the next byte of the server is at 926, got bytes at 0'));
    expect(() => dissector.lose('server', -1)).toThrow(RangeError);
  });

  it('loses only the message that has a wrong checksum', () => {
    const { chunks } = recording('mon-dump');
    const broken = chunks.map(({ side, bytes }) => ({ side, bytes: Uint8Array.from(bytes) }));
    const reply = broken.find(({ side, bytes }) => side === 'server' && bytes[0] === 7);
    if (reply !== undefined) reply.bytes[60] = 0xff; // in its front
    const events = dissect({ chunks: broken });
    expect(only('lost', events)).toEqual(['server lost 99 at 324']);
    expect(events.find(({ kind }) => kind === 'lost')).toMatchObject({ why: expect.stringMatching(/^v1\.footer\.front_crc at stream offset 402: expected \d+, got \d+$/) });
    expect(only('message', events)).toEqual(['client message 17 of 135 at 195', 'server message 4 of 280 at 423', 'client message 15 of 123 at 330']);
  });

  it('reports no features if a part of the handshake is missing', () => {
    const { client, server } = recording('hammer59');
    const dissector = new Dissector();
    dissector.receive('client', client.slice(0, CLIENT_HANDSHAKE));
    dissector.receive('server', server.slice(0, 281));
    dissector.lose('server', SERVER_HANDSHAKE - 281);
    const events = [...dissector.receive('server', server.slice(SERVER_HANDSHAKE)), ...dissector.receive('client', client.slice(CLIENT_HANDSHAKE))];
    expect(events.map(brief)).toEqual([
      'server lost 34 at 281', 'server message 18 of 99 at 315', 'server message 4 of 256 at 414', 'server message 4 of 256 at 670',
      'client lost 8 at 178', 'client message 17 of 135 at 186', 'client message 5 of 75 at 321',
    ]);
  });

  it('reads what a client sent after a connect without a reply, if a gap in its own stream comes first', () => {
    const { client, server } = recording('hammer59');
    const dissector = new Dissector();
    dissector.receive('server', server.slice(0, 281));
    expect(only('message', dissector.receive('client', client))).toEqual([]);
    const events = [...dissector.lose('client', 10), ...dissector.lose('server', 34), ...dissector.receive('server', server.slice(SERVER_HANDSHAKE)), ...dissector.end('client')];
    expect(events.map(brief)).toEqual([
      'client lost 8 at 178', 'client message 17 of 135 at 186', 'client message 5 of 75 at 321',
      'server lost 34 at 281', 'server message 18 of 99 at 315', 'server message 4 of 256 at 414', 'server message 4 of 256 at 670',
      'client lost 10 at 396',
    ]);
  });

  it('infers the old footer of a message before a gap', () => {
    const { server } = recording('no-msg-auth');
    const [first] = dissect(recording('no-msg-auth')).filter(isMessage).filter(({ side }) => side === 'server');
    if (first === undefined) throw new Error('the recording has a message');
    const dissector = new Dissector();
    const events = [...dissector.receive('server', server.slice(first.at, first.at + first.length), 100), ...dissector.lose('server', 5)];
    expect(only('message', events)).toEqual([`server message 18 of ${first.length} at 100`]);
  });

  it('reports what is left at the end', () => {
    const { chunks } = recording('hammer59');
    const cut = chunks.map(({ side, bytes }, i) => ({ side, bytes: i === chunks.length - 1 ? bytes.slice(0, -30) : bytes }));
    const events = dissect({ chunks: cut });
    const last = events.at(-1);
    expect(last).toMatchObject({ kind: 'lost', why: expect.stringMatching(/^v1\.message at stream offset \d+: need \d+ bytes, \d+ left$/) });
  });
});

describe('the dissector of messenger v1, given any bytes,', () => {
  const flipped = fc.constantFrom(...RECORDINGS).chain((name) => {
    const { chunks } = recording(name);
    return fc.record({ chunks: fc.constant(chunks), chunk: fc.nat(chunks.length - 1), bit: fc.nat(8 * 1024) });
  });

  it('reports every byte once, whichever bit is wrong', () => {
    fc.assert(fc.property(flipped, ({ chunks, chunk, bit }) => {
      const changed = chunks.map(({ side, bytes }, i) => ({ side, bytes: i === chunk ? withBit(bytes, bit) : bytes }));
      const events = dissect({ chunks: changed });
      expect(lengths(events)).toEqual({ client: total('client', chunks), server: total('server', chunks) });
    }), { numRuns: 400 });
  });

  it('reports every byte of noise once, in any order and with gaps', () => {
    const step = fc.record({ side: fc.constantFrom('client' as const, 'server' as const), bytes: fc.uint8Array({ maxLength: 300 }), lost: fc.nat(20) });
    fc.assert(fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      const dissector = new Dissector();
      const events = steps.flatMap(({ side, bytes, lost }) => [...dissector.receive(side, bytes), ...dissector.lose(side, lost)]);
      events.push(...dissector.end('client'), ...dissector.end('server'));
      const sent = (side: string): number => steps.reduce((sum, step) => sum + (step.side === side ? step.bytes.length + step.lost : 0), 0);
      expect(lengths(events)).toEqual({ client: sent('client'), server: sent('server') });
    }));
  });

  it('holds only the last few bytes of what it cannot read', () => {
    const CHUNK = 16 * 1024;
    const receiving = (length: number) => (): void => {
      const dissector = new Dissector();
      for (let at = 0; at < length; at += CHUNK) expect(dissector.receive('server', new Uint8Array(CHUNK).fill(7))).toEqual([]);
      expect(dissector.end('server').map(brief)).toEqual([`server lost ${length} at 0`]);
    };
    expect(growth(CHUNK, receiving)).toBeLessThan(LINEAR);
  });
});

function le32(word: number): Uint8Array {
  return new Uint8Array(Uint32Array.of(word).buffer);
}

function withBit(bytes: Uint8Array, bit: number): Uint8Array {
  const changed = Uint8Array.from(bytes);
  const at = (bit >> 3) % bytes.length;
  changed[at] = (changed[at] ?? 0) ^ (1 << (bit & 7));
  return changed;
}

function lengths(events: readonly DissectorEvent[]): Record<string, number> {
  const sums: Record<string, number> = { client: 0, server: 0 };
  for (const event of events) if (event.kind !== 'negotiated') sums[event.side] = (sums[event.side] ?? 0) + event.length;
  return sums;
}

function total(of: string, chunks: Recording['chunks']): number {
  return chunks.reduce((sum, { side, bytes }) => sum + (side === of ? bytes.length : 0), 0);
}
