import { describe, expect, it } from 'vitest';
import { requiredByTunables } from '../../../src/features/tables/tunables.ts';
import type { TunablesProfile } from '../../../src/features/tables/tunables.ts';

describe('the crush tunables', () => {
  it.each<[TunablesProfile, string]>([
    ['legacy', '0x0000000000000000'],
    ['argonaut', '0x0000000000000000'],
    ['bobtail', '0x0000000002040000'],
    ['firefly', '0x0000020002040000'],
    ['hammer', '0x0001020002040000'], // as in the reply of monitors of 14.2.21, 16.2.15 and 18.2.7
    ['jewel', '0x0401020002040000'],
    ['optimal', '0x0401020002040000'],
    ['default', '0x0401020002040000'], // as in the reply of monitors of 14.2.21, 18.2.7 and 20.2.4
  ])('%s require %s', (profile, mask) => {
    expect(requiredByTunables(profile).toString()).toBe(mask);
  });

  it('are refused for an unknown profile', () => {
    expect(() => requiredByTunables('luminous' as 'jewel')).toThrow(/^unknown tunables profile "luminous": known are legacy, argonaut/);
    expect(() => requiredByTunables('constructor' as 'jewel')).toThrow(TypeError);
  });
});
