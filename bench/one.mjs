// Measures one side in a process of its own: `node bench/one.mjs SIDE` prints nanoseconds, or what else the side is measured in.
import { SIDES } from './sides.mjs';

const WARM_UP_MS = 300; // until V8 has settled: at 100 ms it still compiles, most of all where there is more code
const BATCH_MS = 1; // short, so that many a batch is disturbed by nothing
const BATCHES = 200;
const ENOUGH_MS = 500;
const MOST_INPUTS = 256;

const { prepare, per, measure } = SIDES.get(process.argv[2]);

/**
 * What the calls return is kept for a while, as a caller would: V8 can neither drop the work nor leave it unallocated. Of large
 * results fewer are kept, or their side would measure how the garbage collector copies them.
 */
const kept = new Array(1 << Math.max(0, Math.floor(Math.log2(64 / (per ?? 1)))));
const LAST = kept.length - 1;

/** Milliseconds a call. */
function batchOf(calls, { call, input }) {
  if (input !== undefined) return batchOver(Array.from({ length: calls }, input), call);
  const start = performance.now();
  for (let i = 0; i < calls; i++) kept[i & LAST] = call();
  return (performance.now() - start) / calls;
}

function batchOver(inputs, call) {
  const start = performance.now();
  for (let i = 0; i < inputs.length; i++) kept[i & LAST] = call(inputs[i]);
  return (performance.now() - start) / inputs.length;
}

function warmedUp(work) {
  const most = work.input === undefined ? Infinity : MOST_INPUTS;
  let calls = 1;
  for (const start = performance.now(); performance.now() - start < WARM_UP_MS; ) {
    if (batchOf(calls, work) * calls < BATCH_MS && calls < most) calls *= 2;
  }
  return calls;
}

/** Noise only adds: of many batches the 5th percentile. */
function timeOf(work) {
  const calls = warmedUp(work);
  const batches = [];
  const start = performance.now();
  while (batches.length < BATCHES && (batches.length < 20 || performance.now() - start < ENOUGH_MS)) batches.push(batchOf(calls, work));
  if (kept[0] === undefined) throw new Error('the call returns nothing');
  return batches.sort((a, b) => a - b)[Math.floor(batches.length / 20)] * 1e6;
}

if (measure !== undefined) console.log(await measure());
else {
  const prepared = await prepare();
  console.log(timeOf(typeof prepared === 'function' ? { call: prepared } : prepared) / per);
}
