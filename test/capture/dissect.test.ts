import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CaptureEvent, MessageEvent } from '../../src/capture/ceph/event.ts';
import { CaptureDissector } from '../../src/capture/dissect.ts';
import type { CaptureLimits } from '../../src/capture/dissect.ts';
import { BufferList } from '../../src/buffer/list.ts';
import { diagnose } from '../../src/inspect/diagnose/diagnose.ts';
import type { PeerDiagnosis } from '../../src/inspect/diagnose/peer.ts';
import { Dissector as DissectorV1 } from '../../src/messenger/v1/dissector.ts';
import { writeMessage } from '../../src/messenger/v1/frames/message_frame.ts';
import { Dissector as DissectorV2 } from '../../src/messenger/v2/dissector.ts';
import { MonMap } from '../../src/types/mon/MonMap/MonMap.ts';
import { hex } from '../support/support.ts';
import { ONE_MON, tcpEvents } from './support/fixture.ts';
import { ACK, capture, file, FORMATS, frames, join, LINKS, PLAIN, SYN } from './support/make.ts';
import type { FileForm, Host, Segment } from './support/make.ts';
import { ascii, CLIENT, CLIENT6, SERVER, SERVER6, streamOf } from './support/support.ts';

interface Dissected {
  readonly events: readonly CaptureEvent[];
  readonly messages: readonly MessageEvent[];
  readonly dissector: CaptureDissector;
}

function dissect(bytes: Uint8Array, { chunkSize = bytes.length, limits }: { chunkSize?: number; limits?: Partial<CaptureLimits> } = {}): Dissected {
  const dissector = new CaptureDissector(limits);
  const events: CaptureEvent[] = [];
  for (let at = 0; at < bytes.length; at += chunkSize) events.push(...dissector.receive(bytes.slice(at, at + chunkSize)));
  events.push(...dissector.end());
  return { events, messages: messagesIn(events), dissector };
}

function messagesIn(events: readonly CaptureEvent[]): MessageEvent[] {
  return events.filter((event) => event.kind === 'message');
}

const inWords = ({ side, typeName, size, verdict }: MessageEvent): string => `${side} ${typeName} ${size} ${verdict}`;

