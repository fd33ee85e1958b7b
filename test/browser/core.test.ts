import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decode } from '../../src/encoding/ceph_type.ts';
import { MMonMap } from '../../src/types/messages/MMonMap.ts';
import { newPage, openBrowser, serve } from './support.ts';
import type { Site } from './support.ts';

const FIXTURE = 'fixtures/messages/MMonMap/v5-incident-hammer59.bin';

let browser: Browser;
let site: Site;
beforeAll(async () => {
  [browser, site] = await Promise.all([openBrowser(), serve()]);
});
afterAll(async () => {
  await browser?.close();
  site?.close();
});

describe('the built core entry, in a browser', () => {
  it('decodes and encodes as it does in Node', async () => {
    const page = await newPage(browser);
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => complaints.push(message.text()));
    await page.goto(site.origin);
    // A string, because code that runs in the page is not compiled with this file.
    const seen: { text: string; length: number; error: string } = await page.evaluate(`(async () => {
      const { DecodeError, decode, encode, MMonMap, MonMap } = await import('/dist/index.js');
      const front = new Uint8Array(await (await fetch('/${FIXTURE}')).arrayBuffer());
      const { monmap } = decode(MMonMap, front);
      const error = (() => { try { decode(MonMap, front) } catch (e) { return e instanceof DecodeError ? e.code : String(e) } })();
      return { text: MMonMap.print({ monmap }), length: encode(MonMap, monmap, { features: 'hammer', release: 'hammer' }).length, error };
    })()`);
    expect(seen).toEqual({ text: MMonMap.print(decode(MMonMap, readFileSync(FIXTURE))), length: 190, error: 'length_past_parent' });
    expect(complaints).toEqual([]);
  });
});
