import { describe, expect, it } from 'vitest';
import { paint } from '../../src/text/paint.ts';

describe('paint', () => {
  it('puts the text between the sequence that starts the style and the one that ends it', () => {
    expect(paint('failed', '1;31')).toBe('\x1b[1;31mfailed\x1b[0m');
  });

  it('adds nothing without a style', () => {
    expect(paint('plain', undefined)).toBe('plain');
  });
});
