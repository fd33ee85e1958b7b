import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { MONENC, MONNAMES, SERVER_NAUTILUS } from '../../../../src/features/masks.ts';
import { GENUINE_MASKS } from '../../../../src/features/judge/trust/implied_bits.ts';
import { NEWEST_CODEC, codecRelease } from '../../../../src/features/codec_release.ts';
import { EntityAddr } from '../../../../src/types/common/entity_addr_t.ts';
import { MonInfo } from '../../../../src/types/mon/mon_info_t/mon_info_t.ts';
import { MonMap } from '../../../../src/types/mon/MonMap/MonMap.ts';
import { Mask64 } from '../../../../src/features/mask64.ts';
import { negotiate } from '../../../../src/features/judge/negotiate/negotiate.ts';
import type { NegotiateOptions, Negotiation } from '../../../../src/features/judge/negotiate/negotiate.ts';
import type { CodecReleaseName } from '../../../../src/features/codec_release.ts';
import { RELEASES } from '../../../../src/features/releases.ts';
import { toFeatures } from '../../../../src/features/to_features.ts';
import type { FeaturesLike } from '../../../../src/features/to_features.ts';
import { requiredByTunables } from '../../../../src/features/tables/tunables.ts';
import type { VendorProfile } from '../../../../src/features/tables/vendor.ts';

const HAMMER59 = '0x08c3ffffffffffff';
const MODERN: readonly CodecReleaseName[] = ['luminous', 'mimic', 'nautilus', 'octopus', 'pacific', 'reef', 'tentacle'];
const untrusted = (n: Negotiation): number[] => n.untrusted.map((d) => d.bit);

/** What the types make of a negotiation. */
function encodingOf({ features, release }: Negotiation): { addresses: string | undefined; monMap: string | undefined; monInfo: number | null | undefined } {
  const by = codecRelease(release);
  return { addresses: EntityAddr.formFor?.(features, by), monMap: MonMap.formFor?.(features, by), monInfo: MonInfo.versionFor?.(features, by) };
}

describe('a negotiation', () => {
  it('says who the two sides are', () => {
    const { local, peer } = negotiate('luminous', '0x106b84a842a42');
    expect(local.matches).toEqual([{ release: 'luminous', versions: ['12.2.11', '12.2.13'] }]);
    expect(local.nearest).toBeNull();
    expect(peer).toMatchObject({ who: { kind: 'kernel' }, matches: [], kernel: { since: '4.3', until: '4.4', client: 'rbd' } });
    expect(negotiate('Squid', 'linux-5.15')).toMatchObject({ local: { who: { release: 'squid' } }, peer: { kernel: { since: '5.11' } } });
    expect(negotiate('luminous', HAMMER59).peer.nearest).toEqual({ release: 'hammer', versions: ['0.94.7', '0.94.10'], added: [59], missing: [] });
  });

  it('has the features that both sides have, like a connection of Ceph', () => {
    const { features, trusted } = negotiate('jewel', 'luminous');
    expect(features.toString()).toBe('0x27fddff8ee8cbffb');
    expect(trusted).toEqual(toFeatures('luminous'));
  });

  it('is plain data with masks as hex in JSON', () => {
    const json = JSON.parse(JSON.stringify(negotiate('tentacle', HAMMER59, { required: requiredByTunables('default') })));
    expect(json).toMatchObject({ trusted: '0x00c3ffffffffffff', peer: { given: HAMMER59 }, missing: { peer: [{ bit: 58 }] } });
  });

  it('trusts every genuine mask', () => {
    for (const mask of GENUINE_MASKS) expect(negotiate('tentacle', mask)).toMatchObject({ trusted: mask, untrusted: [] });
  });

  it('trusts only bits that the peer sent, and lists an untrusted bit once', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), (value) => {
        const n = negotiate('tentacle', value);
        expect(n.peer.sanitized.has(n.trusted)).toBe(true);
        expect(n.peer.sanitized.without(n.trusted).bits()).toEqual(untrusted(n).filter((bit) => n.peer.sanitized.has(Mask64.bit(bit))));
        expect([62, 63].some((bit) => n.trusted.has(Mask64.bit(bit)))).toBe(false);
      }),
    );
  });

  it.each(['bobtail', 'argonaut'])('refuses %s, whose features are not known', (name) => {
    expect(() => negotiate(name, 'hammer')).toThrow(/^the features of "/);
    expect(() => negotiate('hammer', name)).toThrow(TypeError);
  });

  it('has remedies that fit the peer', () => {
    const required = requiredByTunables('jewel');
    const kinds = (peer: FeaturesLike): unknown => negotiate('squid', peer, { required }).missing.peer.map(({ remedies }) => remedies.map((r) => r.kind));
    expect(kinds('linux-4.4')).toEqual([['kernel', 'command', 'command', 'user_space']]);
    expect(kinds('hammer')).toEqual([['release', 'command', 'command']]);
  });
});

