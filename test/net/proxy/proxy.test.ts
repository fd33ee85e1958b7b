import { getEventListeners } from 'node:events';
import fc from 'fast-check';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { Mask64 } from '../../../src/features/mask64.ts';
import { Dissector } from '../../../src/messenger/v1/dissector.ts';
import { LONGEST_TIMEOUT } from '../../../src/net/limits.ts';
import { createProxy } from '../../../src/net/proxy/proxy.ts';
import type { ProxyOptions } from '../../../src/net/proxy/proxy.ts';
import { RECORDINGS, cutAt, recording } from '../../messenger/v1/support/streams.ts';
import type { Recording } from '../../messenger/v1/support/streams.ts';
import { until } from '../../support/until.ts';
import { bytesTaken, closedPort, shakeHands, startProxy, untilStill } from '../support/proxy.ts';
import type { RunningProxy } from '../support/proxy.ts';

const MIB = 1024 * 1024;
const text = (characters: string): Uint8Array => new TextEncoder().encode(characters);

const running: RunningProxy[] = [];
const start = async (options: Partial<ProxyOptions> = {}): Promise<RunningProxy> => {
  const started = await startProxy(options);
  running.push(started);
  return started;
};
afterEach(async () => {
  for (const { tearDown } of running.splice(0)) await tearDown();
});

/** A turn is a byte that goes through the proxy on a connection of its own. */
async function turnsOf(pair: RunningProxy['pair']): Promise<() => Promise<unknown>> {
  const ends = await pair();
  await shakeHands(ends);
  return () => {
    ends.client.socket.write('.');
    return ends.server.has(ends.server.length + 1);
  };
}

/** What the client sent, except for the bits that the proxy masks out of each connect. */
function masked({ chunks, client }: Recording, maskOut: (features: Mask64) => Mask64): Uint8Array {
  const expected = Uint8Array.from(client);
  const dissector = new Dissector();
  for (const event of chunks.flatMap(({ side, bytes }) => dissector.receive(side, bytes))) {
    if (event.kind === 'connect') new DataView(expected.buffer).setBigUint64(event.at, maskOut(event.connect.features).toBigInt(), true);
  }
  return expected;
}

describe('createProxy', () => {
  it('passes every recorded session in any chunks, and changes only the features of the connects', async () => {
    const mask = Mask64.fromHalves(0x100, 0x0800_0040); // 8, 38, 59
    const { pair } = await start({ mask });
    const cuts = fc.array(fc.array(fc.nat(300), { maxLength: 8 }), { minLength: 1, maxLength: 6 });
    await fc.assert(fc.asyncProperty(fc.constantFrom(...RECORDINGS), cuts, async (name, places) => {
      const recorded = recording(name);
      const { client, server } = await pair();
      const sent = { client: 0, server: 0 };
      for (const [i, { side, bytes }] of recorded.chunks.entries()) {
        const [from, to] = side === 'client' ? [client, server] : [server, client];
        for (const part of cutAt(bytes, places[i % places.length] ?? [])) {
          from.socket.write(part);
          await new Promise(setImmediate);
        }
        sent[side] += bytes.length;
        await to.has(sent[side]);
      }
      client.socket.end();
      await server.ended();
      server.socket.end();
      await client.closed();
      expect(server.received.equals(masked(recorded, (features) => features.without(mask)))).toBe(true);
      expect(client.received.equals(recorded.server)).toBe(true);
    }), { numRuns: 60 });
  });

  it('reports each connection once, with what was masked out and why', async () => {
    const { pair, reports } = await start();
    const ends = await pair();
    const client = `127.0.0.1:${ends.client.socket.localPort}`;
    await shakeHands(ends);
    ends.client.socket.destroy();
    await ends.server.ended();
    expect(reports).toMatchObject([{
      client,
      outcome: 'masked',
      masking: { features: Mask64.parse('0x08c3ffffffffffff'), sent: Mask64.parse('0x00c3ffffffffffff'), masked: [{ bit: 59, why: 'profile' }] },
      why: 'the server has accepted: SEQ',
    }]);
  });

  it('passes messenger v2, and reports so', async () => {
    const { pair, reports } = await start({ mask: Mask64.bit(59) });
    const { client, server } = await pair();
    client.socket.write(text('ceph v2\n and more'));
    server.socket.write(text('ceph v2\n and other'));
    expect(String(await server.has(17))).toBe('ceph v2\n and more');
    expect(String(await client.has(18))).toBe('ceph v2\n and other');
    expect(reports).toMatchObject([{ outcome: 'passed', masking: null, why: expect.stringMatching(/does not use messenger v1: the peer uses messenger v2$/) }]);
  });

  it('carries many bytes in both directions at once', async () => {
    const { pair } = await start();
    const ends = await pair();
    await shakeHands(ends);
    const before = { client: ends.client.length, server: ends.server.length };
    const [up, down] = [new Uint8Array(16 * MIB), new Uint8Array(24 * MIB)].map((bytes) => bytes.map((_, i) => (i * 2654435761) >>> 13));
    if (up === undefined || down === undefined) throw new Error('two arrays');
    ends.client.socket.write(up);
    ends.server.socket.write(down);
    expect((await ends.server.has(before.server + up.length)).subarray(before.server).equals(up)).toBe(true);
    expect((await ends.client.has(before.client + down.length)).subarray(before.client).equals(down)).toBe(true);
  });

  it.each(['client', 'server'] as const)('reads a side no faster than a slow %s reads', async (slow) => {
    const { pair } = await start();
    const ends = await pair();
    await shakeHands(ends);
    const [to, from] = slow === 'client' ? [ends.client, ends.server] : [ends.server, ends.client];
    const before = to.length;
    to.socket.pause();
    const chunk = new Uint8Array(MIB);
    for (let i = 0; i < 128; i++) from.socket.write(chunk);
    const taken = await untilStill(() => bytesTaken(from.socket), await turnsOf(pair));
    expect(taken).toBeLessThan(64 * MIB); // what the kernel's buffers hold
    to.socket.resume();
    await to.has(before + 128 * MIB);
  });
});

