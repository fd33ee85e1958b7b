import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decode } from '../../../../../src/encoding/ceph_type.ts';
import { JsonNode, formatJson, parseJson } from '../../../../../src/text/json.ts';
import { Mask64 } from '../../../../../src/features/mask64.ts';
import { MMonMap } from '../../../../../src/types/messages/MMonMap.ts';
import { MonMap } from '../../../../../src/types/mon/MonMap/MonMap.ts';
import { dumpMonMap, releaseName } from '../../../../../src/types/mon/MonMap/json/dump.ts';
import { loadMonMap } from '../../../../../src/types/mon/MonMap/json/load.ts';
import { fixture } from '../../../../support/fixtures.ts';
import { addrs, mapOf, monOf, throughExactJson } from '../../../support/support.ts';

const MON_DUMP = new URL('../../../../../../shared/captures/incident/mon-dump.json', import.meta.url);
const load = (json: unknown) => loadMonMap(new JsonNode(json, ''));

const HAMMER_STYLE = {
  epoch: 1, fsid: 'bc6515b9-af68-4221-b9dd-771e91ebfc44', modified: '2018-06-01 08:00:00.000000', created: '0.000000',
  mons: [{ rank: 0, name: 'a', addr: '10.0.0.1:6789/0' }, { rank: 1, name: 'b', addr: '[2001:db8::1]:6789/0' }],
  quorum: [0, 1],
};
const LUMINOUS_STYLE = {
  ...HAMMER_STYLE,
  features: { persistent: ['kraken', 'luminous'], optional: [] },
  mons: HAMMER_STYLE.mons.map((mon) => ({ ...mon, public_addr: mon.addr })),
};

describe('the JSON of a MonMap', () => {
  it('has the keys of `ceph mon dump` of 16.2.15, their oddities included', () => {
    const map = mapOf([monOf('a', 'v1:10.0.0.1:6789/0')], { disallowedLeaders: ['a', 'b'], removedRanks: [3, 4], persistentFeatures: Mask64.of(1n) });
    expect(formatJson(dumpMonMap({ ...map, lastChanged: { sec: 1_600_000_000, nsec: 123_456_789 } }))).toBe(
      '{"epoch":7,"fsid":"a95fdcf2-74c1-456e-9de8-b4bd237924bc","modified":"2020-09-13T12:26:40.123456Z","created":"2017-07-14T02:40:00.000000Z",' +
        '"min_mon_release":16,"min_mon_release_name":"pacific","election_strategy":1,"disallowed_leaders: ":"a,b","stretch_mode":false,' +
        '"tiebreaker_mon":"","removed_ranks: ":"3,4","features":{"persistent":["kraken"],"optional":[]},"mons":[{"rank":0,"name":"a",' +
        '"public_addrs":{"addrvec":[{"type":"v1","addr":"10.0.0.1:6789","nonce":0}]},"addr":"10.0.0.1:6789/0","public_addr":"10.0.0.1:6789/0",' +
        '"priority":0,"weight":0,"crush_location":"{}"}]}',
    );
  });

  it('has the monitors by rank, and only the name for a rank that names no monitor', () => {
    const { mons } = dumpMonMap(mapOf([monOf('a')], { ranks: ['ghost', 'a'] }));
    expect(mons).toMatchObject([{ rank: 0, name: 'ghost' }, { rank: 1, name: 'a', priority: 0 }]);
    expect((mons as object[])[0]).not.toHaveProperty('addr');
  });

  it('is read back also if it is not exact, except what it leaves out', () => {
    const map = mapOf([monOf('a', 'v2:10.0.0.1:3300/0', 'v1:10.0.0.1:6789/0')], { disallowedLeaders: ['a'], removedRanks: [3], strategy: 2 });
    expect(load(dumpMonMap(map))).toEqual({ ...map, lastChanged: { sec: 1_600_000_000, nsec: 123_456_000 } });
  });

  it('is exact on request: odd names, unnamed bits, monitors without a rank or with a name that is not their key', () => {
    const map = mapOf([monOf('a,b', 'v1:10.0.0.1:6789/0'), monOf('', '-'), monOf('\udcff"\n')], {
      persistentFeatures: Mask64.ALL, optionalFeatures: Mask64.of(0x4000_0000_0000_0000n), disallowedLeaders: ['x,y'], ranks: ['', 'ghost', ''],
    });
    const renamed = { ...map, monInfo: new Map([...map.monInfo, ['key', monOf('other', 'v1:10.0.0.3:6789/0')]]) };
    expect(throughExactJson(MonMap, renamed)).toEqual(renamed);
  });

  it('names releases', () => {
    expect([0, 8, 16, 20, 255].map(releaseName)).toEqual(['unknown', 'hammer', 'pacific', 'tentacle', 'unknown']);
  });
});

