import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { LONGEST_TIMEOUT } from '../../../src/net/limits.ts';
import { recording } from '../../messenger/v1/support/streams.ts';
import { listen, monitorV2 } from '../../net/support/fake_monitor.ts';

/* The probe as a process: signals, and that it ends by itself. Needs `npm run build`. */

const { bytes: greeting } = recording('hammer59').chunks[0] as { readonly bytes: Uint8Array };

interface Ended {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs `cephwire probe` on what serves like this; `act` is given a way to signal it. */
async function probing(serve: (socket: Parameters<Parameters<typeof listen>[0]>[0], kill: (signal: NodeJS.Signals) => void) => void, ...args: readonly string[]): Promise<Ended> {
  const listener = await listen((socket) => serve(socket, (signal) => void child.kill(signal)));
  const child = spawn(process.execPath, ['dist/cli.js', 'probe', `127.0.0.1:${listener.port}`, '--timeout', String(LONGEST_TIMEOUT), ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const [out, err]: [string[], string[]] = [[], []];
  child.stdout.setEncoding('utf8').on('data', (text: string) => out.push(text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => err.push(text));
  const [status] = (await once(child, 'close')) as [number | null];
  await listener.allClosed();
  await listener.close();
  return { status, out: out.join(''), err: err.join('') };
}

describe('the process of cephwire probe', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('ends on %s with status 1 and one line, and prints how far it came', async (signal) => {
    const { status, out, err } = await probing((socket, kill) => {
      socket.write(greeting);
      socket.once('data', () => kill(signal)); // it has answered the greeting
    });
    expect({ status, err }).toEqual({ status: 1, err: 'cephwire: the probe was aborted\n' });
    expect(out).toMatch(/^offered .*\nconnected .*\nmessenger .*\nserver .*\n(?: .*\n)*our address .*\n$/);
  });

  it('ends by itself as soon as it has the map', async () => {
    const { status, out, err } = await probing(monitorV2(), '--features', 'nautilus');
    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(out).toContain('verdict         nautilus reads them\n');
  });
});
