import { describe, expect, it } from 'vitest';
import { INFERENCE_TABLES, inferRelease } from '../../../src/features/tables/inference.ts';
import { Mask64 } from '../../../src/features/mask64.ts';
import { toFeatures } from '../../../src/features/to_features.ts';

describe('ceph features', () => {
  it.each([
    // peer, and what monitors of 12.2.5 to 16.0.0, 18.2.7 and 20.2.4 call it
    ['0x08c3ffffffffffff', 'hammer', 'hammer', 'hammer'],
    ['hammer', 'hammer', 'hammer', 'hammer'],
    ['hammer@0.94', 'hammer', 'hammer', 'hammer'],
    ['infernalis', 'hammer', 'hammer', 'hammer'],
    ['10.2.11', 'jewel', 'jewel', 'jewel'],
    ['11.2.1', 'kraken', 'kraken', 'kraken'],
    ['12.2.0', 'luminous', 'luminous', 'luminous'],
    ['12.2.5', 'luminous', 'luminous', 'luminous'],
    ['12.2.13', 'luminous', 'luminous', 'luminous'],
    ['13.2.8', 'luminous', 'reef', 'squid'],
    ['14.2.21', 'luminous', 'reef', 'squid'],
    ['15.2.0', 'luminous', 'reef', 'reef'],
    ['16.2.15', 'luminous', 'reef', 'reef'],
    ['18.2.7', 'luminous', 'reef', 'reef'],
    ['20.2.4', 'luminous', 'reef', 'squid'],
    ['0x27018fb86aa42ada', 'jewel', 'jewel', 'jewel'],
    ['0x2f018fb86aa42ada', 'luminous', 'luminous', 'luminous'],
    ['0x2f018fb87aa4aafe', 'luminous', 'luminous', 'luminous'],
    ['cuttlefish', 'dumpling', 'dumpling', 'dumpling'],
    ['giant', 'firefly', 'firefly', 'firefly'],
  ])('calls %s a %s, a %s and a %s', (peer, ...names) => {
    const features = toFeatures(peer);
    expect(INFERENCE_TABLES.map((table) => inferRelease(features, table))).toEqual(names);
  });

  it('shows the oldest of releases with equal needs: bit 18 alone is an argonaut', () => {
    expect(inferRelease(Mask64.bit(18))).toBe('argonaut');
  });

  it('stops at the first bit that is missing, whatever bits follow', () => {
    expect(inferRelease(Mask64.ALL.without(Mask64.bit(48)))).toBe('firefly');
  });

  it('does not know a peer without bit 18', () => {
    expect(inferRelease(Mask64.ALL.without(Mask64.bit(18)))).toBeUndefined();
    expect(inferRelease(Mask64.NONE)).toBeUndefined();
  });

  it('uses the table of 20.2.4 by default', () => {
    expect(inferRelease(toFeatures('tentacle'))).toBe('squid');
  });
});