describe('CaptureDissector, given a capture of a monitor,', () => {
  let all: Dissected;
  beforeAll(() => {
    all = dissect(ONE_MON);
  });

  it('finds seven connections over messenger v1, and four over v2', () => {
    const connections = all.events.flatMap((event) => (event.kind === 'connection' ? [event.connection] : []));
    expect(connections.map(({ id, version }) => [id, version])).toEqual([[1, 1], [2, 1], [3, 1], [4, 1], [5, 1], [6, 1], [7, 2], [8, 2], [9, 1], [10, 2], [11, 2]]);
    expect(connections[0]).toEqual({ id: 1, version: 1, client: '127.0.0.1:38622', server: '127.0.0.1:16789' });
  });

  it('finds each message', () => {
    const of = (id: number): string[] => all.messages.filter(({ connection }) => connection.id === id).map(inWords);
    expect(of(3)).toEqual(['client MAuth 135 read', 'client MMonGetMap 75 read', 'server MAuthReply 99 read', 'server MMonMap 256 read', 'server MMonMap 256 read']);
    expect(of(10)).toEqual(['client MMonGetMap 77 read', 'client MMonSubscribe 138 read', 'server MMonMap 295 read', 'server MConfig 94 unknown type', 'server MMonMap 295 read']);
    expect(all.dissector.counts).toMatchObject({ packets: 242, tcp: 242, connections: 11, cephConnections: 11, messages: 70, lostBytes: 0, evicted: 0 });
  });

  it('states the time, the sender, the receiver and the features of each message', () => {
    const map = all.messages.find(({ connection, typeName }) => connection.id === 3 && typeName === 'MMonMap');
    expect(map).toMatchObject({ stamp: { sec: 1_795_318_063 }, from: '127.0.0.1:16789', to: '127.0.0.1:38644' });
    expect([`${map?.features}`, `${map?.offered}`]).toEqual(['0x0801cfbdfffdffff', '0x08c3ffffffffffff']);
  });

  it('decodes each map', () => {
    const maps = all.messages.flatMap(({ known }) => (known?.name === 'MMonMap' ? [known.value.monmap] : []));
    expect(maps.length).toBe(21);
    expect(new Set(maps.map(({ fsid }) => fsid))).toEqual(new Set(['a95fdcf2-74c1-456e-9de8-b4bd237924bc']));
  });

  it('shows, with a diagnosis for the receiver, which maps their receiver cannot read', () => {
    const peers = all.messages.filter(({ typeName }) => typeName === 'MMonMap').map(({ message, offered, connection }) => {
      const bytes = message.front.toBytes().subarray(4);
      return [connection.id, offered === null ? null : diagnose(MonMap, bytes, { peer: offered }).peer] as const;
    });
    const bad = peers.filter(([, peer]) => peer?.reading.verdict !== 'reads');
    expect(bad.map(([id, peer]) => [id, summary(peer)])).toEqual([
      [3, ['hammer', 'fails', [59]]],
      [3, ['hammer', 'fails', [59]]],
    ]);
  });

  it.each([1, 1000])('finds the same in chunks of %i', (chunkSize) => {
    expect(dissect(ONE_MON, { chunkSize }).messages.map(inWords)).toEqual(all.messages.map(inWords));
  });

  it('finds the messages before the end of a file that is cut anywhere', () => {
    for (let length = 0; length < ONE_MON.length; length += 4999) {
      const { messages } = dissect(ONE_MON.subarray(0, length));
      const [found, wanted] = [messages.map(inWords), all.messages.map(inWords)];
      expect(found).toEqual(wanted.slice(0, found.length));
    }
  });

  it('stops at no flipped bit outside the records of the file, and loses at most one connection because of it', () => {
    fc.assert(
      fc.property(fc.nat(ONE_MON.length * 8 - 1), (bit) => {
        const damaged = ONE_MON.slice();
        damaged[bit >> 3] = (damaged[bit >> 3] as number) ^ (1 << (bit & 7));
        const { messages, dissector } = dissect(damaged, { chunkSize: 65_536 });
        if (dissector.error === null) expect(messages.length).toBeGreaterThanOrEqual(70 - 13);
      }),
      { numRuns: 100 },
    );
  });
});

function summary(peer: PeerDiagnosis | null): unknown {
  return [peer?.release, peer?.reading.verdict, peer?.blame.map(({ bit }) => bit)];
}

/** The streams of one connection in the fixture. The following tests put them into other packets. */
interface Streams {
  readonly client: Uint8Array;
  readonly server: Uint8Array;
  /** The position of each message. */
  readonly placed: readonly { readonly side: 'client' | 'server'; readonly at: number; readonly end: number; readonly seq: bigint }[];
}

function streamsOf(id: number, dissector: DissectorV1 | DissectorV2): Streams {
  const events = tcpEvents(ONE_MON).filter(({ connection }) => connection.id === id);
  const [client, server] = [streamOf(events, 0), streamOf(events, 1)];
  const found = [...dissector.receive('server', server), ...dissector.receive('client', client), ...dissector.end('server'), ...dissector.end('client')];
  const placed = found.flatMap((event) => (event.kind === 'message' ? [{ side: event.side, at: event.at, end: event.at + event.length, seq: event.message.seq }] : []));
  return { client, server, placed };
}

const CONNECTIONS: readonly Streams[] = [streamsOf(3, new DissectorV1()), streamsOf(9, new DissectorV1()), streamsOf(10, new DissectorV2()), streamsOf(8, new DissectorV2())];

function syns(client: Host, server: Host): Segment[] {
  return [{ from: client, to: server, seq: 0xffff_ff00, flags: SYN }, { from: server, to: client, seq: 99, ack: 0xffff_ff01, flags: SYN | ACK }];
}

interface Range {
  readonly side: 'client' | 'server';
  readonly at: number;
  readonly end: number;
}

