import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TcpEvent } from '../../../src/capture/tcp/event.ts';
import { ACK, FIN, RST, SYN } from '../support/make.ts';
import type { Segment } from '../support/make.ts';
import { ascii, CLIENT, CLIENT6, inWords, LIMITS, reassemble, SERVER, SERVER6, streamOf, text } from '../support/support.ts';

/** The client's sequence numbers begin just before they wrap; the server's begin at 1000. */
const ISN = 0xffff_fffb;

const client = (at: number, bytes = '', more: Partial<Segment> = {}): Segment => ({ from: CLIENT, to: SERVER, seq: (ISN + 1 + at) >>> 0, ack: 1001, payload: ascii(bytes), ...more });
const server = (at: number, acked: number, bytes = '', more: Partial<Segment> = {}): Segment => ({ from: SERVER, to: CLIENT, seq: 1001 + at, ack: (ISN + 1 + acked) >>> 0, payload: ascii(bytes), ...more });
const SYNS: readonly Segment[] = [
  { from: CLIENT, to: SERVER, seq: ISN, flags: SYN },
  { from: SERVER, to: CLIENT, seq: 1000, ack: ISN + 1, flags: SYN | ACK },
];

/** The events of segments after a handshake, without those of the handshake and the end of the capture. */
function eventsOf(...segments: readonly Segment[]): string[] {
  return inWords(reassemble([...SYNS, ...segments])).filter((text) => !/opened|ended|end of capture/.test(text));
}

