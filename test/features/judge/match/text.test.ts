import { describe, expect, it } from 'vitest';
import { kernelText, matchText } from '../../../../src/features/judge/match/text.ts';
import { Mask64 } from '../../../../src/features/mask64.ts';

describe('a release', () => {
  it('is named with the range of its versions', () => {
    expect(matchText({ release: 'hammer', versions: ['0.94.7', '0.94.10'] })).toBe('hammer 0.94.7 to 0.94.10');
    expect(matchText({ release: 'quincy', versions: ['17.2.0'] })).toBe('quincy 17.2.0');
  });
});

describe('a kernel client', () => {
  const mask = Mask64.NONE;
  it.each([
    [{ mask, since: '4.5', until: '4.5', client: 'rbd' as const }, 'kernel rbd client of Linux 4.5'],
    [{ mask, since: '3.10', until: '3.13', client: 'cephfs' as const }, 'kernel CephFS client of Linux 3.10 to 3.13'],
    [{ mask, since: '4.19', until: '5.2', also: '4.15 of Ubuntu' }, 'kernel client of Linux 4.19 to 5.2 (also 4.15 of Ubuntu)'],
    [{ mask, since: '5.11' }, 'kernel client of Linux 5.11 and later'],
  ])('is named with its versions and its kind: %j', (kernel, text) => expect(kernelText(kernel)).toBe(text));
});
