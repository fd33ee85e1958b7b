import { describe, expect, it } from 'vitest';
import * as entry from '../../../src/features.ts';
import * as features from '../../../src/features/masks.ts';
import { FEATURES, feature, INCARNATION_MASKS } from '../../../src/features/tables/ceph_features.ts';
import { Mask64 } from '../../../src/features/mask64.ts';
import { toFeatures } from '../../../src/features/to_features.ts';

describe('a feature name', () => {
  it.each([
    ['SERVER_JEWEL', [57]],
    ['SERVER_KRAKEN', [14, 57]],
    ['SERVER_LUMINOUS', [21, 57]],
    ['SERVER_MIMIC', [28, 57]],
    ['SERVER_NAUTILUS', [2, 28, 57]],
    ['SERVER_OCTOPUS', [16, 28, 57]],
    ['SERVER_PACIFIC', [20, 28, 57]],
    ['SERVER_QUINCY', [28, 33, 57]],
    ['SERVER_REEF', [28, 31, 57]],
    ['SERVER_SQUID', [49, 57]],
    ['SERVER_TENTACLE', [50, 57]],
    ['MSG_ADDR2', [59]],
    ['FS_BTIME', [59]],
    ['FS_CHANGE_ATTR', [59]],
    ['MONNAMES', [5]],
    ['MONENC', [15]],
    ['STRETCH_MODE', [28, 32, 57]],
  ])('%s needs the bits %j', (name, bits) => {
    expect(feature(name)?.mask.bits()).toEqual(bits);
  });

  it('needs its own bit and the bits of its incarnation', () => {
    for (const f of FEATURES) expect(f.mask).toEqual(Mask64.bit(f.bit).or(INCARNATION_MASKS[f.incarnation]));
  });

  it('is not found by a name that every JavaScript object has', () => {
    expect(feature('msg_addr2')).toBeUndefined();
    expect(feature('constructor')).toBeUndefined();
    expect(feature('__proto__')).toBeUndefined();
  });

  it('that Ceph used for two bits is the one of 20.2.4', () => {
    expect(feature('RESERVED')?.bit).toBe(62);
    expect(feature('OS_PERF_STAT_NS')).toMatchObject({ bit: 17, incarnation: 3, lastDefined: undefined });
  });

  it('is unique except for these two', () => {
    const names = FEATURES.map((f) => f.name);
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual(['OS_PERF_STAT_NS', 'RESERVED']);
  });

  it('says since when it exists, and how exactly that is known', () => {
    expect(feature('MSG_ADDR2')).toMatchObject({ introduced: '11.1.0', introducedExact: true });
    expect(feature('UID')).toMatchObject({ introduced: '0.61', introducedExact: false });
    expect(feature('BLKIN_TRACING')).toMatchObject({ introduced: undefined, lastDefined: '12.1.1' });
    expect(feature('MON_GV')).toMatchObject({ deprecated: 'hammer', retired: 'jewel', lastDefined: undefined });
  });
});

describe('the named masks', () => {
  const constants = Object.entries(features).filter(([, value]) => value instanceof Mask64);

  it('are those of the table', () => {
    expect(constants.map(([name]) => name).sort()).toEqual([
      'CEPHX_V2', 'MONENC', 'MONNAMES', 'MON_STATEFUL_SUB', 'MSGR_KEEPALIVE2', 'MSG_ADDR2', 'MSG_AUTH', 'NOSRCADDR',
      'RECONNECT_SEQ', 'SERVER_LUMINOUS', 'SERVER_MIMIC', 'SERVER_NAUTILUS', 'SERVER_OCTOPUS', 'SERVER_PACIFIC',
      'SERVER_QUINCY', 'SERVER_REEF', 'SERVER_SQUID', 'SERVER_TENTACLE', 'SUBSCRIBE2',
    ]);
    for (const [name, mask] of constants) expect(mask).toEqual(feature(name)?.mask);
  });

  it('are all exported by the entry', () => {
    expect(entry).toMatchObject(Object.fromEntries(constants));
  });
});

describe('an incarnation', () => {
  it('tells SERVER_LUMINOUS from MON_GV, which had bit 21 before', () => {
    const bare = Mask64.bit(21);
    expect(bare.has(features.SERVER_LUMINOUS)).toBe(false);
    expect(feature('MON_GV')?.mask).toEqual(bare);
    expect(bare.or(Mask64.bit(57)).has(features.SERVER_LUMINOUS)).toBe(true);
  });

  it('keeps every server feature from Hammer, which advertises their bits', () => {
    const hammer = toFeatures('hammer');
    expect(hammer.has(Mask64.of(0x0002_0002_9031_0004n))).toBe(true); // 2, 16, 20, 21, 28, 31, 33, 49
    for (const f of FEATURES.filter((f) => f.incarnation > 1)) expect(hammer.has(f.mask)).toBe(false);
  });

  it('does not guard MSG_ADDR2', () => {
    expect(Mask64.bit(59).has(features.MSG_ADDR2)).toBe(true);
  });
});
