import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formatJson } from '../../src/text/json.ts';
import { NEWEST, release } from '../../src/features/releases.ts';
import { toFeatures } from '../../src/features/to_features.ts';
import type { FeaturesLike } from '../../src/features/to_features.ts';
import { formText } from '../../src/inspect/diagnose/text.ts';
import { parseEndpoint } from '../../src/net/endpoint.ts';
import type { Endpoint } from '../../src/net/endpoint.ts';
import { LONGEST_TIMEOUT } from '../../src/net/limits.ts';
import { probe } from '../../src/net/probe/probe.ts';
import type { ProbeResult } from '../../src/net/probe/result.ts';
import type { MessengerVersion, ProbeStep } from '../../src/net/probe/step.ts';
import { monMapByRelease } from '../../src/types/mon/MonMap/releases.ts';
import { MonMap } from '../../src/types/mon/MonMap/MonMap.ts';
import { collectGarbage } from '../support/memory.ts';
import { startMonitors } from './monitors.ts';
import type { Monitors } from './monitors.ts';
import { installedRelease } from './programs.ts';
import { encodeAs, needs } from './support.ts';

needs(['ceph', 'ceph-mon', 'monmaptool'], 'ceph-common ceph-mon');

const MONITOR = installedRelease();
/** Hammer's word with bit 59, as the fork of the incident sends it. */
const HAMMER_59 = '0x08c3ffffffffffff';
const WHOLE = monMapByRelease(MONITOR).writes;
/** One monitor of several may learn a change later than the one that was told. */
const SOON = { timeout: LONGEST_TIMEOUT, interval: 200 };

/** Who asks, over which messenger, and the form of what comes: see captures/README.md. */
const CLIENTS: readonly (readonly [string, FeaturesLike, MessengerVersion, structV: number, addresses: 'legacy' | 'ADDR2'])[] = [
  ['hammer', 'hammer', 1, 5, 'legacy'],
  ['hammer with bit 59', HAMMER_59, 1, 5, 'ADDR2'],
  ['hammer with bit 59', HAMMER_59, 2, 5, 'ADDR2'],
  ['luminous', 'luminous@12.2.5', 1, 5, 'ADDR2'],
  ['luminous', 'luminous@12.2.5', 2, 5, 'ADDR2'],
  ['nautilus', 'nautilus', 1, WHOLE, 'ADDR2'],
  ['nautilus', 'nautilus', 2, WHOLE, 'ADDR2'],
  ['the newest release', NEWEST.name, 1, WHOLE, 'ADDR2'],
  ['the newest release', NEWEST.name, 2, WHOLE, 'ADDR2'],
];

function endpointOf({ addrs }: Monitors, name: string, messenger: MessengerVersion): Endpoint {
  const [, v2 = '', v1 = ''] = /v2:([\d.:]+),v1:([\d.:]+)/.exec(addrs.get(name) ?? '') ?? [];
  return parseEndpoint(messenger === 1 ? v1 : v2);
}

function step<K extends ProbeStep['kind']>({ steps }: ProbeResult, kind: K) {
  return steps.find((made): made is Extract<ProbeStep, { kind: K }> => made.kind === kind);
}

/** `ceph mon dump`, but for the quorum, which is not in the map, and with times as from Octopus on. */
async function dumpOf(monitors: Monitors): Promise<{ readonly [key: string]: unknown }> {
  const text = (await monitors.ceph('mon', 'dump', '-f', 'json')).replace(/"(\d{4}-\d\d-\d\d) ([\d:.]+)"/g, '"$1T$2Z"');
  const { quorum, ...dump } = JSON.parse(text) as { readonly [key: string]: unknown };
  return dump;
}

/** What a v5 map says with one legacy address for each monitor. */
function oldPartOf(dump: { readonly [key: string]: unknown }): object {
  const { epoch, fsid, modified, created, mons } = dump;
  return { epoch, fsid, modified, created, mons: (mons as { rank: number; name: string; addr: string }[]).map(({ rank, name, addr }) => ({ rank, name, addr })) };
}

