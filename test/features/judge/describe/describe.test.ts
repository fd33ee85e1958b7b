import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { FEATURES } from '../../../../src/features/tables/ceph_features.ts';
import { describeFeatures } from '../../../../src/features/judge/describe/describe.ts';
import type { DescribeOptions, NameStatus } from '../../../../src/features/judge/describe/describe.ts';
import { readFeatures } from '../../../../src/features/judge/read/masks.ts';
import { Mask64 } from '../../../../src/features/mask64.ts';
import { RELEASES } from '../../../../src/features/releases.ts';
import { toFeatures } from '../../../../src/features/to_features.ts';
import type { FeaturesLike } from '../../../../src/features/to_features.ts';

const described = (from: FeaturesLike, options?: DescribeOptions) => describeFeatures(typeof from === 'string' ? readFeatures(from) : toFeatures(from), options);

/** The names of one bit that have a status. */
function names(from: FeaturesLike, bit: number, status: NameStatus): string[] | undefined {
  return described(from).bits.find((b) => b.bit === bit)?.names.filter((n) => n.status === status).map((n) => n.name);
}

const codes = (from: FeaturesLike): string[] => described(from).remarks.map((r) => r.code);

describe('the description of features', () => {
  it('is plain data, the same after JSON', () => {
    for (const features of ['hammer', 'tentacle', '0xffffffffffffffff', '0x0']) {
      expect(JSON.parse(JSON.stringify(described(features)))).toEqual(described(features));
    }
  });

  it('names the release and the versions that advertise it', () => {
    expect(described('12.2.5').matches).toEqual([{ release: 'luminous', versions: ['12.2.0', '12.2.5'] }]);
    expect(described('12.2.5').nearest).toBeNull();
  });

  it('knows the mask of every release', () => {
    for (const { name, masks } of RELEASES) {
      for (const [version, mask] of masks) {
        const { matches } = describeFeatures(mask);
        expect(matches.map((m) => m.release)).toEqual([name]);
        expect(matches[0]?.versions[0]).toBe(version);
      }
    }
  });

  it('names the nearest release if none matches', () => {
    expect(described('0x00c7ffffffffffff')).toMatchObject({
      matches: [],
      nearest: { release: 'hammer', versions: ['0.94.7', '0.94.10'], added: [50], missing: [] },
    });
    const oneOff = toFeatures('reef').xor(Mask64.bit(0)).xor(Mask64.bit(45));
    expect(describeFeatures(oneOff).nearest).toEqual({ release: 'reef', versions: ['18.2.0', '18.2.8'], added: [45], missing: [0] });
  });

  it('names the oldest of several nearest releases', () => {
    // One bit from 0.94 and one from 0.94.7
    expect(described('0x0043ffffffffffff').nearest).toEqual({ release: 'hammer', versions: ['0.94', '0.94.3'], added: [54], missing: [] });
  });

  it('compares with the release in the options, even if another matches', () => {
    expect(described('12.2.6', { release: 'mimic' })).toMatchObject({
      matches: [{ release: 'luminous', versions: ['12.2.6', '12.2.10'] }],
      nearest: { release: 'mimic', versions: ['13.2.1', '13.2.4'], added: [], missing: [24, 28] },
    });
    expect(described('12.2.6', { release: 'bobtail' }).nearest).toBeNull();
    expect(() => described('12.2.6', { release: 'hamer' as 'hammer' })).toThrow(/^unknown release "hamer"/);
  });

  it('says which release `ceph features` would show', () => {
    expect(described('14.2.21').inferredRelease).toEqual([
      { since: '12.2.5', until: '16.0.0', release: 'luminous' },
      { since: '18.2.7', until: '18.2.7', release: 'reef' },
      { since: '20.2.4', until: '20.2.4', release: 'squid' },
    ]);
    expect(described('0x0').inferredRelease.map((i) => i.release)).toEqual(['unknown', 'unknown', 'unknown']);
  });

  it('lists each set bit with all of its names', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), (value) => {
        const features = Mask64.of(value);
        const { bits } = describeFeatures(features);
        expect(bits.map((b) => b.bit)).toEqual(features.bits());
        for (const { bit, names } of bits) {
          expect(names.map((n) => n.name)).toEqual(FEATURES.filter((f) => f.bit === bit).map((f) => f.name));
        }
      }),
    );
  });

  it('gives a reused bit its newest meaning only with the bits of its incarnation', () => {
    expect(names(1n << 21n, 21, 'has')).toEqual(['MON_GV']);
    expect(names(1n << 21n, 21, 'lacks')).toContain('SERVER_LUMINOUS');
    expect(names('luminous', 21, 'has')).toContain('SERVER_LUMINOUS');
    expect(names('luminous', 21, 'superseded')).toEqual(['MON_GV']);
  });

  it('knows three incarnations of bit 17', () => {
    const bit17 = 1n << 17n;
    const jewel = 1n << 57n;
    const mimic = 1n << 28n;
    expect(names(bit17, 17, 'has')).toEqual(['INDEP_PG_MAP']);
    expect(names(bit17 | mimic, 17, 'has')).toEqual(['INDEP_PG_MAP']);
    expect(names(bit17 | jewel, 17, 'has')).toEqual(['QOS_DMC', 'OS_PERF_STAT_NS']);
    expect(names(bit17 | jewel | mimic, 17, 'has')).toEqual(['OS_PERF_STAT_NS']);
    expect(names(bit17 | jewel | mimic, 17, 'superseded')).toEqual(['INDEP_PG_MAP', 'QOS_DMC', 'OS_PERF_STAT_NS']);
  });

  it('marks names that are ignored, retired or gone', () => {
    const bit38 = described('nautilus').bits.find((b) => b.bit === 38);
    expect(bit38?.advertised).toEqual([['0.75', '14.2.22'], ['19.2.0']]);
    expect(bit38?.names).toMatchObject([
      { name: 'OSD_ERASURE_CODES', introduced: '0.75', deprecated: 'mimic', retired: 'octopus', lastDefined: '18.2.7' },
      { name: 'OSD_TMAP2OMAP', deprecated: null, lastDefined: '13.0.0' },
      { name: 'CRUSH_MSR', incarnation: 2, introduced: '19.2.0', introducedExact: false, lastDefined: null },
    ]);
  });
});

