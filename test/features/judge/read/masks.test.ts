import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { readFeatures, readMasks } from '../../../../src/features/judge/read/masks.ts';

const found = (text: string): unknown => readMasks(text).map(({ mask, group, count }) => [group, mask?.toString() ?? null, count]);

describe('the masks in text', () => {
  it('are those of ceph features, with groups and numbers', () => {
    expect(found(`{
    "mon": [ { "features": "0x3f01cfbffffdffff", "release": "luminous", "num": 3 } ],
    "client": [
        { "features": "0x2f018fb87aa4aafe", "release": "luminous", "num": 12 },
        { "features": "0x3f01cfbffffdffff", "release": "luminous", "num": 4 } ] }`)).toEqual([
      ['mon', '0x3f01cfbffffdffff', 3], ['client', '0x2f018fb87aa4aafe', 12], ['client', '0x3f01cfbffffdffff', 4],
    ]);
  });

  it('are those of the first Luminous releases, which print a group for each', () => {
    // github.com/ceph/ceph/pull/22773
    expect(found('{"mon": {"group": {"features": "0x3ffddff8eea4fffb", "release": "luminous", "num": 3}}}')).toEqual([['mon', '0x3ffddff8eea4fffb', 3]]);
  });

  it('are those of mon_status and quorum_status, in decimal', () => {
    expect(found(`{ "name": "a", "quorum": [0],
      "features": { "required_con": "2449958747317026820", "required_mon": ["kraken"], "quorum_con": "4540138297136906239", "quorum_mon": [] },
      "feature_map": { "mon": [ { "features": "0x3f01cfb9fffdffff", "release": "luminous", "num": 1 } ] } }`)).toEqual([
      ['required_con', '0x2200008010314004', null], ['quorum_con', '0x3f01cfb9fffdffff', null], ['mon', '0x3f01cfb9fffdffff', 1],
    ]);
  });

  it('are those of mon sessions, whose numbers no double holds', () => {
    expect(found(`[ { "name": "client.4123", "entity_name": "client.admin", "con_type": "client",
      "con_features": 3386991914160171774, "con_features_hex": "2f018fb87aa4aafe", "con_features_release": "luminous" },
      { "name": "mon.1", "con_features": 4540138322906710015 } ]`)).toEqual([
      ['client.4123', '0x2f018fb87aa4aafe', null], ['mon.1', '0x3f01cfbffffdffff', null],
    ]);
  });

  it('are found beside long lists, and digits in a text are left as they are', () => {
    expect(found(`{"pgs": [${'0,'.repeat(200_000)}0], "note": "seen: 1234567890123456, twice", "osd_xinfo": [{"osd": 0, "features": 4540138322906710015}]}`)).toEqual([
      ['osd.0', '0x3f01cfbffffdffff', null],
    ]);
  });

  it('are those of osd dump, by OSD', () => {
    expect(found('{"osd_xinfo": [{"osd": 0, "features": 4540138322906710015, "old_weight": 0}, {"osd": 7, "features": 4541880224203014143}]}')).toEqual([
      ['osd.0', '0x3f01cfbffffdffff', null], ['osd.7', '0x3f07fffffffdffff', null],
    ]);
  });

  it('are those of old mon sessions, and of lines of a log', () => {
    // github.com/ceph/ceph-csi/issues/1462; a monitor's log of 2025
    expect(found(`["MonSession(client.4039878 192.0.2.13:0/4121742705 is open allow *, features 0x27018fb86aa42ada (jewel))",
      "MonSession(mon.1 [2001:db8::1]:6789/0 is open allow *, features 0x3ffddff8eea4fffb (luminous))"]`)).toEqual([
      ['client.4039878', '0x27018fb86aa42ada', null], ['mon.1', '0x3ffddff8eea4fffb', null],
    ]);
    expect(found('mon.q@0(leader) e3 remove_session 0x5643f9814b40 client.? 192.0.2.152:0/3876206180 features 0x3f01cfb9fffdffff')).toEqual([
      ['mon.q', '0x3f01cfb9fffdffff', null],
    ]);
  });

  it('are those of a mail, quoted-printable and quoted', () => {
    expect(found('> Aug 31 07:05:01 b5 conmon[1]: MonSession(mon.1 [v2:192.0.2.130:3300/0,v1:192.0.2.130:6789/0] is ope=\n> n , features 0x3f01cfb8ff=\nedffff (luminous))')).toEqual([
      ['mon.1', '0x3f01cfb8ffedffff', null],
    ]);
  });

  it('are those of a part of JSON, and of JSON with other text between its lines', () => {
    expect(found('"features": "0x3f07fffffffdffff",\n   "release": "squid",')).toEqual([[null, '0x3f07fffffffdffff', null]]);
    // What ceph-deploy prints, in public notes of 2022
    expect(found(`[ceph-mon-1][DEBUG ]   "feature_map": {
[ceph-mon-1][DEBUG ]         "features": "0x3f01cfb9fffdffff",
[ceph-mon-1][DEBUG ]   "features": {
[ceph-mon-1][DEBUG ]     "quorum_con": "4540138297136906239",
[ceph-mon-1][DEBUG ]     "required_con": "2449958747317026820",`)).toEqual([
      [null, '0x3f01cfb9fffdffff', null], ['quorum_con', '0x3f01cfb9fffdffff', null], ['required_con', '0x2200008010314004', null],
    ]);
  });

  it('are one for a name or a mask alone', () => {
    expect(found('Squid')).toEqual([[null, '0x3f03cffffffdffff', null]]);
    expect(found('ceph version 12.2.13 (584a20eb0237c657dc0567da126be145106aa47e) luminous (stable)')).toEqual([[null, '0x3ffddff8eeacfffb', null]]);
    expect(found('5.15.0-91-generic')).toEqual([[null, '0x2f018fb87aa4aafe', null]]);
    expect(found('"0x3f01cfbffffdffff",')).toEqual([[null, '0x3f01cfbffffdffff', null]]);
  });

  it('are refused if there is none', () => {
    expect(() => readMasks('{"a": 1}')).toThrow(/^no features in the JSON/);
    expect(() => readMasks('{"a": ')).toThrow(new TypeError('the features begin as JSON does, but are not JSON'));
    expect(() => readMasks('hamer')).toThrow(/^unknown features "hamer"/);
  });

  it('are found in hostile JSON without an overflow of the stack', () => {
    expect(() => readMasks(`${'['.repeat(2000)}${']'.repeat(2000)}`)).toThrow(TypeError);
    expect(found('{"__proto__": {"features": "0x1"}, "constructor": {"features": "0x2"}}')).toEqual([['__proto__', '0x0000000000000001', null], ['constructor', '0x0000000000000002', null]]);
  });

  it('or a typed error, whatever is given', () => {
    fc.assert(fc.property(fc.string(), (text) => {
      try {
        readMasks(text);
      } catch (error) {
        expect(error instanceof TypeError || error instanceof RangeError).toBe(true);
      }
    }));
  });
});

