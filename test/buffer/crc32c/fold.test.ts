import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crc32cZeros } from '../../../src/buffer/crc32c/crc32c.ts';
import { crc32cByFolding, DISTANCES, scriptKernel, WINDOW } from '../../../src/buffer/crc32c/fold.ts';
import { wasmKernel } from '../../../src/buffer/crc32c/wasm.ts';
import { bitByBit, noise, webAssembly } from '../support/support.ts';

const KERNELS = [scriptKernel(), wasmKernel(webAssembly())];

describe.each(KERNELS)('crc32cByFolding, $unit bytes a place and $step bytes a step', (kernel) => {
  const { paysFrom, unit, step } = kernel;

  it('counts a place as much as those at DISTANCES from it', () => {
    const weight = (places: number): number => crc32cZeros(1, places * unit);
    expect(DISTANCES.reduce((sum, distance) => (sum ^ weight(WINDOW - distance)) >>> 0, 0)).toBe(weight(WINDOW));
  });

  it('agrees with the definition at every length of a step and at every alignment', () => {
    const data = noise(paysFrom + 64);
    for (let from = 0; from < 16; from++) {
      for (let length = paysFrom; length <= paysFrom + step; length++) {
        const run = data.subarray(from, from + length);
        expect(crc32cByFolding(kernel, 0xdeadbeef, run)).toBe(bitByBit(0xdeadbeef, run));
      }
    }
  });

  it.each([1, 2, 3])('agrees with the definition around %i blocks', (blocks) => {
    const data = noise(blocks * 32768 + 2 * WINDOW * unit);
    for (const length of [0, 1, step, WINDOW * unit - 1, WINDOW * unit, WINDOW * unit + step + 1]) {
      const run = data.subarray(3, 3 + blocks * 32768 + length);
      expect(crc32cByFolding(kernel, 1, run)).toBe(bitByBit(1, run));
    }
  });

  it('agrees with the definition for any long run and start, whatever was folded before', () => {
    const run = fc.record({
      start: fc.nat(0xffffffff),
      seed: fc.nat(),
      from: fc.nat(64),
      length: fc.integer({ min: paysFrom, max: 40_000 }),
    });
    fc.assert(fc.property(run, ({ start, seed, from, length }) => {
      const data = noise(from + length, seed).subarray(from);
      expect(crc32cByFolding(kernel, start, data)).toBe(bitByBit(start, data));
    }));
  });

  it('leaves the run as it was', () => {
    const data = noise(10_000);
    crc32cByFolding(kernel, 1, data);
    expect(data).toEqual(noise(10_000));
  });
});
