import { afterEach, describe, expect, it, vi } from 'vitest';
import { crc32c, crc32cZeros, foldKernel } from '../../../src/buffer/crc32c/crc32c.ts';
import { bitByBit, bytes, noise, webAssembly } from '../support/support.ts';

describe('crc32c', () => {
  it.each([
    [0, 'foo bar baz', 4119623852],
    [1234, 'foo bar baz', 881700046],
    [0, 'whiz bang boom', 2360230088],
    [5678, 'whiz bang boom', 3743019208],
  ])('Small: from %i over "%s" gives what Ceph gives', (start, text, crc) => {
    expect(crc32c(start, bytes(text))).toBe(crc);
  });

  it.each([
    [0, 5, 2715569182],
    [0, 35, 440531800],
    [0, 4096000, 31583199],
    [1234, 4096000, 1400919119],
  ])('PartialWord, Big: from %i over %i ones gives what Ceph gives', (start, length, crc) => {
    expect(crc32c(start, new Uint8Array(length).fill(1))).toBe(crc);
  });

  it('is the standard CRC-32C once inverted before and after (RFC 3720, B.4)', () => {
    const inverted = (data: Uint8Array): number => ~crc32c(0xffffffff, data) >>> 0;
    expect(inverted(bytes('123456789'))).toBe(0xe3069283);
    expect(inverted(new Uint8Array(32))).toBe(0x8a9136aa);
    expect(inverted(new Uint8Array(32).fill(0xff))).toBe(0x62a8ab43);
    expect(inverted(Uint8Array.from({ length: 32 }, (_, i) => i))).toBe(0x46dd794e);
    expect(inverted(Uint8Array.from({ length: 32 }, (_, i) => 31 - i))).toBe(0x113fdb5c);
  });

  it('agrees with the definition at every length and alignment', () => {
    const data = noise(64);
    for (let from = 0; from < 9; from++) {
      for (let to = from; to <= data.length; to++) {
        expect(crc32c(0xdeadbeef, data.subarray(from, to))).toBe(bitByBit(0xdeadbeef, data.subarray(from, to)));
      }
    }
  });

  it('agrees with the definition at every length around 768, from which on it folds', () => {
    const data = noise(1100);
    for (let length = 700; length < data.length; length++) {
      expect(crc32c(5, data.subarray(0, length))).toBe(bitByBit(5, data.subarray(0, length)));
    }
  });

  it('continues: a run in two pieces is the run in one', () => {
    const data = noise(100);
    expect(crc32c(crc32c(7, data.subarray(0, 33)), data.subarray(33))).toBe(crc32c(7, data));
  });

  it('leaves the start as it is over no bytes, as a u32', () => {
    expect(crc32c(0xffffffff, new Uint8Array(0))).toBe(0xffffffff);
  });
});

describe('crc32c without WebAssembly', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.resetModules();
  });

  it.each([
    ['there is none', undefined],
    ['it refuses to compile', { Module: function () { throw new EvalError('blocked by the policy'); } }],
  ])('gives the same where %s', async (_, host) => {
    vi.resetModules();
    vi.stubGlobal('WebAssembly', host);
    const { crc32c: scripted } = await import('../../../src/buffer/crc32c/crc32c.ts');
    for (const length of [100, 1000, 10_000, 100_000]) {
      expect(scripted(9, noise(length))).toBe(bitByBit(9, noise(length)));
    }
  });
});

describe('foldKernel', () => {
  it('is the one in WebAssembly where that compiles', () => {
    expect(foldKernel(webAssembly())).toMatchObject({ unit: 1, step: 16 });
  });

  it('is the one in JavaScript where there is no WebAssembly, or it refuses', () => {
    const { Instance } = webAssembly();
    const Module = function (): object { throw new EvalError('blocked by the policy'); };
    expect(foldKernel(undefined)).toMatchObject({ unit: 4, step: 4 });
    expect(foldKernel({ Module: Module as unknown as new () => object, Instance })).toMatchObject({ unit: 4, step: 4 });
  });
});

describe('crc32cZeros', () => {
  it.each([0, 1, 2, 7, 8, 63, 64, 4096, 100_003])('is the checksum of %i zeros', (length) => {
    expect(crc32cZeros(0x9abcdef0, length)).toBe(crc32c(0x9abcdef0, new Uint8Array(length)));
  });

  it('adds up, also for lengths no one could hold in memory', () => {
    const long = 2 ** 52 + 12345;
    expect(crc32cZeros(crc32cZeros(1, long), 67890)).toBe(crc32cZeros(1, long + 67890));
    expect(crc32cZeros(1, Number.MAX_SAFE_INTEGER)).toBe(crc32cZeros(crc32cZeros(1, 2 ** 52 - 1), 2 ** 52));
  });

  it('moves a checksum to another start', () => {
    const data = noise(1000);
    expect((crc32c(1, data) ^ crc32cZeros(1 ^ 2, data.length)) >>> 0).toBe(crc32c(2, data));
  });

  it.each([-1, 1.5, NaN])('refuses the length %s', (length) => {
    expect(() => crc32cZeros(0, length)).toThrow(RangeError);
  });
});
