import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { temporaryFolder } from './support.ts';

const run = promisify(execFile);

/** A cluster of monitors on loopback, auth none. */
export interface Monitors {
  /** What `ceph` prints for a command; it waits for a quorum. */
  readonly ceph: (...command: readonly string[]) => Promise<string>;
  /** `ceph mon getmap`. */
  readonly getmap: (epoch: number) => Promise<Uint8Array>;
  readonly stop: () => Promise<void>;
}

/** Starts `running`, out of a map that also has `absent`; these must be a minority. */
export async function startMonitors(running: readonly string[], absent: readonly string[]): Promise<Monitors> {
  const { path, remove } = temporaryFolder();
  const conf = join(path, 'ceph.conf');
  try {
    await makeStores(path, conf, running, absent);
  } catch (error) {
    remove();
    throw error;
  }
  const processes = running.map((name) => spawn('ceph-mon', ['--conf', conf, '--id', name, '-f'], { stdio: 'ignore' }));

  const ceph = async (...command: readonly string[]): Promise<string> =>
    (await run('ceph', ['--conf', conf, '--connect-timeout', '30', ...command], { timeout: 60_000 })).stdout;
  const getmap = async (epoch: number): Promise<Uint8Array> => {
    const file = join(path, `monmap.${epoch}`);
    await ceph('mon', 'getmap', String(epoch), '-o', file);
    return new Uint8Array(readFileSync(file));
  };
  const stop = async (): Promise<void> => {
    const living = processes.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null);
    const exits = living.map((child) => once(child, 'exit'));
    for (const child of living) child.kill('SIGKILL'); // nothing of theirs is kept
    await Promise.all(exits);
    remove();
  };
  return { ceph, getmap, stop };
}

async function makeStores(folder: string, conf: string, running: readonly string[], absent: readonly string[]): Promise<void> {
  const addrs = await freeAddrs([...running, ...absent]);
  const monmap = join(folder, 'monmap');
  writeFileSync(conf, configuration(folder, running.map((name) => addrs.get(name)).join(',')));
  await run('monmaptool', ['--conf', conf, '--create', ...[...addrs].flatMap(([name, addr]) => ['--addv', name, addr]), monmap]);
  for (const name of running) {
    mkdirSync(join(folder, name));
    await run('ceph-mon', ['--conf', conf, '--id', name, '--mkfs', '--monmap', monmap]);
  }
}

/** Changes of the map are followed by elections, so these are short. */
function configuration(folder: string, monHost: string): string {
  return `[global]
fsid = a95fdcf2-74c1-456e-9de8-b4bd237924bc
auth cluster required = none
auth service required = none
auth client required = none
mon host = ${monHost}
run dir = ${folder}
admin socket = ${folder}/$name.asok
log file = ${folder}/$name.log
mon data = ${folder}/$id
mon data avail crit = 0
paxos propose interval = 0.05
mon election timeout = 1
`;
}

/** Both protocols for each name, on ports that nobody listened on a moment ago. */
async function freeAddrs(names: readonly string[]): Promise<Map<string, string>> {
  const servers = names.flatMap(() => [createServer(), createServer()]);
  await Promise.all(servers.map((server) => once(server.listen(0, '127.0.0.1'), 'listening')));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  for (const server of servers) server.close();
  return new Map(names.map((name, i) => [name, `[v2:127.0.0.1:${ports[2 * i]},v1:127.0.0.1:${ports[2 * i + 1]}]`]));
}
