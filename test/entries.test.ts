import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

/* What only a build shows: that each entry loads in both forms, and that they share their classes. Needs `npm run build`. */

const { exports } = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly exports: Readonly<Record<string, Readonly<Record<'import' | 'require', { readonly default: string }>>>> };
const ENTRIES = Object.keys(exports).filter((entry) => entry !== './package.json').map((entry) => `cephwire${entry.slice(1)}`);
const require = createRequire(import.meta.url);

type Module = Readonly<Record<string, unknown>>;
const built = (name: string, how: 'import' | 'require'): string => new URL(`../${exports[`.${name.slice('cephwire'.length)}`]?.[how].default}`, import.meta.url).href;
const imported = (name: string): Promise<Module> => import(/* @vite-ignore */ built(name, 'import')) as Promise<Module>;
/** By its file: a Node that can require ESM takes that instead; see copies.test.ts. */
const required = (name: string): Module => require(fileURLToPath(built(name, 'require'))) as Module;

describe('each entry of the package', () => {
  it.each(ENTRIES)('%s has the same exports whether imported or required', async (entry) => {
    const names = Object.keys(await imported(entry)).sort();
    expect(names.length).toBeGreaterThan(0);
    expect(Object.keys(required(entry)).sort()).toEqual(names);
  });

  it.each([['imported', imported], ['required', required]] as const)('has the masks of all others, where they are %s', async (_, load) => {
    const { Mask64 } = await load('cephwire');
    const { toFeatures, MSG_ADDR2, SERVER_NAUTILUS } = await load('cephwire/features');
    expect([String(MSG_ADDR2), String(SERVER_NAUTILUS)]).toEqual(['0x0800000000000000', '0x0200000010000004']);
    expect((toFeatures as (text: string) => object)('hammer')).toBeInstanceOf(Mask64);
    expect((await load('cephwire/messenger'))['V2_REVISION_1']).toBeInstanceOf(Mask64);
  });
});
