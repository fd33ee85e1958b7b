import { describe, expect, it } from 'vitest';
import { compareBytes, copyBytes, isZeroBytes } from '../../../src/buffer/bytes/bytes.ts';
import { bytes, noise } from '../support/support.ts';

describe('copyBytes', () => {
  it.each([0, 1, 23, 24, 25, 100])('copies %i bytes and touches no other', (length) => {
    const from = noise(200);
    const to = new Uint8Array(200).fill(0xaa);
    copyBytes(from, 50, to, 20, length);
    expect(to.subarray(20, 20 + length)).toEqual(from.subarray(50, 50 + length));
    expect(to.subarray(0, 20).every((byte) => byte === 0xaa)).toBe(true);
    expect(to.subarray(20 + length).every((byte) => byte === 0xaa)).toBe(true);
  });

  it('copies an array whole', () => {
    const to = new Uint8Array(64);
    copyBytes(noise(64), 0, to, 0, 64);
    expect(to).toEqual(noise(64));
  });
});

describe('compareBytes', () => {
  it('orders by unsigned bytes, a prefix first', () => {
    expect(compareBytes(Uint8Array.of(0x80), Uint8Array.of(0x7f))).toBe(1);
    expect(compareBytes(bytes('A'), bytes('AB'))).toBe(-1);
    expect(compareBytes(bytes('AB'), bytes('AB'))).toBe(0);
  });
});

describe('isZeroBytes', () => {
  it('is true of zeros and of nothing', () => {
    expect(isZeroBytes(new Uint8Array(9))).toBe(true);
    expect(isZeroBytes(new Uint8Array(0))).toBe(true);
    expect(isZeroBytes(Uint8Array.of(0, 0, 1))).toBe(false);
  });
});
