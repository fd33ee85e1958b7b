import { describe, expect, it } from 'vitest';
import { escapeHtml } from '../../src/text/html.ts';

describe('escapeHtml', () => {
  it('escapes markup, quotes of both kinds, and what cannot be seen', () => {
    expect(escapeHtml(`<img src=x onerror='a("b")'>&\u202e`)).toBe('&lt;img src=x onerror=&#39;a(&quot;b&quot;)&#39;&gt;&amp;\\u202e');
  });

  it('leaves all other text alone', () => {
    expect(escapeHtml('mon.ä 猫')).toBe('mon.ä 猫');
  });
});
