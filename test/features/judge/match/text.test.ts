import { describe, expect, it } from 'vitest';
import { Mask64 } from '../../../../src/features/mask64.ts';
import { featuresAndRelease, kernelText } from '../../../../src/features/judge/match/text.ts';
import { toFeatures } from '../../../../src/features/to_features.ts';

describe('features and their release', () => {
  it.each([
    ['12.2.5', '0x1ffddff8eea4fffb, luminous 12.2.0, 12.2.5'],
    ['0x08c3ffffffffffff', '0x08c3ffffffffffff, nearest hammer 0.94.7, 0.94.9: +59'],
    ['0x0003fffffffffffe', '0x0003fffffffffffe, nearest hammer 0.94: -0'],
  ])('of %s are %s', (features, text) => {
    expect(featuresAndRelease(toFeatures(features))).toBe(text);
  });
});

describe('a kernel client', () => {
  it('is named with its version and its kind, if they are known', () => {
    expect(kernelText({ mask: Mask64.NONE, since: '4.5', client: 'rbd' })).toBe('rbd client of Linux 4.5');
    expect(kernelText({ mask: Mask64.NONE })).toBe('a kernel client');
  });
});
