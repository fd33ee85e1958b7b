import { describe, expect, it } from 'vitest';
import { MONENC, MONNAMES, MSG_ADDR2, SERVER_NAUTILUS } from '../../src/features/masks.ts';
import { encodingFor } from '../../src/features/encoding_choice.ts';
import { Mask64 } from '../../src/features/mask64.ts';
import { release } from '../../src/features/releases.ts';
import type { WriterName } from '../../src/features/releases.ts';

const unnamed = Mask64.ALL.without(MONNAMES);
const unwrapped = Mask64.ALL.without(MONENC);
const beforeNautilus = Mask64.ALL.without(Mask64.bit(2));

// By release: to a peer without MONENC, the map behind the v2 one; to one before Nautilus; to a Nautilus.
describe.each<[WriterName, number | null, number, number]>([
  ['hammer', 3, 3, 3], ['infernalis', 3, 3, 3], ['jewel', 3, 3, 3],
  ['kraken', 5, 5, 5], ['luminous', 5, 5, 5], ['mimic', 5, 5, 5],
  ['nautilus', null, 5, 7], ['octopus', null, 5, 7],
  ['pacific', null, 5, 9], ['quincy', null, 5, 9], ['reef', null, 5, 9], ['squid', null, 5, 9],
  ['tentacle', null, 5, 10],
])('%s', (name, behind, old, full) => {
  const { writes } = release(name);

  it('writes MonMap v1 to a peer without MONNAMES', () => {
    expect(encodingFor(unnamed, writes)).toMatchObject({ monMap: 1, monMapBehind: null, monInfo: null });
  });

  it(`writes v2 to one without MONENC, and ${behind === null ? 'nothing' : `v${behind}`} behind it`, () => {
    expect(encodingFor(unwrapped, writes)).toMatchObject({ monMap: 2, monMapBehind: behind });
  });

  it(`writes v${old} to one without SERVER_NAUTILUS, and v${full} to one with it`, () => {
    expect(encodingFor(beforeNautilus, writes).monMap).toBe(old);
    expect(encodingFor(SERVER_NAUTILUS.or(MONENC).or(MONNAMES), writes).monMap).toBe(full);
  });
});

describe('mon_info_t', () => {
  it.each<[WriterName, number | null, number | null]>([
    ['hammer', null, null], ['kraken', 1, 1], ['luminous', 2, 2], ['mimic', 2, 2], ['nautilus', 2, 3], ['octopus', 2, 4],
    ['pacific', 2, 5], ['reef', 2, 5], ['tentacle', 2, 6],
  ])('of %s is v%s to a peer without SERVER_NAUTILUS and v%s to one with it', (name, old, full) => {
    const { writes } = release(name);
    expect([encodingFor(beforeNautilus, writes).monInfo, encodingFor(Mask64.ALL, writes).monInfo]).toEqual([old, full]);
  });

  it('is in the map behind a v2 one, and not in the v2 one', () => {
    expect(encodingFor(unwrapped, release('luminous').writes).monInfo).toBe(2);
    expect(encodingFor(unwrapped, release('hammer').writes).monInfo).toBeNull();
    expect(encodingFor(unwrapped, release('nautilus').writes).monInfo).toBeNull();
  });
});

describe('addresses', () => {
  it('are ADDR2 by bit 59 alone, whatever the version of the map', () => {
    expect(encodingFor(MSG_ADDR2, release('kraken').writes)).toMatchObject({ addresses: 'ADDR2', monMap: 1 });
    expect(encodingFor(Mask64.ALL.without(MSG_ADDR2), release('tentacle').writes)).toMatchObject({ addresses: 'legacy', monMap: 10 });
  });

  it('are legacy from Hammer, Infernalis and Jewel', () => {
    for (const name of ['hammer', 'infernalis', 'jewel'] as const) expect(encodingFor(Mask64.ALL, release(name).writes).addresses).toBe('legacy');
  });
});
