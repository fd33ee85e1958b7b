import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OPTIONS, exported } from './support.ts';

/** Functions whose docstring shows it all: most return the name of a number. */
const NEED_NO_EXAMPLE = [
  'addrTypeName', 'authMethodName', 'conModeName', 'entityAddrVersionFor', 'entityTypeName', 'encodeLegacy', 'formatLegacy', 'messageTypeNames', 'v1TagName',
  'decodeEntityAddr', 'encodeEntityAddr', // as those of every type, with what a codec gives them
  'writeAuthHello', 'writeAuthMonRequest', // those of their readers show them too
];
/** Classes and a type that users begin with. */
const NEED_ONE_TOO = ['BufferList', 'CaptureDissector', 'Mask64', 'V1Client'];

const EXPORTS = exported();
/** By where they are declared: two entries may give one name to two functions. */
const EXAMPLES = EXPORTS.flatMap(({ at, example }) => (example === undefined ? [] : [{ name: at.replaceAll(/\W+/g, '_'), code: example }]));

/* Inside the package, so that an example can import it by name. */
const FOLDER = 'dist/examples';
const fileOf = (name: string): string => `${FOLDER}/${name}.ts`;

beforeAll(() => {
  mkdirSync(FOLDER, { recursive: true });
  const front = readFileSync('fixtures/messages/MMonMap/v5-incident-hammer59.bin');
  writeFileSync(`${FOLDER}/MMonMap.bin`, front);
  writeFileSync(`${FOLDER}/monmap.bin`, front.subarray(4));
  copyFileSync('fixtures/capture/one-mon.pcapng', `${FOLDER}/mon.pcapng`);
  for (const { name, code } of EXAMPLES) {
    writeFileSync(fileOf(name), code);
    writeFileSync(`${FOLDER}/${name}.mjs`, ts.transpileModule(code, { compilerOptions: { ...OPTIONS, module: ts.ModuleKind.ESNext, sourceMap: false } }).outputText);
  }
});
afterAll(() => rmSync(FOLDER, { recursive: true }));

describe('each export', () => {
  it('has a docstring', () => {
    expect(EXPORTS.length).toBeGreaterThan(300);
    expect(EXPORTS.filter(({ text }) => text === '').map(({ at }) => at)).toEqual([]);
  });

  it('has an example if it is a function, or a class that users begin with', () => {
    const needs = EXPORTS.filter(({ name, isFunction }) => (isFunction && !NEED_NO_EXAMPLE.includes(name)) || NEED_ONE_TOO.includes(name));
    expect(needs.filter(({ example }) => example === undefined).map(({ at }) => at)).toEqual([]);
    expect([...NEED_NO_EXAMPLE, ...NEED_ONE_TOO].filter((name) => !EXPORTS.some((each) => each.name === name))).toEqual([]);
  });
});

describe('each example', () => {
  it('prints what its comments say', () => {
    expect(EXAMPLES.filter(({ code }) => promised(code).length === 0)).toEqual([]);
    const printed = run(EXAMPLES.map(({ name }) => name));
    expect(printed).toEqual(Object.fromEntries(EXAMPLES.map(({ name, code }) => [name, promised(code)])));
  });

  it('is right for the compiler', () => {
    const options = { ...OPTIONS, noUnusedLocals: false, allowImportingTsExtensions: false, paths: { cephwire: ['./src/index.ts'], 'cephwire/*': ['./src/*.ts'] } };
    const program = ts.createProgram(EXAMPLES.map(({ name }) => fileOf(name)), options);
    const wrong = EXAMPLES.flatMap(({ name }) => program.getSemanticDiagnostics(program.getSourceFile(fileOf(name))));
    expect(wrong.map(({ file, messageText }) => `${file?.fileName} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`)).toEqual([]);
  });
});

/** The lines after `// →`. */
function promised(code: string): string[] {
  return [...code.matchAll(/\/\/ → (.*)/g)].map(([, line = '']) => line);
}

/** What each program prints, in one process. */
function run(names: readonly string[]): Readonly<Record<string, readonly string[]>> {
  const main = `import { format } from 'node:util';
    const all = {};
    for (const name of ${JSON.stringify(names)}) {
      const lines = (all[name] = []);
      console.log = (...values) => lines.push(...format(...values).split('\\n'));
      await import('./' + name + '.mjs').catch((error) => lines.push(String(error)));
    }
    process.stdout.write(JSON.stringify(all));`;
  writeFileSync(`${FOLDER}/main.mjs`, main);
  return JSON.parse(execFileSync(process.execPath, ['main.mjs'], { cwd: FOLDER, encoding: 'utf8' })) as Record<string, string[]>;
}
