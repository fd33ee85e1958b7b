import { describe, expect, it } from 'vitest';
import { Mask64 } from '../../../src/features/mask64.ts';
import { toFeatures } from '../../../src/features/to_features.ts';
import { VENDOR_PROFILES, vendorProfilesOf } from '../../../src/features/tables/vendor.ts';
import type { VendorProfile } from '../../../src/features/tables/vendor.ts';

const names = (features: Mask64, profiles = VENDOR_PROFILES, named?: string): string[] => vendorProfilesOf(features, profiles, named).map((p) => p.name);

describe('a vendor profile', () => {
  it('is known for the Hammer fork that uses bit 59 for partial recovery', () => {
    expect(VENDOR_PROFILES).toEqual([{
      name: 'hammer-partial-recovery',
      from: { release: 'hammer', version: '0.94.9' },
      reuses: [{ bit: 59, as: 'CEPH_OSD_PARTIAL_RECOVERY' }],
    }]);
  });

  it.each(['0.94', '0.94.4', '0.94.7', '0.94.9'])('applies to the features of %s with the reused bit, and to no others', (version) => {
    const features = toFeatures(version);
    expect(names(features.or(Mask64.bit(59)))).toEqual(['hammer-partial-recovery']);
    expect(names(features)).toEqual([]);
    expect(names(features.or(Mask64.bit(59)).without(Mask64.bit(0)))).toEqual([]);
  });

  it('applies to any features when it is named', () => {
    expect(names(toFeatures('kraken'), VENDOR_PROFILES, 'hammer-partial-recovery')).toEqual(['hammer-partial-recovery']);
  });

  it('can be the caller’s own', () => {
    const own: VendorProfile = { name: 'own', from: { release: 'jewel', version: '10.2.11' }, reuses: [{ bit: 60, as: 'MINE' }] };
    expect(names(toFeatures('jewel').or(Mask64.bit(60)), [...VENDOR_PROFILES, own])).toEqual(['own']);
  });

  it('is refused if its name is unknown', () => {
    expect(() => names(Mask64.NONE, VENDOR_PROFILES, 'acme')).toThrow(
      new TypeError('unknown vendor profile "acme": known are hammer-partial-recovery'),
    );
    expect(() => names(Mask64.NONE, [], 'acme')).toThrow(/known are none$/);
  });
});