describe('a Hammer with bit 59', () => {
  it.each(MODERN)('is not trusted with it by %s, and gets legacy addresses in MonMap v5', (name) => {
    const n = negotiate(name, HAMMER59);
    expect(n.trusted.toString()).toBe('0x00c3ffffffffffff');
    expect(untrusted(n)).toEqual([59]);
    expect(encodingOf(n)).toEqual({ addresses: 'legacy', monMap: 'v5', monInfo: 2 });
    expect(n.release).toBe(name);
  });

  it('is recognized as the known fork', () => {
    expect(negotiate('luminous', HAMMER59).untrusted).toEqual([{
      bit: 59,
      names: ['FS_BTIME', 'FS_CHANGE_ATTR', 'MSG_ADDR2'],
      why: 'profile',
      text: 'bit 59 (FS_BTIME, FS_CHANGE_ATTR, MSG_ADDR2) is CEPH_OSD_PARTIAL_RECOVERY in hammer-partial-recovery, '
        + 'a fork of hammer 0.94.9',
      evidence: { missing: [56, 57, 58], profile: 'hammer-partial-recovery', as: 'CEPH_OSD_PARTIAL_RECOVERY' },
    }]);
  });

  it('is not trusted with it even without a profile', () => {
    expect(negotiate('luminous', HAMMER59, { profiles: [] }).untrusted).toEqual([{
      bit: 59,
      names: ['FS_BTIME', 'FS_CHANGE_ATTR', 'MSG_ADDR2'],
      why: 'implied_bits',
      text: 'bit 59 (FS_BTIME, FS_CHANGE_ATTR, MSG_ADDR2) is set without bits 56, 57, 58, which every genuine peer of '
        + 'this kind with it has: a foreign peer, or a patched peer of an older release',
      evidence: { missing: [56, 57, 58], profile: null, as: null },
    }]);
  });
});

describe('a vendor profile', () => {
  const own: VendorProfile = { name: 'own', from: { release: 'hammer', version: '0.94.9' }, reuses: [{ bit: 56, as: 'OURS' }] };

  it('makes a bit untrusted that could be genuine', () => {
    const peer = toFeatures('hammer').or(Mask64.bit(56));
    expect(untrusted(negotiate('luminous', peer))).toEqual([]);
    expect(untrusted(negotiate('luminous', peer, { profiles: [own] }))).toEqual([56]);
  });

  it('applies by its name, to the bits that the peer has', () => {
    expect(untrusted(negotiate('luminous', 'kraken', { vendor: 'hammer-partial-recovery' }))).toEqual([59]);
    expect(untrusted(negotiate('luminous', 'hammer', { vendor: 'hammer-partial-recovery' }))).toEqual([]);
  });

  it('is refused if its name is unknown', () => {
    expect(() => negotiate('luminous', 'hammer', { vendor: 'acme' })).toThrow(/^unknown vendor profile "acme"/);
  });
});

describe('a reserved bit', () => {
  it('is not trusted', () => {
    const n = negotiate('luminous', toFeatures('luminous').or(Mask64.bit(62)));
    expect(n.untrusted).toMatchObject([{ bit: 62, why: 'reserved', text: 'bit 62 is reserved: no healthy peer advertises it' }]);
    expect(n.trusted).toEqual(toFeatures('luminous'));
  });

  it('63 makes the negotiation use sanitized features', () => {
    const n = negotiate('luminous', Mask64.ALL);
    expect(n.trusted.toString()).toBe('0x00000001ffffffff');
    expect(untrusted(n)).toEqual([62, 63]);
  });
});

