import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { explain } from '../../../src/inspect/explain/explain.ts';
import { explainHtml } from '../../../src/inspect/html/html.ts';
import { MonMap } from '../../../src/types/mon/MonMap/MonMap.ts';
import { HOSTILE, INCIDENT, incidentPage, mapNaming, ours } from '../support/pages.ts';

const sha256 = (text: string): string => `sha256-${createHash('sha256').update(text).digest('base64')}`;
const inside = (page: string, tag: string): string => page.split(`<${tag}>`)[1]?.split(`</${tag}>`)[0] ?? '';
/** The text of a part, as a browser shows it. */
const textOf = (markup: string): string => markup.replace(/<[^>]*>/g, '').replaceAll('&gt;', '>').replaceAll('&lt;', '<');

describe('explainHtml', () => {
  it('allows its own style and script by their hashes, and nothing else', () => {
    const page = incidentPage();
    const policy = `default-src 'none'; style-src '${sha256(inside(page, 'style'))}'; script-src '${sha256(inside(page, 'script'))}'; base-uri 'none'; form-action 'none'`;
    expect(page).toContain(`<meta http-equiv="Content-Security-Policy" content="${policy}">`);
    expect(page).not.toMatch(/ style="| on\w+="|https?:|url\(/);
  });

  it('says what the bytes are, and that they decode', () => {
    const page = explainHtml(ours());
    expect(page).toContain('<title>MMonMap, 190 bytes</title>');
    expect(textOf(page)).toContain('✓ cephwire decodes');
  });

  it('has a table row for each row', () => {
    const { rows } = ours();
    expect(explainHtml(ours()).match(/<tr class="[^"]*" data-d=/g)).toHaveLength(rows.length);
  });

  it('shows the bytes of the input, sixteen a line', () => {
    const lines = textOf(explainHtml(ours()).split('<pre')[1]?.split('</pre>')[0] ?? '').split('\n');
    expect(lines).toHaveLength(12);
    expect(lines[2]).toMatch(/^ +32 {2}00 00 04 00 00 00 6d 6f {2}6e 31 01 01 01 1c 00 00 {2}\.{6}mon1\.{6}$/);
  });

  it('marks the byte from which the old release misreads, in the bytes and in both readings', () => {
    const page = incidentPage();
    expect(textOf(page)).toMatch(/► byte 42 from here hammer misreads: cephwire reads marker u8, hammer reads type u32/);
    expect(page.match(/<tr class="divergence">/g)).toHaveLength(2);
    expect(page).toMatch(/<span class="r k-framing divergence" data-a="13" data-b="13">01<\/span>/);
  });

  it('marks the failure by signs and words, and draws the bytes that are missing', () => {
    const text = textOf(incidentPage());
    expect(text).toContain('✗ hammer MMonMap.monmap.created.nsec at offset 190: need 4 bytes, 0 left');
    expect(text).toMatch(/>>> +176 {2}(?:00 ){7}00 {2}(?:00 ){6}·· ··/);
    expect(text).toContain('hammer fails here, in created.nsec ▲');
  });

  it('says of an old release without an error that it did not read what was written', () => {
    const bytes = mapNaming('a-rather-long-name');
    const [own, asHammer] = [explain(MonMap, bytes), explain(MonMap, bytes, { release: 'hammer' })];
    expect(asHammer.error).toBeUndefined();
    expect(textOf(explainHtml(own, asHammer))).toContain('! hammer decodes without an error, but not what was written');
  });

  it('marks the bytes that were never reached', () => {
    expect(textOf(explainHtml(explain(MonMap, INCIDENT.subarray(4, 104))))).toMatch(/>>> 694\(unread\) bytes never reached/);
  });

  it('keeps every name inside its cell', () => {
    const page = explainHtml(explain(MonMap, mapNaming(HOSTILE)));
    expect(page).toContain('&lt;img src=x onerror=alert(1)&gt;');
    expect(page).not.toContain('<img');
    expect(page.match(/<\/script>/g)).toHaveLength(1);
    expect(page).not.toMatch(/[\u202e\u009b]/);
    expect(page).toContain('\\u202e');
  });

  it('refuses explanations of different bytes', () => {
    expect(() => explainHtml(ours(), explain(MonMap, mapNaming('a')))).toThrow(new TypeError('the explanations are of different bytes'));
  });

  it('shows the start and the end of a long field, and how much is between', () => {
    const bytes = mapNaming('x'.repeat(1 << 21));
    const page = explainHtml(explain(MonMap, bytes), explain(MonMap, bytes, { release: 'hammer' }));
    expect(bytes.length).toBeGreaterThan(1 << 22);
    expect(page.length).toBeLessThan(200_000);
    expect(page.match(/… 2,09\d,\d\d\d bytes not shown/g)?.length).toBeGreaterThan(0);
  });

  it('stays small for a map of very many monitors', () => {
    const bytes = mapNaming(...Array.from({ length: 36_000 }, (_, i) => `a-monitor-${i}`));
    expect(bytes.length).toBeGreaterThan(1 << 22);
    const page = explainHtml(explain(MonMap, bytes), explain(MonMap, bytes, { release: 'hammer' }));
    expect(page.length).toBeLessThan(4_000_000);
    expect(page).toMatch(/<em>\d{3},\d{3} rows not shown<\/em>/);
  }, 30_000);
});
