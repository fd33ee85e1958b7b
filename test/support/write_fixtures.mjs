// Writes the .json beside every fixture anew, with the library as built, and shows each difference; npm run fixtures does both.
// For a .bin that fixtures/PROVENANCE.md does not list yet it prints the row to complete.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { TYPES, decode, formatJson } from '../../dist/index.js';

const FOLDER = new URL('../../fixtures/', import.meta.url);
const provenance = readFileSync(new URL('PROVENANCE.md', FOLDER), 'utf8');
const objects = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => path.endsWith('.bin') && path.split('/').length === 3)
  .sort();

let changed = 0;
for (const file of objects) {
  const bytes = readFileSync(new URL(file, FOLDER));
  const type = TYPES.get(file.split('/')[1]);
  if (type === undefined) throw new Error(`fixtures/${file} does not lie in a folder named by a type`);
  if (!provenance.includes(`| ${file} |`)) console.log(`not in PROVENANCE.md yet:\n${row(file, bytes)}`);
  changed += write(file.replace(/\.bin$/, '.json'), `${formatJson(type.dump(decode(type, bytes), true), true)}\n`);
}
console.log(`${changed} of ${objects.length} changed`);

function row(file, bytes) {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return `| ${file} | ${bytes.length} | ${sha256} | WRITER | FEATURES | SOURCE |`;
}

/** Whether it was another text. */
function write(file, text) {
  const url = new URL(file, FOLDER);
  const before = existsSync(url) ? readFileSync(url, 'utf8') : '';
  if (before === text) return 0;
  writeFileSync(url, text);
  console.log([file, ...difference(before.split('\n'), text.split('\n'))].join('\n'));
  return 1;
}

/** The lines that went and came, in the order of the text: the longest common lines stay. */
function difference(old, now) {
  const common = Array.from({ length: old.length + 1 }, () => new Uint32Array(now.length + 1));
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = now.length - 1; j >= 0; j--) {
      common[i][j] = old[i] === now[j] ? common[i + 1][j + 1] + 1 : Math.max(common[i + 1][j], common[i][j + 1]);
    }
  }
  const lines = [];
  for (let i = 0, j = 0; i < old.length || j < now.length; ) {
    if (i < old.length && j < now.length && old[i] === now[j]) i++, j++;
    else if (j === now.length || (i < old.length && common[i + 1][j] >= common[i][j + 1])) lines.push(`- ${old[i++]}`);
    else lines.push(`+ ${now[j++]}`);
  }
  return lines;
}
