import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { TYPES } from '../../src/types/registry.ts';
import { run } from './support.ts';

const NAMES = ['decode', 'explain', 'encode', 'features', 'types', 'proxy', 'dencoder'];

describe('cephwire', () => {
  it('lists its commands with --help', async () => {
    const { status, text } = await run(['--help']);
    expect(status).toBe(0);
    for (const name of NAMES) expect(text).toMatch(new RegExp(`^  ${name} `, 'm'));
  });

  it.each(NAMES)('shows with %s --help an example that works', async (name) => {
    const { status, text } = await run([name, '--help']);
    expect(status).toBe(0);
    expect(text).toMatch(new RegExp(`^usage: cephwire ${name} `));
    const examples = [...text.matchAll(/^ {2}cephwire (.+)$/gm)].map(([, words]) => words?.split(' ') ?? []);
    expect(examples.length).toBeGreaterThan(0);
    for (const words of examples) {
      expect(words[0]).toBe(name);
      for (const path of words.filter((word) => word.startsWith('fixtures/'))) expect(existsSync(path), path).toBe(true);
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
    expect(text).toMatch(/nearest +hammer 0\.94\.7, 0\.94\.9: \+59/);
    expect(text).toMatch(/bit 59 \(MSG_ADDR2\) is set without bits 56, 57, 58/);
  });

  it('gives the same as JSON', async () => {
    expect(JSON.parse((await run(['features', 'luminous', '--json'])).text)).toMatchObject({ speaksAddr2: true });
  });

  it('refuses what names no mask with status 2', async () => {
    expect(await run(['features', 'hamster'])).toMatchObject({ status: 2, err: [expect.stringMatching(/^unknown features "hamster"/), expect.any(String)] });
  });
});
