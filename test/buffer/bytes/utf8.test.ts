import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareBytes } from '../../../src/buffer/bytes/bytes.ts';
import { compareStrings, decodeUtf8, encodeUtf8 } from '../../../src/buffer/bytes/utf8.ts';
import { LINEAR, growth } from '../../support/growth.ts';
import { hex } from '../../support/support.ts';

const decode = (bytes: Uint8Array): string => decodeUtf8(bytes, 0, bytes.length);

/** Texts with their bytes; an escaped surrogate stands for a byte that is not UTF-8. */
const PAIRS: readonly [what: string, text: string, bytes: Uint8Array][] = [
  ['nothing', '', hex``],
  ['ASCII with NUL and DEL', 'a\0\x7f', hex`61 00 7f`],
  ['two, three and four bytes', 'é€😀', hex`c3a9 e282ac f09f9880`],
  ['the ends of each length', '\x80\u07ff\u0800\uffff\u{10000}\u{10ffff}', hex`c280 dfbf e0a080 efbfbf f0908080 f48fbfbf`],
  ['the neighbours of surrogates', '\ud7ff\ue000', hex`ed9fbf ee8080`],
  ['a byte order mark', '\ufeffa', hex`efbbbf 61`],
  ['a byte order mark beside a byte that is no text', '\ufeff\udcff\ufeff', hex`efbbbf ff efbbbf`],
  ['the replacement character', '\ufffd', hex`efbfbd`],
  ['a lone continuation', 'a\udc80b', hex`61 80 62`],
  ['bytes that are never UTF-8', '\udcc0\udcc1\udcf5\udcff', hex`c0 c1 f5 ff`],
  ['an overlong NUL', '\udcc0\udc80', hex`c080`],
  ['overlong forms of three and four bytes', '\udce0\udc9f\udcbf\udcf0\udc8f\udcbf\udcbf', hex`e09fbf f08fbfbf`],
  ['a surrogate in UTF-8', '\udced\udcb2\udc80', hex`ed b2 80`],
  ['beyond U+10FFFF', '\udcf4\udc90\udc80\udc80', hex`f4908080`],
  ['a sequence cut short by the end', '\udce2\udc82', hex`e282`],
  ['a sequence cut short by text', '\udcf0\udc9f\udc98x', hex`f09f98 78`],
  ['text after a bad byte', '\udcffé😀\udc80', hex`ff c3a9 f09f9880 80`],
];

describe('decodeUtf8 and encodeUtf8', () => {
  it.each(PAIRS)('agree on %s', (_, text, bytes) => {
    expect(decode(bytes)).toBe(text);
    expect(encodeUtf8(text)).toEqual(bytes);
  });

  it.each(PAIRS)('agree on %s in a run too long for the short loop', (_, text, bytes) => {
    const long = Uint8Array.of(...bytes, ...bytes.map(() => 0x2e), ...new Uint8Array(33).fill(0x61));
    const longText = text + '.'.repeat(bytes.length) + 'a'.repeat(33);
    expect(decode(long)).toBe(longText);
    expect(encodeUtf8(longText)).toEqual(long);
  });

  it('lose no byte, whatever the bytes', () => {
    const byte = fc.oneof(fc.nat(255), fc.constantFrom(0x80, 0xbf, 0xc2, 0xe0, 0xa0, 0xed, 0x9f, 0xf0, 0x90, 0xf4, 0x8f));
    fc.assert(fc.property(fc.array(byte, { maxLength: 80 }), (bytes) => {
      expect(encodeUtf8(decode(Uint8Array.from(bytes)))).toEqual(Uint8Array.from(bytes));
    }), { numRuns: 2000 });
  });

  it('lose no character of well-formed text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
      expect(encodeUtf8(text)).toEqual(new TextEncoder().encode(text));
      expect(decode(encodeUtf8(text))).toBe(text);
    }));
  });

  it('call a sequence valid exactly where the platform does: every lead, second and border byte', () => {
    const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    const isValid = (bytes: Uint8Array): boolean => {
      try {
        return strict.decode(bytes).length > 0;
      } catch {
        return false;
      }
    };
    const borders = [0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0];
    const wrong: string[] = [];
    const check = (...sequence: number[]): void => {
      const bytes = Uint8Array.of(0xff, ...sequence); // the first byte takes it off the platform's path
      const rest = decode(bytes).slice(1);
      if (rest.isWellFormed() !== isValid(Uint8Array.from(sequence))) wrong.push(sequence.join(' '));
    };
    for (let lead = 0; lead < 0x100; lead++) {
      check(lead);
      for (let second = 0; second < 0x100; second++) check(lead, second);
      if (lead >= 0xdf) for (const second of borders) for (const third of borders) {
        check(lead, second, third);
        if (lead >= 0xef) for (const fourth of borders) check(lead, second, third, fourth);
      }
    }
    expect(wrong).toEqual([]);
  });

  it.each([['its last', 1], ['every', 0]])('take time that grows with the length where %s byte is bad', (_, good) => {
    const through = (length: number): (() => void) => {
      const bytes = new Uint8Array(length).fill(0xff).fill(0x61, 0, good * (length - 1));
      return () => expect(encodeUtf8(decode(bytes))).toHaveLength(length);
    };
    expect(growth(1 << 12, through)).toBeLessThan(LINEAR);
  });
});

describe('decodeUtf8', () => {
  it('reads the range it is given and no further', () => {
    expect(decodeUtf8(hex`61 c3a9 62`, 1, 3)).toBe('é');
    expect(decodeUtf8(hex`61 c3a9 62`, 0, 2)).toBe('a\udcc3');
  });

  it('is the same after a failure as before', () => {
    decode(hex`e282`);
    expect(decode(hex`ac 61`)).toBe('\udcaca');
    expect(decode(hex`c3a9`)).toBe('é');
  });
});

describe('encodeUtf8', () => {
  it.each([
    ['\ud800', 'U+D800'], ['a\udbff', 'U+DBFF'], ['\udc00', 'U+DC00'], ['\udc7f', 'U+DC7F'], ['\udd00', 'U+DD00'], ['é\udfff', 'U+DFFF'],
  ])('refuses %j, which stands for no byte', (text, name) => {
    expect(() => encodeUtf8(text)).toThrow(new RangeError(`string holds the lone surrogate ${name}, which stands for no byte`));
  });

  it('takes a pair for the character it is, though its halves could stand for bytes', () => {
    expect(encodeUtf8('\ud800\udc80')).toEqual(hex`f0908280`);
  });
});

describe('compareStrings', () => {
  it('orders by unsigned bytes, a prefix first', () => {
    const ascending = ['', '\0', 'A', 'a', 'a\0', 'aa', 'b', '\x7f', '\udc80', 'é', '\uffff', '😀', '\udcff'];
    expect([...ascending].reverse().sort(compareStrings)).toEqual(ascending);
  });

  it('differs from the order of UTF-16 beyond the basic plane', () => {
    expect('\uffff' < '😀').toBe(false);
    expect(compareStrings('\uffff', '😀')).toBeLessThan(0);
  });

  it('agrees with the order of the bytes on any two strings', () => {
    const text = fc.uint8Array({ maxLength: 6 }).map(decode);
    fc.assert(fc.property(text, text, (a, b) => {
      expect(Math.sign(compareStrings(a, b))).toBe(Math.sign(compareBytes(encodeUtf8(a), encodeUtf8(b))));
      expect(Math.sign(compareStrings(a, b)) + Math.sign(compareStrings(b, a))).toBe(0);
    }));
  });
});
