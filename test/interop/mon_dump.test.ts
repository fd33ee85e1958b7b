import { afterAll, beforeAll, expect, it } from 'vitest';
import { decode } from '../../src/encoding/ceph_type.ts';
import { formatJson, parseJson } from '../../src/text/json.ts';
import { MonMap } from '../../src/types/mon/MonMap/MonMap.ts';
import { startMonitors } from './monitors.ts';
import type { Monitors } from './monitors.ts';
import { installedRelease } from './programs.ts';
import { asInstalledPrints, encodeAs, fromPacific, monmaptoolPrint, needs } from './support.ts';

needs(['ceph', 'ceph-mon', 'monmaptool'], 'ceph-common ceph-mon');

const describe = fromPacific();

/** What is done to a cluster of a, b, c and an absent d. */
const HISTORY = [
  'mon set election_strategy disallow',
  'mon add disallowed_leader c',
  'mon add disallowed_leader b',
  'mon set-weight a 10',
  'mon set_location a rack=r1 datacenter=x',
  'mon set_location b datacenter=y',
  'mon rm d',
  'mon add q"\\ [::1]:6789 datacenter=z',
  'mon rm q"\\',
  'mon rm disallowed_leader b',
  'mon rm disallowed_leader c',
  'mon set election_strategy connectivity',
  'mon set_location c datacenter=z',
  // Stretch mode wants two sites with the same weight of OSDs, which need not run.
  'osd crush add-bucket x datacenter root=default',
  'osd crush add-bucket y datacenter root=default',
  'osd new 11111111-1111-1111-1111-111111111111',
  'osd new 22222222-2222-2222-2222-222222222222',
  'osd crush add osd.0 1 datacenter=x',
  'osd crush add osd.1 1 datacenter=y',
  'osd crush rule create-replicated stretch default datacenter',
  'mon enable_stretch_mode c stretch datacenter',
];

interface Epoch {
  readonly bytes: Uint8Array;
  /** Of `ceph mon dump`, but for the quorum, which is not in the map. */
  readonly json: string;
}

describe('ceph mon dump', () => {
  const epochs: Epoch[] = [];
  let monitors: Monitors | undefined;

  beforeAll(async () => {
    monitors = await startMonitors(['a', 'b', 'c'], ['d']);
    for (const command of HISTORY) await monitors.ceph(...command.split(' '));
    const newest = parseJson(await monitors.ceph('mon', 'dump', '-f', 'json')).get('epoch').integer(1, 99);
    for (let epoch = 1; epoch <= newest; epoch++) {
      const json = await monitors.ceph('mon', 'dump', String(epoch), '-f', 'json');
      epochs.push({ bytes: await monitors.getmap(epoch), json: json.trim().replace(/,"quorum":\[[\d,]*\]\}$/, '}') });
    }
  });

  afterAll(() => monitors?.stop());

  it.each([
    '"election_strategy":2',
    '"disallowed_leaders: ":"b,c"',
    '"stretch_mode":true,"tiebreaker_mon":"c"',
    '"removed_ranks: ":"3"',
    '"crush_location":"{datacenter=x,rack=r1}"',
    '"weight":10',
    '"name":"q\\"\\\\"',
    '"addr":"[::1]:6789/0"',
  ])('says %s in some epoch of this test', (text) => {
    expect(epochs.filter(({ json }) => json.includes(text))).not.toEqual([]);
  });

  it('is our dump of every epoch in the form of its release, byte for byte', () => {
    for (const { bytes, json } of epochs) expect(formatJson(MonMap.dump(decode(MonMap, bytes), false, installedRelease().name))).toBe(json);
  });

  it('is our dump of what we load from it', () => {
    for (const { json } of epochs) expect(formatJson(MonMap.dump(MonMap.load(parseJson(json)), false, installedRelease().name))).toBe(json);
  });

  it('has its map also in the answers of other commands', async () => {
    const ceph = async (...command: string[]): Promise<string> => (await monitors?.ceph(...command, '-f', 'json')) ?? '';
    const newest = MonMap.load(parseJson(epochs.at(-1)?.json ?? ''));
    for (const command of [['quorum_status'], ['tell', 'mon.a', 'mon_status'], ['report'], ['mon', 'dump']]) {
      const answer = parseJson(await ceph(...command));
      expect(MonMap.load(answer), command.join(' ')).toEqual(newest);
      expect(answer.remarks(), command.join(' ')).toEqual([]);
    }
    const status = parseJson(await ceph('status'));
    expect(() => MonMap.load(status)).toThrow('monmap: is only a summary');
  });

  it('comes with a ceph mon getmap that prints as monmaptool does, and is written back as it was', () => {
    for (const { bytes } of epochs) {
      const map = decode(MonMap, bytes);
      expect(asInstalledPrints(map)).toBe(monmaptoolPrint(bytes));
      expect(encodeAs(map, { release: 'pacific' })).toEqual(bytes);
    }
  });
});
