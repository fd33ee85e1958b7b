import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { proxyLog } from '../../src/cli/render/proxy_log.ts';
import type { Terminal } from '../../src/cli/shell/terminal.ts';
import { Mask64 } from '../../src/features/mask64.ts';
import { masker } from '../../src/net/proxy/masking.ts';
import { listen, monitorV1, monitorV2 } from '../net/support/fake_monitor.ts';
import { run } from './support.ts';

/* What is true of the JSON of every command. The JSON of decode is Ceph's own, with Ceph's keys. */

const HAMMER_59 = '0x08c3ffffffffffff';
const LINE = "libceph: mon0 10.0.0.1:6789 feature set mismatch, my 4a042a42 < server's 2004a042a42, missing 20000000000";
const files = {
  front: readFileSync('fixtures/messages/MMonMap/v5-incident-hammer59.bin'),
  capture: readFileSync('fixtures/capture/one-mon.pcapng'),
  cut: readFileSync('fixtures/capture/one-mon.pcapng').subarray(0, 20_000),
};

/** Members whose keys are not ours: the map as `ceph mon dump` prints it, and forms by the names of types. */
const NOT_OURS = ['monmap', 'encoding'];

/** Every key of ours, at any depth. */
function keysIn(json: unknown): string[] {
  if (typeof json !== 'object' || json === null) return [];
  if (Array.isArray(json)) return json.flatMap(keysIn);
  return Object.entries(json).flatMap(([key, member]) => [key, ...(NOT_OURS.includes(key) ? [] : keysIn(member))]);
}

function expectSnakeCase(texts: readonly string[]): void {
  const keys = texts.flatMap((text) => keysIn(JSON.parse(text)));
  expect(keys.length).toBeGreaterThan(0);
  expect([...new Set(keys)].filter((key) => !/^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/.test(key))).toEqual([]);
}

describe('the JSON of every command', () => {
  it.each([
    [['explain', 'MMonMap', 'front', '--release', 'hammer']],
    [['diagnose', 'front', '--features', HAMMER_59]],
    [['diagnose', '--mismatch', LINE]],
    [['identify', 'front']],
    [['identify', 'capture']],
    [['seen-by', 'MMonMap', 'front', '--server', 'pacific', '--client', HAMMER_59]],
    [['negotiate', 'luminous', HAMMER_59, '--tunables', 'jewel']],
    [['negotiate', 'luminous', '0x4a042a42', '--tunables', 'jewel']],
    [['features', 'luminous']],
    [['features', HAMMER_59]],
  ])('has keys in snake_case in %j', async (args) => {
    expectSnakeCase([(await run([...args, '--json'], { files })).text]);
  });

  it('has keys in snake_case in each line of a capture', async () => {
    for (const file of ['capture', 'cut']) expectSnakeCase((await run(['capture', file, '--json'], { files })).text.trimEnd().split('\n'));
  });

  it.each([
    ['a map', monitorV1({}), 0],
    ['messenger v2', monitorV2({}), 0],
    ['features that are missing', monitorV1({ required: Mask64.bit(58) }), 1],
  ])('has keys in snake_case in a probe that finds %s', async (_, monitor, status) => {
    const listener = await listen(monitor);
    const ran = await run(['probe', `127.0.0.1:${listener.port}`, '--features', status === 0 ? 'nautilus' : 'hammer', '--json']);
    await listener.close();
    expect(ran.status).toBe(status);
    expectSnakeCase([ran.text]);
  });

  it('has keys in snake_case in each line of a proxy', () => {
    const lines: string[] = [];
    const log = proxyLog({ out: async (line) => void lines.push(String(line)) } as Terminal, 'json');
    log.connection({ client: '10.0.0.7:51234', outcome: 'masked', masking: masker({})(Mask64.parse(HAMMER_59)), why: '' });
    log.say('stopping', '', { open: 1, drainMs: 5 });
    expect(lines.length).toBe(2);
    expectSnakeCase(lines);
  });

  it('leaves the keys of Ceph as they are', async () => {
    const line = (await run(['capture', 'capture', '--json', '--type', 'MonMap'], { files })).text.split('\n')[0] ?? '';
    const { monmap } = JSON.parse(line) as { monmap: Record<string, unknown> };
    expect(Object.keys(monmap)).toContain('disallowed_leaders: ');
  });

  it.each([
    ['decode', ['MMonMap', 'front']], ['explain', ['MMonMap', 'front']], ['diagnose', ['front']], ['identify', ['front']], ['negotiate', ['luminous', 'hammer']],
    ['capture', ['capture']], ['features', ['luminous']], ['types', []],
  ])('is the same with --json as with --format json in %s, and is not its text', async (name, args) => {
    const [short, long, text] = await Promise.all([['--json'], ['--format', 'json'], ['--format', 'text']].map((format) => run([name, ...args, ...format], { files })));
    expect(short?.text).toBe(long?.text);
    expect(text?.text).not.toBe(long?.text);
    expect(() => (long?.text ?? '').trimEnd().split(name === 'capture' ? '\n' : '\0').map((json) => JSON.parse(json) as unknown)).not.toThrow();
  });
});
