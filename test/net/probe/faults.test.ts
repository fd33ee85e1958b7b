import { getEventListeners } from 'node:events';
import type { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { encodeUtf8 } from '../../../src/buffer/bytes/utf8.ts';
import { LONGEST_TIMEOUT } from '../../../src/net/limits.ts';
import { probe } from '../../../src/net/probe/probe.ts';
import type { ProbeStep } from '../../../src/net/probe/step.ts';
import { TAG_KEEPALIVE2 } from '../../../src/messenger/v1/frames/tags.ts';
import { mapOf, monOf } from '../../types/support/support.ts';
import { listen, monitorV1, monitorV2 } from '../support/fake_monitor.ts';
import { probed } from '../support/probed.ts';

const BOTH = [[1, monitorV1], [2, monitorV2]] as const;

const writes = (...parts: readonly Uint8Array[]) => (socket: Socket): void => parts.forEach((part) => socket.write(part));

/** Flips one bit in the last byte of the n-th chunk that a monitor writes. */
const flipped = (at: number) => (bytes: Uint8Array, n: number): Uint8Array => (n === at ? Uint8Array.from(bytes, (byte, i) => (i === bytes.length - 1 ? byte ^ 1 : byte)) : bytes);

describe('probe, of something that is not a monitor,', () => {
  it.each([
    ['another protocol', encodeUtf8('SSH-2.0-OpenSSH_9.2\r\n'), 'banner'],
    ['zeros', new Uint8Array(1000), 'banner'],
    ['another version of the messenger', encodeUtf8('ceph v3\n and more'), 'banner'],
  ])('recognizes %s', async (_, bytes, code) => {
    expect((await probed(writes(bytes))).error?.code).toBe(code);
  });

  it.each([[1, monitorV2], [2, monitorV1]] as const)('reports the other messenger if only v%i is allowed', async (messenger, monitor) => {
    const { error } = await probed(monitor(), { messenger });
    expect(error).toMatchObject({ code: 'banner', message: expect.stringContaining(`the peer uses messenger v${3 - messenger}`) });
  });

  it('reports that nothing listens', async () => {
    const { port, close } = await listen(() => {});
    await close();
    expect((await probe({ host: '127.0.0.1', port, timeout: LONGEST_TIMEOUT })).error).toMatchObject({ code: 'connection', message: `127.0.0.1:${port}: connection refused` });
  });

  it('reports a host without an address', async () => {
    expect((await probe({ host: 'no-such-host.invalid', port: 6789, timeout: LONGEST_TIMEOUT })).error?.code).toBe('connection');
  });
});

describe('probe, of a monitor that misbehaves,', () => {
  it.each([
    ['before its banner', []],
    ['within its banner', [encodeUtf8('ceph')]],
    ['after its banner of v1', [encodeUtf8('ceph v027')]],
    ['after its banner of v2', [encodeUtf8('ceph v2\n'), Uint8Array.of(16, 0), new Uint8Array(16)]],
  ])('reports a connection that was closed %s', async (_, parts) => {
    const { error } = await probed((socket) => {
      writes(...parts)(socket);
      socket.end();
    });
    expect(error?.code).toBe('end_of_stream');
  });

  it('refuses a huge length of the authorizer, over messenger v1', async () => {
    const reply = new Uint8Array(26);
    reply[0] = 1;
    new DataView(reply.buffer).setUint32(21, 0xffffffff, true);
    const { error } = await probed(writes(encodeUtf8('ceph v027'), new Uint8Array(272), reply));
    expect(error).toMatchObject({ code: 'malformed', message: expect.stringContaining('4294967295 bytes exceed the limit') });
  });

  it.each([
    ['over messenger v1', monitorV1, 5],
    ['over messenger v2', monitorV2, 5],
  ])('refuses a map with a wrong checksum %s', async (_, monitor, last) => {
    for (let n = last; n < last + 8; n++) {
      const { error } = await probed(monitor({ spoil: flipped(n) }));
      if (error?.code === 'checksum') return;
    }
    expect.fail('no chunk had a checksum at its end');
  });

  it.each(BOTH)('times out on messenger v%i although a byte arrives each second', async (_, monitor) => {
    const { error } = await probed((socket) => {
      const write = socket.write.bind(socket);
      const timer = setInterval(() => write('c'), 1000);
      socket.on('close', () => clearInterval(timer));
      socket.write = (() => true) as typeof socket.write;
      monitor()(socket);
    }, { timeout: 1200 });
    expect(error).toMatchObject({ code: 'timeout', message: 'no map within 1200 ms' });
  });

  it('times out if the monitor never sends the map', async () => {
    const { error } = await probed(monitorV1({ spoil: (bytes) => bytes.subarray(0, 100) }), { timeout: 300 });
    expect(error?.code).toBe('timeout');
  });

  it('refuses a map larger than 64 KiB', async () => {
    const mons = Array.from({ length: 1000 }, (_, i) => monOf(`mon${i}`, `v2:10.0.${i >> 8}.${i & 255}:3300/0`));
    const { error } = await probed(monitorV2({ map: mapOf(mons) }));
    expect(error).toMatchObject({ code: 'malformed', message: expect.stringContaining('65536') });
  });

  it('closes the connection if the monitor sends requests and does not read the answers', async () => {
    const asks = new Uint8Array(9 * 7000);
    for (let at = 0; at < asks.length; at += 9) asks[at] = TAG_KEEPALIVE2;
    const onReady = (socket: Socket): void => {
      socket.pause();
      const ask = (): void => void (socket.writable && socket.write(asks, ask));
      ask();
    };
    const { error } = await probed(monitorV1({ onReady }));
    expect(error).toMatchObject({ code: 'refused', message: 'the monitor does not read its input' });
  });

  it('reports a connection that was reset', async () => {
    const { error } = await probed((socket) => void socket.resetAndDestroy());
    expect(error).toMatchObject({ code: 'connection', message: expect.stringContaining('the peer reset the connection') });
  });

  it('closes the connection if onStep throws', async () => {
    const listener = await listen(monitorV1());
    const onStep = (): void => {
      throw new Error('from onStep');
    };
    await expect(probe({ host: '127.0.0.1', port: listener.port, onStep })).rejects.toThrow('from onStep');
    await listener.allClosed();
    await listener.close();
  });
});

describe('probe, aborted,', () => {
  it('ends at once, with an error that says so', async () => {
    const controller = new AbortController();
    const onStep = (): void => void setImmediate(() => controller.abort());
    const { error, steps } = await probed(() => {}, { signal: controller.signal, onStep });
    expect(error).toMatchObject({ code: 'aborted', message: 'the probe was aborted' });
    expect(steps).toMatchObject([{ kind: 'connected' }]);
  });

  it('does not connect if the signal was aborted before', async () => {
    expect((await probed(monitorV1(), { signal: AbortSignal.abort() })).steps).toEqual([]);
  });

  it('ends while it connects, and says why', async () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    const probing = probed(monitorV1(), { signal: controller.signal });
    queueMicrotask(() => controller.abort(reason));
    expect(await probing).toMatchObject({ steps: [], error: { code: 'aborted', cause: reason } });
  });

  it('ends in the middle of the handshake, over each messenger', async () => {
    for (const [monitor, kind] of [[monitorV1(), 'server'], [monitorV2(), 'banner']] as const) {
      const controller = new AbortController();
      const onStep = (step: ProbeStep): void => (step.kind === kind ? controller.abort() : undefined);
      const { error, map, steps } = await probed(monitor, { signal: controller.signal, onStep });
      expect([error?.code, map]).toEqual(['aborted', null]);
      expect(steps.map((step) => step.kind)).not.toContain('map');
    }
  });

  it('removes its listeners from the signal', async () => {
    const { signal } = new AbortController();
    for (let i = 0; i < 20; i++) await probed(monitorV1(), { signal });
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });
});

describe('probe, given invalid options,', () => {
  it.each([
    [{ features: 'nonesuch' }, TypeError],
    [{ port: 65536 }, RangeError],
    [{ port: -1 }, RangeError],
    [{ timeout: 2 ** 31 }, RangeError],
    [{ timeout: 0.5 }, RangeError],
  ])('refuses %o', async (options, kind) => {
    await expect(probe({ host: '127.0.0.1', port: 1, ...options })).rejects.toThrow(kind);
  });
});
