import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { JsonNode, parseJson } from '../../../../../src/text/json.ts';
import { Mask64 } from '../../../../../src/features/mask64.ts';
import { loadMonMap } from '../../../../../src/types/mon/MonMap/json/load.ts';
import { MonMap } from '../../../../../src/types/mon/MonMap/MonMap.ts';
import { encode } from '../../../../../src/encoding/ceph_type.ts';
import { fixture } from '../../../../support/fixtures.ts';
import { addrs } from '../../../support/support.ts';

const document = (name: string): JsonNode => parseJson(readFileSync(new URL(`documents/${name}.json`, import.meta.url), 'utf8'));

const MAP = {
  epoch: 1, fsid: '00000000-1111-4222-8333-000000000001', modified: '2024-01-02T03:04:05.000006Z', created: '2024-01-02T03:04:05.000006Z',
  features: { persistent: ['kraken'], optional: [] },
  mons: [
    { rank: 0, name: 'a', addr: '192.0.2.1:6789/0' },
    { rank: 1, name: 'b,c', addr: '192.0.2.2:6789/0' },
  ],
};
const load = (changes: object): MonMap => loadMonMap(new JsonNode({ ...MAP, ...changes }, ''));
const mon = (changes: object): MonMap => load({ mons: [{ ...MAP.mons[0], ...changes }] });
const remarks = (changes: object): string[] => {
  const json = new JsonNode({ ...MAP, ...changes }, '');
  loadMonMap(json);
  return json.remarks();
};

describe('the JSON of a newer release', () => {
  it('has the sets as strings under keys without a colon', () => {
    const json = document('mon-dump-reef-string-sets-empty');
    const map = loadMonMap(json);
    expect(map).toMatchObject({ epoch: 3, minMonRelease: 20, strategy: 3, stretchModeEnabled: true, tiebreakerMon: 'm3', ranks: ['m1', 'm3', 'm2'], disallowedLeaders: [], removedRanks: [] });
    expect(map.persistentFeatures).toEqual(Mask64.of(0xfffn));
    expect(map.monInfo.get('m1')).toMatchObject({ publicAddrs: addrs('v2:192.0.2.41:3300/0', 'v1:192.0.2.41:6789/0'), crushLoc: new Map([['datacenter', 'dc1']]) });
    expect(json.remarks()).toEqual([]);
  });

  it('has ciphers as objects', () => {
    const json = document('mon-dump-20.2.4-cipher-objects');
    expect(loadMonMap(json)).toMatchObject({ authEpoch: 0, authServiceCipher: 2, authAllowedCiphers: [1, 2], authPreferredCipher: 2 });
    expect(json.remarks()).toEqual([]);
  });

  it('stands under `monmap` in quorum_status', () => {
    const json = document('quorum-status-wrapped-monmap');
    expect(loadMonMap(json)).toMatchObject({ epoch: 3, disallowedLeaders: ['m2', 'm3'], removedRanks: [4, 5], ranks: ['m1', 'm3', 'm2'] });
    expect(json.remarks()).toEqual([]);
  });

  it.each([['kernel-dual-stack', 'v9-dual-stack'], ['kernel-v2only-mons', 'v9-v2-only-mons']])('%s is the map of %s.bin', (name, bytes) => {
    const json = document(name);
    expect(encode(MonMap, loadMonMap(json), { release: 'pacific', features: '0x2f018fb87aa4aafe' })).toEqual(new Uint8Array(fixture(`mon/MonMap/${bytes}.bin`).bytes));
    expect(json.remarks()).toEqual([]);
  });

  it('has the keys of Ceph main: time_added, a list for the location, global_stretch_mode', () => {
    const map = mon({ time_added: '2024-01-02T04:04:05.000006+0100', crush_location: [{ key: 'datacenter', val: 'dc1' }, { key: 'rack', val: 'r1' }], weight: 10 });
    expect(map.monInfo.get('a')).toMatchObject({ timeAdded: { sec: 1704164645, nsec: 6000 }, weight: 10, crushLoc: new Map([['datacenter', 'dc1'], ['rack', 'r1']]) });
    expect(load({ stretch_mode: true, global_stretch_mode: false }).globalStretchModeEnabled).toBe(false);
  });
});

describe('a set in JSON', () => {
  it.each([
    [{ 'removed_ranks: ': '4,5', 'disallowed_leaders: ': 'a' }, [4, 5], ['a']],
    [{ removed_ranks: '4,5', disallowed_leaders: 'a' }, [4, 5], ['a']],
    [{ removed_ranks: [4, 5], disallowed_leaders: ['a'] }, [4, 5], ['a']],
    [{ removed_ranks: '', disallowed_leaders: '' }, [], []],
    [{}, [], []],
  ])('may be %j', (changes, removedRanks, disallowedLeaders) => {
    expect(load(changes)).toMatchObject({ removedRanks, disallowedLeaders });
  });

  it('keeps a name with a comma together if a monitor has that name', () => {
    expect(load({ disallowed_leaders: 'a,b,c,d e' }).disallowedLeaders).toEqual(['a', 'b,c', 'd e']);
    expect(load({ disallowed_leaders: 'b,c' }).disallowedLeaders).toEqual(['b,c']);
    expect(load({ disallowed_leaders: 'b,d' }).disallowedLeaders).toEqual(['b', 'd']);
  });
});

