import { describe, expect, it } from 'vitest';
import { compareVersions } from '../../src/features/versions.ts';

describe('versions', () => {
  it('are in numeric order, part by part', () => {
    const inOrder = ['0.61', '0.61.5', '0.67', '0.94.9', '0.94.10', '9.0.0', '10.2.11', '12.0.1', '12.0.10'];
    expect([...inOrder].reverse().sort(compareVersions)).toEqual(inOrder);
  });

  it('are equal if they differ only by a zero at the end', () => {
    expect(compareVersions('0.61', '0.61.0')).toBe(0);
  });
});
