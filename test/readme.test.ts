import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const README = readFileSync('README.md', 'utf8');

/** The code blocks of one section, by language; the README shows what an example prints in the `text` block behind it. */
function blocks(heading: string): ReadonlyMap<string, string> {
  const section = README.split(/^## /m).find((text) => text.startsWith(heading)) ?? '';
  return new Map([...section.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(([, language = '', code = '']) => [language, code]));
}

describe('the README', () => {
  it('shows a program that prints what it says', () => {
    const { js, text } = Object.fromEntries(blocks('In a program'));
    const folder = 'dist/readme'; // inside the package, so that it can import itself by name
    mkdirSync(folder, { recursive: true });
    writeFileSync(`${folder}/example.mjs`, js ?? '');
    const printed = execFileSync(process.execPath, [`${folder}/example.mjs`], { encoding: 'utf8' });
    rmSync(folder, { recursive: true });
    expect(printed).toBe(text);
  });

  it('shows commands that work, and what the first of them prints', () => {
    const { sh, text } = Object.fromEntries(blocks('On the command line'));
    const lines = (sh ?? '').trim().split('\n');
    const run = (line: string): string => execFileSync('bash', ['-c', line.replace('npx cephwire', `"${process.execPath}" dist/cli.js`)], { encoding: 'utf8', stdio: 'pipe' });
    expect(run(lines[0] ?? '')).toBe(text);
    expect(run(lines[1] ?? '')).toBe('');
    expect(run(lines[2] ?? '')).toBe('3\n');
    expect(run(lines[3] ?? '')).toMatch(/^epoch /);
    rmSync('dist/map.v3');
  });

  it('shows the diagnosis and the table of the incident as they are printed', () => {
    const section = README.split(/^## /m).find((text) => text.startsWith('The incident')) ?? '';
    const examples = [...section.matchAll(/^```sh\n(.*?)^```\n\n```text\n(.*?)^```$/gms)];
    expect(examples).toHaveLength(2);
    for (const [, line = '', text] of examples) {
      const { stdout } = spawnSync(process.execPath, ['dist/cli.js', ...line.trim().split(' ').slice(2)], { encoding: 'utf8' });
      expect(stdout).toBe(text);
    }
  });

  it('shows what the capture of an old client prints', () => {
    const { sh, text } = Object.fromEntries(blocks('On the wire'));
    const line = (sh ?? '').trim().replace('npx cephwire', `"${process.execPath}" dist/cli.js`);
    expect(execFileSync('bash', ['-c', line], { encoding: 'utf8' })).toBe(text);
  });

  it('names as its first line the main job, on a fixture that is there', () => {
    expect(README).toMatch(/^npm ci && npx cephwire decode MMonMap (fixtures\/\S+) --format text$/m);
  });
});
