// How long our calls take, as ratios; see README.md.
import { existsSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { heading, line, rounded } from './format.mjs';
import { measure, progressOn, summary } from './measure.mjs';
import { ALL_MAJORS, nodesOf } from './nodes.mjs';

const HELP = `usage: npm run bench -- [--rounds N] [--node MAJORS | --all-nodes] [--case TEXT]... [--check]

Measures every case, prints the table, and writes RESULTS.md and results.json.

  --rounds N     how often each side of each case is measured (default 5)
  --node MAJORS  on these Nodes, fetched by npx, instead of the running one
  --all-nodes    on Node ${ALL_MAJORS.join(', ')}
  --case TEXT    only the cases with TEXT in their name; writes nothing
  --check        exit 1 where a case is worse than results.json has it, by more than noise; writes nothing

  npm run bench -- --all-nodes --rounds 9
  npm run bench -- --case 'MonMap decode, Pacific' --case crc32c
  npm run bench -- --node 24 --check --rounds 3
`;

function options() {
  const { values } = parseArgs({
    options: {
      rounds: { type: 'string', default: '5' },
      node: { type: 'string' },
      'all-nodes': { type: 'boolean' },
      case: { type: 'string', multiple: true, default: [] },
      check: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  const rounds = Number(values.rounds);
  if (!(Number.isInteger(rounds) && rounds > 0)) throw new TypeError(`--rounds needs a positive integer, got "${values.rounds}"`);
  return { ...values, rounds, majors: values['all-nodes'] ? ALL_MAJORS : values.node?.split(',') };
}

function chosen(cases, texts) {
  const names = cases.map(({ name }) => name);
  const unknown = texts.find((text) => !names.some((name) => name.includes(text)));
  if (unknown !== undefined) throw new TypeError(`no case with "${unknown}" in its name: there are\n  ${names.join('\n  ')}`);
  return texts.length === 0 ? cases : cases.filter(({ name }) => texts.some((text) => name.includes(text)));
}

/** A peer that does not decode what we do would be no yardstick. */
async function checkPeers() {
  const { PEERS } = await import('./peers/peers.mjs');
  for (const peer of PEERS) if (peer.version !== undefined) await peer.check();
}

function print(node, cases, figures) {
  console.log(`\nNode ${node.version}, ${cpuModel()}, ${figures[0].length} rounds\n${heading}`);
  cases.forEach((one, i) => console.log(line(one, summary(figures[i]))));
}

const cpuModel = () => cpus()[0]?.model.trim() ?? 'unknown';

const roundedSummary = (figures) => Object.fromEntries(Object.entries(summary(figures)).map(([key, figure]) => [key, rounded(figure)]));

function record(node, cases, figures, rounds) {
  const results = Object.fromEntries(cases.map(({ name }, i) => [name, roundedSummary(figures[i])]));
  return [node.major, { node: node.version, cpu: cpuModel(), date: new Date().toISOString().slice(0, 10), rounds, results }];
}

async function casesFor(texts, check) {
  const { CASES } = await import('./cases.mjs');
  const wanted = chosen(CASES, texts).filter(({ unchecked }) => !(check && unchecked));
  const cases = wanted.filter(({ missing }) => missing === undefined);
  const missing = wanted.flatMap((one) => one.missing ?? []);
  for (const how of new Set(missing)) console.log(`${missing.filter((each) => each === how).length} cases left out: ${how}`);
  if (cases.length === 0) throw new Error('no case is left to measure');
  return { cases, areAll: cases.length === CASES.length };
}

async function main({ rounds, majors, case: texts, check, help }) {
  if (help) return console.log(HELP.trimEnd());
  if (!existsSync(new URL('../dist/index.js', import.meta.url))) throw new Error('no dist/index.js: run npm run build first');
  const { cases, areAll } = await casesFor(texts, check);
  await checkPeers();
  const nodes = nodesOf(majors);
  const checks = check ? await import('./check.mjs') : undefined;
  const baselines = new Map(nodes.map((node) => [node, checks?.baseline(node)]));
  const progress = progressOn(process.stderr);
  const figures = await measure(nodes, cases, rounds, progress);
  progress();
  for (const node of nodes) print(node, cases, figures.get(node));
  if (checks) {
    const worse = [];
    for (const node of nodes) worse.push(...(await checks.worse(node, cases, figures.get(node), baselines.get(node), progress)));
    progress();
    return report(worse);
  }
  if (!areAll) return console.log('\nnot every case: nothing written');
  const { commit } = await import('./results.mjs');
  commit(Object.fromEntries(nodes.map((node) => record(node, cases, figures.get(node), rounds))));
}

function report(worse) {
  console.log(`\n${worse.length === 0 ? 'no case is worse than results.json has it' : worse.join('\n')}`);
  if (worse.length > 0) process.exitCode = 1;
}

try {
  await main(options());
} catch (error) {
  console.error(error.message);
  process.exitCode = 2;
}
