import { describe, expect, it } from 'vitest';
import { counted, html, visible } from '../../src/text/visible.ts';

describe('visible', () => {
  it('writes out what cannot be seen, and what a terminal would obey', () => {
    expect(visible('a\u001b[2J\u009b1m\u202eb\u200b\udc80\u{e0041}')).toBe('a\\u001b[2J\\u009b1m\\u202eb\\u200b\\udc80\\u{e0041}');
  });

  it('leaves all other text alone', () => {
    expect(visible('mon.ä 猫 <b> & "x"')).toBe('mon.ä 猫 <b> & "x"');
  });
});

describe('html', () => {
  it('escapes markup, quotes of both kinds, and what cannot be seen', () => {
    expect(html(`<img src=x onerror='a("b")'>&\u202e`)).toBe('&lt;img src=x onerror=&#39;a(&quot;b&quot;)&#39;&gt;&amp;\\u202e');
  });
});

describe('counted', () => {
  it('groups digits, and knows one from many', () => {
    expect([counted(1, 'byte'), counted(0, 'byte'), counted(999, 'byte'), counted(4194304, 'byte')]).toEqual(['1 byte', '0 bytes', '999 bytes', '4,194,304 bytes']);
  });
});
