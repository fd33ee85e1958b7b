import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

/* What an editor proposes, asked of the service that editors ask. `|` stands for the cursor. */

const FILE = fileURLToPath(new URL('completed.ts', import.meta.url));
const HEAD = `import { decode, encode, release, toFeatures, MonMap } from '../../src/index.ts';
import { describeFeatures, negotiate } from '../../src/features.ts';
import { diagnose, explain } from '../../src/inspect.ts';
import { probe } from '../../src/node.ts';
declare const bytes: Uint8Array, map: MonMap;
`;

let text = '';
let version = 0;
const { options } = ts.parseJsonConfigFileContent({ extends: '../../tsconfig.json' }, ts.sys, fileURLToPath(new URL('.', import.meta.url)));
const service = ts.createLanguageService({
  getCurrentDirectory: ts.sys.getCurrentDirectory,
  readFile: ts.sys.readFile,
  readDirectory: ts.sys.readDirectory,
  directoryExists: ts.sys.directoryExists,
  getCompilationSettings: () => ({ ...options, noUnusedLocals: false }),
  getScriptFileNames: () => [FILE],
  getScriptVersion: (file) => (file === FILE ? String(version) : '0'),
  getScriptSnapshot: (file) => {
    const content = file === FILE ? text : ts.sys.fileExists(file) ? readFileSync(file, 'utf8') : undefined;
    return content === undefined ? undefined : ts.ScriptSnapshot.fromString(content);
  },
  getDefaultLibFileName: ts.getDefaultLibFilePath,
  fileExists: (file) => file === FILE || ts.sys.fileExists(file),
});

function completions(code: string): string[] {
  text = HEAD + code.replace('|', '');
  version++;
  return service.getCompletionsAtPosition(FILE, HEAD.length + code.indexOf('|'), undefined)?.entries.map(({ name }) => name) ?? [];
}

function errors(code: string): string[] {
  text = HEAD + code;
  version++;
  return service.getSemanticDiagnostics(FILE).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

describe('an editor', () => {
  it.each([
    `decode(MonMap, bytes, { release: '|' })`,
    `encode(MonMap, map, { release: '|' })`,
    `encode(MonMap, map, { features: '|' })`,
    `explain(MonMap, bytes, { release: '|' })`,
    `diagnose(MonMap, bytes, { peer: '|' })`,
    `negotiate('|', 'hammer')`,
    `negotiate('hammer', '|')`,
    `negotiate('hammer', 'hammer', { release: '|' })`,
    `toFeatures('|')`,
    `release('|')`,
    `describeFeatures(toFeatures('hammer'), { release: '|' })`,
    `probe({ host: 'a', port: 1, features: '|' })`,
  ])('completes the names of releases in %s', (code) => {
    expect(completions(code)).toEqual(expect.arrayContaining(['hammer', 'pacific', 'tentacle']));
  });

  it.each([`decode(MonMap, bytes, { | })`, `explain(MonMap, bytes, { | })`])('completes the options in %s', (code) => {
    expect(completions(code)).toContain('release');
  });

  it.each([`toFeatures('0x3ff')`, `toFeatures('12.2.5')`, `negotiate('hammer@0.94.4', String(1))`, `release(String(1))`, `decode(MonMap, bytes.buffer)`])('accepts %s', (code) => {
    expect(errors(code)).toEqual([]);
  });

  it.each([`decode(MonMap, bytes, { realese: 'hammer' })`, `encode(MonMap, map, { feature: 'hammer' })`, `decode(MonMap, 'text')`, `decode(MonMap, [1, 2])`])('refuses %s', (code) => {
    expect(errors(code)).toHaveLength(1);
  });
});