describe('features with bit 59 and not all of 56 to 58', () => {
  it('get a remark, and cannot read ADDR2', () => {
    const hammer59 = described('0x08c3ffffffffffff');
    expect(hammer59.speaksAddr2).toBe(false);
    expect(hammer59.nearest).toEqual({ release: 'hammer', versions: ['0.94.7', '0.94.10'], added: [59], missing: [] });
    expect(hammer59.who).toEqual({ kind: 'fork', profile: 'hammer-partial-recovery', release: 'hammer', version: '0.94.9', added: [59] });
    expect(hammer59.remarks).toEqual([{
      code: 'bare_addr2',
      text: 'bit 59 (MSG_ADDR2) is set without bits 56, 57, 58, which every genuine peer with it has: '
        + 'a foreign or patched peer, which needs legacy addresses',
    }]);
  });

  it('get a remark that names only the missing bits', () => {
    const [remark] = describeFeatures(toFeatures('kraken').without(Mask64.bit(57))).remarks;
    expect(remark?.text).toMatch(/^bit 59 \(MSG_ADDR2\) is set without bit 57,/);
  });
});

describe('features with an impossible bit', () => {
  it('63 are sanitized, and cannot read ADDR2', () => {
    const all = described(Mask64.ALL);
    expect(all).toMatchObject({ features: '0xffffffffffffffff', sanitized: '0x00000001ffffffff', speaksAddr2: false });
    expect(all.nearest).toEqual({ release: 'cuttlefish', versions: ['0.61.5', '0.61.9'], added: [], missing: [33] });
    expect(codes(Mask64.ALL)).toEqual(['bit_63']);
    expect(all.bits.filter((b) => b.impossible).map((b) => b.bit)).toEqual([62, 63]);
  });

  it('62 get a remark and are not changed', () => {
    expect(codes(1n << 62n)).toEqual(['bit_62']);
    expect(described(1n << 62n).sanitized).toBe('0x4000000000000000');
  });
});

describe('features that pass HAVE_FEATURE for features their release never had', () => {
  it('get a remark with the names and bits', () => {
    expect(described('14.2.21').remarks).toEqual([{
      code: 'reused_bits',
      text: 'nautilus 14.2.22 passes HAVE_FEATURE for features that came later and reuse its bits: '
        + 'SERVER_REEF (31), CRUSH_MSR (38), NVMEOFHA (44), SERVER_TENTACLE (50)',
    }]);
  });

  it('are those of Jewel to Pacific, and of no other release', () => {
    const remarked = RELEASES.filter((r) => r.mask !== undefined && codes(r.mask).includes('reused_bits')).map((r) => r.name);
    expect(remarked).toEqual(['jewel', 'kraken', 'luminous', 'mimic', 'nautilus', 'octopus', 'pacific']);
  });
});

describe('the features of a kernel client', () => {
  it.each([
    ['0x27018fb86aa42ada', false, { since: '4.19', until: '5.2', also: '4.15 of Ubuntu' }],
    ['0x2f018fb86aa42ada', true, { since: '5.3', until: '5.10' }],
    ['0x2f018fb87aa4aafe', true, { since: '5.11' }],
    ['0x106b84a842a42', false, { since: '4.3', until: '4.4', client: 'rbd' }],
  ])('%s are recognized; speaksAddr2 is %s', (mask, speaksAddr2, kernel) => {
    expect(described(mask)).toMatchObject({ who: { kind: 'kernel', kernel }, matches: [], nearest: null, speaksAddr2 });
    expect(codes(mask)[0]).toBe('kernel_client');
  });

  it('of Linux 4.13 to 5.2 get a remark that "ceph features" calls them jewel', () => {
    expect(codes('linux-4.12')).toEqual(['kernel_client']);
    for (const version of ['4.13', '4.18', '5.2']) expect(codes(`linux-${version}`)).toEqual(['kernel_client', 'luminous_kernel']);
    expect(codes('linux-5.3')).toEqual(['kernel_client']);
  });

  it('have the newest meaning of a reused bit', () => {
    expect(names('0x2f018fb87aa4aafe', 21, 'has')).toContain('SERVER_LUMINOUS');
    expect(names('0x2f018fb87aa4aafe', 21, 'lacks')).toEqual([]);
  });
});

describe('a remark says how a mask is known', () => {
  it.each([['octopus', ['mask_source', 'reused_bits']], ['squid', ['mask_source']], ['tentacle', []]])('of %s: %j', (release, expected) => {
    expect(codes(release)).toEqual(expected);
  });
});
