import { describe, expect, it } from 'vitest';
import { counted, numbered } from '../../src/text/numbers.ts';

describe('counted', () => {
  it('groups digits, and uses the plural for every count but one', () => {
    expect([counted(1, 'byte'), counted(0, 'byte'), counted(999, 'byte'), counted(4194304, 'byte')]).toEqual(['1 byte', '0 bytes', '999 bytes', '4,194,304 bytes']);
  });
});

describe('numbered', () => {
  it('lists the numbers after their noun', () => {
    expect([numbered('bit', [59]), numbered('bit', [57, 59])]).toEqual(['bit 59', 'bits 57, 59']);
  });
});
