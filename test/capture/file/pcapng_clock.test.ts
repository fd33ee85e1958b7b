import { describe, expect, it } from 'vitest';
import { PcapngClock } from '../../../src/capture/file/pcapng_clock.ts';

function stamp(tsresol: number, ticks: bigint, tsoffset = 0): [number, number] {
  const { sec, nsec } = new PcapngClock(tsresol, tsoffset).stamp(Number(ticks >> 32n), Number(ticks & 0xffff_ffffn));
  return [sec, nsec];
}

describe('PcapngClock', () => {
  it('counts in powers of ten', () => {
    expect(stamp(6, 1_600_000_000_123_456n)).toEqual([1_600_000_000, 123_456_000]);
    expect(stamp(9, 1_600_000_000_123_456_789n)).toEqual([1_600_000_000, 123_456_789]);
    expect(stamp(0, 1_600_000_000n)).toEqual([1_600_000_000, 0]);
    expect(stamp(12, 1_600_000_123_456_789_123n)).toEqual([1_600_000, 123_456_789]);
  });

  it('counts in powers of two', () => {
    expect(stamp(0x80 | 10, (1_600_000_000n << 10n) | 512n)).toEqual([1_600_000_000, 500_000_000]);
    expect(stamp(0x80, 1_600_000_000n)).toEqual([1_600_000_000, 0]);
  });

  it('keeps all digits of ticks beyond 2^53', () => {
    expect(stamp(9, 0xffff_ffff_ffff_ffffn)).toEqual([18_446_744_073, 709_551_615]);
  });

  it('adds its offset in seconds', () => {
    expect(stamp(6, 1_500_000n, 1_600_000_000)).toEqual([1_600_000_001, 500_000_000]);
    expect(stamp(6, 1_500_000n, -2)).toEqual([-1, 500_000_000]);
  });
});
