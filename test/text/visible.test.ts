import { describe, expect, it } from 'vitest';
import { visible } from '../../src/text/visible.ts';

describe('visible', () => {
  it('writes out what cannot be seen, and what a terminal would obey', () => {
    expect(visible('a\u001b[2J\u009b1m\u202eb\u200b\udc80\u{e0041}')).toBe('a\\u001b[2J\\u009b1m\\u202eb\\u200b\\udc80\\u{e0041}');
  });

  it('leaves all other text alone', () => {
    expect(visible('mon.ä 猫 <b> & "x"')).toBe('mon.ä 猫 <b> & "x"');
  });
});