describe('the JSON of an older release', () => {
  it('is that of Luminous: one legacy address, times without a zone, no min_mon_release', () => {
    const map = load(LUMINOUS_STYLE);
    expect([...map.monInfo.values()].map(({ publicAddrs }) => publicAddrs)).toEqual([addrs('v1:10.0.0.1:6789/0'), addrs('v1:[2001:db8::1]:6789/0')]);
    expect(map).toMatchObject({ ranks: ['a', 'b'], minMonRelease: 12, strategy: 1, lastChanged: { sec: 1_527_840_000, nsec: 0 }, created: { sec: 0, nsec: 0 } });
    expect(map.persistentFeatures).toEqual(Mask64.of(3n));
  });

  it('is that of Hammer, which has no features', () => {
    expect(load(HAMMER_STYLE)).toMatchObject({ minMonRelease: 0, persistentFeatures: Mask64.NONE, optionalFeatures: Mask64.NONE, ranks: ['a', 'b'] });
  });
});

describe('JSON that is no MonMap', () => {
  it.each([
    [[], 'needs an object'],
    [{}, 'needs a key "mons"'],
    [{ ...HAMMER_STYLE, epoch: -1 }, 'epoch: needs 0 to 4294967295, got -1'],
    [{ ...HAMMER_STYLE, fsid: 'x' }, 'fsid: "x" is not a UUID'],
    [{ ...HAMMER_STYLE, modified: 'now' }, 'modified: "now" is not a time'],
    [{ ...HAMMER_STYLE, mons: [{ rank: 0 }] }, 'mons[0]: needs a key "name"'],
    [{ ...HAMMER_STYLE, mons: [{ name: 'a', addr: 'x' }] }, 'mons[0].addr: "x" is not an address'],
    [{ ...HAMMER_STYLE, features: { persistent: ['unknown'], optional: [] } }, 'features.persistent[0]: unknown monitor feature "unknown"'],
    [{ ...HAMMER_STYLE, persistent_features: '7' }, 'persistent_features: a mask is "0x"'],
    [{ ...HAMMER_STYLE, 'removed_ranks: ': '1,x' }, 'removed_ranks: : "x" is not a rank'],
    [{ ...HAMMER_STYLE, 'removed_ranks: ': '4294967296' }, 'removed_ranks: : "4294967296" is not a rank'],
    [{ ...HAMMER_STYLE, stretch_mode: 1 }, 'stretch_mode: needs true or false, got 1'],
  ])('is refused with the name of the wrong key: case %#', (json, message) => {
    expect(() => load(json)).toThrow(message);
    expect(() => load(json)).toThrow(expect.objectContaining({ name: 'JsonError' }));
  });
});

describe.skipIf(!existsSync(MON_DUMP))('`ceph mon dump` of the incident (not compared if ../shared/captures is missing)', () => {
  const printed = existsSync(MON_DUMP) ? readFileSync(MON_DUMP, 'utf8').trim() : '{}';

  it('is read, and written again letter for letter, without its quorum', () => {
    const map = load(parseJson(printed).value);
    expect(formatJson(dumpMonMap(map))).toBe(printed.replace(',"quorum":[0]', ''));
  });

  it('is the dump of the map that was sent to Hammer, except the msgr2 address, which does not fit into v5', () => {
    const { monmap } = decode(MMonMap, fixture('messages/MMonMap/v5-incident-hammer.bin').bytes);
    expect(formatJson(dumpMonMap(monmap))).toBe(
      printed.replace(',"quorum":[0]', '').replace('{"type":"v2","addr":"127.0.0.1:23300","nonce":0},', ''),
    );
  });
});