describe('the features of a kernel', () => {
  it.each([
    ['linux', '0x2f018fb87aa4aafe'], ['Linux 5.15.0-91-generic', '0x2f018fb87aa4aafe'], ['linux-5.4', '0x2f018fb86aa42ada'],
    ['linux 3.10.0', '0x000000004a042aca'], ['4.18.0-305.el8.x86_64', '0x07018fb86aa42ada'],
  ])('are read by its version: %s', (text, mask) => expect(readFeatures(text).toString()).toBe(mask));

  it('are not known before 3.6', () => {
    expect(() => readFeatures('linux-2.6.32')).toThrow(new TypeError('the features of "linux-2.6.32" are not known: known are those of Linux 3.6 and later'));
  });
});

describe('digits that can be decimal or hex', () => {
  it('are taken as what is known: a peer, what two have in common, what is required', () => {
    const [mask] = readMasks('2200130813952'); // an OSDMap's requirement in the log of an OSD, 2017
    expect(mask).toMatchObject({ readings: [{ base: 'hex' }, { base: 'decimal' }] });
    expect(mask?.mask?.toString()).toBe('0x0000020042040000');
    expect(readMasks('400000000000000')[0]?.mask?.toString()).toBe('0x0400000000000000'); // CRUSH_TUNABLES5, in hex
  });

  it('are not taken if neither reading is known, and both are named', () => {
    expect(readMasks('1234567')[0]).toMatchObject({ mask: null });
    expect(() => readFeatures('1234567')).toThrow(new TypeError(
      '"1234567" can be 0x0000000001234567 (hex) or 0x000000000012d687 (decimal): neither is a known mask; write 0x and hex digits'));
  });
});

describe('the one mask in text', () => {
  it('is that of JSON in which all are the same', () => {
    expect(readFeatures('{"mon": [{"features": "0x3f01cfbffffdffff"}], "osd": [{"features": "0x3f01cfbffffdffff"}]}').toString()).toBe('0x3f01cfbffffdffff');
  });

  it('is refused where there are several, which are named', () => {
    expect(() => readFeatures('{"mon": [{"features": "0x3f01cfbffffdffff"}], "client": [{"features": "0x2f018fb87aa4aafe"}]}')).toThrow(
      new TypeError('2 different masks: mon 0x3f01cfbffffdffff, client 0x2f018fb87aa4aafe'));
  });
});
