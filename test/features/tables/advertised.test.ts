import { describe, expect, it } from 'vitest';
import { versionsAdvertising } from '../../../src/features/tables/advertised.ts';

describe('the versions that advertise a bit', () => {
  it('are a range without an end if the newest version still does', () => {
    expect(versionsAdvertising(59)).toEqual([['11.0.1']]);
  });

  it('are several ranges if the bit was dropped, back-ported or reused', () => {
    expect(versionsAdvertising(19)).toEqual([['0.61.5', '12.0.0'], ['12.2.11', '12.2.13'], ['13.2.5', '13.2.10'], ['14.1.0']]);
    expect(versionsAdvertising(55)).toEqual([['0.94.4', '0.94.10'], ['9.1.0', '14.2.22']]);
  });

  it('are none for the two reserved bits', () => {
    expect([versionsAdvertising(62), versionsAdvertising(63)]).toEqual([[], []]);
  });

  it('are known for bits 0 to 63 only', () => {
    expect(() => versionsAdvertising(64)).toThrow(new RangeError('a bit is 0 to 63, got 64'));
    expect(() => versionsAdvertising(-1)).toThrow(RangeError);
  });
});
