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

function dissect({ pieces }: Pick<Recording, 'pieces'>, dissector = new Dissector()): DissectorEvent[] {
  const events = pieces.flatMap(({ side, bytes }) => dissector.receive(side, bytes));
  return [...events, ...dissector.end('client'), ...dissector.end('server')];
}

/** An event in a word or a few. */
function brief(event: DissectorEvent): string {
  switch (event.kind) {
    case 'negotiated': return `in force ${event.features}`;
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

describe('Dissector', () => {
  it('reads all that both sides say', () => {
    expect(dissect(recording('hammer59')).map(brief)).toEqual([
      'server banner', 'server server_addrs', 'client banner', 'client client_addr', 'client connect 0x08c3ffffffffffff',
      'server reply 13', 'in force 0x0801cfbdfffdffff', 'server seq', 'client seq',
      'client message 17 of 135 at 186', 'client message 5 of 75 at 321',
      'server message 18 of 99 at 315', 'server message 4 of 256 at 414', 'server message 4 of 256 at 670',
    ]);
  });

  it('reads keepalives, their stamps, and who sends a message', () => {
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

  it('reads the old footer where a side lacks MSG_AUTH', () => {
    const messages = dissect(recording('no-msg-auth')).filter(isMessage);
    expect(messages.map(({ footerLength }) => footerLength)).toEqual([13, 13, 13, 13, 13]);
  });

  it('reads a second connect behind one that was refused', () => {
    expect(dissect(recording('second-connect')).map(brief).slice(4)).toEqual([
      'client connect 0x0000000000000000', 'server reply 12', 'client connect 0x00c3ffffffffffff', 'server reply 13',
      'in force 0x0001cfbdfffdffff', 'server seq', 'client seq', 'client keepalive', 'client close',
    ]);
  });

  it.each(RECORDINGS)('loses nothing of %s, and places each event where the one before ends', (name) => {
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

  it.each(RECORDINGS)('reads the same from %s in any pieces', (name) => {
    const { pieces } = recording(name);
    const whole = plain(dissect({ pieces }));
    const places = fc.array(fc.array(fc.nat(600), { maxLength: 20 }), { minLength: pieces.length, maxLength: pieces.length });
    fc.assert(fc.property(places, (cuts) => {
      const cut = pieces.flatMap(({ side, bytes }, i) => cutAt(bytes, cuts[i] ?? []).map((part) => ({ side, bytes: part })));
      expect(plain(dissect({ pieces: cut }))).toEqual(whole);
    }), { numRuns: 60 });
    const single = pieces.flatMap(({ side, bytes }) => Array.from(bytes, (byte) => ({ side, bytes: Uint8Array.of(byte) })));
    expect(plain(dissect({ pieces: single }))).toEqual(whole);
  });

  it('reads a side that is given whole before the other', () => {
    for (const order of [['client', 'server'], ['server', 'client']] as const) {
      const dissector = new Dissector();
      const { client, server } = recording('hammer59');
      const events = order.flatMap((side) => dissector.receive(side, side === 'client' ? client : server));
      expect(events.filter(isMessage)).toHaveLength(5);
      expect(only('negotiated', events)).toEqual(['in force 0x0801cfbdfffdffff']);
      expect(only('lost', events)).toEqual([]);
    }
  });
});

describe('Dissector in mid-stream', () => {
  it.each(['hammer59', 'no-msg-auth'] as const)('tells the footer of %s by what follows', (name) => {
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

  it.each(['hammer59', 'no-msg-auth'] as const)('finds the first whole message of %s from any byte on', (name) => {
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

  it('does not take zeros behind a 7 for a message, though their crc is right', () => {
    const dissector = new Dissector();
    const events = [...dissector.receive('server', new Uint8Array([7, ...new Uint8Array(100)])), ...dissector.end('server')];
    expect(events.map(brief)).toEqual(['server lost 101 at 0']);
  });

  it('tells a signed new footer from an old one', () => {
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

describe('Dissector after a loss', () => {
  it('goes on at the next message, and says what it passed over', () => {
    const { client, server } = recording('hammer59');
    const dissector = new Dissector();
    dissector.receive('server', server.slice(0, SERVER_HANDSHAKE));
    dissector.receive('client', client);
    const first = dissector.receive('server', server.slice(SERVER_HANDSHAKE, 400));
    const gap = dissector.lose('server', 50);
    expect([first, gap]).toEqual([[], []]);
    const events = dissector.receive('server', server.slice(450));
    expect(events.map(brief)).toEqual(['server lost 355 at 315', 'server message 4 of 256 at 670']);
    expect(events[0]).toMatchObject({ why: '50 bytes are not there' });
    expect(events[1]).toMatchObject({ features: Mask64.parse('0x0801cfbdfffdffff') });
  });

  it('takes an offset further on for a gap, and refuses one that it has passed', () => {
    const { server } = recording('hammer59');
    const dissector = new Dissector();
    dissector.receive('server', server.slice(0, 300));
    expect(dissector.receive('server', server.slice(330), 330).map(brief)).toEqual(['server lost 133 at 281', 'server message 4 of 256 at 414', 'server message 4 of 256 at 670']);
    expect(() => dissector.receive('server', server, 0)).toThrow(new RangeError('the server is at 926 already, got bytes at 0'));
    expect(() => dissector.lose('server', -1)).toThrow(RangeError);
  });

  it('gives up one message for a wrong checksum in it, and stays in step', () => {
    const { pieces } = recording('mon-dump');
    const broken = pieces.map(({ side, bytes }) => ({ side, bytes: Uint8Array.from(bytes) }));
    const reply = broken.find(({ side, bytes }) => side === 'server' && bytes[0] === 7);
    if (reply !== undefined) reply.bytes[60] = 0xff; // in its front
    const events = dissect({ pieces: broken });
    expect(only('lost', events)).toEqual(['server lost 99 at 324']);
    expect(events.find(({ kind }) => kind === 'lost')).toMatchObject({ why: expect.stringMatching(/^v1\.footer\.front_crc at stream offset 402: expected \d+, got \d+$/) });
    expect(only('message', events)).toEqual(['client message 17 of 135 at 195', 'server message 4 of 280 at 423', 'client message 15 of 123 at 330']);
  });

  it('knows the handshake of neither side where a part of it is missing', () => {
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

  it('reads what a client sent behind a connect without an answer, where a gap in its own stream comes first', () => {
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

  it('tells the old footer of a message that a gap follows', () => {
    const { server } = recording('no-msg-auth');
    const [first] = dissect(recording('no-msg-auth')).filter(isMessage).filter(({ side }) => side === 'server');
    if (first === undefined) throw new Error('the recording has a message');
    const dissector = new Dissector();
    const events = [...dissector.receive('server', server.slice(first.at, first.at + first.length), 100), ...dissector.lose('server', 5)];
    expect(only('message', events)).toEqual([`server message 18 of ${first.length} at 100`]);
  });

  it('says at the end what was left', () => {
    const { pieces } = recording('hammer59');
    const cut = pieces.map(({ side, bytes }, i) => ({ side, bytes: i === pieces.length - 1 ? bytes.slice(0, -30) : bytes }));
    const events = dissect({ pieces: cut });
    const last = events.at(-1);
    expect(last).toMatchObject({ kind: 'lost', why: expect.stringMatching(/^v1\.message at stream offset \d+: need \d+ bytes, \d+ left$/) });
  });
});

describe('Dissector of anything', () => {
  const flipped = fc.constantFrom(...RECORDINGS).chain((name) => {
    const { pieces } = recording(name);
    return fc.record({ pieces: fc.constant(pieces), piece: fc.nat(pieces.length - 1), bit: fc.nat(8 * 1024) });
  });

  it('accounts for every byte, whichever bit is wrong', () => {
    fc.assert(fc.property(flipped, ({ pieces, piece, bit }) => {
      const changed = pieces.map(({ side, bytes }, i) => ({ side, bytes: i === piece ? withBit(bytes, bit) : bytes }));
      const events = dissect({ pieces: changed });
      expect(lengths(events)).toEqual({ client: total('client', pieces), server: total('server', pieces) });
    }), { numRuns: 400 });
  });

  it('accounts for every byte of noise, in any order and with gaps', () => {
    const step = fc.record({ side: fc.constantFrom('client' as const, 'server' as const), bytes: fc.uint8Array({ maxLength: 300 }), lost: fc.nat(20) });
    fc.assert(fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      const dissector = new Dissector();
      const events = steps.flatMap(({ side, bytes, lost }) => [...dissector.receive(side, bytes), ...dissector.lose(side, lost)]);
      events.push(...dissector.end('client'), ...dissector.end('server'));
      const sent = (side: string): number => steps.reduce((sum, step) => sum + (step.side === side ? step.bytes.length + step.lost : 0), 0);
      expect(lengths(events)).toEqual({ client: sent('client'), server: sent('server') });
    }));
  });

  it('keeps no more than the end of what it cannot read', () => {
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

function total(of: string, pieces: Recording['pieces']): number {
  return pieces.reduce((sum, { side, bytes }) => sum + (side === of ? bytes.length : 0), 0);
}
