import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { unpasted } from '../../src/text/unpasted.ts';

describe('pasted text', () => {
  it.each([
    ['a &lt; b &gt; c &amp; d &quot;e&quot; &#39;f&#x27;', 'a < b > c & d "e" \'f\''],
    ['a &amp;lt; b', 'a < b'],
    ['server’s “x”', 'server\'s "x"'],
    ['a\u00a0b\tc\r\nd', 'a b c d'],
    ['> > a\n> > b\n>c', 'a b c'],
    ['a 0x5646293=\naafc=\r\n0', 'a 0x5646293aafc0'],
    ['a >> b', 'a >> b'],
    ['&unknown; &#1114112; &', '&unknown; &#1114112; &'],
  ])('%j was %j', (pasted, text) => expect(unpasted(pasted)).toBe(text));

  it('is one line without blanks at its ends, whatever it was', () => {
    fc.assert(fc.property(fc.string(), (text) => {
      expect(unpasted(text)).toMatch(/^(?:\S(?:.*\S)?)?$/s);
    }));
  });
});
