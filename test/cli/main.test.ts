import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { TYPES } from '../../src/types/registry.ts';
import { run } from './support.ts';

const NAMES = ['decode', 'explain', 'diagnose', 'identify', 'seen-by', 'encode', 'negotiate', 'probe', 'capture', 'features', 'types', 'proxy', 'dencoder'];
/** Their examples need a network. */
const NETWORKED = ['probe', 'proxy'];
/** Has the words of ceph-dencoder in place of options. */
const DENCODER = 'dencoder';
const DECLARED = NAMES.filter((name) => name !== DENCODER);

/** A command line in its words, as a shell splits it. */
function shellWords(line: string): string[] {
  return execFileSync('bash', ['-c', `printf '%s\\0' ${line}`], { encoding: 'utf8' }).split('\0').slice(0, -1);
}

describe('cephwire', () => {
  it('lists its commands with --help', async () => {
    const { status, text } = await run(['--help']);
    expect(status).toBe(0);
    expect([...text.matchAll(/^ {2}(\S+)/gm)].map(([, name]) => name)).toEqual(NAMES);
  });

  it.each(NAMES)('shows with %s --help an example that works', async (name) => {
    const { status, text } = await run([name, '--help']);
    expect(status).toBe(0);
    expect(text).toMatch(new RegExp(`^usage: cephwire ${name} `));
    const examples = [...text.matchAll(/^ {2}cephwire (.+)$/gm)].map(([, line]) => shellWords(line ?? ''));
    expect(examples.length).toBeGreaterThan(0);
    for (const words of examples) {
      expect(words[0]).toBe(name);
      const files = Object.fromEntries(words.filter((word) => word.startsWith('fixtures/')).map((path) => [path, readFileSync(path)]));
      if (!NETWORKED.includes(name)) expect([0, 1], words.join(' ')).toContain((await run(words, { files })).status);
    }
  });

  it.each(NAMES)('keeps the help of %s within 100 columns, but for usage and examples', async (name) => {
    const { text } = await run([name, '--help']);
    expect(text.split('\n').filter((line) => line.length > 100 && !/^usage: |^ {2}cephwire /.test(line))).toEqual([]);
  });

  it.each(NAMES)('tells in the help of %s its statuses, and of --json where there is a --format', async (name) => {
    const { text } = await run([name, '--help']);
    expect(text).toMatch(/^Exit status: 0 [^;]+; 1 [^;]+; 2 for /m);
    expect(/--json is short\s+for\s+--format\s+json/.test(text)).toBe(text.includes('--format text|json'));
  });

  it.each(DECLARED)('answers an unknown option of %s with the usage line and status 2', async (name) => {
    const { status, text, err } = await run([name, '--nonsense']);
    expect({ status, text, err }).toEqual({ status: 2, text: '', err: ['unknown option "--nonsense"', expect.stringMatching(new RegExp(`^usage: cephwire ${name} `))] });
  });

  it.each(DECLARED)('answers an option of %s without its value with the usage line and status 2', async (name) => {
    const { text: help } = await run([name, '--help']);
    const options = [...help.matchAll(/^ {2}(?:-\w, )?(--[a-z]+) [A-Za-z1|]\S*/gm)].map(([, option]) => option ?? '');
    expect(options.length).toBeGreaterThan(0);
    for (const option of options) {
      expect(await run([name, option]), option).toMatchObject({ status: 2, err: [expect.stringMatching(`^${option} needs a value: `), expect.stringMatching(/^usage: /)] });
    }
  });

  it('answers an unknown command, and none, with status 2', async () => {
    expect(await run(['frobnicate'])).toMatchObject({ status: 2, err: ['unknown command "frobnicate"', expect.stringMatching(/^usage: cephwire COMMAND/)] });
    expect((await run([])).status).toBe(2);
  });

  it('prints its version', async () => {
    expect((await run(['--version'])).text).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe('cephwire types', () => {
  it('lists every type, one a line, or as JSON', async () => {
    expect((await run(['types'])).text).toBe(`${[...TYPES.keys()].join('\n')}\n`);
    expect(JSON.parse((await run(['types', '--json'])).text)).toEqual([...TYPES.keys()]);
  });
});

describe('cephwire features', () => {
  it('explains the mask of the incident', async () => {
    const { status, text } = await run(['features', '0x08c3ffffffffffff']);
    expect(status).toBe(0);
    expect(text).toMatch(/who +hammer-partial-recovery, a fork of hammer 0\.94\.9: \+59/);
    expect(text).toMatch(/bit 59 \(MSG_ADDR2\) is set without bits 56, 57, 58/);
  });

  it('gives the same as JSON', async () => {
    expect(JSON.parse((await run(['features', 'luminous', '--json'])).text)).toMatchObject({ speaks_addr2: true });
  });

  it('refuses what names no mask with status 2', async () => {
    expect(await run(['features', 'hamster'])).toMatchObject({ status: 2, err: [expect.stringMatching(/^unknown features "hamster"/), expect.any(String)] });
  });
});

describe('the source of the command line', () => {
  it('knows no type by its name: what is special in a type, the type itself tells', () => {
    const names = [...TYPES.keys()].join('|');
    const sources = readdirSync('src/cli', { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'));
    expect(sources.length).toBeGreaterThan(20);
    expect(sources.filter((path) => new RegExp(`(['"\`])(?:${names})\\1`).test(readFileSync(`src/cli/${path}`, 'utf8')))).toEqual([]);
  });
});