describe('a proxied connection', () => {
  it.each(['client', 'server'] as const)('continues in the other direction when the %s has ended its own', async (first) => {
    const { pair, proxy } = await start();
    const ends = await pair();
    await shakeHands(ends);
    const [done, other] = first === 'client' ? [ends.client, ends.server] : [ends.server, ends.client];
    const before = done.length;
    done.socket.end();
    await other.ended();
    other.socket.write('still here');
    expect(String((await done.has(before + 10)).subarray(before))).toBe('still here');
    other.socket.end();
    await done.closed();
    await until(() => proxy.connections === 0);
  });

  it.each(['client', 'server'] as const)('ends for the other side if the %s resets it', async (first) => {
    const { pair, proxy } = await start();
    const ends = await pair();
    await shakeHands(ends);
    const [lost, other] = first === 'client' ? [ends.client, ends.server] : [ends.server, ends.client];
    lost.socket.resetAndDestroy();
    await other.ended();
    other.socket.end();
    await until(() => proxy.connections === 0);
  });

  it.each(['client', 'server'] as const)('is closed if the %s has ended and the other side stays silent', async (first) => {
    const { pair, proxy } = await start({ halfOpenTimeout: 50 });
    const ends = await pair();
    await shakeHands(ends);
    const [done, other] = first === 'client' ? [ends.client, ends.server] : [ends.server, ends.client];
    done.socket.end();
    await other.ended();
    await until(() => proxy.connections === 0);
    await done.ended();
  });

  it.each(['client', 'server'] as const)('is closed if the %s reads nothing and the other side is lost', async (stuck) => {
    const { pair, proxy } = await start({ halfOpenTimeout: 50 });
    const ends = await pair();
    await shakeHands(ends);
    const [lost, other] = stuck === 'client' ? [ends.server, ends.client] : [ends.client, ends.server];
    other.socket.pause();
    lost.socket.write(new Uint8Array(64 * MIB));
    await untilStill(() => bytesTaken(lost.socket), await turnsOf(pair));
    lost.socket.resetAndDestroy();
    other.socket.write('is anybody there?'); // shows the proxy that nobody is
    await until(() => proxy.connections === 1); // that of the turns
  });

  it('is closed and reported if the server cannot be reached', async () => {
    const upstream = await closedPort();
    const { dial, reports } = await start({ upstream });
    const client = await dial();
    await client.ended();
    expect(reports).toEqual([{ client: expect.any(String), outcome: 'failed', masking: null, why: `the server cannot be reached: connect ECONNREFUSED 127.0.0.1:${upstream.port}` }]);
  });

  it.each([['one byte', 'c'], ['none', '']])('is closed if the client sends %s and stays silent', async (_, sent) => {
    const { pair, reports, proxy } = await start({ handshakeTimeout: 50 });
    const { client, server } = await pair();
    server.socket.write(recording('hammer59').server.slice(0, 281));
    client.socket.write(sent);
    await Promise.all([client.ended(), server.ended()]);
    expect(reports).toMatchObject([{ outcome: 'failed', masking: null, why: 'no handshake within 50 ms' }]);
    await until(() => proxy.connections === 0);
  });

  it('has no limit on silence once the server has accepted', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const { pair } = await start({ handshakeTimeout: 50 });
    const ends = await pair();
    await shakeHands(ends);
    const before = ends.server.length;
    vi.advanceTimersByTime(LONGEST_TIMEOUT);
    ends.client.socket.write('hello');
    expect(String((await ends.server.has(before + 5)).subarray(before))).toBe('hello');
  });

  it.each(['client', 'server'] as const)('has failed if the %s ends before the server has accepted, although bits were masked out', async (first) => {
    const { pair, reports } = await start();
    const ends = await pair();
    const { client, server } = recording('hammer59');
    ends.server.socket.write(server.slice(0, 281));
    ends.client.socket.write(client.slice(0, 178));
    await ends.server.has(178);
    ends[first].socket.end();
    await until(() => reports.length > 0);
    expect(reports).toMatchObject([{ outcome: 'failed', masking: { masked: [{ bit: 59 }] }, why: `the ${first} has ended` }]);
  });
});

