// What is no time of a call: the heap, BigInts, imports, bundles.
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const WARM_UP_CALLS = 20_000;
const DECODES = 2000;
const FEATURE_COUNTS = 100_000;

const heapUsed = () => process.memoryUsage().heapUsed;

/**
 * Bytes a MonMap decode allocates, and bytes left of them while all results are held: the least of five tries, since V8's own
 * work adds.
 */
export async function decodeHeap() {
  const call = await luminousDecode();
  for (let i = 0; i < WARM_UP_CALLS; i++) call();
  const tries = Array.from({ length: 5 }, () => heapOf(call));
  const least = (key) => Math.min(...tries.map((one) => one[key]));
  return { allocated: least('allocated'), held: least('held') };
}

function heapOf(call) {
  const results = new Array(DECODES).fill(undefined);
  globalThis.gc();
  const before = heapUsed();
  for (let i = 0; i < DECODES; i++) results[i] = call();
  const allocated = (heapUsed() - before) / DECODES;
  globalThis.gc();
  const held = (heapUsed() - before) / DECODES;
  if (results.includes(undefined)) throw new Error('decode returns nothing');
  return { allocated, held };
}

async function luminousDecode() {
  const [{ decode, MonMap }, { luminous }] = await Promise.all([import('../dist/index.js'), import('./maps.mjs')]);
  const bytes = luminous();
  return () => decode(MonMap, bytes);
}

/** BigInts that a MonMap decode makes, through BigInt or a DataView, or returns. */
export async function decodeBigInts() {
  const call = await luminousDecode();
  let made = 0;
  const counted = (on, name) => {
    const original = on[name];
    on[name] = new Proxy(original, { apply: (target, self, args) => (made++, Reflect.apply(target, self, args)) });
  };
  counted(globalThis, 'BigInt');
  for (const name of ['asIntN', 'asUintN']) counted(BigInt, name);
  for (const name of ['getBigInt64', 'getBigUint64']) counted(DataView.prototype, name);
  return bigIntsIn(call()) + made;
}

function bigIntsIn(value) {
  if (typeof value === 'bigint') return 1;
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return 0;
  const parts = value instanceof Map ? [...value].flat() : Object.values(value);
  return parts.reduce((sum, part) => sum + bigIntsIn(part), 0);
}

/** A mask for each of 64 peers, from none to all features. */
export async function sixtyFourMasks() {
  const { Mask64 } = await import('../dist/features.js');
  return Array.from({ length: 64 }, (_, n) => Mask64.of((1n << BigInt(n + 1)) - 1n));
}

export function countWithFeature(masks, feature) {
  let count = 0;
  for (let i = 0; i < masks.length; i++) if (masks[i].has(feature)) count++;
  return count;
}

/** Bytes a feature test allocates: the least of five tries. */
export async function featureTestHeap() {
  const { SERVER_NAUTILUS } = await import('../dist/features.js');
  const masks = await sixtyFourMasks();
  const count = (times) => {
    for (let i = 0; i < times; i++) countWithFeature(masks, SERVER_NAUTILUS);
  };
  count(WARM_UP_CALLS);
  const tries = Array.from({ length: 5 }, () => {
    globalThis.gc();
    const before = heapUsed();
    count(FEATURE_COUNTS);
    return heapUsed() - before;
  });
  return Math.round((100 * Math.min(...tries)) / (FEATURE_COUNTS * masks.length)) / 100; // V8's own is less
}

/** Milliseconds, in a process that has imported nothing of the kind. */
export async function importTime(module) {
  const start = performance.now();
  await import(module);
  return performance.now() - start;
}

/** Kilobytes, minified and compressed. */
export async function bundle(contents) {
  const { build } = await import('esbuild');
  const stdin = { contents, resolveDir: fileURLToPath(new URL('..', import.meta.url)) };
  const { outputFiles } = await build({ stdin, bundle: true, minify: true, format: 'esm', write: false });
  return gzipSync(outputFiles[0].contents, { level: 9 }).length / 1000;
}
