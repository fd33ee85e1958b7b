// What is committed: results.json, and RESULTS.md made of it.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { CASES } from './cases.mjs';
import { amount, range } from './format.mjs';

const JSON_FILE = new URL('results.json', import.meta.url);
const TEXT_FILE = new URL('RESULTS.md', import.meta.url);

/** By major version of Node: `node`, `cpu`, `date`, `rounds`, and `results` by name of the case. */
export function committed() {
  return existsSync(JSON_FILE) ? JSON.parse(readFileSync(JSON_FILE, 'utf8')) : {};
}

/** Puts `measured`, in the same form, in the place of what was there for its majors. */
export function commit(measured) {
  const all = { ...committed(), ...measured };
  writeFileSync(JSON_FILE, `${JSON.stringify(all, null, 2)}\n`);
  writeFileSync(TEXT_FILE, textOf(all));
}

const row = (cells) => `| ${cells.join(' | ')} |`;

function textOf(all) {
  const majors = Object.keys(all).sort((a, b) => a - b);
  return [
    '# Results',
    '',
    'Written by `npm run bench`; [README.md](README.md) says what is held against what. Lower is better: the median of the rounds, and the',
    'lowest and highest. **Bold** where the goal is not reached.',
    '',
    row(['Node', 'date', 'CPU', 'rounds']),
    row(['---', '---', '---', '--:']),
    ...majors.map((major) => row([all[major].node, all[major].date, all[major].cpu, all[major].rounds])),
    '',
    row(['what', 'goal', ...majors.map((major) => `Node ${major}`)]),
    row(['---', '--:', ...majors.map(() => '--:')]),
    ...CASES.map((one) => row([one.name, amount(one.goal, one), ...majors.map((major) => cell(one, all[major].results[one.name]))])),
    '',
    '![Decode time against the number of monitors](decode.svg)',
    '',
  ].join('\n');
}

function cell(one, result) {
  if (result === undefined) return '';
  const median = amount(result.median, one);
  return `${result.median > one.goal ? `**${median}**` : median} (${range(result)})`;
}
