import { describe, expect, it } from 'vitest';
import { crc32c } from '../../src/buffer/crc32c/crc32c.ts';
import { BufferRaw } from '../../src/buffer/raw.ts';
import { bytes, noise } from './support/support.ts';

describe('BufferRaw', () => {
  it('takes bytes over without a copy', () => {
    const data = bytes('ABC');
    const raw = new BufferRaw(data);
    expect(raw.data).toBe(data);
    expect(raw.length).toBe(3);
  });

  it('takes the checksum of a part', () => {
    const data = noise(100);
    expect(new BufferRaw(data).crc32c(10, 90, 5)).toBe(crc32c(5, data.subarray(10, 90)));
    expect(new BufferRaw(data).crc32c(10, 10, 5)).toBe(5);
  });

  it('remembers it: a write behind its back goes unnoticed, until told', () => {
    const raw = new BufferRaw(noise(100));
    const before = raw.crc32c(10, 90, 0);
    raw.data[50] = (raw.data[50] ?? 0) ^ 1;
    expect(raw.crc32c(10, 90, 0)).toBe(before);
    raw.invalidateCrc();
    expect(raw.crc32c(10, 90, 0)).toBe(crc32c(0, raw.data.subarray(10, 90)));
  });

  it('moves the one it remembers to another start without a look at the bytes', () => {
    const data = noise(100);
    const raw = new BufferRaw(data.slice());
    raw.crc32c(0, 100, 0x11111111);
    raw.data.fill(0);
    expect(raw.crc32c(0, 100, 0xfedcba98)).toBe(crc32c(0xfedcba98, data));
  });

  it('forgets it only if the part written overlaps', () => {
    const raw = new BufferRaw(noise(100));
    const before = raw.crc32c(10, 90, 0);
    raw.data[50] = (raw.data[50] ?? 0) ^ 1;
    raw.invalidateCrc(0, 10);
    raw.invalidateCrc(90, 100);
    expect(raw.crc32c(10, 90, 0)).toBe(before);
    raw.invalidateCrc(89, 90);
    expect(raw.crc32c(10, 90, 0)).not.toBe(before);
  });

  it('ostream: prints its length', () => {
    expect(`${new BufferRaw(new Uint8Array(4))}`).toBe('buffer::raw(len 4)');
  });
});