function segmentOf({ client, server }: Streams, { side, at, end }: Range, [clientHost, serverHost]: readonly [Host, Host]): Segment {
  if (side === 'client') return { from: clientHost, to: serverHost, seq: (0xffff_ff01 + at) >>> 0, payload: client.subarray(at, end) };
  return { from: serverHost, to: clientHost, seq: 100 + at, payload: server.subarray(at, end) };
}

/** Both streams of a connection in segments, in any order, with duplicates and overlaps, and some left out. */
const cutConnection = fc.nat(CONNECTIONS.length - 1).chain((index) => {
  const of = CONNECTIONS[index] as Streams;
  const cut = (side: 'client' | 'server'): fc.Arbitrary<Range[]> =>
    fc.uniqueArray(fc.nat(of[side].length), { maxLength: 12 }).map((cuts) => {
      const bounds = [...new Set([0, ...cuts, of[side].length])].sort((a, b) => a - b);
      return bounds.slice(1).map((end, i) => ({ side, at: bounds[i] as number, end }));
    });
  const overlap = (side: 'client' | 'server'): fc.Arbitrary<Range[]> =>
    fc.array(fc.tuple(fc.nat(of[side].length - 1), fc.integer({ min: 1, max: 300 })), { maxLength: 3 }).map((ranges) => ranges.map(([at, length]) => ({ side, at, end: Math.min(of[side].length, at + length) })));
  return fc.tuple(cut('client'), cut('server'), overlap('client'), overlap('server')).chain(([a, b, c, d]) => {
    const ranges = [...a, ...b, ...c, ...d, ...a.slice(0, 1)];
    return fc.record({ index: fc.constant(index), ranges: fc.shuffledSubarray(ranges, { minLength: Math.max(0, ranges.length - 3) }) });
  });
});

const forms: fc.Arbitrary<FileForm> = fc.record({ format: fc.constantFrom(...FORMATS), isLittle: fc.boolean(), isNano: fc.boolean(), link: fc.constantFrom(...LINKS) });

/** The messages whose bytes are all in the ranges. */
function completeIn(of: Streams, ranges: readonly Range[]): string[] {
  const isThere = { client: new Uint8Array(of.client.length), server: new Uint8Array(of.server.length) };
  for (const { side, at, end } of ranges) isThere[side].fill(1, at, end);
  return of.placed.filter(({ side, at, end }) => isThere[side].subarray(at, end).every((bit) => bit === 1)).map(({ side, seq }) => `${side} ${seq}`).sort();
}

