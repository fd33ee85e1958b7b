import type { Socket } from 'node:net';
import { expect } from 'vitest';
import { probe } from '../../../src/net/probe/probe.ts';
import type { ProbeOptions, ProbeResult } from '../../../src/net/probe/probe.ts';
import { listen } from './fake_monitor.ts';

/** Probes what serves like this, and sees that the connection is closed then. */
export async function probed(serve: (socket: Socket) => void, options: Partial<ProbeOptions> = {}): Promise<ProbeResult> {
  const listener = await listen(serve, options.host);
  try {
    const result = await probe({ host: '127.0.0.1', port: listener.port, timeout: 2000, ...options });
    expect(await listener.open()).toBe(0);
    return result;
  } finally {
    await listener.close();
  }
}