describe('TcpReassembler', () => {
  it('emits both directions of a connection, and both ends', () => {
    const events = reassemble([...SYNS, client(0, 'hello'), server(0, 5, 'hi'), client(5, '', { flags: FIN }), server(2, 6, '', { flags: FIN })]);
    expect(inWords(events)).toEqual(['opened 1', '0 data 0 "hello"', '1 data 0 "hi"', '0 ended', '1 ended', 'closed 1 fin']);
    const [opened] = events;
    expect(opened?.connection.endpoints.map(({ ip, port }) => `${ip} ${port}`)).toEqual(['10.0.0.2 40000', '10.0.0.1 6789']);
    expect(opened?.connection.client).toBe(0);
  });

  it('recognizes the client also from the SYN that answers', () => {
    const [opened] = reassemble([SYNS[1] as Segment]);
    expect(opened?.connection).toMatchObject({ client: 1 });
    expect(reassemble([client(0, 'a')])[0]?.connection).toMatchObject({ client: null });
  });

  it('puts segments in order, also when sequence numbers wrap', () => {
    expect(eventsOf(client(6, 'gh'), client(3, 'def'), client(0, 'abc'))).toEqual(['0 data 0 "abc"', '0 data 3 "def"', '0 data 6 "gh"']);
  });

  it('skips bytes that were sent again, all or in part', () => {
    expect(eventsOf(client(0, 'abc'), client(0, 'abc'), client(1, 'bcde'), client(2, 'c'))).toEqual(['0 data 0 "abc"', '0 data 3 "de"']);
  });

  it('keeps the first bytes where segments differ', () => {
    expect(eventsOf(client(0, 'abc'), client(0, 'XYZde'))).toEqual(['0 data 0 "abc"', '0 data 3 "de"']);
    expect(eventsOf(client(2, 'cd'), client(1, 'XYZW'), client(0, 'a'))).toEqual(['0 data 0 "a"', '0 data 1 "X"', '0 data 2 "cd"', '0 data 4 "W"']);
  });

  it('emits the data of a SYN', () => {
    expect(inWords(reassemble([{ ...(SYNS[0] as Segment), payload: ascii('abc') }, client(3, 'd')])).slice(0, 3)).toEqual(['opened 1', '0 data 0 "abc"', '0 data 3 "d"']);
  });

  it('skips keepalives with one old byte, and with none', () => {
    expect(eventsOf(client(0, 'abc'), client(2, '\0'), server(0, 3), client(2, ''), client(3, 'd'))).toEqual(['0 data 0 "abc"', '0 data 3 "d"']);
  });

  it('emits the byte of a zero-window probe once', () => {
    expect(eventsOf(client(0, 'abc'), client(3, 'd'), server(0, 3), client(3, 'd'), client(3, 'def'))).toEqual(['0 data 0 "abc"', '0 data 3 "d"', '0 data 4 "ef"']);
  });

  it('begins a stream without a SYN at the first captured bytes', () => {
    expect(inWords(reassemble([client(100, 'abc', { ack: 1051 }), server(50, 103, 'hi')])).filter((word) => word.includes('data'))).toEqual(['0 data 0 "abc"', '1 data 0 "hi"']);
  });

  it('waits, without a SYN, for the bytes between an acknowledgement and the first captured bytes', () => {
    expect(inWords(reassemble([server(0, 100), client(103, 'def'), client(100, 'abc')])).slice(1, 3)).toEqual(['1 data 0 "abc"', '1 data 3 "def"']);
  });

  it('reports what is lost at the end of the capture', () => {
    expect(eventsOf(client(0, 'abc'), client(5, 'fg'))).toEqual(['0 data 0 "abc"', '0 lost 3 2 not captured', '0 data 5 "fg"']);
    expect(eventsOf(client(0, 'abc'), server(0, 8))).toEqual(['0 data 0 "abc"', '0 lost 3 5 not captured']);
    expect(eventsOf(client(0, 'abc'), server(0, 4))).toEqual(['0 data 0 "abc"']); // acknowledges a FIN that was not captured
  });

  it('gives up a hole that was acknowledged, after a while', () => {
    const acks = new Array<Segment>(16).fill(server(0, 7));
    expect(eventsOf(client(0, 'abc'), client(5, 'fg'), ...acks, client(3, 'de'))).toEqual(['0 data 0 "abc"', '0 data 3 "de"', '0 data 5 "fg"']);
    expect(eventsOf(client(0, 'abc'), client(5, 'fg'), ...acks, ...acks, client(3, 'de'))).toEqual(['0 data 0 "abc"', '0 lost 3 2 not captured', '0 data 5 "fg"']);
  });

  it('gives up a hole when too much waits after it', () => {
    const many = Array.from({ length: 1025 }, (_, i) => client(10 + 2 * i, 'x'));
    expect(eventsOf(...many, client(0, 'abc')).slice(0, 3)).toEqual(['0 lost 0 10 not captured', '0 data 10 "x"', '0 lost 11 1 not captured']);
  });

  it('gives up holes of the connection unused for the longest time if all together hold too much', () => {
    const second = (segment: Segment): Segment => ({ ...segment, from: { ...CLIENT, port: 40_001 } });
    const events = reassemble([...SYNS, client(5, 'fg'), second(client(0, 'a')), second(client(2, 'c')), second(client(5, 'f'))], { ...LIMITS, maxHeld: 600 });
    expect(inWords(events).slice(1, 5)).toEqual(['opened 2', '0 data 0 "a"', '0 lost 0 5 memory', '0 data 5 "fg"']);
  });

  it('drops the connection unused for the longest time, and reports it', () => {
    const of = (port: number, at: number): Segment => ({ ...client(at, 'x'), from: { ...CLIENT, port } });
    const events = reassemble([of(1, 0), of(2, 0), of(1, 1), of(3, 0)], { ...LIMITS, maxConnections: 2 });
    expect(inWords(events).filter((word) => /opened|closed/.test(word))).toEqual(['opened 1', 'opened 2', 'closed 2 evicted', 'opened 3', 'closed 1 end of capture', 'closed 3 end of capture']);
  });

  it('begins a new connection at another SYN between the same ends', () => {
    const again: Segment = { from: CLIENT, to: SERVER, seq: 77, flags: SYN };
    expect(eventsOf(client(0, 'abc'), again, { ...client(0, 'new'), seq: 78 })).toEqual(['0 data 0 "abc"', 'closed 1 reused', '0 data 0 "new"']);
  });

  it('begins no connection at a SYN that was sent again', () => {
    expect(eventsOf(client(0, 'abc'), ...SYNS, client(3, 'd'))).toEqual(['0 data 0 "abc"', '0 data 3 "d"']);
  });

  it('ends both directions at a reset, and emits nothing more', () => {
    expect(eventsOf(client(0, 'abc'), server(0, 3, '', { flags: RST }), client(3, 'd'))).toEqual(['0 data 0 "abc"', 'closed 1 rst']);
  });

  it('ignores a reset far from the current position, and the payload of a reset', () => {
    expect(eventsOf(server(0, 0, 'a'), server(20_000_000, 0, 'zz', { flags: RST }), server(1, 0, 'b'))).toEqual(['1 data 0 "a"', '1 data 1 "b"']);
  });

  it('ends a direction at the position of its FIN, however early the FIN arrives', () => {
    expect(inWords(reassemble([...SYNS, client(3, 'd', { flags: FIN }), client(0, 'abc'), client(4, 'later')])).slice(1, 4)).toEqual(['0 data 0 "abc"', '0 data 3 "d"', '0 ended']);
  });

  it('separates connections by hosts and ports, also in IPv6', () => {
    const v6: Segment = { from: CLIENT6, to: SERVER6, seq: 5, payload: ascii('six') };
    const events = reassemble([client(0, 'four'), v6, { ...v6, from: SERVER6, to: CLIENT6, payload: ascii('back') }, { ...client(0, 'port'), from: { ...CLIENT, port: 9 } }]);
    expect(events.flatMap((event) => (event.kind === 'data' ? [[event.connection.id, event.from, text(event.bytes)]] : []))).toEqual([[1, 0, 'four'], [2, 0, 'six'], [2, 1, 'back'], [3, 0, 'port']]);
    expect(`${events.find((event) => event.connection.id === 2)?.connection.endpoints[0].ip}`).toBe('fd00::2');
  });
});

