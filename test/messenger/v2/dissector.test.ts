import { describe, expect, it } from 'vitest';
import { BufferList } from '../../../src/buffer/list.ts';
import { MSG_ADDR2 } from '../../../src/features/masks.ts';
import { Mask64 } from '../../../src/features/mask64.ts';
import type { Side } from '../../../src/messenger/events.ts';
import { Dissector } from '../../../src/messenger/v2/dissector.ts';
import type { DissectorEvent } from '../../../src/messenger/v2/dissector.ts';
import { writeFrame } from '../../../src/messenger/v2/frames/frame.ts';
import { PACIFIC, capture, compressed, flipped, kinds, chunksOf, plain, sentBy, withByte } from './support/support.ts';
import type { CaptureName } from './support/support.ts';

const SIDES: readonly Side[] = ['client', 'server'];

function dissect(name: CaptureName): DissectorEvent[] {
  const dissector = new Dissector();
  const events = capture(name).flatMap(({ side, bytes }) => dissector.receive(side, bytes));
  return [...events, ...SIDES.flatMap((side) => dissector.end(side))];
}

const of = (side: Side, events: readonly DissectorEvent[]) => events.filter((event) => 'side' in event && event.side === side);
const only = <K extends DissectorEvent['kind']>(kind: K, events: readonly DissectorEvent[]) =>
  events.filter((event): event is Extract<DissectorEvent, { kind: K }> => event.kind === kind);

describe('the dissector of messenger v2', () => {
  it('reads a connection of Ceph 16.2.15', () => {
    const events = dissect('one-mon');
    expect(kinds(of('client', events))).toEqual(['banner', 'hello', 'auth_request', 'auth_signature', 'client_ident', 'message', 'message']);
    expect(kinds(of('server', events))).toEqual(['banner', 'hello', 'auth_done', 'auth_signature', 'server_ident', 'message', 'message', 'message']);
    expect(only('negotiated', events)).toEqual([{ kind: 'negotiated', features: PACIFIC }]);
    expect(only('client_ident', events)[0]).toMatchObject({ at: 240, length: 159, supportedFeatures: PACIFIC, requiredFeatures: MSG_ADDR2 });
  });

  it('states the offset, the sender and the negotiated features of each message', () => {
    const messages = only('message', dissect('one-mon'));
    expect(messages.map(({ side, at, length, message: { type, seq } }) => [side, at, length, type, seq])).toEqual([
      ['client', 399, 77, 5, 1n], ['client', 476, 138, 15, 2n],
      ['server', 377, 295, 4, 1n], ['server', 672, 94, 62, 2n], ['server', 766, 295, 4, 3n],
    ]);
    expect(messages.map(({ message: { src } }) => src.type)).toEqual([8, 8, 1, 1, 1]);
    expect(messages.every(({ features }) => features?.equals(PACIFIC))).toBe(true);
  });

  it.each(['one-mon', 'revision-0', 'missing-features'] as const)('reads every byte of %s', (name) => {
    const events = dissect(name);
    for (const side of SIDES) {
      let end = 0;
      for (const event of of(side, events)) {
        if (!('at' in event)) continue;
        expect(event.at).toBe(end);
        end = event.at + event.length;
      }
      expect(end).toBe(sentBy(side, name).length);
    }
    expect(only('lost', events)).toEqual([]);
  });

  it('uses the ident that the server accepted', () => {
    const events = dissect('missing-features');
    expect(only('client_ident', events).map(({ supportedFeatures }) => supportedFeatures)).toEqual([Mask64.NONE, PACIFIC]);
    expect(only('ident_missing_features', events)[0]?.features).toEqual(Mask64.parse('0x0c01020002040000'));
    expect(only('negotiated', events)).toEqual([{ kind: 'negotiated', features: PACIFIC }]);
  });

  it('reports secure mode once, and the amount of encrypted bytes', () => {
    const events = dissect('secure');
    expect(kinds(of('client', events))).toEqual(['banner', 'hello', 'auth_request', 'auth_request_more', 'encrypted']);
    expect(kinds(of('server', events))).toEqual(['banner', 'hello', 'auth_reply_more', 'auth_done', 'encrypted']);
    expect(only('secure', events)).toEqual([{ kind: 'secure', conMode: 2 }]);
    for (const { side, at, length } of only('encrypted', events)) expect(at + length).toBe(sentBy(side, 'secure').length);
    expect(only('lost', events)).toEqual([]);
  });

  it('emits the same events whatever the chunks', () => {
    for (const name of ['one-mon', 'revision-0', 'secure'] as const) {
      const dissector = new Dissector();
      const events = capture(name).flatMap(({ side, bytes }) => chunksOf(bytes, 1).flatMap((chunk) => dissector.receive(side, chunk)));
      expect(plain([...events, ...SIDES.flatMap((side) => dissector.end(side))])).toEqual(plain(dissect(name)));
    }
  });

  it('reports frames that are compressed or aborted', () => {
    const dissector = new Dissector();
    dissector.receive('client', sentBy('client', 'one-mon'));
    const frame = writeFrame(17, [BufferList.from('header'), BufferList.from('front')], 1).toBytes();
    const events = [...dissector.receive('client', compressed(frame)), ...dissector.receive('client', withByte(frame, 47, 1))];
    expect(events).toEqual([
      { kind: 'compressed', tag: 'MESSAGE', side: 'client', at: 614, length: 60 },
      { kind: 'aborted', tag: 'MESSAGE', side: 'client', at: 674, length: 60 },
    ]);
  });
});

