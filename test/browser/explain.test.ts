import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { explain } from '../../src/inspect/explain/explain.ts';
import { explainHtml } from '../../src/inspect/html/html.ts';
import { MonMap } from '../../src/types/mon/MonMap/MonMap.ts';
import { HOSTILE, hammers, incidentPage, mapNaming, ours } from '../inspect/support/pages.ts';
import { newPage, openBrowser } from './support.ts';

/* The page is opened from a file, as a user opens it. Scripts that run in it are strings, because they are not compiled with this file. */

const manyBytes = mapNaming(...Array.from({ length: 36_000 }, (_, i) => `a-monitor-${i}`));
const PAGES = {
  incident: incidentPage,
  own: () => explainHtml(ours()),
  hostile: () => explainHtml(explain(MonMap, mapNaming(HOSTILE))),
  cut: () => explainHtml(explain(MonMap, mapNaming('a').subarray(0, 60))),
  many: () => explainHtml(explain(MonMap, manyBytes), explain(MonMap, manyBytes, { release: 'hammer' })),
  long: () => explainHtml(explain(MonMap, mapNaming('x'.repeat(1 << 21)))),
};

let browser: Browser;
let folder = '';
/** What no page may do: report an error, or load anything except itself. */
const complaints: string[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cephwire-'));
  for (const [name, page] of Object.entries(PAGES)) writeFileSync(join(folder, `${name}.html`), page());
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function open(name: keyof typeof PAGES, options: BrowserContextOptions = {}): Promise<Page> {
  complaints.length = 0;
  const url = pathToFileURL(join(folder, `${name}.html`)).href;
  const page = await newPage(browser, { viewport: { width: 1280, height: 860 }, ...options });
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('dialog', (dialog) => complaints.push(dialog.message()));
  page.on('request', (request) => request.url() !== url && complaints.push(request.url()));
  await page.goto(url);
  return page;
}

const row = (side: 'a' | 'b', path: string): string => `table[data-side=${side}] tr:has(td[title="${path}"])`;
const ADDR = 'MMonMap.monmap.mon_addr[0].addr';
const titles = (page: Page, selector: string): Promise<string[]> => page.evaluate(`[...document.querySelectorAll('${selector} td[title]')].map((cell) => cell.title)`);
const markedFields = (page: Page): Promise<string[]> => titles(page, 'tr.on');
/** The marked bytes, as hex. */
const markedBytes = (page: Page): Promise<string[]> =>
  page.evaluate("[...document.querySelectorAll('pre .on, pre .in')].map((run) => run.textContent).filter((text) => /^[0-9a-f]{2}( |$)/.test(text))");
const focused = (page: Page): Promise<string> => page.evaluate("document.activeElement.querySelector('td[title]')?.title ?? document.activeElement.textContent");

describe('the page of explain, in a browser', () => {
  it('marks the bytes of the field under the pointer, and the fields of the other reading there', async () => {
    const page = await open('incident');
    await page.hover(`${row('b', `${ADDR}.type`)} .n`);
    expect(await markedBytes(page)).toEqual(['01', '01', '01', '1c']);
    expect(await titles(page, 'tr.also')).toEqual(['marker', 'struct_v', 'struct_compat', 'struct_len'].map((name) => `${ADDR}.${name}`));
    expect(await page.locator('output').textContent()).toContain('offset 42 (0x2a)');
    expect(complaints).toEqual([]);
  });

  it('marks the fields of the bytes under the pointer', async () => {
    const page = await open('incident');
    await page.hover('pre .divergence.r >> nth=0');
    expect(await markedFields(page)).toEqual([`${ADDR}.marker`, `${ADDR}.type`]);
    expect(complaints).toEqual([]);
  });

  it('moves through the rows with the arrow keys, with one tab stop per pane, a visible focus, and the bytes marked', async () => {
    const page = await open('own');
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('ba 00 00 00');
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('MMonMap');
    for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowDown');
    expect(await focused(page)).toBe('MMonMap.monmap.struct_v');
    expect(await markedBytes(page)).toEqual(['05']);
    expect(await page.evaluate("getComputedStyle(document.activeElement).outlineStyle + document.querySelectorAll('table [tabindex=\"0\"]').length")).toBe('solid1');
    await page.keyboard.press('ArrowUp');
    expect(await focused(page)).toBe('MMonMap.monmap.length');
    await page.keyboard.press('End');
    expect(await focused(page)).toBe('MMonMap.monmap.mon_info[0].(skipped)');
    expect(complaints).toEqual([]);
  });

  it('moves from a field to its bytes and back with Enter, and through the bytes with the arrow keys', async () => {
    const page = await open('own');
    await page.locator(row('a', 'MMonMap.monmap.epoch')).focus();
    await page.keyboard.press('Enter');
    expect(await focused(page)).toBe('01 00 00 00');
    expect(await markedFields(page)).toEqual(['MMonMap.monmap.epoch']);
    await page.keyboard.press('ArrowRight');
    expect(await markedFields(page)).toEqual(['MMonMap.monmap.mon_addr.count']);
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowUp');
    expect(await markedFields(page)).toEqual(['MMonMap.monmap.fsid']);
    await page.keyboard.press('Enter');
    expect(await focused(page)).toBe('MMonMap.monmap.fsid');
    expect(complaints).toEqual([]);
  });

  it('folds and unfolds groups with Left, Right, Enter and a click', async () => {
    const page = await open('own');
    const [group, member] = [page.locator(row('a', 'MMonMap.monmap.mon_addr')), page.locator(row('a', `${ADDR}.marker`))];
    await page.locator(row('a', 'MMonMap.monmap.mon_addr.count')).focus();
    await page.keyboard.press('ArrowLeft');
    expect(await focused(page)).toBe('MMonMap.monmap.mon_addr');
    const states: unknown[] = [];
    for (const key of ['ArrowLeft', 'ArrowRight', 'Enter', 'Enter']) {
      await page.keyboard.press(key);
      states.push([await group.getAttribute('aria-expanded'), await member.isVisible()]);
    }
    await group.locator('.n').click();
    states.push([await group.getAttribute('aria-expanded'), await member.isVisible()]);
    expect(states).toEqual([['false', false], ['true', true], ['false', false], ['true', true], ['false', false]]);
    await page.keyboard.press('ArrowDown');
    expect(await focused(page)).toBe('MMonMap.monmap.last_changed');
    expect(complaints).toEqual([]);
  });

  it('shows both readings of the incident side by side, and where they diverge', async () => {
    const page = await open('incident');
    const [left, right] = [await page.locator('section.reading >> nth=0').boundingBox(), await page.locator('section.reading >> nth=1').boundingBox()];
    expect(left?.y).toBe(right?.y);
    expect((left?.x ?? 0) + (left?.width ?? 0)).toBeLessThanOrEqual(right?.x ?? 0);
    for (const side of ['a', 'b']) expect(await page.locator(`table[data-side=${side}] tr.divergence`).innerText()).toBe('► from here hammer misreads');
    expect(complaints).toEqual([]);
  });

  it('shows a hostile name as text', async () => {
    const page = await open('hostile');
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.locator(`${row('a', 'MonMap.mon_info[0].name')} td >> nth=3`).textContent()).toContain('<img src=x onerror=alert(1)>');
    expect(complaints).toEqual([]);
  });

  it('is a complete table without its script', async () => {
    const page = await open('incident', { javaScriptEnabled: false });
    for (const [side, { rows }] of [['a', ours()], ['b', hammers()]] as const) {
      const shown = page.locator(`table[data-side=${side}] tr[data-d]`);
      expect(await shown.count()).toBe(rows.length);
      expect(await shown.and(page.locator(':visible')).count()).toBe(rows.length);
    }
    expect(await page.locator('output').isVisible()).toBe(false);
    expect(complaints).toEqual([]);
  });

  it.each(['incident', 'own', 'hostile', 'cut', 'many', 'long'] as const)('fits a phone without scrolling sideways: %s', async (name) => {
    const page = await open(name, { viewport: { width: 375, height: 812 } });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(375);
    const [bytes, fields] = [await page.locator('.bytes').boundingBox(), await page.locator('.reading >> nth=0').boundingBox()];
    expect(fields?.y).toBeGreaterThanOrEqual((bytes?.y ?? 0) + (bytes?.height ?? 0));
    expect(complaints).toEqual([]);
  });

  it.each(['light', 'dark'] as const)('has text of enough contrast in the %s theme', async (colorScheme) => {
    for (const name of ['incident', 'cut'] as const) {
      const page = await open(name, { colorScheme });
      expect(await page.evaluate(LOW_CONTRAST)).toEqual([]);
    }
  });

  it.each(['many', 'long'] as const)('answers for 4 MiB: %s', async (name) => {
    const page = await open(name);
    await page.locator('table[data-side=a] tr[data-d] >> nth=1').focus();
    await page.keyboard.press('ArrowDown');
    expect(await markedBytes(page)).toEqual(['03']);
    expect(complaints).toEqual([]);
  });
});

/** Texts with a contrast below 4.5, the minimum of WCAG's level AA. */
const LOW_CONTRAST = `(() => {
  const parse = (colour) => { const [r, g, b, a = 1] = colour.match(/[\\d.]+/g).map(Number); return { rgb: [r, g, b], a }; };
  const light = (rgb) => rgb.map((c) => c / 255).map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4).reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = (element) => { for (let e = element; e; e = e.parentElement) { const { rgb, a } = parse(getComputedStyle(e).backgroundColor); if (a === 1) return rgb; } return [255, 255, 255]; };
  const low = [];
  for (const element of document.querySelectorAll('body *')) {
    const hasText = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    if (!hasText || element.tagName === 'SCRIPT') continue;
    const [ink, paper] = [light(parse(getComputedStyle(element).color).rgb), light(behind(element))];
    const contrast = (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05);
    if (contrast < 4.5) low.push(element.className + ' ' + element.textContent.slice(0, 20) + ' ' + contrast.toFixed(2));
  }
  return [...new Set(low)];
})()`;
