import { describe, expect, it } from 'vitest';
import { AppendBuffer } from '../../src/buffer/append_buffer.ts';
import { crc32c } from '../../src/buffer/crc32c/crc32c.ts';
import { BufferPtr } from '../../src/buffer/ptr.ts';
import { PtrRow } from '../../src/buffer/ptr_row.ts';
import { noise } from './support/support.ts';

const lengths = (row: PtrRow): number[] => row.ptrs.map((ptr) => ptr.length);

describe('AppendBuffer', () => {
  it('collects small appends in one ptr of 4 KiB, then in the next', () => {
    const [space, row] = [new AppendBuffer(), new PtrRow()];
    for (let i = 0; i < 1500; i++) space.append(row, 4, noise(4, i));
    expect([lengths(row), row.ptrs[0]?.rawLength]).toEqual([[4096, 1904], 4096]);
    expect(row.ptrs[1]?.cStr().subarray(0, 4)).toEqual(noise(4, 1024));
  });

  it('fills what is left before it takes whole units for the rest', () => {
    const [space, row] = [new AppendBuffer(), new PtrRow()];
    space.append(row, 4000, noise(4000));
    space.append(row, 5000, noise(5000));
    expect([lengths(row), row.ptrs[1]?.rawLength]).toEqual([[4096, 4904], 8192]);
  });

  it('puts a hole into one piece', () => {
    const [space, row] = [new AppendBuffer(), new PtrRow()];
    space.append(row, 4090, undefined);
    const hole = space.appendHole(row, 10);
    expect([lengths(row), hole.length, hole.offset]).toEqual([[4090, 10], 10, 0]);
  });

  it('reserves exactly, and only if there is no room', () => {
    const [space, row] = [new AppendBuffer(), new PtrRow()];
    space.reserve(10);
    space.reserve(9);
    space.append(row, 10, undefined);
    expect(row.ptrs[0]?.rawLength).toBe(10);
  });

  it('lets go of a checksum that covers the bytes it takes', () => {
    const [space, row] = [new AppendBuffer(), new PtrRow()];
    space.append(row, 40, noise(40));
    const beyond = new BufferPtr(row.ptrs[0]?.raw, 0, 80);
    beyond.crc32c(0);
    space.append(row, 40, noise(40));
    expect(beyond.crc32c(0)).toBe(crc32c(0, beyond.cStr()));
  });

  it('changes nothing when memory cannot be had', () => {
    const [space, row] = [new AppendBuffer(), new PtrRow()];
    space.append(row, 1, undefined);
    expect(() => space.append(row, Number.MAX_SAFE_INTEGER, undefined)).toThrow(RangeError);
    expect(() => space.appendHole(row, Number.MAX_SAFE_INTEGER)).toThrow(RangeError);
    expect(() => space.reserve(Number.MAX_SAFE_INTEGER)).toThrow(RangeError);
    expect(lengths(row)).toEqual([1]);
  });
});
