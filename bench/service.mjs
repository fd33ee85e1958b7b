// What a process has done that serves peers of many releases, before it is measured.
import { readFileSync, readdirSync } from 'node:fs';

const FIXTURES = new URL('../fixtures/', import.meta.url);
const RELEASES = ['hammer', 'jewel', 'luminous', 'nautilus', 'pacific', 'reef'];
const ROUNDS = 100; // from about 30 on, the figures do not change any more

/**
 * Decodes every fixture, also as six releases and cut short, encodes what it reads for each of them, and explains it; all of it
 * many times, so that V8 has compiled what a service runs, for all that it runs it with.
 */
export async function serve() {
  const { decode, encode, TYPES } = await import('../dist/index.js');
  const { explain } = await import('../dist/inspect.js');
  const messages = readdirSync(FIXTURES, { recursive: true, encoding: 'utf8' }).flatMap((path) => {
    const type = TYPES.get(path.split('/').at(-2));
    return type !== undefined && path.endsWith('.bin') ? [{ type, bytes: new Uint8Array(readFileSync(new URL(path, FIXTURES))) }] : [];
  });
  for (let round = 0; round < ROUNDS; round++) {
    for (const { type, bytes } of messages) {
      const value = decode(type, bytes);
      explain(type, bytes);
      unlessRefused(() => decode(type, bytes.subarray(0, bytes.length - 1 - (round % bytes.length))));
      for (const release of RELEASES) {
        unlessRefused(() => decode(type, bytes, { release }));
        unlessRefused(() => encode(type, value, { release }));
        encode(type, value, { features: release });
      }
    }
  }
}

function unlessRefused(call) {
  try {
    call();
  } catch {
    // some bytes and some values are not those of every release
  }
}
