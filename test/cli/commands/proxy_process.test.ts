import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { Server, Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { afterEach, describe, expect, it } from 'vitest';
import { parseEndpoint } from '../../../src/net/endpoint.ts';
import type { Endpoint } from '../../../src/net/endpoint.ts';
import { LONGEST_TIMEOUT } from '../../../src/net/limits.ts';
import { recording } from '../../messenger/v1/support/streams.ts';
import { bytesTaken, listenOn, untilStill } from '../../net/support/proxy.ts';
import { until } from '../../support/until.ts';

/* The proxy as a process: signals, status, memory. Needs `npm run build`. */

const MIB = 1024 * 1024;
const { chunks } = recording('hammer59');
const [greeting, hello, connecting, accepting] = chunks.map(({ bytes }) => bytes) as [Uint8Array, Uint8Array, Uint8Array, Uint8Array];

const sockets: Socket[] = [];
const children: ChildProcess[] = [];
const servers: Server[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  for (const socket of sockets.splice(0)) socket.destroy();
  for (const server of servers.splice(0)) server.close();
});

interface Running {
  readonly child: ChildProcess;
  readonly at: Endpoint;
  readonly lines: readonly string[];
}

async function startProxy(upstream: Endpoint, ...options: readonly string[]): Promise<Running> {
  const child = spawn(process.execPath, ['dist/cli.js', 'proxy', '--listen', '127.0.0.1:0', '--upstream', `${upstream.host}:${upstream.port}`, '--timeout', String(LONGEST_TIMEOUT), ...options], { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  const lines: string[] = [];
  createInterface(child.stdout).on('line', (line) => lines.push(line));
  await until(() => lines.length > 0);
  return { child, at: parseEndpoint(/127\.0\.0\.1:\d+/.exec(lines[0] ?? '')?.[0] ?? ''), lines };
}

/** A server that plays the monitor's side of the handshake, and holds the connection; every sixteenth it sends `more`. */
async function startServer(more = new Uint8Array()): Promise<Endpoint> {
  let count = 0;
  const server = createServer((socket) => {
    sockets.push(socket);
    const isSentMore = count++ % 16 === 0;
    let received = 0;
    socket.on('error', () => undefined).write(greeting);
    socket.on('data', ({ length }) => {
      const before = received;
      received += length;
      const whole = hello.length + connecting.length;
      if (before >= whole || received < whole) return;
      socket.write(accepting);
      if (isSentMore) socket.write(more);
    });
  });
  servers.push(server);
  return listenOn(server);
}

/** A client that has said all of its side of the handshake, and reads nothing unless it is resumed. */
function dial({ host, port }: Endpoint): Socket {
  const socket = connect({ host, port }).on('error', () => undefined);
  sockets.push(socket);
  socket.write(hello);
  socket.write(connecting);
  return socket;
}

function residentBytes({ pid }: ChildProcess): number {
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) * 1024;
}

describe('the process of cephwire proxy', () => {
  it('prints one line for each connection, and ends with status 0 when told to', async () => {
    const { child, at, lines } = await startProxy(await startServer());
    const client = dial(at);
    await until(() => lines.length > 1);
    expect(lines[1]).toMatch(/^127\.0\.0\.1:\d+ masked: 0x08c3ffffffffffff became 0x00c3ffffffffffff, bit 59 /);
    client.destroy();
    child.kill('SIGTERM');
    expect(await once(child, 'close')).toEqual([0, null]);
    expect(lines.slice(2)).toEqual([expect.stringMatching(/^stopping/), 'stopped']);
  });

  it('prints JSON, one object on each line', async () => {
    const { child, at, lines } = await startProxy(await startServer(), '--json', '--mask', '0x1000000000000', '--drain', '0');
    dial(at);
    await until(() => lines.length > 1);
    child.kill('SIGINT');
    expect(await once(child, 'close')).toEqual([0, null]);
    expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      { event: 'listening', local: `127.0.0.1:${at.port}` },
      { event: 'connection', outcome: 'masked', masking: { features: '0x08c3ffffffffffff', sent: '0x00c2ffffffffffff', masked: [{ bit: 48, why: 'asked' }, { bit: 59, why: 'profile' }] } },
      { event: 'stopping', open: 1, drain: 0 },
      { event: 'stopped' },
    ]);
  });

  it('waits for open connections, and not after a second signal', async () => {
    const { child, at, lines } = await startProxy(await startServer(), '--drain', String(LONGEST_TIMEOUT));
    const client = dial(at).resume();
    await until(() => lines.length > 1);
    child.kill('SIGTERM');
    await until(() => lines.length > 2);
    expect(lines[2]).toBe(`stopping: open connections are 1, and may go on for ${LONGEST_TIMEOUT} ms`);
    expect(child.exitCode).toBe(null);
    child.kill('SIGTERM');
    expect(await once(child, 'close')).toEqual([0, null]);
    await until(() => client.closed);
  });

  it.each([
    ['that are idle', new Uint8Array()],
    ['of whom a sixteenth do not read what they are sent', new Uint8Array(16 * MIB)], // of each the kernel takes some MiB
  ])('holds 1,000 clients %s in less than 300 MiB', async (_, more) => {
    const { child, at, lines } = await startProxy(await startServer(more));
    const clients: Socket[] = [];
    const dialMore = async (count: number): Promise<void> => {
      for (let i = 0; i < count; i++) clients.push(dial(at));
      await until(() => lines.length > clients.length); // the first line is no client's
    };
    while (clients.length < 1000) await dialMore(100); // the kernel keeps 511 waiting
    const ends = [...sockets];
    await untilStill(() => ends.reduce((sum, socket) => sum + bytesTaken(socket), 0), () => dialMore(1));
    const resident = residentBytes(child);
    expect(lines.slice(1).filter((line) => !line.includes(' masked: '))).toEqual([]);
    expect(clients.filter(({ closed }) => closed)).toEqual([]);
    console.info(`1,000 clients: ${Math.round(resident / MIB)} MiB`);
    expect(resident).toBeLessThan(300 * MIB);
  });
});