describe('what is required', () => {
  const bits = (from: { readonly bit: number }[] | Negotiation['missing']['peer']): number[] => from.map((m) => m.bit);

  it('is nothing by default', () => {
    expect(negotiate('tentacle', '0x0').missing).toEqual({ local: [], peer: [] });
  });

  it('includes bit 58 with default tunables, which Hammer lacks', () => {
    const options: NegotiateOptions = { required: requiredByTunables('default') };
    expect(bits(negotiate('nautilus', 'hammer', options).missing.peer)).toEqual([58]);
    expect(bits(negotiate('nautilus', 'hammer', { required: requiredByTunables('hammer') }).missing.peer)).toEqual([]);
    expect(bits(negotiate('nautilus', '0x106b84a842a42', options).missing.peer)).toEqual([58]);
  });

  it('of the local side is listed too', () => {
    const { missing } = negotiate('hammer', 'nautilus', { peerRequired: requiredByTunables('default') });
    expect(bits(missing.local)).toEqual([58]);
    expect(missing.peer).toEqual([]);
  });

  it('is missing if it is not trusted', () => {
    expect(bits(negotiate('luminous', HAMMER59, { required: Mask64.bit(59) }).missing.peer)).toEqual([59]);
  });

  it('is explained in the meaning that it has for the side that requires it', () => {
    const { missing } = negotiate('luminous', 'jewel', { required: Mask64.bit(21) });
    expect(missing.peer).toMatchObject([{ bit: 21, release: 'luminous', kernel: '4.13' }]);
  });
});

describe('the encoding', () => {
  // Both sides are of one release. The columns: the peer lacks MONNAMES; MONENC; SERVER_NAUTILUS; nothing.
  it.each<[CodecReleaseName, readonly string[]]>([
    ['hammer', ['v1', 'v2 with an appended v3', 'v3', 'v3']], ['jewel', ['v1', 'v2 with an appended v3', 'v3', 'v3']],
    ['kraken', ['v1', 'v2 with an appended v5', 'v5', 'v5']], ['luminous', ['v1', 'v2 with an appended v5', 'v5', 'v5']],
    ['mimic', ['v1', 'v2 with an appended v5', 'v5', 'v5']],
    ['nautilus', ['v1', 'v2', 'v5', 'v7']], ['octopus', ['v1', 'v2', 'v5', 'v7']],
    ['pacific', ['v1', 'v2', 'v5', 'v9']], ['reef', ['v1', 'v2', 'v5', 'v9']], ['tentacle', ['v1', 'v2', 'v5', 'v10']],
  ])('between two %s is MonMap %j', (name, versions) => {
    const mask = toFeatures(name);
    const columns = [mask.without(MONNAMES), mask.without(MONENC), mask.without(Mask64.bit(2)), mask];
    expect(columns.map((peer) => encodingOf(negotiate(name, peer)).monMap)).toEqual(versions);
  });

  it.each<[CodecReleaseName, string, number]>([['quincy', 'v9', 5], ['squid', 'v10', 6], ['squid 19.2.0', 'v9', 5]])('of %s can be asked for', (writer, monMap, monInfo) => {
    expect(encodingOf(negotiate('tentacle', 'tentacle', { release: writer }))).toMatchObject({ monMap, monInfo, addresses: 'ADDR2' });
  });

  it('is that of the local release, or of the newest if the local one is not known', () => {
    expect(negotiate('12.2.5', 'tentacle').release).toBe('luminous');
    expect(negotiate(toFeatures('reef'), 'tentacle').release).toBe('reef');
    expect(negotiate('0x2f018fb87aa4aafe', 'tentacle').release).toBe(NEWEST_CODEC.name);
    expect(negotiate('firefly', 'tentacle').release).toBe(NEWEST_CODEC.name);
  });

  it('depends on the negotiated features', () => {
    expect(encodingOf(negotiate('luminous', 'tentacle', { release: 'tentacle' })).monMap).toBe('v5');
    expect(encodingOf(negotiate('tentacle', SERVER_NAUTILUS))).toMatchObject({ monMap: 'v1', addresses: 'legacy' });
  });

  it('is refused for a release without a known encoder', () => {
    expect(() => negotiate('hammer', 'hammer', { release: 'firefly' as 'hammer' })).toThrow(/^the code of release "firefly" is not known: known are hammer, /);
    expect(() => negotiate('hammer', 'hammer', { release: 'acme' as 'hammer' })).toThrow(/^the code of release "acme"/);
  });

  it('has ADDR2 addresses between any two releases from Kraken on', () => {
    const later = RELEASES.filter((r) => r.number >= 11).flatMap((r) => r.masks.map(([, mask]) => mask));
    for (const one of later) for (const other of later) expect(encodingOf(negotiate(one, other)).addresses).toBe('ADDR2');
  });
});
