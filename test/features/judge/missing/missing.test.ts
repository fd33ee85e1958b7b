import { describe, expect, it } from 'vitest';
import { FEATURES } from '../../../../src/features/tables/ceph_features.ts';
import { Mask64 } from '../../../../src/features/mask64.ts';
import { missingFeatures } from '../../../../src/features/judge/missing/missing.ts';
import type { Lacking } from '../../../../src/features/judge/missing/missing.ts';
import { OPERATOR_REMEDIES } from '../../../../src/features/tables/remedies.ts';
import { toFeatures } from '../../../../src/features/to_features.ts';

describe('a missing feature', () => {
  const missing = (bit: number, requiredBy: Mask64 = Mask64.NONE) => missingFeatures(Mask64.bit(bit), requiredBy)[0];

  it('has its names, its first version, release and kernel, and the remedies', () => {
    expect(missing(58)).toEqual({
      bit: 58,
      names: ['CRUSH_TUNABLES5', 'NEW_OSDOPREPLY_ENCODING', 'FS_FILE_LAYOUT_V2'],
      introduced: '10.0.3',
      introducedExact: true,
      release: 'jewel',
      kernel: '4.5',
      remedies: [
        { kind: 'release', atLeast: 'jewel' },
        { kind: 'kernel', atLeast: '4.5' },
        { kind: 'command', run: 'ceph osd crush tunables hammer', effect: 'data moves' },
        {
          kind: 'command', run: 'ceph osd set-require-min-compat-client hammer',
          effect: 'from then on, the cluster refuses settings that need newer clients; nothing moves',
        },
      ],
    });
  });

  it.each([
    [18, '0.61', 'cuttlefish', '3.6'],
    [25, '0.61', 'cuttlefish', '3.9'],
    [41, '0.78', 'firefly', '3.15'],
    [42, '0.67.8', 'dumpling', '4.3'],
    [48, '0.93', 'hammer', '4.1'],
    [54, '0.94.7', 'hammer', null],
    [59, '11.0.1', 'kraken', '5.3'],
    [62, null, null, null],
  ])('with bit %d exists since %s, in %s and Linux %s', (bit, introduced, release, kernel) => {
    expect(missing(bit)).toMatchObject({ introduced, release, kernel });
  });

  it('has the meaning that it has for the side that requires it', () => {
    expect(missing(21, toFeatures('luminous'))).toMatchObject({ release: 'luminous', kernel: '4.13' });
    expect(missing(21, toFeatures('hammer'))).toMatchObject({ names: expect.arrayContaining(['MON_GV']), release: 'cuttlefish', kernel: null });
    expect(missing(31, toFeatures('reef'))).toMatchObject({ introduced: '18.2.0', introducedExact: false, release: 'reef', kernel: null });
  });
});

describe('the remedies', () => {
  const kinds = (bit: number, requiredBy: Mask64, lacking: Lacking): unknown =>
    missingFeatures(Mask64.bit(bit), requiredBy, lacking)[0]?.remedies.map((r) => ('atLeast' in r ? `${r.kind} ${r.atLeast}` : r.kind));

  it('fit who lacks the bit', () => {
    expect(kinds(58, Mask64.NONE, 'any')).toEqual(['release jewel', 'kernel 4.5', 'command', 'command']);
    expect(kinds(58, Mask64.NONE, 'user_space')).toEqual(['release jewel', 'command', 'command']);
    expect(kinds(58, Mask64.NONE, 'daemon')).toEqual(['release jewel']);
    expect(kinds(58, Mask64.NONE, 'kernel')).toEqual(['kernel 4.5', 'command', 'command', 'user_space jewel']);
  });

  it('never tell a kernel to become a release, nor a kernel that does not exist', () => {
    expect(kinds(31, toFeatures('reef'), 'kernel')).toEqual(['no_kernel', 'command', 'command', 'command', 'user_space reef']);
    expect(kinds(38, toFeatures('squid'), 'kernel')).toEqual(['no_kernel', 'command', 'user_space squid']);
    expect(kinds(38, Mask64.NONE, 'kernel')).toEqual(['no_kernel', 'cluster giant', 'user_space firefly']);
  });

  it('are for bits and incarnations that exist, and each is a command or an upgrade', () => {
    for (const { bit, incarnation, run, cluster } of OPERATOR_REMEDIES) {
      expect(FEATURES.some((f) => f.bit === bit && f.incarnation === incarnation)).toBe(true);
      expect([run, cluster].filter((r) => r !== undefined)).toHaveLength(1);
    }
  });
});
