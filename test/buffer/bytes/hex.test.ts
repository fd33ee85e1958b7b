import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../../../src/buffer/bytes/hex.ts';

describe('toHex', () => {
  it('writes two lower-case digits a byte', () => {
    expect(toHex(Uint8Array.of(0x00, 0x0f, 0xa0, 0xff))).toBe('000fa0ff');
  });

  it('writes nothing for no bytes', () => {
    expect(toHex(new Uint8Array(0))).toBe('');
  });
});

describe('fromHex', () => {
  it('takes digits of either case', () => {
    expect(fromHex('00aFFa')).toEqual(Uint8Array.of(0x00, 0xaf, 0xfa));
  });

  it('ignores white space, even within a byte, and comments to the end of their line', () => {
    expect(fromHex(' 01\t0 2 # zz\r\n03 # last')).toEqual(Uint8Array.of(1, 2, 3));
  });

  it('takes a text without digits for no bytes', () => {
    expect(fromHex('# nothing\n')).toEqual(new Uint8Array(0));
  });

  it('names the character that is no digit, and its position', () => {
    expect(() => fromHex('00 0g')).toThrow(new TypeError('expected a hex digit at position 4, got "g"'));
    expect(() => fromHex('0x01')).toThrow(new TypeError('expected a hex digit at position 1, got "x"'));
  });

  it('names the position of a digit without a partner', () => {
    expect(() => fromHex('00 1 # odd')).toThrow(
      new TypeError('odd number of hex digits: the one at position 3 has no partner'),
    );
  });
});
