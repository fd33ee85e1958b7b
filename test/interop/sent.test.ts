import { afterAll, beforeAll, expect, it } from 'vitest';
import { toHex } from '../../src/buffer/bytes/hex.ts';
import { decode, encode } from '../../src/encoding/ceph_type.ts';
import { MONENC, MONNAMES, MSG_ADDR2 } from '../../src/features/masks.ts';
import { Mask64 } from '../../src/features/mask64.ts';
import { toFeatures } from '../../src/features/to_features.ts';
import { diagnose } from '../../src/inspect/diagnose/diagnose.ts';
import { parseEndpoint } from '../../src/net/endpoint.ts';
import { LONGEST_TIMEOUT } from '../../src/net/limits.ts';
import { probe } from '../../src/net/probe/probe.ts';
import type { MessengerVersion } from '../../src/net/probe/step.ts';
import { MMonMap } from '../../src/types/messages/MMonMap.ts';
import { MonMap } from '../../src/types/mon/MonMap/MonMap.ts';
import { monOf } from '../types/support/support.ts';
import { startMonitors } from './monitors.ts';
import type { Monitors } from './monitors.ts';
import { installedRelease } from './programs.ts';
import { fromPacific, needs } from './support.ts';

needs(['ceph', 'ceph-mon', 'monmaptool'], 'ceph-common ceph-mon');

const describe = fromPacific();

const MONITOR = installedRelease().name;
const SOON = { timeout: LONGEST_TIMEOUT, interval: 200 };

const HAMMER = toFeatures('hammer');
const HAMMER_59 = Mask64.of(0x08c3_ffff_ffff_ffffn);
const PACIFIC = toFeatures('pacific');

/** Who asks. A monitor speaks messenger v2 only with peers that have MSG_ADDR2. */
const PEERS: readonly (readonly [name: string, features: Mask64])[] = [
  ['hammer', HAMMER],
  ['hammer without MONENC', HAMMER.without(MONENC)],
  ['hammer without MONNAMES', HAMMER.without(MONNAMES)],
  ['hammer without both', HAMMER.without(MONENC).without(MONNAMES)],
  ['the fork of hammer with bit 59', HAMMER_59],
  ['this fork without MONENC', HAMMER_59.without(MONENC)],
  ['this fork without both', HAMMER_59.without(MONENC).without(MONNAMES)],
  ['jewel', toFeatures('jewel')],
  ['kraken', toFeatures('kraken')],
  ['luminous 12.2.5', toFeatures('luminous@12.2.5')],
  ['mimic', toFeatures('mimic')],
  ['nautilus', toFeatures('nautilus')],
  ['octopus', toFeatures('octopus')],
  ['pacific', PACIFIC],
  ['pacific without MONENC', PACIFIC.without(MONENC)],
  ['pacific without MSG_ADDR2', PACIFIC.without(MSG_ADDR2)],
  ['pacific without all three', PACIFIC.without(MONENC).without(MONNAMES).without(MSG_ADDR2)],
  ['reef', toFeatures('reef')],
  ['tentacle', toFeatures('tentacle')],
  ['Linux 4.19', Mask64.of(0x2701_8fb8_6aa4_2adan)],
  ['Linux 5.3', Mask64.of(0x2f01_8fb8_6aa4_2adan)],
  ['Linux 5.11', Mask64.of(0x2f01_8fb8_7aa4_aafen)],
];

/** A cluster, and what is done to it before the peers ask. */
interface Cluster {
  readonly name: string;
  readonly running: readonly string[];
  readonly edit: (map: MonMap) => MonMap;
  readonly commands: readonly string[];
  /** The versions of the messenger that its monitor a speaks. */
  readonly messengers: readonly MessengerVersion[];
}

const LOCATED = new Map([['datacenter', 'x'], ['rack', 'r1']]);

const CLUSTERS: readonly Cluster[] = [
  { name: 'one monitor', running: ['a'], edit: (map) => map, commands: [], messengers: [1, 2] },
  { name: 'one monitor with a v2 address alone', running: ['a'], edit: (map) => editMon(map, 'a', (mon) => ({ ...mon, publicAddrs: mon.publicAddrs.slice(0, 1) })), commands: [], messengers: [2] },
  {
    name: 'five monitors, of which three run',
    running: ['a', 'b', 'c'],
    // One absent monitor has a v2 address alone, the other IPv6 alone.
    edit: (map) => {
      const far = [{ ...monOf('far', 'v2:127.0.0.1:1/0'), priority: 3, weight: 7, crushLoc: LOCATED }, monOf('b6', 'v2:[::1]:3301/0', 'v1:[::1]:6790/0')];
      const more = { ...map, monInfo: new Map([...map.monInfo, ...far.map((mon) => [mon.name, mon] as const)]), ranks: [...map.ranks, 'far', 'b6'] };
      return editMon({ ...more, removedRanks: [9, 6] }, 'b', (mon) => ({ ...mon, priority: 65535, weight: 10, crushLoc: LOCATED }));
    },
    commands: ['mon set-rank c 0', 'mon set election_strategy disallow', 'mon add disallowed_leader far', 'mon set-weight c 300'],
    messengers: [1, 2],
  },
  {
    name: 'three monitors in stretch mode',
    running: ['a', 'b', 'c'],
    edit: (map) => map,
    commands: [
      'mon set election_strategy connectivity',
      'mon set_location a datacenter=x', 'mon set_location b datacenter=y', 'mon set_location c datacenter=z',
      'osd crush add-bucket x datacenter root=default', 'osd crush add-bucket y datacenter root=default',
      'osd new 11111111-1111-1111-1111-111111111111', 'osd new 22222222-2222-2222-2222-222222222222',
      'osd crush add osd.0 1 datacenter=x', 'osd crush add osd.1 1 datacenter=y',
      'osd crush rule create-replicated stretch default datacenter',
      'mon enable_stretch_mode c stretch datacenter',
    ],
    messengers: [1, 2],
  },
];

