import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname } from 'node:path';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

const CHROMIUM = '/usr/bin/chromium';

/** A headless browser that reaches nothing but this machine. */
export function openBrowser(): Promise<Browser> {
  if (!existsSync(CHROMIUM)) throw new Error(`${CHROMIUM} is missing: apt-get install chromium`);
  const quiet = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
  return chromium.launch({ executablePath: CHROMIUM, args: quiet, timeout: 0 });
}

/** A page that waits as long as the test does. */
export async function newPage(browser: Browser, options: BrowserContextOptions = {}): Promise<Page> {
  const page = await browser.newPage(options);
  page.setDefaultTimeout(0);
  return page;
}

const MEDIA: ReadonlyMap<string, string> = new Map([['.js', 'text/javascript']]);

export interface Site {
  readonly origin: string;
  readonly close: () => void;
}

/** Serves the repository's files, and an empty page at `/`. */
export async function serve(): Promise<Site> {
  const server = createServer(({ url = '/' }, response) => {
    const path = `.${new URL(url, 'http://localhost').pathname}`;
    const isPage = path === './';
    if (!isPage && !existsSync(path)) {
      response.writeHead(404).end();
      return;
    }
    response.setHeader('content-type', isPage ? 'text/html' : (MEDIA.get(extname(path)) ?? 'application/octet-stream'));
    response.end(isPage ? '<!doctype html><title>cephwire</title><link rel="icon" href="data:,">' : readFileSync(path));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => void server.close() };
}
