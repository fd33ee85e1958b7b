// Starts the processes that measure, and makes figures of what they print.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { SIDES } from './sides.mjs';

const run = promisify(execFile);
const ONE = fileURLToPath(new URL('one.mjs', import.meta.url));

const medianOf = (numbers) => {
  const sorted = [...numbers].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
};

/** What a side takes, in a process of its own on `node`; of several processes the least, since noise only adds. */
async function measureSide(node, name) {
  const { flags = [], times = 1 } = SIDES.get(name);
  const taken = [];
  for (let i = 0; i < times; i++) {
    const { stdout } = await run(node, [...flags, ONE, name], { encoding: 'utf8' });
    taken.push(Number(stdout));
  }
  return Math.min(...taken);
}

const sidesOf = (cases) => [...new Set(cases.flatMap(({ ours, against }) => (against === undefined ? [ours] : [ours, against])))];

function figureOf({ ours, against, difference }, taken) {
  if (against === undefined) return taken.get(ours);
  return difference ? taken.get(ours) - taken.get(against) : taken.get(ours) / taken.get(against);
}

/** One figure for each case. Each side is measured once, in the order of the cases or, every other round, against it. */
async function round(node, cases, number, progress) {
  const sides = sidesOf(cases);
  if (number % 2 === 1) sides.reverse();
  const taken = new Map();
  for (const side of sides) {
    progress(side);
    taken.set(side, await measureSide(node, side));
  }
  return cases.map((one) => figureOf(one, taken));
}

/**
 * The figures of `rounds` rounds for each case on each of `nodes`, which take turns; a Map from node to an array for each case.
 *
 * @param progress is told in words what is going on
 */
export async function measure(nodes, cases, rounds, progress = () => {}) {
  const figures = new Map(nodes.map((node) => [node, cases.map(() => [])]));
  for (let number = 0; number < rounds; number++) {
    for (const node of nodes) {
      const told = (side) => progress(`round ${number + 1} of ${rounds}, ${node.version}: ${side}`);
      const found = await round(node.path, cases, number, told);
      found.forEach((figure, i) => figures.get(node)[i].push(figure));
    }
  }
  return figures;
}

/** The median of the rounds, the lowest and the highest. */
export function summary(figures) {
  return { median: medianOf(figures), lowest: Math.min(...figures), highest: Math.max(...figures) };
}

/** On a terminal, one line that is written over; `progress()` clears it. */
export function progressOn(stream) {
  if (!stream.isTTY) return () => {};
  return (text = '') => stream.write(`\r\x1b[K${text}`);
}
