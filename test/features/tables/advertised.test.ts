import { describe, expect, it } from 'vitest';
import { advertised } from '../../../src/features/tables/advertised.ts';

describe('the releases that advertise a bit', () => {
  it('are still doing so where a range has no end', () => {
    expect(advertised(59)).toEqual([['11.0.1']]);
  });

  it('are islands where the bit was dropped, back-ported or reused', () => {
    expect(advertised(19)).toEqual([['0.61.5', '12.0.0'], ['12.2.11', '12.2.13'], ['13.2.5', '13.2.8'], ['14.1.0']]);
    expect(advertised(55)).toEqual([['0.94.4', '0.94.10'], ['9.1.0', '14.2.21']]);
  });

  it('are none for the two reserved bits', () => {
    expect([advertised(62), advertised(63)]).toEqual([[], []]);
  });

  it('are known for bits 0 to 63 only', () => {
    expect(() => advertised(64)).toThrow(new RangeError('a bit is 0 to 63, got 64'));
    expect(() => advertised(-1)).toThrow(RangeError);
  });
});
