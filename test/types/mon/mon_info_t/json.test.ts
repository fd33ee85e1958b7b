import { describe, expect, it } from 'vitest';
import { JsonNode, formatJson } from '../../../../src/text/json.ts';
import { dumpMonInfo, formatCrushLoc, formatMonInfo, loadMonInfo } from '../../../../src/types/mon/mon_info_t/json.ts';
import { MonInfo } from '../../../../src/types/mon/mon_info_t/mon_info_t.ts';
import { hex } from '../../../support/support.ts';
import { monOf, throughExactJson } from '../../support/support.ts';

const both = monOf('a', 'v2:10.0.0.1:3300/0', 'v1:10.0.0.1:6789/0');
const load = (json: unknown) => loadMonInfo(new JsonNode(json, ''));

describe('the JSON of a mon_info_t', () => {
  it('has the keys of `ceph mon dump`', () => {
    expect(formatJson(dumpMonInfo({ ...both, crushLoc: new Map([['row', 'x'], ['rack', 'y']]) }))).toBe(
      '{"name":"a","public_addrs":{"addrvec":[{"type":"v2","addr":"10.0.0.1:3300","nonce":0},{"type":"v1","addr":"10.0.0.1:6789","nonce":0}]},' +
        '"addr":"10.0.0.1:6789/0","public_addr":"10.0.0.1:6789/0","priority":0,"weight":0,"crush_location":"{rack=y,row=x}"}',
    );
  });

  it('shows the first address if there is no legacy one', () => {
    expect(dumpMonInfo(monOf('a', 'v2:10.0.0.1:3300/0')).addr).toBe('10.0.0.1:3300/0');
  });

  it('is read back, exact or not', () => {
    expect(load(dumpMonInfo(both))).toEqual(both);
    const odd = { ...both, timeAdded: { sec: 1, nsec: 2 }, crushLoc: new Map([['a=b', ',}']]), newer: { structV: 7, structCompat: 1, tail: hex`00ff` } };
    expect(throughExactJson(MonInfo, odd)).toEqual(odd);
  });

  it('has one legacy address before Nautilus', () => {
    expect(load({ rank: 0, name: 'a', addr: '10.0.0.1:6789/0' })).toEqual(monOf('a', 'v1:10.0.0.1:6789/0'));
  });

  it('has a location that is read from its text', () => {
    const located = (crush_location: string) => load({ name: 'a', addr: '-', crush_location }).crushLoc;
    expect(located('{}')).toEqual(new Map());
    expect(located('{rack=y,row=x=z}')).toEqual(new Map([['rack', 'y'], ['row', 'x=z']]));
    expect(() => located('rack=y')).toThrow('crush_location: "rack=y" is not a location such as {datacenter=x,rack=y}');
    expect(() => located('{rack}')).toThrow('crush_location: "rack" is not a bucket type and a name such as rack=y');
  });

  it.each([
    [{}, 'needs a key "name"'],
    [{ name: 'a' }, 'needs a key "addr"'],
    [{ name: 'a', addr: 'x' }, 'addr: "x" is not an address'],
    [{ name: 'a', addr: '-', priority: 65536 }, 'priority: needs 0 to 65535, got 65536'],
    [{ name: 'a', addr: '-', crush_loc: [['x']] }, 'crush_loc[0]: needs a pair of strings'],
    [{ name: 'a', addr: '-', newer: { struct_v: 7, struct_compat: 1, tail: 'x' } }, 'newer.tail: expected a hex digit'],
  ])('is refused if it is wrong: %j', (json, message) => {
    expect(() => load(json)).toThrow(message);
  });
});

describe('the text of a mon_info_t', () => {
  it('names the monitor, its addresses, priority and weight', () => {
    expect(formatMonInfo(both)).toBe('mon.a addrs [v2:10.0.0.1:3300/0,v1:10.0.0.1:6789/0] priority 0 weight 0');
  });

  it('has its location in the order of bytes', () => {
    expect(formatCrushLoc(new Map([['row', 'x'], ['rack', 'y']]))).toBe('{rack=y,row=x}');
    expect(formatMonInfo({ ...both, crushLoc: new Map([['rack', 'y']]) })).toContain('{rack=y}');
  });
});