describe('CaptureDissector, given the same streams in other packets,', () => {
  it('finds exactly the complete messages, in any form of file, order and segments', () => {
    fc.assert(
      fc.property(cutConnection, forms, fc.boolean(), fc.integer({ min: 50, max: 70_000 }), ({ index, ranges }, form, isV6, chunkSize) => {
        const of = CONNECTIONS[index] as Streams;
        const hosts = isV6 ? ([CLIENT6, SERVER6] as const) : ([CLIENT, SERVER] as const);
        const bytes = capture([...syns(...hosts), ...ranges.map((range) => segmentOf(of, range, hosts))], form);
        const { messages } = dissect(bytes, { chunkSize });
        expect(messages.map(({ side, message }) => `${side} ${message.seq}`).sort()).toEqual(completeIn(of, ranges));
      }),
      { numRuns: 300 },
    );
  });

  it('reports every byte that is in no frame', () => {
    const [of] = CONNECTIONS as [Streams];
    const [first] = of.placed.filter(({ side }) => side === 'server') as [Streams['placed'][number]];
    const ranges: Range[] = [
      { side: 'client', at: 0, end: of.client.length },
      { side: 'server', at: 0, end: first.at + 10 },
      { side: 'server', at: first.at + 20, end: of.server.length },
    ];
    const { events, dissector } = dissect(capture([...syns(CLIENT, SERVER), ...ranges.map((range) => segmentOf(of, range, [CLIENT, SERVER]))]));
    const losses = events.flatMap((event) => (event.kind === 'lost' ? [[event.side, event.at, event.length]] : []));
    expect(losses).toEqual([['server', first.at, first.end - first.at]]);
    expect(dissector.counts.lostBytes).toBe(first.end - first.at);
  });

  it.each([...CONNECTIONS.keys()])('reads a connection without its beginning, and guesses the client from the ports (%i)', (index) => {
    const of = CONNECTIONS[index] as Streams;
    const afterFirst = (side: 'client' | 'server'): Range => ({ side, at: (of.placed.find((each) => each.side === side)?.at ?? 0) - 5, end: of[side].length });
    const ranges = [afterFirst('server'), afterFirst('client')];
    const { messages } = dissect(capture(ranges.map((range) => segmentOf(of, range, [CLIENT, SERVER]))));
    expect(messages.map(({ side, message }) => `${side} ${message.seq}`).sort()).toEqual(completeIn(of, ranges));
    expect(messages.every(({ features, offered }) => features === null && offered === null)).toBe(true);
    expect(messages[0]?.connection).toMatchObject({ client: '10.0.0.2:40000', server: '10.0.0.1:6789' });
  });

  it('loses only what the snap length cut off', () => {
    const [of] = CONNECTIONS as [Streams];
    const segments = [...syns(CLIENT, SERVER), segmentOf(of, { side: 'client', at: 0, end: of.client.length }, [CLIENT, SERVER])];
    for (let at = 0; at < of.server.length; at += 120) segments.push(segmentOf(of, { side: 'server', at, end: Math.min(of.server.length, at + 120) }, [CLIENT, SERVER]));
    const cut = frames(segments, 'ethernet').map((frame, i) => (i === 6 ? { ...frame, data: frame.data.subarray(0, 100), length: frame.data.length } : frame));
    const from = (6 - 3) * 120 + 100 - 54;
    const ranges: Range[] = [{ side: 'client', at: 0, end: of.client.length }, { side: 'server', at: 0, end: from }, { side: 'server', at: 480, end: of.server.length }];
    expect(dissect(file(cut, PLAIN)).messages.map(({ side, message }) => `${side} ${message.seq}`).sort()).toEqual(completeIn(of, ranges));
  });

  it('recognizes the client of messenger v1 without a SYN, because the server sends first', () => {
    const of = CONNECTIONS[0] as Streams;
    const hosts = [{ ...CLIENT, port: 6789 }, { ...SERVER, port: 50_000 }] as const;
    const ranges: Range[] = [{ side: 'server', at: 0, end: of.server.length }, { side: 'client', at: 0, end: of.client.length }];
    const { messages } = dissect(capture(ranges.map((range) => segmentOf(of, range, hosts))));
    expect(messages.map(({ side, message }) => `${side} ${message.seq}`).sort()).toEqual(completeIn(of, ranges));
    expect(messages[0]?.connection).toMatchObject({ client: '10.0.0.2:6789', server: '10.0.0.1:50000' });
  });

  it('formats IPv6 addresses in brackets', () => {
    const of = CONNECTIONS[2] as Streams;
    const range: Range = { side: 'server', at: 0, end: of.server.length };
    expect(dissect(capture([...syns(CLIENT6, SERVER6), segmentOf(of, range, [CLIENT6, SERVER6])])).messages[0]).toMatchObject({ from: '[fd00::1]:6789', to: '[fd00::2]:40000' });
  });

  it('gives a message the stamp of the packet that completes it', () => {
    const of = CONNECTIONS[0] as Streams;
    const [first] = of.placed.filter(({ side }) => side === 'server') as [Streams['placed'][number]];
    const cuts = [0, first.at + 1, first.end - 1, first.end, of.server.length];
    const segments = cuts.slice(1).map((end, i) => segmentOf(of, { side: 'server', at: cuts[i] as number, end }, [CLIENT, SERVER]));
    const { messages } = dissect(capture([...syns(CLIENT, SERVER), ...segments])); // a microsecond apart, the first two packets are SYNs
    expect(messages[0]).toMatchObject({ side: 'server', message: { seq: first.seq }, stamp: { sec: 1_600_000_000, nsec: 4000 } });
  });

  it('reports what is wrong with a malformed front', () => {
    const { message } = messagesIn(dissect(ONE_MON).events).find(({ typeName }) => typeName === 'MMonMap') as MessageEvent;
    const damaged = { ...message, front: BufferList.from(hex`02000000 0909`) };
    const payload = join(...writeMessage(damaged, 21).map((part) => (part instanceof Uint8Array ? part : part.toBytes())));
    const { messages } = dissect(capture([{ from: SERVER, to: CLIENT, seq: 1, payload }]));
    expect(messages).toMatchObject([{ typeName: 'MMonMap', verdict: 'failed', known: null, error: { name: 'DecodeError', path: expect.stringMatching(/^MMonMap\.monmap/) } }]);
  });

  it('does not decode a front of more than 1 MiB', () => {
    const { message } = messagesIn(dissect(ONE_MON).events).find(({ typeName }) => typeName === 'MMonMap') as MessageEvent;
    const long = (type: number): Uint8Array[] => writeMessage({ ...message, type, front: BufferList.from(new Uint8Array(1024 * 1024 + 1)) }, 21).map((part) => (part instanceof Uint8Array ? part : part.toBytes()));
    const stream = join(...long(4), ...long(41));
    const segments: Segment[] = [];
    for (let at = 0; at < stream.length; at += 60_000) segments.push({ from: SERVER, to: CLIENT, seq: 1 + at, payload: stream.subarray(at, at + 60_000) });
    expect(dissect(capture(segments)).messages.map(({ typeName, verdict, known }) => [typeName, verdict, known])).toEqual([['MMonMap', 'too long', null], ['MOSDMap', 'unknown type', null]]);
  });

  it.each([['bytes', new Uint8Array(1000)], ['a Buffer', Buffer.alloc(1000)]])('accepts each chunk in the same memory, %s', (_, buffer) => {
    const dissector = new CaptureDissector();
    const events: CaptureEvent[] = [];
    for (let at = 0; at < ONE_MON.length; at += buffer.length) {
      const part = ONE_MON.subarray(at, at + buffer.length);
      buffer.set(part);
      events.push(...dissector.receive(buffer.subarray(0, part.length)));
      buffer.fill(0xff);
    }
    expect(messagesIn(events).length).toBe(70);
    expect(messagesIn(events).map(({ message }) => message.front.toBytes())).toEqual(dissect(ONE_MON).messages.map(({ message }) => message.front.toBytes()));
  });

  it('ignores connections of other protocols', () => {
    const http: Segment[] = [...syns(CLIENT, SERVER), { from: CLIENT, to: SERVER, seq: 0xffff_ff01, payload: ascii('GET / HTTP/1.1\r\n') }];
    const { events, dissector } = dissect(capture(http));
    expect(events).toEqual([]);
    expect(dissector.counts).toMatchObject({ connections: 1, cephConnections: 0, messages: 0 });
  });

  it('drops incomplete frames if all together hold too much, and finds what follows', () => {
    const of = CONNECTIONS[3] as Streams;
    const ranges: Range[] = [{ side: 'client', at: 0, end: of.client.length }];
    for (let at = 0; at < of.server.length; at += 1000) ranges.push({ side: 'server', at, end: Math.min(of.server.length, at + 1000) });
    const { messages, events } = dissect(capture([...syns(CLIENT, SERVER), ...ranges.map((range) => segmentOf(of, range, [CLIENT, SERVER]))]), { limits: { maxUnfinished: 20_000 } });
    expect(events.some((event) => event.kind === 'lost' && event.why === 'dropped to save memory')).toBe(true);
    const sizes = of.placed.map(({ at, end }) => end - at);
    expect(Math.max(...sizes)).toBeGreaterThan(70_000);
    expect(messages.length).toBe(of.placed.length - 1);
  });

  it('refuses a limit of zero', () => {
    expect(() => new CaptureDissector({ maxConnections: 0 })).toThrow(new RangeError('maxConnections must be positive, got 0'));
  });
});
