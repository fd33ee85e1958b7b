import { describe, expect, it } from 'vitest';
import { crc32c } from '../../src/buffer/crc32c/crc32c.ts';
import { GrowingRow } from '../../src/buffer/growing_row.ts';
import { BufferPtr } from '../../src/buffer/ptr.ts';
import { noise } from './support/support.ts';

const lengths = (row: GrowingRow): number[] => row.ptrs.map((ptr) => ptr.length);

describe('GrowingRow', () => {
  it('collects small appends in one ptr of 4 KiB, then in the next', () => {
    const row = new GrowingRow();
    for (let i = 0; i < 1500; i++) row.append(4, noise(4, i));
    expect([lengths(row), row.ptrs[0]?.rawLength]).toEqual([[4096, 1904], 4096]);
    expect(row.ptrs[1]?.cStr().subarray(0, 4)).toEqual(noise(4, 1024));
  });

  it('fills what is left before it takes whole units for the rest', () => {
    const row = new GrowingRow();
    row.append(4000, noise(4000));
    row.append(5000, noise(5000));
    expect([lengths(row), row.ptrs[1]?.rawLength]).toEqual([[4096, 4904], 8192]);
  });

  it('puts a hole into one piece', () => {
    const row = new GrowingRow();
    row.append(4090, undefined);
    const hole = row.appendHole(10);
    expect([lengths(row), hole.length, hole.offset]).toEqual([[4090, 10], 10, 0]);
  });

  it('reserves exactly, and only if there is no room', () => {
    const row = new GrowingRow();
    row.reserve(10);
    row.reserve(9);
    row.append(10, undefined);
    expect(row.ptrs[0]?.rawLength).toBe(10);
  });

  it('lets go of a checksum that covers the bytes it takes', () => {
    const row = new GrowingRow();
    row.append(40, noise(40));
    const beyond = new BufferPtr(row.ptrs[0]?.raw, 0, 80);
    beyond.crc32c(0);
    row.append(40, noise(40));
    expect(beyond.crc32c(0)).toBe(crc32c(0, beyond.cStr()));
  });

  it('lets go of a checksum that covers a u32 it takes, also when the last was not asked for', () => {
    const row = new GrowingRow();
    row.appendU32(1);
    row.appendU32(2);
    const beyond = new BufferPtr(row.ptrs[0]?.raw, 0, 80);
    for (let i = 0; i < 3; i++) {
      beyond.crc32c(0);
      row.appendU32(0xffffffff);
      expect(beyond.crc32c(0)).toBe(crc32c(0, beyond.cStr()));
    }
  });

  it('adds a u32 at once to a ptr that somebody has', () => {
    const row = new GrowingRow();
    row.appendU32(1);
    row.appendU32(2);
    const last = row.ptrs[0];
    row.appendU32(3);
    expect(last?.length).toBe(12);
    row.appendHole(4);
    row.appendU32(5);
    expect([last?.length, row.length]).toEqual([20, 20]);
  });

  it('adds u32s of which none was asked for before it does anything else', () => {
    const others: readonly ((row: GrowingRow) => void)[] = [
      (row) => row.reserve(5000),
      (row) => row.append(5000, undefined),
      (row) => row.appendHole(5000),
      (row) => row.appendByte(0),
      (row) => row.push([BufferPtr.create(1)]),
      (row) => row.grow(BufferPtr.create(1).raw, 0, 1),
      (row) => row.prepend([BufferPtr.create(1)]),
      (row) => row.replaceRange(11, 1, BufferPtr.create(2)),
      (row) => row.join(),
    ];
    const lengthsAfter = others.map((other) => {
      const row = new GrowingRow();
      for (let i = 0; i < 3; i++) row.appendU32(i);
      other(row);
      return [row.length, lengths(row)];
    });
    expect(lengthsAfter).toEqual([
      [12, [12]],
      [5012, [4096, 916]],
      [5012, [12, 5000]],
      [13, [13]],
      [13, [12, 1]],
      [13, [12, 1]],
      [13, [1, 12]],
      [13, [11, 2]],
      [12, [12]],
    ]);
  });

  it('changes nothing when memory cannot be had', () => {
    const row = new GrowingRow();
    row.append(1, undefined);
    expect(() => row.append(Number.MAX_SAFE_INTEGER, undefined)).toThrow(RangeError);
    expect(() => row.appendHole(Number.MAX_SAFE_INTEGER)).toThrow(RangeError);
    expect(() => row.reserve(Number.MAX_SAFE_INTEGER)).toThrow(RangeError);
    expect(lengths(row)).toEqual([1]);
  });
});
