// Measures one side of one case in a process of its own: `node bench/one.mjs CASE ours|yardstick` prints nanoseconds a call.
import { CASES } from './cases.mjs';

const [name, side] = process.argv.slice(2);
const call = CASES.find((one) => one.name === name).prepare()[side];
const WARM_UP_MS = 300; // until V8 has settled: at 100 ms it still compiles, most of all where there is more code
const BATCHES = 7;
const BATCH_MS = 15;

/** What the calls return is kept for a while, as a caller would: V8 can neither drop the work nor leave it unallocated. */
const kept = new Array(64);

function run(calls) {
  const start = performance.now();
  for (let i = 0; i < calls; i++) kept[i & 63] = call();
  return performance.now() - start;
}

let calls = 1;
for (let left = WARM_UP_MS; left > 0; ) {
  const took = run(calls);
  left -= took;
  if (took < BATCH_MS) calls *= 2;
}
const batches = Array.from({ length: BATCHES }, () => run(calls) / calls).sort((a, b) => a - b);
console.log(batches[BATCHES >> 1] * 1e6);
if (kept[0] === undefined) throw new Error(`${name} returns nothing`);
