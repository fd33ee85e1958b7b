import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decode } from '../../src/encoding/ceph_type.ts';
import { MonMap } from '../../src/types/mon/MonMap/MonMap.ts';
import { mapOf, monOf } from '../types/support/support.ts';
import { anyMonMap } from './maps.ts';
import { FORMS, asInstalledPrints, encodeAs, fromPacific, monmaptoolCreate, monmaptoolPrint, needs } from './support.ts';

needs(['monmaptool'], 'ceph-common');

const describe = fromPacific();

const A = monOf('a', 'v1:10.0.0.1:6789/0');
const B = monOf('b', 'v1:10.0.0.2:6789/0');
const C = monOf('c', 'v1:10.0.0.3:6789/0');

const IPV6 = [monOf('a', 'v1:[2001:db8::1]:6789/0'), monOf('b', 'v2:[::1]:3300/0', 'v1:[::1]:6789/0'), monOf('c', 'v1:[::ffff:10.0.0.1]:6789/0')];

const TWO_SITES = ['a', 'b', 'c', 'd', 'e'].map((name, i) => ({
  ...monOf(name, `v2:10.0.${i}.1:3300/0`, `v1:10.0.${i}.1:6789/0`),
  crushLoc: new Map([['rack', `r${i}`], ['datacenter', i < 2 ? 'x' : 'y']]),
}));
const STRETCHED = { strategy: 3, stretchModeEnabled: true, tiebreakerMon: 'e', disallowedLeaders: ['e'], stretchMarkedDownMons: ['a'], removedRanks: [2, 1] };

const MAPS = [
  ['one monitor', mapOf([A])],
  ['one monitor of both protocols', mapOf([monOf('a', 'v2:10.0.0.1:3300/0', 'v1:10.0.0.1:6789/0')])],
  ['one monitor without a legacy address', mapOf([monOf('a', 'v2:10.0.0.1:3300/0')])],
  ['one monitor with an address of type any', mapOf([monOf('a', 'any:10.0.0.1:6789/0')])],
  ['one monitor without an address', mapOf([monOf('a')])],
  ['three monitors that are not ranked by address', mapOf([C, A, B])],
  ['monitors told apart by port and nonce', mapOf([monOf('a', 'v1:10.0.0.1:6790/0'), monOf('b', 'v1:10.0.0.1:6789/256'), monOf('c', 'v1:10.0.0.1:6789/1')])],
  ['three monitors on IPv6', mapOf(IPV6)],
  ['three monitors with priorities and weights', mapOf([{ ...A, priority: 65535 }, { ...B, weight: 10 }, { ...C, priority: 1 }])],
  ['disallowed leaders', mapOf([A, B], { strategy: 2, disallowedLeaders: ['b', 'a'] })],
  ['a release that it does not know', mapOf([A], { minMonRelease: 20 })],
  ['times near the epoch', mapOf([A], { lastChanged: { sec: 0, nsec: 999 }, created: { sec: 315_359_999, nsec: 999_999_999 } })],
  ['five monitors in stretch mode', mapOf(TWO_SITES, STRETCHED)],
] as const;

describe.each(FORMS)('monmaptool --print, given our %s,', (_, structV, options) => {
  it.each(MAPS)('prints %s as we do', (_, map) => {
    const bytes = encodeAs(map, options);
    expect(bytes[0]).toBe(structV);
    expect(monmaptoolPrint(bytes)).toBe(asInstalledPrints(decode(MonMap, bytes)));
  });
});

describe('monmaptool --print', () => {
  it('prints an ADDR2 address of another family as we do', () => {
    const map = mapOf([monOf('a', 'v1:(unrecognized address family 1)/7')]);
    expect(monmaptoolPrint(encodeAs(map, { release: 'pacific' }))).toBe(asInstalledPrints(map));
  });

  it('prints any map in any form as we do', () => {
    const property = fc.property(anyMonMap, fc.constantFrom(...FORMS), (map, [, , options]) => {
      const bytes = encodeAs(map, options);
      expect(monmaptoolPrint(bytes)).toBe(asInstalledPrints(decode(MonMap, bytes)));
    });
    fc.assert(property, { seed: 16_2_15, numRuns: 200 });
  });
});

const FSID = ['--fsid', 'a95fdcf2-74c1-456e-9de8-b4bd237924bc'];

describe('a map that monmaptool made', () => {
  it.each([
    ['with no monitor', []],
    ['with --add', [...FSID, '--add', 'a', '10.0.0.1:6789', '--add', 'b', '10.0.0.2:3300', '--add', 'c', '[2001:db8::1]:6790']],
    ['with --addv', [...FSID, '--addv', 'a', '[v2:10.0.0.1:3300,v1:10.0.0.1:6789]', '--addv', 'b', 'v2:[::1]:3300']],
    ['with --enable-all-features', [...FSID, '--enable-all-features', '--add', 'a', '10.0.0.1:6789']],
    ['with --feature-set', [...FSID, '--add', 'a', '10.0.0.1:6789', '--feature-set', '4096', '--optional']],
    ['with --set-min-mon-release', [...FSID, '--set-min-mon-release', '15', '--add', 'a', '10.0.0.1:6789']],
    ['with --generate', ['--generate', '--mon-host', '10.0.0.1,10.0.0.2', ...FSID]],
    ['with --set-initial-members', ['--generate', '--set-initial-members', '--mon-host', '10.0.0.1', '--mon-initial-members', 'a,b,c', ...FSID]],
  ])('%s decodes, prints as it does, and is written back as it was', (_, options) => {
    const bytes = monmaptoolCreate(...options);
    const map = decode(MonMap, bytes);
    expect(asInstalledPrints(map)).toBe(monmaptoolPrint(bytes));
    expect(encodeAs(map, { release: 'pacific' })).toEqual(bytes);
  });
});
