import { describe, expect, it } from 'vitest';
import { compareLists } from '../../src/buffer/compare.ts';
import { BufferList } from '../../src/buffer/list.ts';
import { listOf } from './support/support.ts';

describe('compareLists', () => {
  it.each([
    [['A'], ['AB'], -1],
    [['AC'], ['AB'], 1],
    [['AB'], ['A', 'B'], 0],
    [['AB', 'C', 'D'], ['A', 'BCE'], -1],
    [['ABC', 'D'], ['A', 'BC'], 1],
    [[], [], 0],
    [[], ['A'], -1],
  ])('compare: %j against %j is %i', (a, b, order) => {
    expect(compareLists(listOf(...a), listOf(...b))).toBe(order);
    expect(compareLists(listOf(...b), listOf(...a))).toBe(0 - order);
  });

  it('compare: takes bytes as unsigned', () => {
    expect(compareLists(BufferList.from(Uint8Array.of(0x80)), listOf('A'))).toBe(1);
  });
});