describe('a cipher in JSON', () => {
  it.each([[2], ['2'], [{ name: 'aes256k', value: 2 }], [{ name: 'aes256k', type: 2 }], [{ name: 'aes256k' }], ['aes256k'], [{ name: 'later', value: 2 }]])('may be %j', (cipher) => {
    expect(load({ auth_service_cipher: cipher }).authServiceCipher).toBe(2);
  });

  it('may stand in a list, or in a text with commas', () => {
    expect(load({ auth_allowed_ciphers: [{ name: 'aes', value: 1 }, 2] }).authAllowedCiphers).toEqual([1, 2]);
    expect(load({ auth_allowed_ciphers: 'aes, aes256k' }).authAllowedCiphers).toEqual([1, 2]);
  });

  it('is refused if it names none', () => {
    expect(() => load({ auth_service_cipher: 'des' })).toThrow('auth_service_cipher: needs one of none, aes, aes256k, got "des"');
    expect(() => load({ auth_service_cipher: {} })).toThrow('auth_service_cipher: needs a key "value"');
    expect(() => load({ auth_allowed_ciphers: 'aes,des' })).toThrow('auth_allowed_ciphers: needs one of none, aes, aes256k, got "aes,des"');
  });
});

describe('other values in JSON', () => {
  it.each([
    ['2018-06-01 08:00:00.000000', { sec: 1_527_840_000, nsec: 0 }],
    ['2018-06-01T08:00:00.000001Z', { sec: 1_527_840_000, nsec: 1000 }],
    ['2018-06-01T08:00:00.000001+0000', { sec: 1_527_840_000, nsec: 1000 }],
    ['2018-06-01T08:00:00.000001+00:00', { sec: 1_527_840_000, nsec: 1000 }],
    ['2018-06-01T10:30:00.000001+02:30', { sec: 1_527_840_000, nsec: 1000 }],
    ['2018-06-01T03:00:00.000001-0500', { sec: 1_527_840_000, nsec: 1000 }],
    ['0.000000', { sec: 0, nsec: 0 }],
  ])('a time may be %s', (modified, lastChanged) => {
    expect(load({ modified }).lastChanged).toEqual(lastChanged);
  });

  it.each([
    [{ min_mon_release: 18, min_mon_release_name: 'reef' }, 18],
    [{ min_mon_release: 18 }, 18],
    [{ min_mon_release_name: 'reef' }, 18],
    [{ min_mon_release: 0, min_mon_release_name: 'unknown' }, 0],
    [{ min_mon_release_name: 'unknown', features: { persistent: ['luminous'], optional: [] } }, 12],
    [{ features: { persistent: ['luminous'], optional: [] } }, 12],
  ])('the release may be told by %j', (changes, release) => {
    expect(load(changes).minMonRelease).toBe(release);
  });

  it('a feature may have the number of its bit, also if its name is unknown', () => {
    expect(load({ features: { persistent: ['kraken(1)', 'unknown(4096)'], optional: ['cephx_auth_aes256k'] } })).toMatchObject({
      persistentFeatures: Mask64.of(0x1001n), optionalFeatures: Mask64.bit(31),
    });
    expect(() => load({ features: { persistent: ['later'], optional: [] } })).toThrow(/^features\.persistent\[0\]: unknown monitor feature "later": known are kraken, .*; or give the mask, in hex, as "persistent_features"$/);
    expect(() => load({ features: { persistent: ['x(99999999999999999999)'], optional: [] } })).toThrow('features.persistent[0]: ');
  });

  it('monitors are in the order of their ranks', () => {
    expect(load({ mons: [...MAP.mons].reverse() }).ranks).toEqual(['a', 'b,c']);
  });

  it('an address of no known family is `:` up to Nautilus', () => {
    expect(mon({ addr: ':/0' }).monInfo.get('a')?.publicAddrs).toMatchObject([{ type: 1, family: 0, nonce: 0, ip: null }]);
  });

  it('a location may be an object', () => {
    expect(mon({ crush_location: { __proto__x: '1', constructor: '2' } }).monInfo.get('a')?.crushLoc).toEqual(new Map([['__proto__x', '1'], ['constructor', '2']]));
  });
});

describe('what is not read in JSON is told', () => {
  it('a key that is not known, with its path', () => {
    expect(remarks({ tiebreaker: 'a', mons: [{ ...MAP.mons[0], wieght: 5 }] })).toEqual(['mons[0].wieght is not read: no such key is known', 'tiebreaker is not read: no such key is known']);
  });

  it('but not the quorum, which is known and not in the map', () => {
    expect(remarks({ quorum: [0, 1] })).toEqual([]);
  });

  it('an address that contradicts public_addrs, or addr', () => {
    const public_addrs = { addrvec: [{ type: 'v2', addr: '192.0.2.9:3300', nonce: 0 }, { type: 'v1', addr: '192.0.2.9:6789', nonce: 0 }] };
    expect(remarks({ mons: [{ ...MAP.mons[0], public_addrs }] })).toEqual(['mons[0].addr is not used: public_addrs has 192.0.2.9:6789/0']);
    expect(remarks({ mons: [{ ...MAP.mons[0], public_addr: '192.0.2.9:6789/0' }] })).toEqual(['mons[0].public_addr is not used: addr has 192.0.2.1:6789/0']);
    expect(remarks({ mons: [{ ...MAP.mons[0], public_addr: 'v1:192.0.2.1:6789' }] })).toEqual([]);
  });

  it('a name of a release that contradicts its number', () => {
    expect(remarks({ min_mon_release: 16, min_mon_release_name: 'reef' })).toEqual(['min_mon_release_name is not used: min_mon_release is 16']);
  });
});
