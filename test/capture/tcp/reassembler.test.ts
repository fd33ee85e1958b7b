import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TcpEvent } from '../../../src/capture/tcp/event.ts';
import { ACK, FIN, RST, SYN } from '../support/make.ts';
import type { Segment } from '../support/make.ts';
import { ascii, CLIENT, CLIENT6, inWords, LIMITS, reassemble, SERVER, SERVER6, streamOf, text } from '../support/support.ts';

/** The client's sequence numbers begin so that they wrap soon; the server's at 1000. */
const ISN = 0xffff_fffb;

const client = (at: number, bytes = '', more: Partial<Segment> = {}): Segment => ({ from: CLIENT, to: SERVER, seq: (ISN + 1 + at) >>> 0, ack: 1001, payload: ascii(bytes), ...more });
const server = (at: number, acked: number, bytes = '', more: Partial<Segment> = {}): Segment => ({ from: SERVER, to: CLIENT, seq: 1001 + at, ack: (ISN + 1 + acked) >>> 0, payload: ascii(bytes), ...more });
const SYNS: readonly Segment[] = [
  { from: CLIENT, to: SERVER, seq: ISN, flags: SYN },
  { from: SERVER, to: CLIENT, seq: 1000, ack: ISN + 1, flags: SYN | ACK },
];

/** What becomes of segments behind a handshake, but for its own events and the end of the capture. */
function words(...segments: readonly Segment[]): string[] {
  return inWords(reassemble([...SYNS, ...segments])).filter((word) => !/opened|ended|end of capture/.test(word));
}

