import { describe, expect, it } from 'vitest';
import { entry, wrapped } from '../../src/text/columns.ts';

describe('an entry', () => {
  it('has its text in column 16', () => {
    expect(entry('peer', 'mon0')).toEqual(['peer            mon0']);
  });

  it('has no lines for an empty text', () => {
    expect(entry('peer', '')).toEqual([]);
  });

  it('continues below the first column of its text', () => {
    expect(wrapped('- ', `${'a'.repeat(60)} ${'b'.repeat(60)}`)).toEqual([`- ${'a'.repeat(60)}`, `  ${'b'.repeat(60)}`]);
  });
});
