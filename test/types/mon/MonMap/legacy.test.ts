import { describe, expect, it } from 'vitest';
import { decode } from '../../../../src/encoding/ceph_type.ts';
import { Encoder } from '../../../../src/encoding/encoder.ts';
import { MSG_ADDR2 } from '../../../../src/features/masks.ts';
import { Mask64 } from '../../../../src/features/mask64.ts';
import { codecRelease } from '../../../../src/features/codec_release.ts';
import { encodeMonAddrOf, legacyRanks, monInfoFromMonAddr, monInstFor, namedByIndex, unlessAgreed } from '../../../../src/types/mon/MonMap/legacy.ts';
import { BLANK_ADDR, EntityAddr } from '../../../../src/types/common/entity_addr_t.ts';
import type { MonInfo } from '../../../../src/types/mon/mon_info_t/mon_info_t.ts';
import { addrs, mapOf, monOf } from '../../support/support.ts';

const [addr = BLANK_ADDR] = addrs('v1:10.0.0.1:6789/0');
const byName = (...mons: ReturnType<typeof monOf>[]) => new Map(mons.map((mon) => [mon.name, mon]));

describe('the name of a monitor in a v1 map', () => {
  const names = (count: number) => namedByIndex(Array.from({ length: count }, () => ({ name: { type: 1, num: 0n }, addr }))).map(({ name }) => name);

  it('is one character, beginning with "0"', () => {
    expect(names(12)).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', ':', ';']);
  });

  it('is a byte that is not text from monitor 80 on, empty for monitor 208, and repeats after that', () => {
    expect(names(81)[80]).toBe('\udc80');
    expect(names(209).at(-1)).toBe('');
    expect(names(300)[256]).toBe('0');
  });
});

describe('ranks before v6', () => {
  it('are by address, in the order of its bytes, as 14.2.21 and 18.2.7 sort six monitors', () => {
    const six = ['v1:9.0.0.1:6789/0', 'v1:10.0.0.9:6789/0', 'v1:10.0.0.2:6790/0', 'v1:[2001:db8::1]:6789/0', 'v1:10.0.0.1:6789/256', 'v1:10.0.0.1:6789/1'];
    const mons = six.map((text, i) => monOf(`m${i}`, text));
    expect(legacyRanks(byName(...mons.reverse()))).toEqual(['m0', 'm1', 'm2', 'm3', 'm4', 'm5']);
  });

  it('are by the bytes of the name if addresses are equal', () => {
    const mons = ['\u{1f600}', '\uff5e', 'b', 'a'].map((name) => monOf(name, 'v1:10.0.0.1:6789/0'));
    expect(legacyRanks(byName(...mons))).toEqual(['a', 'b', '\uff5e', '\u{1f600}']);
  });

  it('use the legacy address, else the first, else a blank one', () => {
    const mons = [monOf('front', 'v2:10.0.0.1:1/0'), monOf('legacy', 'v2:10.0.0.1:1/0', 'v1:10.0.0.9:9/0'), monOf('none')];
    expect(legacyRanks(byName(...mons))).toEqual(['none', 'legacy', 'front']);
  });
});

describe('mon_info before v5', () => {
  it('is a monitor for each mon_addr, with defaults for the other fields', () => {
    expect(monInfoFromMonAddr([{ name: 'a', addr }])).toEqual(byName(monOf('a', 'v1:10.0.0.1:6789/0')));
    expect(monInfoFromMonAddr([])).toEqual(new Map());
  });
});

describe('mon_addr beside mon_info', () => {
  const monInfo = byName(monOf('a', 'v2:10.0.0.1:3300/0', 'v1:10.0.0.1:6789/0'));

  it('is null if each monitor has the same legacy address', () => {
    expect(unlessAgreed([{ name: 'a', addr }], monInfo)).toBeNull();
  });

  it.each<[string, [string, EntityAddr][]]>([
    ['another address', [['a', BLANK_ADDR]]],
    ['another name', [['b', addr]]],
    ['one more', [['a', addr], ['b', addr]]],
    ['none', []],
  ])('is kept if it has %s', (_, monAddr) => {
    expect(unlessAgreed(monAddr.map(([name, at]) => ({ name, addr: at })), monInfo)).toEqual(new Map(monAddr));
  });
});

describe('what newer encoders write for older versions', () => {
  const map = mapOf([monOf('b', 'any:10.0.0.2:1/0'), monOf('a', 'v1:10.0.0.1:6789/0')], { ranks: ['b', 'ghost', 'a'] });
  const encoderOf = (name: 'luminous' | 'nautilus' | 'reef') => new Encoder(Mask64.NONE, codecRelease(name));
  const [any = BLANK_ADDR] = addrs('any:10.0.0.2:1/0');

  it('is the mon_addr of each monitor', () => {
    const b = (name: 'luminous' | 'nautilus' | 'reef') => {
      const e = new Encoder(MSG_ADDR2, codecRelease(name));
      encodeMonAddrOf(e, map.monInfo.get('b') as MonInfo);
      return decode(EntityAddr, e.toBytes());
    };
    expect([b('luminous'), b('nautilus'), b('reef')]).toEqual([any, BLANK_ADDR, { ...any, type: 1 }]);
  });

  it('is mon.0, mon.1 … in the order of ranks, blank for a rank that names no monitor', () => {
    const insts = monInstFor(encoderOf('luminous'), map);
    expect(insts.map(({ name }) => name)).toEqual([0n, 1n, 2n].map((num) => ({ type: 1, num })));
    expect(insts.map((inst) => inst.addr)).toEqual([any, BLANK_ADDR, addr]);
    expect(monInstFor(encoderOf('reef'), map).map((inst) => inst.addr)).toEqual([BLANK_ADDR, BLANK_ADDR, addr]);
  });
});
