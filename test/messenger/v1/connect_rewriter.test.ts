import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toHex } from '../../../src/buffer/bytes/hex.ts';
import { MSG_AUTH } from '../../../src/features/masks.ts';
import { Mask64 } from '../../../src/features/mask64.ts';
import { ConnectRewriter } from '../../../src/messenger/v1/connect_rewriter.ts';
import type { Forward } from '../../../src/messenger/v1/connect_rewriter.ts';
import { HAMMER } from './support/machines.ts';
import { RECORDINGS, cutAt, joined, recording } from './support/streams.ts';
import type { Recording } from './support/streams.ts';

const BIT_59 = Mask64.bit(59);
const CONNECT = 145;
const hide59 = ({ features }: { readonly features: Mask64 }): Mask64 => features.without(BIT_59);

/** What each side receives when the chunks are given one after the other. */
function through(rewriter: ConnectRewriter, chunks: Recording['chunks']): { readonly toServer: Uint8Array; readonly toClient: Uint8Array } {
  const parts = chunks.map(({ side, bytes }): Forward => rewriter.receive(side, bytes));
  return { toServer: joined(parts.flatMap(({ toServer }) => toServer)), toClient: joined(parts.flatMap(({ toClient }) => toClient)) };
}

describe('ConnectRewriter', () => {
  it('changes the eight bytes of the features, and no others', () => {
    const rewriter = new ConnectRewriter(hide59);
    const { chunks, client, server } = recording('hammer59');
    const { toServer, toClient } = through(rewriter, chunks);
    const expected = Uint8Array.from(client);
    expected[CONNECT + 7] = 0x00; // was 0x08
    expect(toHex(toServer)).toBe(toHex(expected));
    expect(toHex(toClient)).toBe(toHex(server));
    expect(rewriter.passing).toBe('the server has accepted: SEQ');
  });

  it('passes each connect to the callback, and rewrites a second one on the same stream too', () => {
    const seen: unknown[] = [];
    const rewriter = new ConnectRewriter((connect) => {
      seen.push([connect.features.toString(), connect.hostType]);
      return connect.features.or(BIT_59);
    });
    const { chunks, client } = recording('second-connect');
    const { toServer } = through(rewriter, chunks);
    expect(seen).toEqual([['0x0000000000000000', 8], [HAMMER.toString(), 8]]);
    const expected = Uint8Array.from(client);
    expected[CONNECT + 7] = 0x08;
    expected[CONNECT + 33 + 7] = 0x08;
    expect(toHex(toServer)).toBe(toHex(expected));
  });

  it('refuses to change MSG_AUTH, which decides the length of footers', () => {
    const rewriter = new ConnectRewriter(({ features }) => features.without(MSG_AUTH));
    const message = 'MSG_AUTH in 0x08c3ffffffffffff cannot be changed, got 0x08c3ffffff7fffff';
    expect(() => rewriter.receive('client', recording('hammer59').client)).toThrow(new TypeError(message));
  });

  it('holds a connect until it is complete, and nothing before it', () => {
    const rewriter = new ConnectRewriter(hide59);
    const { client } = recording('hammer59');
    const forwarded = Array.from(client.slice(0, CONNECT + 33), (byte) => joined(rewriter.receive('client', Uint8Array.of(byte)).toServer).length);
    expect(forwarded.slice(9, CONNECT).every((length) => length === 1)).toBe(true);
    expect(forwarded.slice(CONNECT)).toEqual([...new Array<number>(32).fill(0), 33]);
  });

  it('holds what a client sends after its connect, until the server replies', () => {
    const rewriter = new ConnectRewriter(hide59);
    const { client, server } = recording('hammer59');
    expect(joined(rewriter.receive('client', client).toServer)).toHaveLength(CONNECT + 33);
    rewriter.receive('server', server.slice(0, 300));
    const { toServer, toClient } = rewriter.receive('server', server.slice(300));
    expect(toHex(joined(toServer))).toBe(toHex(client.slice(CONNECT + 33)));
    expect(toHex(joined(toClient))).toBe(toHex(server.slice(300)));
  });

  it('holds no more than a limit', () => {
    const rewriter = new ConnectRewriter(hide59);
    const { client } = recording('hammer59');
    rewriter.receive('client', client.slice(0, CONNECT + 33));
    const flood = new Uint8Array(64 * 1024 + 1);
    expect(joined(rewriter.receive('client', flood).toServer)).toHaveLength(flood.length);
    expect(rewriter.passing).toBe('the client did not wait for the reply');
  });

  it.each([
    { side: 'client', text: 'ceph v2\n', why: 'the client does not use messenger v1: the peer uses messenger v2' },
    { side: 'server', text: 'ceph v2\n', why: 'the server does not use messenger v1: the peer uses messenger v2' },
    { side: 'client', text: 'GET', why: 'the client does not use messenger v1: expected "ceph v027", got 47' },
  ] as const)('passes everything if a $side begins with $text', ({ side, text, why }) => {
    const rewriter = new ConnectRewriter(() => Mask64.NONE);
    const bytes = new TextEncoder().encode(text);
    const sent = Array.from(bytes, (byte) => rewriter.receive(side, Uint8Array.of(byte)));
    const key = side === 'client' ? 'toServer' : 'toClient';
    expect(joined(sent.flatMap((forward) => forward[key]))).toEqual(bytes);
    expect(rewriter.passing).toBe(why);
    const { client } = recording('hammer59');
    expect(rewriter.receive('client', client).toServer).toEqual([client]);
  });

  it('passes everything if the server sends an impossible reply, or one before the connect', () => {
    const { server, client } = recording('hammer59');
    const early = new ConnectRewriter(hide59);
    early.receive('server', server);
    expect(early.passing).toBe('the server replied before the client had sent its connect');
    const odd = new ConnectRewriter(hide59);
    odd.receive('client', client);
    odd.receive('server', server.map((byte, i) => (i === 281 ? 7 : byte)));
    expect(odd.passing).toBe('the server replied with tag 7');
  });

  it('passes what it holds when a side ends', () => {
    const rewriter = new ConnectRewriter(hide59);
    const { client } = recording('hammer59');
    const first = rewriter.receive('client', client.slice(0, CONNECT + 20));
    const rest = rewriter.end('client');
    expect(toHex(joined([...first.toServer, ...rest.toServer]))).toBe(toHex(client.slice(0, CONNECT + 20)));
    expect([rewriter.passing, rewriter.end('server')]).toEqual(['the client has ended', { toServer: [], toClient: [] }]);
  });

  it('does the same whatever the chunks', () => {
    const places = fc.array(fc.array(fc.nat(300), { maxLength: 10 }), { minLength: 1 });
    fc.assert(fc.property(fc.constantFrom(...RECORDINGS), places, (name, cuts) => {
      const { chunks } = recording(name);
      const cut = chunks.flatMap(({ side, bytes }, i) => cutAt(bytes, cuts[i % cuts.length] ?? []).map((part) => ({ side, bytes: part })));
      const [whole, parts] = [new ConnectRewriter(hide59), new ConnectRewriter(hide59)];
      expect(through(parts, cut)).toEqual(through(whole, chunks));
      expect(parts.passing).toBe(whole.passing);
    }));
  });

  it('neither loses nor adds bytes, whatever the streams', () => {
    const step = fc.record({ side: fc.constantFrom('client' as const, 'server' as const), bytes: fc.uint8Array({ maxLength: 120 }) });
    fc.assert(fc.property(fc.array(step), fc.boolean(), (steps, isCeph) => {
      const opening = isCeph ? recording('hammer59').chunks.slice(0, 2) : [];
      const rewriter = new ConnectRewriter(({ features }) => features);
      const chunks = [...opening, ...steps];
      const { toServer, toClient } = through(rewriter, chunks);
      const all = (of: string): Uint8Array => joined(chunks.filter(({ side }) => side === of).map(({ bytes }) => bytes));
      expect(joined([toServer, ...rewriter.end('client').toServer])).toEqual(all('client'));
      expect(toClient).toEqual(all('server'));
    }));
  });
});