describe('any segments of a stream', () => {
  const stream = ascii(Array.from({ length: 200 }, (_, i) => String.fromCharCode(33 + (i % 90))).join(''));
  const chunks = fc.array(fc.tuple(fc.nat(199), fc.integer({ min: 1, max: 60 })), { maxLength: 40 });
  const segmentsOf = (cuts: readonly (readonly [number, number])[]): Segment[] => cuts.map(([at, length]) => ({ ...client(at), payload: stream.subarray(at, at + length) }));

  /** The emitted and lost bytes must be contiguous, and equal to the stream. */
  function check(events: readonly TcpEvent[], there: ReadonlySet<number>): void {
    let next = 0;
    for (const event of events) {
      if (event.kind !== 'data' && event.kind !== 'lost') continue;
      const length = event.kind === 'data' ? event.bytes.length : event.length;
      expect(event.at).toBe(next);
      if (event.kind === 'data') expect(event.bytes).toEqual(stream.subarray(next, next + length));
      for (let i = next; i < next + length; i++) expect(there.has(i)).toBe(event.kind === 'data');
      next += length;
    }
    expect(next).toBe(Math.max(0, ...[...there].map((i) => i + 1)));
  }

  it('give each captured byte once at its position, and report all others as lost', () => {
    fc.assert(
      fc.property(chunks, (cuts) => {
        const there = new Set(cuts.flatMap(([at, length]) => Array.from({ length: Math.min(length, 200 - at) }, (_, i) => at + i)));
        check(reassemble([...SYNS, ...segmentsOf(cuts)]), there);
      }),
    );
  });

  it('give the whole stream if all of it was captured, in any order', () => {
    const all = Array.from({ length: 20 }, (_, i) => [i * 10, 10] as const);
    const order = fc.shuffledSubarray(all, { minLength: all.length });
    fc.assert(fc.property(order, chunks, (cuts, more) => {
      expect(streamOf(reassemble([...SYNS, ...segmentsOf([...cuts, ...more])]), 0)).toEqual(stream);
    }));
  });
});