describe('a proxy', () => {
  it('lets connections end while it drains, and accepts no new ones', async () => {
    const { pair, proxy, dial } = await start();
    const ends = await pair();
    await shakeHands(ends);
    let isDrained = false;
    const draining = proxy.drain(LONGEST_TIMEOUT).then(() => (isDrained = true));
    await expect(dial()).rejects.toThrow(/ECONNREFUSED/);
    const before = ends.client.length;
    ends.server.socket.write('bye');
    await ends.client.has(before + 3);
    expect(isDrained).toBe(false);
    ends.client.socket.end();
    ends.server.socket.end();
    await draining;
  });

  it('closes connections that have not ended when the time is over', async () => {
    const { pair, proxy } = await start();
    const ends = await pair();
    await shakeHands(ends);
    await proxy.drain(50);
    expect(proxy.connections).toBe(0);
    await Promise.all([ends.client.ended(), ends.server.ended()]);
  });

  it('closes at once if close is called or the signal is aborted while it drains', async () => {
    for (const how of ['close', 'abort']) {
      const controller = new AbortController();
      const { pair, proxy } = await start({ signal: controller.signal });
      await shakeHands(await pair());
      const draining = proxy.drain(LONGEST_TIMEOUT);
      if (how === 'close') void proxy.close();
      else controller.abort();
      await draining;
      expect(proxy.connections).toBe(0);
    }
  });

  it('refuses invalid ports and times', async () => {
    const endpoint = { host: '127.0.0.1', port: 6789 };
    const both = { listen: endpoint, upstream: endpoint };
    expect(() => createProxy({ ...both, upstream: { host: '127.0.0.1', port: 65536 } })).toThrow(new RangeError('a port must be an integer from 0 to 65535, got 65536'));
    expect(() => createProxy({ ...both, handshakeTimeout: Infinity })).toThrow(new RangeError('a timeout must be an integer from 0 to 2147483647, got Infinity'));
    await expect(createProxy(both).drain(-1)).rejects.toThrow(new RangeError('a time to drain must be an integer from 0 to 2147483647, got -1'));
  });

  it('rejects if it cannot listen', async () => {
    const { upstream } = await start();
    const listen = { listen: upstream, upstream };
    await expect(createProxy(listen).listen()).rejects.toThrow(/EADDRINUSE/);
    await expect(createProxy({ ...listen, signal: AbortSignal.abort(new Error('aborted by the test')) }).listen()).rejects.toThrow('aborted by the test');
  });
});

describe('a proxy', () => {
  const listen = { host: '127.0.0.1', port: 0 };

  it('frees its port and closes its connections when it is disposed of, as by `await using`', async () => {
    const { proxy, pair } = await start();
    const { client, server } = await pair();
    await shakeHands({ client, server });
    await proxy[Symbol.asyncDispose]();
    await Promise.all([client.ended(), server.ended()]);
    expect(proxy.connections).toBe(0);
    await proxy[Symbol.asyncDispose](); // a second time changes nothing
  });

  it('lets another listen at its port as soon as it is closed', async () => {
    const first = createProxy({ listen, upstream: listen });
    const endpoint = await first.listen();
    await first.close();
    const second = createProxy({ listen: endpoint, upstream: listen });
    expect(await second.listen()).toEqual(endpoint);
    await second.close();
  });

  it.each(['127.0.0.1', 'localhost'])('does not listen on %s if the signal is aborted while it waits for its port, and throws the reason', async (host) => {
    const controller = new AbortController();
    const reason = new Error('enough');
    const proxy = createProxy({ listen: { host, port: 0 }, upstream: listen, signal: controller.signal });
    const listening = proxy.listen();
    controller.abort(reason);
    await expect(listening).rejects.toBe(reason);
    await proxy.close();
    expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
  });

  it('closes its connections when the signal is aborted, and leaves nothing at the signal', async () => {
    const controller = new AbortController();
    const { proxy, pair } = await start({ signal: controller.signal });
    const { client, server } = await pair();
    controller.abort();
    await Promise.all([client.ended(), server.ended()]);
    await proxy.close();
    expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
  });

  it('does not begin to listen after it was closed', async () => {
    const proxy = createProxy({ listen, upstream: listen });
    const listening = proxy.listen();
    await proxy.close();
    await expect(listening).rejects.toThrow('the proxy was closed');
    await expect(proxy.listen()).rejects.toThrow('the proxy was closed');
  });
});