describe.each([['one monitor', ['a']], ['a quorum of three', ['a', 'b', 'c']]] as const)('probe, before %s,', (_, names) => {
  let monitors: Monitors | undefined;
  let dump: { readonly [key: string]: unknown } = {};

  beforeAll(async () => {
    monitors = await startMonitors(names, []);
    dump = await dumpOf(monitors);
  });
  afterAll(() => monitors?.stop());

  const asked = (as: FeaturesLike, messenger: MessengerVersion, mode: MessengerVersion | 'auto' = 'auto'): Promise<ProbeResult> => {
    if (monitors === undefined) throw new Error('the monitors did not start');
    return probe({ ...endpointOf(monitors, names.at(-1) ?? '', messenger), features: as, messenger: mode });
  };

  it.each([1, 2] as const)('names what Hammer lacks with the tunables of today, and the remedy, over messenger v%i', async (messenger) => {
    const missing = async () => step(await asked('hammer', messenger), 'missing')?.features[0];
    await expect.poll(missing, SOON).toMatchObject({ bit: 58, names: expect.arrayContaining(['CRUSH_TUNABLES5']), introduced: '10.0.3', release: 'jewel' });
    expect((await missing())?.remedies).toContainEqual({ kind: 'command', run: 'ceph osd crush tunables hammer', effect: 'data moves' });
    expect((await asked('hammer', messenger)).error?.code).toBe('missing_features');
  });

  it('is let in after the remedy', async () => {
    await monitors?.ceph('osd', 'crush', 'tunables', 'hammer');
    await expect.poll(async () => (await asked('hammer', 1)).error, SOON).toBeNull();
    await expect.poll(async () => step(await asked('hammer', 2), 'missing')?.features.map(({ bit }) => bit), SOON).toEqual([59]);
  });

  it.each(CLIENTS)('as %s (%s, messenger v%i), is sent a map of version %i with %s addresses', async (_name, as, messenger, structV, addresses) => {
    const result = await asked(as, messenger);
    expect(result.error).toBeNull();
    const { bytes = new Uint8Array(0), rows = [], value } = result.map?.diagnosis.own ?? {};
    expect(formText(rows, bytes.length)).toBe(`${bytes.length} bytes, struct_v ${structV}, ${addresses} addresses`);
    if (value === undefined) expect.fail('no value');
    const ours = JSON.parse(formatJson(MonMap.dump(value))) as object;
    expect(ours).toMatchObject(structV === WHOLE ? dump : oldPartOf(dump));
    const inForce = step(result, 'features')?.negotiated ?? toFeatures(as);
    expect(encodeAs(value, { release: MONITOR.name, features: inForce })).toEqual(bytes);
  });

  it.each(CLIENTS)('as %s (%s, messenger v%i), is told all that there is to tell', async (_name, as, messenger) => {
    const result = await asked(as, messenger, messenger);
    expect(result.steps.map(({ kind }) => kind)).toEqual(messenger === 1
      ? ['connected', 'banner', 'server', 'seen', 'features', 'auth', 'map']
      : ['connected', 'banner', 'seen', 'auth', 'server', 'features', 'map']);
    expect(step(result, 'features')).toMatchObject({ supported: release(MONITOR.name).mask, protocolVersion: messenger === 1 ? 15 : null });
    expect(step(result, 'server')?.isDialled).toBe(true);
    expect(step(result, 'map')?.isChecked).toBe(true);
  });

  it('finds that Hammer with bit 59 alone cannot read its map', async () => {
    const verdicts = await Promise.all(CLIENTS.map(async ([name, as, messenger]) => [name, (await asked(as, messenger)).map?.diagnosis.peer?.reading.verdict === 'reads']));
    expect(verdicts).toEqual(CLIENTS.map(([name, as]) => [name, as !== HAMMER_59]));
  });
});

describe('probe, before one monitor whose name has one letter,', () => {
  let monitors: Monitors | undefined;
  beforeAll(async () => {
    monitors = await startMonitors(['a'], []);
    await monitors.ceph('osd', 'crush', 'tunables', 'hammer');
  });
  afterAll(() => monitors?.stop());

  it('says where the fork of the incident stops', async () => {
    if (monitors === undefined) throw new Error('the monitors did not start');
    const { map } = await probe({ ...endpointOf(monitors, 'a', 1), features: HAMMER_59 });
    expect(map?.diagnosis.peer).toMatchObject({ release: 'hammer', reading: { verdict: 'fails' }, blame: [{ bit: 59, isOffered: true }] });
    expect(map?.diagnosis.peer?.reading.error?.path).toMatch(/^MonMap\.last_changed/);
  });

  it('leaves nothing behind after 1,000 times', async () => {
    if (monitors === undefined) throw new Error('the monitors did not start');
    const [v1, v2] = [endpointOf(monitors, 'a', 1), endpointOf(monitors, 'a', 2)];
    const times = async (count: number): Promise<void> => {
      for (let i = 0; i < count; i++) {
        const { error } = await probe({ ...(i % 2 === 0 ? v1 : v2), timeout: LONGEST_TIMEOUT });
        if (error !== null) throw error;
      }
    };
    const heap = (): number => {
      collectGarbage();
      return process.memoryUsage().heapUsed;
    };
    await times(200);
    const before = heap();
    const handles = process.getActiveResourcesInfo().length; // a timer of the test runner's may come to its end
    const start = performance.now();
    await times(1000);
    const each = (performance.now() - start) / 1000;
    await expect.poll(() => process.getActiveResourcesInfo().length, SOON).toBeLessThanOrEqual(handles);
    await expect.poll(() => heap() - before, SOON).toBeLessThan(2 * 1024 * 1024); // what remains is code that was compiled meanwhile
    console.info(`a probe takes ${each.toFixed(1)} ms; the heap grew by ${((heap() - before) / 1024).toFixed(0)} KiB in 1,000`);
  });
});

describe('probe, before a monitor that wants cephx,', () => {
  let monitors: Monitors | undefined;
  beforeAll(async () => {
    monitors = await startMonitors(['a'], [], ['--auth-service-required', 'cephx', '--auth-client-required', 'cephx']);
  });
  afterAll(() => monitors?.stop());

  it.each([[1, 'requires authentication'], [2, 'cephx']] as const)('says so in words over messenger v%i', async (messenger, words) => {
    if (monitors === undefined) throw new Error('the monitors did not start');
    const endpoint = endpointOf(monitors, 'a', messenger);
    await expect.poll(async () => (await probe(endpoint)).error, SOON).toMatchObject({ code: 'not_supported', message: expect.stringContaining(words) });
  });
});
