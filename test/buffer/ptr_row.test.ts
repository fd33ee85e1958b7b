import { describe, expect, it } from 'vitest';
import { BufferPtr } from '../../src/buffer/ptr.ts';
import { PtrRow } from '../../src/buffer/ptr_row.ts';
import { BufferRaw } from '../../src/buffer/raw.ts';
import { bytes, listOf } from './support/support.ts';

const text = (row: PtrRow): string[] => row.ptrs.map((ptr) => new TextDecoder().decode(ptr.cStr()));

function rowOf(...texts: string[]): PtrRow {
  const row = new PtrRow();
  for (const ptr of listOf(...texts).buffers) row.push(ptr.clone());
  return row;
}

describe('PtrRow', () => {
  it('grows the last ptr when the memory goes on, and starts another when not', () => {
    const raw = new BufferRaw(bytes('ABCDEF'));
    const row = new PtrRow();
    row.grow(raw, 0, 2);
    row.grow(raw, 2, 1);
    row.grow(raw, 4, 2);
    row.grow(new BufferRaw(bytes('......x')), 6, 1);
    expect([text(row), row.length]).toEqual([['ABC', 'EF', 'x'], 6]);
  });

  it('holds no empty ptr', () => {
    const row = rowOf('A');
    row.push(new BufferPtr());
    row.prepend([new BufferPtr(), BufferPtr.create(0)]);
    expect([text(row), row.length]).toEqual([['A'], 1]);
  });

  it.each([
    [0, 9, []],
    [0, 3, ['DEF', 'GHI']],
    [3, 3, ['ABC', 'GHI']],
    [1, 1, ['A', 'C', 'DEF', 'GHI']],
    [2, 3, ['AB', 'F', 'GHI']],
    [4, 5, ['ABC', 'D']],
    [0, 1, ['BC', 'DEF', 'GHI']],
  ])('cuts %i~%i', (offset, length, left) => {
    const row = rowOf('ABC', 'DEF', 'GHI');
    row.replaceRange(offset, length);
    expect([text(row), row.length]).toEqual([left, 9 - length]);
  });

  it('puts a ptr where a range was', () => {
    const row = rowOf('ABC', 'DEF', 'GHI');
    row.replaceRange(2, 5, BufferPtr.copy(bytes('-')));
    expect([text(row), row.length]).toEqual([['AB', '-', 'HI'], 5]);
  });

  it('keeps its array while it grows at the end, and replaces it otherwise', () => {
    const row = rowOf('ABC');
    const { ptrs } = row;
    row.push(BufferPtr.create(1));
    row.grow(new BufferRaw(bytes('x')), 0, 1);
    expect(row.ptrs).toBe(ptrs);
    row.prepend([BufferPtr.create(1)]);
    expect(row.ptrs).not.toBe(ptrs);
    expect(ptrs).toHaveLength(3);
  });
});
