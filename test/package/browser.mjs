// The programs of use/ in a browser: in a page and a worker, and again where a policy forbids to make code of text or WebAssembly.
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { judge } from './runtimes.mjs';

const CHROMIUM = '/usr/bin/chromium';
const IMPORTS = Object.fromEntries(['', '/buffer', '/capture', '/decode', '/features', '/inspect'].map((entry) => [`cephwire${entry}`, `/node_modules/cephwire/dist${entry || '/index'}.js`]));
/** What each page runs; import maps do not reach workers, so a worker runs the bundle. */
const PAGES = {
  page: `<script type="importmap" nonce="n">${JSON.stringify({ imports: IMPORTS })}</script><script type="module" src="/main.mjs"></script>`,
  worker: '<script type="module" src="/start.mjs"></script>',
};
const START = "new Worker('/bundles/esbuild-main.mjs', { type: 'module' });";
const STRICT = "default-src 'none'; script-src 'self' 'nonce-n'; worker-src 'self'; img-src data:";

/** Needs the bundle of esbuild. */
export async function browserJobs({ folder }) {
  if (!existsSync(CHROMIUM)) throw new Error(`${CHROMIUM} is missing: apt-get install chromium`);
  const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
  const browser = await chromium.launch({ executablePath: CHROMIUM, args });
  const job = (name, policy) => ({
    environment: `chromium ${browser.version().split('.')[0]}`,
    what: policy === '' ? name : `${name}, strict CSP`,
    async run() {
      const server = await serve(folder, policy);
      const page = await browser.newPage();
      try {
        judge(await printed(page, `http://127.0.0.1:${server.address().port}/${name}`));
        const compiles = await page.evaluate('WebAssembly.compile(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)).then(() => true, () => false)');
        if (compiles !== (policy === '')) throw new Error(`WebAssembly ${compiles ? 'is' : 'is not'} allowed in this page`);
      } finally {
        await page.close();
        server.close();
      }
    },
  });
  const jobs = ['', STRICT].flatMap((policy) => Object.keys(PAGES).map((name) => job(name, policy)));
  return { jobs, close: () => browser.close() };
}

/** All that a page and its worker say until the program has printed its line, errors and violations of the policy included. */
async function printed(page, url) {
  const lines = [];
  const done = new Promise((resolve) => {
    page.on('pageerror', (error) => resolve(lines.push(error.message)));
    page.on('console', (message) => {
      lines.push(message.text());
      if (message.type() === 'log') resolve();
    });
  });
  await page.goto(url);
  await done;
  return lines.join('\n');
}

async function serve(folder, policy) {
  const server = createServer(({ url }, response) => {
    const page = PAGES[url.slice(1)];
    const body = page !== undefined ? `<!doctype html><link rel="icon" href="data:,">${page}` : url === '/start.mjs' ? START : existsSync(join(folder, url)) ? readFileSync(join(folder, url)) : null;
    if (policy !== '') response.setHeader('content-security-policy', policy);
    response.setHeader('content-type', page === undefined ? 'text/javascript' : 'text/html');
    response.writeHead(body === null ? 404 : 200).end(body);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}