function editMon(map: MonMap, name: string, edit: (mon: ReturnType<typeof monOf>) => ReturnType<typeof monOf>): MonMap {
  return { ...map, monInfo: new Map([...map.monInfo].map(([key, mon]) => [key, key === name ? edit(mon) : mon])) };
}

/** Of the columns of the table that is printed at the end. */
const WIDTHS = [33, 19, 3, 24, 5, 5];

/** What a monitor sent. */
interface Sent {
  /** Those that it negotiated with the peer. */
  readonly features: Mask64;
  readonly front: Uint8Array;
}

describe.each(CLUSTERS)('$name', ({ name, running, edit, commands, messengers }) => {
  let monitors: Monitors | undefined;
  let map: MonMap | undefined;
  const table: string[][] = [];

  beforeAll(async () => {
    monitors = await startMonitors(running, [], [], edit);
    for (const command of [...commands, 'osd crush tunables hammer']) await monitors.ceph(...command.split(' '));
    const { epoch } = JSON.parse(await monitors.ceph('mon', 'dump', '-f', 'json')) as { readonly epoch: number };
    map = decode(MonMap, await monitors.getmap(epoch));
  });
  afterAll(async () => {
    await monitors?.stop();
    console.info([`${name}: ${map === undefined ? 'no map' : MonMap.print(map)}`, ...table.map((row) => row.map((cell, i) => cell.padEnd(WIDTHS[i] ?? 0)).join(' '))].join('\n'));
  });

  /** Asks until the monitor lets such a peer in and has the newest map: one of several may learn a change later. */
  const sentTo = async (features: Mask64, messenger: MessengerVersion): Promise<Sent> => {
    const [, v2 = '', v1 = ''] = /v2:([\d.:]+),v1:([\d.:]+)/.exec(monitors?.addrs.get('a') ?? '') ?? [];
    const endpoint = parseEndpoint(messenger === 1 ? v1 : v2);
    let sent: Sent | undefined;
    await expect.poll(async () => {
      const { steps, map: got, error } = await probe({ ...endpoint, features, messenger });
      const negotiated = steps.find((step) => step.kind === 'features')?.negotiated;
      if (got !== null && negotiated !== undefined) sent = { features: negotiated, front: got.front };
      return error?.message ?? got?.diagnosis.own.value?.epoch;
    }, SOON).toBe(map?.epoch);
    if (sent === undefined) throw new Error('no map came');
    return sent;
  };

  const asked = PEERS.flatMap(([peer, features]) => messengers
    .filter((messenger) => messenger === 1 || features.has(MSG_ADDR2))
    .map((messenger) => ({ peer, features, messenger })));

  it.each(asked)('sends $peer, over messenger v$messenger, the bytes that we write', async ({ peer, features, messenger }) => {
    const sent = await sentTo(features, messenger);
    if (map === undefined) throw new Error('no map');
    const bytes = sent.front.subarray(4);
    const options = { release: MONITOR, features: sent.features };
    const ours = encode(MMonMap, { monmap: map, message: null }, options);
    // A peer with MONENC and MSG_ADDR2 gets the map of the monitor; another one the map that the monitor read in its own bytes.
    const isEncodedOnce = sent.features.has(MONENC.or(MSG_ADDR2));
    const ourMap = encode(MonMap, isEncodedOnce ? map : decode(MonMap, bytes), options);
    const { sender } = diagnose(MMonMap, sent.front);
    const isRecognised = sender.isExact && sender.releases.includes(MONITOR) && sender.conditions.every(({ mask, wanted }) => wanted === null || wanted === sent.features.has(mask));
    table.push([peer, features.toString(), `v${messenger}`, `${bytes.length} bytes, MonMap v${bytes[0]}`, same(ours, sent.front), same(ourMap, bytes), isRecognised ? 'recognised' : 'NOT RECOGNISED']);
    expect(toHex(ours)).toBe(toHex(sent.front));
    expect(toHex(ourMap)).toBe(toHex(bytes));
    expect(isRecognised).toBe(true);
  });
});

function same(ours: Uint8Array, theirs: Uint8Array): string {
  return toHex(ours) === toHex(theirs) ? 'same' : `${ours.length} BYTES`;
}
