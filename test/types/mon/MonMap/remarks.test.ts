import { describe, expect, it } from 'vitest';
import { decode } from '../../../../src/encoding/ceph_type.ts';
import { MMonMap } from '../../../../src/types/messages/MMonMap.ts';
import { MonMap } from '../../../../src/types/mon/MonMap/MonMap.ts';
import { monMapRemarks } from '../../../../src/types/mon/MonMap/remarks.ts';
import { fixture, fixtureFiles } from '../../../support/fixtures.ts';
import { MON_MAP_BYTES } from './bytes.ts';
import { addrs, mapOf, monOf } from '../../support/support.ts';

const a = monOf('a', 'v2:10.0.0.1:3300/0', 'v1:10.0.0.1:6789/0');
const b = monOf('b', 'v1:10.0.0.2:6789/0');
const addrOf = (text: string) => addrs(text)[0] ?? expect.unreachable();

describe('a healthy map', () => {
  it('has no remarks', () => {
    expect(monMapRemarks(mapOf([a, b], { tiebreakerMon: 'b', disallowedLeaders: ['a'] }))).toEqual([]);
  });

  it.each(fixtureFiles().filter((file) => /^messages\/MMonMap\/.*\.bin$/.test(file)))('%s has no remarks, and its message has none either', (file) => {
    expect(MMonMap.remarks?.(decode(MMonMap, fixture(file).bytes))).toEqual([]);
  });
});

describe('a map', () => {
  it.each([
    ['a rank without a monitor', mapOf([a], { ranks: ['a', 'ghost'] }), ['rank 1 names mon.ghost, which is not in mon_info']],
    ['two ranks of one monitor', mapOf([a], { ranks: ['a', 'a'] }), ['mon.a has 2 ranks']],
    ['two ranks of an unknown name', mapOf([], { ranks: ['x', 'x'] }), [
      'rank 0 names mon.x, which is not in mon_info', 'rank 1 names mon.x, which is not in mon_info', 'mon.x has 2 ranks',
    ]],
    ['a monitor without a rank', mapOf([a, b], { ranks: ['b'] }), ['mon.a has no rank']],
    ['another name inside', mapOf([a], { monInfo: new Map([['a', { ...a, name: 'z' }]]) }), ['mon_info has mon.z under the key a']],
    ['a tiebreaker that is not a monitor', mapOf([a], { tiebreakerMon: 'z' }), ['tiebreaker mon.z is not in mon_info']],
    ['a disallowed leader that is not a monitor', mapOf([a], { disallowedLeaders: ['z'] }), ['disallowed leader mon.z is not in mon_info']],
    ['a shared address', mapOf([a, monOf('c', 'v1:10.0.0.1:6789/0')]), ['mon.a and mon.c share the address v1:10.0.0.1:6789/0']],
    ['shared blanks', mapOf([monOf('x', '-'), monOf('y', '-')]), []],
    ['a blank mon_addr', mapOf([a], { monAddr: new Map([['a', addrOf('-')]]) }), [
      'mon.a is blank in mon_addr and v1:10.0.0.1:6789/0 in mon_info; mon_info is used',
    ]],
    ['a mon_addr of others', mapOf([a], { monAddr: new Map([['z', addrOf('v1:10.0.0.9:1/0')]]) }), [
      'mon.z is v1:10.0.0.9:1/0 in mon_addr and missing in mon_info; mon_info is used',
      'mon.a is missing in mon_addr and v1:10.0.0.1:6789/0 in mon_info; mon_info is used',
    ]],
    ['an agreeing msgr2 address beside a disagreeing one', mapOf([monOf('c', 'v2:10.0.0.3:3300/0'), b], {
      monAddr: new Map([['c', addrOf('v2:10.0.0.3:3300/0')], ['b', addrOf('-')]]),
    }), ['mon.b is blank in mon_addr and v1:10.0.0.2:6789/0 in mon_info; mon_info is used']],
    ['an appended map', mapOf([a], { appendedMap: mapOf([a]) }), [
      'a v2 map with the whole map appended, as Hammer to Mimic write it for a peer without MONENC; Ceph reads only the v2 part',
    ]],
  ])('with %s has the expected remarks', (_, map, remarks) => {
    expect(monMapRemarks(map)).toEqual(remarks);
  });

  it('by Pacific, with a monitor without a legacy address, has a mon_addr that disagrees with mon_info', () => {
    expect(monMapRemarks(decode(MonMap, fixture('mon/MonMap/v5-three-mons-addr2.bin').bytes))).toEqual([
      'mon.c is blank in mon_addr and v1:10.0.0.3:3300/0 in mon_info; mon_info is used',
    ]);
    expect(monMapRemarks(decode(MonMap, fixture('mon/MonMap/v5-three-mons-relabelled.bin').bytes))).toEqual([]);
  });

  it('newer than this library knows has bytes that were not decoded', () => {
    expect(monMapRemarks(decode(MonMap, MON_MAP_BYTES.v11))).toEqual(['struct_v 11 is newer than this library knows: 2 bytes were not decoded']);
  });
});
