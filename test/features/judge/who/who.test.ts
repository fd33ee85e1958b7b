import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { KERNEL_MASKS } from '../../../../src/features/tables/kernel_masks.ts';
import { Mask64, maskOf } from '../../../../src/features/mask64.ts';
import { RELEASES } from '../../../../src/features/releases.ts';
import { requiredByTunables } from '../../../../src/features/tables/tunables.ts';
import { toFeatures } from '../../../../src/features/to_features.ts';
import type { FeaturesLike } from '../../../../src/features/to_features.ts';
import { featuresAndWho, whoText } from '../../../../src/features/judge/who/text.ts';
import { whoIs } from '../../../../src/features/judge/who/who.ts';

const who = (from: FeaturesLike) => whoIs(toFeatures(from));
const text = (from: FeaturesLike): string => whoText(who(from));

describe('who', () => {
  it('is each release and each kernel client, by its own mask', () => {
    for (const { name, masks } of RELEASES) for (const [first, mask] of masks) expect(whoIs(mask)).toMatchObject({ kind: 'release', release: name, versions: expect.arrayContaining([first]) });
    for (const kernel of KERNEL_MASKS) expect(whoIs(kernel.mask)).toEqual({ kind: 'kernel', kernel });
  });

  it.each([
    ['0x3f01cfbf7ffdffff', 'quincy 17.2.1 to 17.2.9'],
    ['0x3f03cffffffdffff', 'squid 19.2.0 to 19.2.6'],
    ['0x3f01cfb9fffdffff', 'pacific 16.2.0 to 16.2.10'],
    ['0x106b84a842a42', 'kernel rbd client of Linux 4.3 to 4.4'],
    ['0x27018fb86aa42ada', 'kernel client of Linux 4.19 to 5.2 (also 4.15 of Ubuntu)'],
    ['0x2f018fb86aa42ada', 'kernel client of Linux 5.3 to 5.10'],
    ['0x2f018fb87aa4aafe', 'kernel client of Linux 5.11 and later'],
    ['0x08c3ffffffffffff', 'hammer-partial-recovery, a fork of hammer 0.94.9: +59'],
    ['0xffffffffffffffff', 'unknown'],
  ])('of %s is %s', (mask, expected) => expect(text(mask)).toBe(expected));

  // required_con of public reports and cases; an OSDMap's requirements from logs of monitors and OSDs.
  it.each([
    ['2449958747315978244', 'no peer: what monitors require of each other with min_mon_release octopus; had by octopus and later'],
    ['2449958747317026820', 'no peer: what monitors require of each other with min_mon_release pacific; had by pacific and later'],
    ['2449958755906961412', 'no peer: what monitors require of each other with min_mon_release quincy; had by quincy and later'],
    ['288514051259236352', 'no peer: what an OSDMap requires of clients and OSDs; had by jewel and later, and by Linux 4.5 and later'],
    ['2200130813952', 'no peer: what an OSDMap requires of clients and OSDs; had by firefly and later, and by Linux 3.15 and later'],
  ])('of %s is %s', (mask, expected) => expect(whoText(whoIs(Mask64.of(BigInt(mask))))).toBe(expected));

  it('of what the tunables require is an OSDMap', () => {
    for (const profile of ['bobtail', 'firefly', 'hammer', 'jewel'] as const) expect(whoIs(requiredByTunables(profile))).toMatchObject({ kind: 'required', by: 'osdmap' });
  });

  it('tells that no Linux has what the read balancer and MSR rules require', () => {
    const reef = maskOf([18, 25, 28, 31, 57]);
    expect(whoIs(reef)).toMatchObject({ kind: 'required', by: 'osdmap', release: 'reef', kernel: null });
    expect(whoText(whoIs(reef))).toMatch(/; had by reef and later; no Linux has all of them$/);
  });

  it('of what two peers have in common names the two that are next to each other', () => {
    // A session of a Nautilus at monitors of Quincy, in public reports
    expect(text('0x3f01cfb87fecffff')).toBe('what nautilus 14.2.12 to 14.2.22 and quincy 17.2.0 have in common');
    expect(whoIs(toFeatures('octopus').and(toFeatures('pacific')))).toMatchObject({ kind: 'release', release: 'octopus' });
  });

  it('is somebody for everything that two genuine peers have in common', () => {
    const masks = [...RELEASES.flatMap((r) => r.masks.map(([, mask]) => mask)), ...KERNEL_MASKS.map(({ mask }) => mask)];
    fc.assert(fc.property(fc.constantFrom(...masks), fc.constantFrom(...masks), (a, b) => {
      expect(whoIs(a.and(b)).kind).not.toBe('unknown');
    }));
  });

  it('is nobody for no bits', () => expect(who(0n)).toEqual({ kind: 'unknown' }));
});

describe('features and who', () => {
  it.each([
    ['12.2.5', '0x1ffddff8eea4fffb, luminous 12.2.0 to 12.2.5'],
    ['0x0003fffffffffffe', '0x0003fffffffffffe, nearest hammer 0.94 to 0.94.3: -0'],
  ])('of %s are %s', (features, expected) => expect(featuresAndWho(toFeatures(features))).toBe(expected));
});
