import { describe, expect, it } from 'vitest';
import { stampText } from '../../../src/capture/ceph/stamp.ts';

describe('stampText', () => {
  it('is a time in UTC, to the micro- or nanosecond', () => {
    const stamp = { sec: 1_795_318_063, nsec: 976_241_428 };
    expect([stampText(stamp, 6), stampText(stamp, 9)]).toEqual(['2026-11-22T03:27:43.976241Z', '2026-11-22T03:27:43.976241428Z']);
  });

  it('is in seconds from the year 10000 on, where Date has another form', () => {
    expect(stampText({ sec: 253_402_300_799, nsec: 0 }, 6)).toBe('9999-12-31T23:59:59.000000Z');
    expect(stampText({ sec: 253_402_300_800, nsec: 5 }, 9)).toBe('253402300800.000000005');
    expect(stampText({ sec: 18_446_744_073_709, nsec: 551_615_000 }, 6)).toBe('18446744073709.551615');
  });
});
