import { describe, expect, it } from 'vitest';
import { checkCount, checkRange } from '../../../src/buffer/bytes/range.ts';
import { endOfBuffer } from '../support/support.ts';

describe('checkRange', () => {
  it('takes what ends at the end, and nothing at the end', () => {
    expect(() => checkRange(2, 3, 5)).not.toThrow();
    expect(() => checkRange(5, 0, 5)).not.toThrow();
  });

  it('refuses a range that passes the end, by what is left of it', () => {
    expect(() => checkRange(3, 3, 5)).toThrow(endOfBuffer(3, 3, 2));
    expect(() => checkRange(6, 0, 5)).toThrow(endOfBuffer(6, 0, 0));
  });

  it.each([-1, 0.5, NaN, Infinity, 2 ** 53])('calls %s no offset and no length', (value) => {
    expect(() => checkRange(value, 0, 5)).toThrow(new RangeError(`offset must be a non-negative integer, got ${value}`));
    expect(() => checkRange(0, value, 5)).toThrow(new RangeError(`length must be a non-negative integer, got ${value}`));
  });
});

describe('checkCount', () => {
  it('names what is wrong', () => {
    expect(() => checkCount('distance', -2)).toThrow('distance must be a non-negative integer, got -2');
  });
});
