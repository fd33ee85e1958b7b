import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { decode, encode } from '../../src/encoding/ceph_type.ts';
import { MonMap } from '../../src/types/mon/MonMap/MonMap.ts';
import { PLUGINS, installedRelease, program } from './programs.ts';
import { temporaryFolder } from './support.ts';

/** Runs a program of Ceph to its end. */
function run(name: string, options: readonly string[]): Promise<{ readonly stdout: string }> {
  const { file, args, env } = program(name);
  return promisify(execFile)(file, [...args, ...options], { env });
}

function startMonitor(options: readonly string[]): ChildProcess {
  const { file, args, env } = program('ceph-mon');
  return spawn(file, [...args, ...options], { stdio: 'ignore', env });
}

/** A cluster of monitors on loopback, auth none unless its options say otherwise. */
export interface Monitors {
  /** What `ceph` prints for a command; it waits for a quorum. */
  readonly ceph: (...command: readonly string[]) => Promise<string>;
  /** What the map says of each, by name: `[v2:127.0.0.1:…,v1:127.0.0.1:…]`. */
  readonly addrs: ReadonlyMap<string, string>;
  /** `ceph mon getmap`. */
  readonly getmap: (epoch: number) => Promise<Uint8Array>;
  readonly stop: () => Promise<void>;
}

/**
 * Starts `running`, out of a map that also has `absent`; these must be a minority. `options` are for ceph-mon; `edit` changes the map
 * of which the monitors are made.
 */
export async function startMonitors(
  running: readonly string[], absent: readonly string[], options: readonly string[] = [], edit: (map: MonMap) => MonMap = (map) => map,
): Promise<Monitors> {
  const { path, remove } = temporaryFolder();
  const conf = join(path, 'ceph.conf');
  const addrs = await freeAddrs([...running, ...absent]);
  try {
    await makeStores(path, conf, running, addrs, edit);
  } catch (error) {
    remove();
    throw error;
  }
  const processes = running.map((name) => startMonitor(['--conf', conf, '--id', name, '-f', ...options]));

  const ceph = async (...command: readonly string[]): Promise<string> =>
    (await run('ceph', ['--conf', conf, ...command])).stdout;
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
  return { ceph, addrs, getmap, stop };
}

async function makeStores(folder: string, conf: string, running: readonly string[], addrs: ReadonlyMap<string, string>, edit: (map: MonMap) => MonMap): Promise<void> {
  const monmap = join(folder, 'monmap');
  writeFileSync(conf, configuration(folder, running.map((name) => addrs.get(name)).join(',')));
  await run('monmaptool', ['--conf', conf, '--create', ...[...addrs].flatMap(([name, addr]) => ['--addv', name, addr]), monmap]);
  writeFileSync(monmap, encode(MonMap, edit(decode(MonMap, readFileSync(monmap))), { release: installedRelease().name }));
  for (const name of running) {
    mkdirSync(join(folder, name));
    await run('ceph-mon', ['--conf', conf, '--id', name, '--mkfs', '--monmap', monmap]);
    writeFileSync(join(folder, name, 'keyring'), KEYRING);
  }
}

/** Of use only to a monitor that is started with cephx. */
const KEYRING = `[mon.]
key = AQAAAAAAAAAAABAAEREREREREREREREREREREQ==
caps mon = "allow *"
`;

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
${PLUGINS}`;
}

/** Both protocols for each name, on ports that nobody listened on a moment ago. */
async function freeAddrs(names: readonly string[]): Promise<Map<string, string>> {
  const servers = names.flatMap(() => [createServer(), createServer()]);
  await Promise.all(servers.map((server) => once(server.listen(0, '127.0.0.1'), 'listening')));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  for (const server of servers) server.close();
  return new Map(names.map((name, i) => [name, `[v2:127.0.0.1:${ports[2 * i]},v1:127.0.0.1:${ports[2 * i + 1]}]`]));
}
