// How long our calls take, as ratios to the yardstick; see README.md.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const HELP = `usage: npm run bench -- [--rounds N] [--case NAME]... [--json] [--check]

  --rounds N    processes for each side of each case (default 5)
  --case NAME   only this case
  --json        print JSON
  --check       exit 1 where even the best round misses its goal
`;

function options() {
  const { values } = parseArgs({
    options: {
      rounds: { type: 'string', default: '5' },
      case: { type: 'string', multiple: true },
      json: { type: 'boolean' },
      check: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  const rounds = Number(values.rounds);
  if (!(Number.isInteger(rounds) && rounds > 0)) throw new TypeError(`--rounds needs a positive integer, got "${values.rounds}"`);
  return { ...values, rounds };
}

function chosen(cases, names) {
  for (const name of names) {
    if (!cases.some((one) => one.name === name)) throw new TypeError(`no case "${name}": known are ${cases.map((one) => `"${one.name}"`).join(', ')}`);
  }
  return cases.filter((one) => names.includes(one.name));
}

const ONE = fileURLToPath(new URL('one.mjs', import.meta.url));

function measure(name, side) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [ONE, name, side], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${side} of "${name}" failed: ${stderr}`);
  return Number(stdout);
}

/** A ratio a round, ascending. Ours and the yardstick take turns at going first. */
function ratios(name, rounds) {
  return Array.from({ length: rounds }, (_, round) => {
    const sides = round % 2 === 0 ? ['ours', 'yardstick'] : ['yardstick', 'ours'];
    const times = Object.fromEntries(sides.map((side) => [side, measure(name, side)]));
    return times.ours / times.yardstick;
  }).sort((a, b) => a - b);
}

function result({ name, goal }, rounds) {
  const sorted = ratios(name, rounds);
  return { name, ratio: (sorted[(rounds - 1) >> 1] + sorted[rounds >> 1]) / 2, lowest: sorted[0], highest: sorted[rounds - 1], goal };
}

function line({ name, ratio, lowest, highest, goal }) {
  const spread = `${lowest.toFixed(2)}–${highest.toFixed(2)}`;
  return [name.padEnd(32), ratio.toFixed(2).padStart(6), spread.padStart(12), goal?.toFixed(2).padStart(6) ?? ''].join(' ').trimEnd();
}

async function main({ rounds, case: names, json, check, help }) {
  if (help) return console.log(HELP.trimEnd());
  if (!existsSync(new URL('../dist/index.js', import.meta.url))) throw new Error('no dist/index.js: run npm run build first');
  const { CASES } = await import('./cases.mjs');
  const cases = names ? chosen(CASES, names) : CASES;
  const machine = { node: process.version, cpu: cpus()[0]?.model ?? 'unknown', rounds };
  if (!json) console.log(`Node ${machine.node}, ${machine.cpu}, ${rounds} rounds\n${'ratio to the yardstick'.padEnd(32)} median       spread   goal`);
  const results = [];
  for (const one of cases) {
    results.push(result(one, rounds));
    if (!json) console.log(line(results.at(-1)));
  }
  if (json) console.log(JSON.stringify({ ...machine, results }, null, 2));
  if (check && results.some(({ lowest, goal }) => lowest > goal)) process.exitCode = 1;
}

try {
  await main(options());
} catch (error) {
  console.error(error.message);
  process.exitCode = 2;
}
