import { describe, expect, it } from 'vitest';
import { crc32cByTable, timesX } from '../../../src/buffer/crc32c/table.ts';
import { bitByBit, noise } from '../support/support.ts';

describe('crc32cByTable', () => {
  it('agrees with the definition for each single byte', () => {
    for (let byte = 0; byte < 256; byte++) {
      expect(crc32cByTable(0, Uint8Array.of(byte))).toBe(bitByBit(0, Uint8Array.of(byte)));
    }
  });

  it('agrees with the definition at every length and alignment', () => {
    const data = noise(64);
    for (let from = 0; from < 9; from++) {
      for (let to = from; to <= data.length; to++) {
        expect(crc32cByTable(0xdeadbeef, data.subarray(from, to))).toBe(bitByBit(0xdeadbeef, data.subarray(from, to)));
      }
    }
  });
});

describe('timesX', () => {
  it('moves every power up by one, and x^31 to what x^32 leaves', () => {
    expect(timesX(0x80000000 | 0) >>> 0).toBe(0x40000000);
    expect(timesX(1) >>> 0).toBe(0x82f63b78);
  });
});