describe('the dissector of messenger v2, if something is missing,', () => {
  it.each(['one-mon', 'revision-0'] as const)('begins in the middle of %s', (name) => {
    const dissector = new Dissector();
    const begins = 300; // within an ident
    const events = SIDES.flatMap((side) => [...dissector.receive(side, sentBy(side, name).slice(begins), begins), ...dissector.end(side)]);
    const whole = only('message', dissect(name));
    expect(only('lost', events)).toHaveLength(2);
    expect(only('message', events).map(({ at, length, message }) => [at, length, message.seq])).toEqual(
      SIDES.flatMap((side) => whole.filter((message) => message.side === side)).map(({ at, length, message }) => [at, length, message.seq]),
    );
    expect(only('message', events)[0]).toMatchObject({ features: null, message: { src: { type: 0, num: -1n } } });
  });

  it('reports why it skipped bytes, and how many', () => {
    const dissector = new Dissector();
    const stream = sentBy('server', 'one-mon');
    const events = [
      ...dissector.receive('server', stream.slice(0, 400)), // into the message at 377
      ...dissector.receive('server', stream.slice(500), 500),
    ];
    expect(only('lost', events)).toEqual([{ kind: 'lost', side: 'server', at: 377, length: 672 - 377, why: '100 bytes are missing' }]);
    expect(only('message', events).map(({ at }) => at)).toEqual([672, 766]);
    expect(dissector.lose('server', 10)).toEqual([]);
    expect(dissector.end('server')).toEqual([{ kind: 'lost', side: 'server', at: 1061, length: 10, why: '10 bytes are missing' }]);
  });

  it('loses only the frame with wrong contents', () => {
    const events = (at: number) => new Dissector().receive('server', flipped(sentBy('server', 'one-mon'), at, 1));
    const [lost] = only('lost', events(460));
    expect(lost).toMatchObject({ at: 377, length: 295 });
    expect(lost?.why).toMatch(/^v2\.segments\[1\]\.crc at stream offset 660: expected \d+, got \d+$/);
    expect(only('message', events(460)).map(({ at }) => at)).toEqual([672, 766]);
    expect(only('lost', events(380))).toMatchObject([{ at: 377, length: 295 }]); // in its preamble
    expect(only('message', events(380)).map(({ at }) => at)).toEqual([672, 766]);
  });

  it('reports at the end what was cut short', () => {
    const dissector = new Dissector();
    dissector.receive('server', sentBy('server', 'one-mon').slice(0, 700));
    expect(dissector.end('server')).toEqual([
      { kind: 'lost', side: 'server', at: 672, length: 28, why: 'v2.preamble at stream offset 672: need 32 bytes, 28 left' },
    ]);
    const within = new Dissector();
    within.receive('server', sentBy('server', 'one-mon').slice(0, 720));
    expect(within.end('server')).toMatchObject([{ kind: 'lost', at: 672, length: 48, why: 'v2.message at stream offset 672: need 94 bytes, 48 left' }]);
  });

  it('reads nothing from another protocol', () => {
    const dissector = new Dissector();
    const noise = new Uint8Array(5000).map((_, i) => (i * i) >>> 3);
    expect([...dissector.receive('client', noise), ...dissector.end('client')]).toEqual([
      { kind: 'lost', side: 'client', at: 0, length: 5000, why: 'v2.banner at stream offset 0: expected byte 99 of "ceph v2\\n", got 0' },
    ]);
  });

  it('refuses bytes that were given before', () => {
    const dissector = new Dissector();
    dissector.receive('client', new Uint8Array(10));
    expect(() => dissector.receive('client', new Uint8Array(1), 9)).toThrow(new RangeError('the next byte of the client is at 10, got bytes at 9'));
    expect(() => dissector.lose('client', -1)).toThrow(RangeError);
  });
});
