import type { Socket } from 'node:net';
import { LONGEST_TIMEOUT } from '../../../src/net/limits.ts';
import { probe } from '../../../src/net/probe/probe.ts';
import type { ProbeOptions } from '../../../src/net/probe/probe.ts';
import type { ProbeResult } from '../../../src/net/probe/result.ts';
import { listen } from './fake_monitor.ts';

/** Probes a server, and waits until its connection is closed. */
export async function probed(serve: (socket: Socket) => void, options: Partial<ProbeOptions> = {}): Promise<ProbeResult> {
  const listener = await listen(serve, options.host);
  try {
    const result = await probe({ host: '127.0.0.1', port: listener.port, timeout: LONGEST_TIMEOUT, ...options });
    await listener.allClosed();
    return result;
  } finally {
    await listener.close();
  }
}