describe('TcpReassembler', () => {
  it('gives both directions of a connection, and both ends', () => {
    const events = reassemble([...SYNS, client(0, 'hello'), server(0, 5, 'hi'), client(5, '', { flags: FIN }), server(2, 6, '', { flags: FIN })]);
    expect(inWords(events)).toEqual(['opened 1', '0 data 0 "hello"', '1 data 0 "hi"', '0 ended', '1 ended', 'closed 1 fin']);
    const [opened] = events;
    expect(opened?.connection.endpoints.map(({ ip, port }) => `${ip} ${port}`)).toEqual(['10.0.0.2 40000', '10.0.0.1 6789']);
    expect(opened?.connection.client).toBe(0);
  });

  it('knows the client by the SYN that answers, too', () => {
    const [opened] = reassemble([SYNS[1] as Segment]);
    expect(opened?.connection).toMatchObject({ client: 1 });
    expect(reassemble([client(0, 'a')])[0]?.connection).toMatchObject({ client: null });
  });

  it('puts in order what comes out of order, across the wrap of sequence numbers', () => {
    expect(words(client(6, 'gh'), client(3, 'def'), client(0, 'abc'))).toEqual(['0 data 0 "abc"', '0 data 3 "def"', '0 data 6 "gh"']);
  });

  it('passes over what was sent again, whole or in part', () => {
    expect(words(client(0, 'abc'), client(0, 'abc'), client(1, 'bcde'), client(2, 'c'))).toEqual(['0 data 0 "abc"', '0 data 3 "de"']);
  });

  it('keeps the first bytes where segments differ', () => {
    expect(words(client(0, 'abc'), client(0, 'XYZde'))).toEqual(['0 data 0 "abc"', '0 data 3 "de"']);
    expect(words(client(2, 'cd'), client(1, 'XYZW'), client(0, 'a'))).toEqual(['0 data 0 "a"', '0 data 1 "X"', '0 data 2 "cd"', '0 data 4 "W"']);
  });

  it('takes the data of a SYN', () => {
    expect(inWords(reassemble([{ ...(SYNS[0] as Segment), payload: ascii('abc') }, client(3, 'd')])).slice(0, 3)).toEqual(['opened 1', '0 data 0 "abc"', '0 data 3 "d"']);
  });

  it('passes over keepalives of one old byte, and of none', () => {
    expect(words(client(0, 'abc'), client(2, '\0'), server(0, 3), client(2, ''), client(3, 'd'))).toEqual(['0 data 0 "abc"', '0 data 3 "d"']);
  });

  it('takes the byte of a zero-window probe once', () => {
    expect(words(client(0, 'abc'), client(3, 'd'), server(0, 3), client(3, 'd'), client(3, 'def'))).toEqual(['0 data 0 "abc"', '0 data 3 "d"', '0 data 4 "ef"']);
  });

  it('begins in mid-stream where the first bytes are seen', () => {
    expect(inWords(reassemble([client(100, 'abc', { ack: 1051 }), server(50, 103, 'hi')])).filter((word) => word.includes('data'))).toEqual(['0 data 0 "abc"', '1 data 0 "hi"']);
  });

  it('waits in mid-stream for what lies between an acknowledgement and the first bytes seen', () => {
    expect(inWords(reassemble([server(0, 100), client(103, 'def'), client(100, 'abc')])).slice(1, 3)).toEqual(['1 data 0 "abc"', '1 data 3 "def"']);
  });

  it('says what is lost at the end of the capture', () => {
    expect(words(client(0, 'abc'), client(5, 'fg'))).toEqual(['0 data 0 "abc"', '0 lost 3 2 not captured', '0 data 5 "fg"']);
    expect(words(client(0, 'abc'), server(0, 8))).toEqual(['0 data 0 "abc"', '0 lost 3 5 not captured']);
    expect(words(client(0, 'abc'), server(0, 4))).toEqual(['0 data 0 "abc"']); // acknowledges a FIN that was not captured
  });

  it('gives up a hole that was acknowledged, after a while', () => {
    const acks = new Array<Segment>(16).fill(server(0, 7));
    expect(words(client(0, 'abc'), client(5, 'fg'), ...acks, client(3, 'de'))).toEqual(['0 data 0 "abc"', '0 data 3 "de"', '0 data 5 "fg"']);
    expect(words(client(0, 'abc'), client(5, 'fg'), ...acks, ...acks, client(3, 'de'))).toEqual(['0 data 0 "abc"', '0 lost 3 2 not captured', '0 data 5 "fg"']);
  });

  it('gives up a hole when too much waits behind it', () => {
    const many = Array.from({ length: 1025 }, (_, i) => client(10 + 2 * i, 'x'));
    expect(words(...many, client(0, 'abc')).slice(0, 3)).toEqual(['0 lost 0 10 not captured', '0 data 10 "x"', '0 lost 11 1 not captured']);
  });

  it('gives up holes of the connection not used for longest when all together hold too much', () => {
    const second = (segment: Segment): Segment => ({ ...segment, from: { ...CLIENT, port: 40_001 } });
    const events = reassemble([...SYNS, client(5, 'fg'), second(client(0, 'a')), second(client(2, 'c')), second(client(5, 'f'))], { ...LIMITS, maxHeld: 600 });
    expect(inWords(events).slice(1, 5)).toEqual(['opened 2', '0 data 0 "a"', '0 lost 0 5 memory', '0 data 5 "fg"']);
  });

  it('forgets the connection not used for longest, and says so', () => {
    const of = (port: number, at: number): Segment => ({ ...client(at, 'x'), from: { ...CLIENT, port } });
    const events = reassemble([of(1, 0), of(2, 0), of(1, 1), of(3, 0)], { ...LIMITS, maxConnections: 2 });
    expect(inWords(events).filter((word) => /opened|closed/.test(word))).toEqual(['opened 1', 'opened 2', 'closed 2 evicted', 'opened 3', 'closed 1 end of capture', 'closed 3 end of capture']);
  });

  it('begins another connection with another SYN of the same ends', () => {
    const again: Segment = { from: CLIENT, to: SERVER, seq: 77, flags: SYN };
    expect(words(client(0, 'abc'), again, { ...client(0, 'new'), seq: 78 })).toEqual(['0 data 0 "abc"', 'closed 1 reused', '0 data 0 "new"']);
  });

  it('begins none with a SYN that was sent again', () => {
    expect(words(client(0, 'abc'), ...SYNS, client(3, 'd'))).toEqual(['0 data 0 "abc"', '0 data 3 "d"']);
  });

  it('ends both directions with a reset, and takes nothing more', () => {
    expect(words(client(0, 'abc'), server(0, 3, '', { flags: RST }), client(3, 'd'))).toEqual(['0 data 0 "abc"', 'closed 1 rst']);
  });

  it('takes no notice of a reset that is far away, nor of what it carries', () => {
    expect(words(server(0, 0, 'a'), server(20_000_000, 0, 'zz', { flags: RST }), server(1, 0, 'b'))).toEqual(['1 data 0 "a"', '1 data 1 "b"']);
  });

  it('ends a direction where its FIN stands, however early that comes', () => {
    expect(inWords(reassemble([...SYNS, client(3, 'd', { flags: FIN }), client(0, 'abc'), client(4, 'later')])).slice(1, 4)).toEqual(['0 data 0 "abc"', '0 data 3 "d"', '0 ended']);
  });

  it('keeps connections of other hosts and ports apart, of IPv6 as well', () => {
    const v6: Segment = { from: CLIENT6, to: SERVER6, seq: 5, payload: ascii('six') };
    const events = reassemble([client(0, 'four'), v6, { ...v6, from: SERVER6, to: CLIENT6, payload: ascii('back') }, { ...client(0, 'port'), from: { ...CLIENT, port: 9 } }]);
    expect(events.flatMap((event) => (event.kind === 'data' ? [[event.connection.id, event.from, text(event.bytes)]] : []))).toEqual([[1, 0, 'four'], [2, 0, 'six'], [2, 1, 'back'], [3, 0, 'port']]);
    expect(`${events.find((event) => event.connection.id === 2)?.connection.endpoints[0].ip}`).toBe('fd00::2');
  });
});

describe('any segments of a stream', () => {
  const stream = ascii(Array.from({ length: 200 }, (_, i) => String.fromCharCode(33 + (i % 90))).join(''));
  const pieces = fc.array(fc.tuple(fc.nat(199), fc.integer({ min: 1, max: 60 })), { maxLength: 40 });
  const segmentsOf = (cuts: readonly (readonly [number, number])[]): Segment[] => cuts.map(([at, length]) => ({ ...client(at), payload: stream.subarray(at, at + length) }));

  /** What is given and lost, run by run, must follow on each other and be the stream's. */
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

  it('give each byte that was seen, once and in its place, and say of all others that they are lost', () => {
    fc.assert(
      fc.property(pieces, (cuts) => {
        const there = new Set(cuts.flatMap(([at, length]) => Array.from({ length: Math.min(length, 200 - at) }, (_, i) => at + i)));
        check(reassemble([...SYNS, ...segmentsOf(cuts)]), there);
      }),
    );
  });

  it('give the whole stream, if all of it is there in any order', () => {
    const all = Array.from({ length: 20 }, (_, i) => [i * 10, 10] as const);
    const order = fc.shuffledSubarray(all, { minLength: all.length });
    fc.assert(fc.property(order, pieces, (cuts, more) => {
      expect(streamOf(reassemble([...SYNS, ...segmentsOf([...cuts, ...more])]), 0)).toEqual(stream);
    }));
  });
});
