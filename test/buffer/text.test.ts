import { describe, expect, it } from 'vitest';
import { decodeText, encodeText } from '../../src/buffer/text.ts';

describe('text', () => {
  it('is UTF-8, a byte order mark included', () => {
    const utf8 = Uint8Array.of(0xef, 0xbb, 0xbf, 0xc3, 0xa9, 0xf0, 0x9f, 0x90, 0x99);
    expect(encodeText('\ufeffé🐙')).toEqual(utf8);
    expect(decodeText(utf8)).toBe('\ufeffé🐙');
  });

  it('is refused where it has no bytes', () => {
    expect(() => encodeText('ab\ud800')).toThrow(new RangeError('text has a lone surrogate at position 2'));
  });

  it('is refused where bytes are not UTF-8', () => {
    expect(() => decodeText(Uint8Array.of(0xff))).toThrow(TypeError);
  });
});
