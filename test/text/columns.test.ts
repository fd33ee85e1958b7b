import { describe, expect, it } from 'vitest';
import { entry, wrapped } from '../../src/text/columns.ts';

describe('an entry', () => {
  it('has its text in column 16', () => {
    expect(entry('peer', 'mon0')).toEqual(['peer            mon0']);
  });

  it('is left out without text', () => {
    expect(entry('peer', '')).toEqual([]);
  });

  it('goes on below its own first column', () => {
    expect(wrapped('- ', `${'a'.repeat(60)} ${'b'.repeat(60)}`)).toEqual([`- ${'a'.repeat(60)}`, `  ${'b'.repeat(60)}`]);
  });
});
