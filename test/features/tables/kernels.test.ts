import { describe, expect, it } from 'vitest';
import { KERNEL_BITS, KERNEL_WORDS, firstKernel } from '../../../src/features/tables/kernels.ts';
import { Mask64 } from '../../../src/features/mask64.ts';
import { KERNEL_CLIENTS } from '../../../src/features/releases.ts';
import { compareVersions } from '../../../src/features/versions.ts';

describe('the words of kernel clients', () => {
  it('that have a kernel are its bits by the notes in Ceph’s header', () => {
    for (const { word, since, client } of KERNEL_WORDS) {
      if (since === undefined) continue;
      const bits = KERNEL_BITS.filter((k) => compareVersions(k.since, since) <= 0 && (client === 'cephfs' || k.cephfsOnly !== true));
      expect(word.bits(), `${since} ${client}`).toEqual(bits.map((k) => k.bit));
    }
  });

  // Each from the report that is named beside it in kernels.ts.
  it.each([
    '0x4a042a42', '0x102b84a842a42', '0x106b84a842a42', '0x107b84a842aca', '0x7010fb86aa42ada', '0x7018fb86aa42ada', '0x27018fb86aa42ada',
  ])('have %s of a public report', (word) => {
    expect(KERNEL_WORDS.some((k) => k.word.equals(Mask64.parse(word)))).toBe(true);
  });

  it('are all different, and take in those that the releases list', () => {
    expect(new Set(KERNEL_WORDS.map((k) => k.word.toString())).size).toBe(KERNEL_WORDS.length);
    expect(KERNEL_WORDS.map((k) => k.word)).toEqual(expect.arrayContaining([...KERNEL_CLIENTS]));
  });
});

describe('the first kernel with', () => {
  it.each([
    [18, 1, '3.6'], [25, 1, '3.9'], [41, 1, '3.15'], [48, 1, '4.1'], [58, 1, '4.5'], [21, 2, '4.13'],
  ])('bit %d in incarnation %d is Linux %s', (bit, incarnation, kernel) => {
    expect(firstKernel(bit, incarnation)).toBe(kernel);
  });

  it('a bit without a note, or in a meaning that kernels never had, is not known', () => {
    expect([firstKernel(59, 1), firstKernel(21, 1)]).toEqual([null, null]);
  });
});
