import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { afterAll, describe, expect, it } from 'vitest';
import { compileTypes } from '../../src/compiler/modules.ts';
import { CODEC_RELEASES } from '../../src/features/codec_release.ts';

const SRC = fileURLToPath(new URL('../../src', import.meta.url)).replaceAll('\\', '/');
const LIBRARY = compileTypes(`${SRC}/types`);
const FOLDER = mkdtempSync(join(tmpdir(), 'cephwire-compiler-'));
const TYPES = `${FOLDER}/src/types`;

afterAll(() => rmSync(FOLDER, { recursive: true }));

/** What is compiled of a type `Demo` with this decoder, and these lines before it. */
function compiled(decode: string, before = ''): string {
  return written(decode, 'function encodeDemo(e: Encoder, demo: Demo): void { e.u8(demo.x); }', before, 'Demo.fast.ts');
}

/** What is compiled of one with this encoder. */
function compiledEncoder(encode: string, before = ''): string {
  return written('function decodeDemo(d: Decoder): Demo { return { x: d.u8(\'x\') }; }', encode, before, 'Demo.encode.fast.ts');
}

function written(decode: string, encode: string, before: string, file: string): string {
  mkdirSync(TYPES, { recursive: true });
  const from = relative(TYPES, SRC).replaceAll('\\', '/');
  const text = `import { decodeString } from '${from}/encoding/decoder.ts';
import { decodeUtime } from '${from}/types/common/utime_t.ts';
import { encodeUtime } from '${from}/types/common/utime_t.ts';
import type { Utime } from '${from}/types/common/utime_t.ts';
${before}
${decode}
${encode}
export const Demo: CephType<Demo> = { name: 'demo_t', decode: decodeDemo, encode: encodeDemo };
`;
  writeFileSync(`${TYPES}/demo_t.ts`, text);
  const module = compileTypes(TYPES).written.get(`${TYPES}/${file}`)?.text ?? expect.unreachable();
  return module.slice(Math.max(0, module.search(/^(?:export )?function/m)));
}

const whole = (body: string): string => `function decodeDemo(d: Decoder): Demo {\n${body}\n}`;

describe('a compiled decoder', () => {
  it('has one check of bounds for reads that follow one another, and no labels', () => {
    expect(compiled(whole("  return { epoch: d.u32('epoch'), flags: d.u8('flags'), stamp: d.field('stamp', decodeUtime) };"))).toMatchInlineSnapshot(`
      "export function fastDemo(s: Source, view: DataView, at: number, limit: number): Demo {
        if (at + 13 > limit) fail();
        const epoch = view.getUint32(at, true);
        const flags = view.getUint8(at + 4);
        const sec = view.getUint32(at + 5, true);
        const nsec = view.getUint32(at + 9, true);
        at += 13;
        s.at = at;
        return { epoch, flags, stamp: new UtimeValue(sec, nsec) };
      }
      "
    `);
  });

  it('is written for our own reading: what depends on the release is known', () => {
    const table = "const demoByRelease = byRelease<Row>({ hammer: { reads: 1, aborts: true }, luminous: { reads: 2, aborts: false }, ours: { reads: 3 } });";
    const text = compiled(whole("  const { reads, aborts } = demoByRelease(d.release);\n  if (aborts) d.aborts('x');\n  return { epoch: reads >= 3 ? d.u32('epoch') : 0, isOurs: d.isOurs };"), table);
    expect(text).toContain('const epoch = view.getUint32(at, true);');
    expect(text).toContain('return { epoch, isOurs: true };');
    expect(text).not.toContain('if (at + 4 > limit) fail();\n  if');
  });

  it('takes maps of lists, optionals, pairs, lambdas, loops and helpers with parameters', () => {
    const text = compiled(
      whole(`  const structV = d.start(2);
  const pools = d.map('pools', decodeString, (inner: Decoder): string[] => inner.list('names', decodeString));
  const stamp = d.optional('stamp', decodeUtime);
  const range = d.pair('range', (inner: Decoder): number => inner.u32(''), decodeString);
  let sum = 0;
  for (let i = 0; i < structV; i++) sum = sum + d.u16('part');
  return d.finish({ pools, stamp, range, sum, scaled: scaled(d, structV), ids: d.u32Array('ids') });`),
      "function scaled(d: Decoder, by: number): number { const value = d.u8('value'); if (by < 2) return value; return value * by; }",
    );
    expect(text).toContain('new Map<string, string[]>()');
    expect(text).toMatch(/for \(let i\d* = 0; i\d* < count\d*; i\d*\+\+\) \{/);
    expect(text).toMatch(/let stamp\d*;\n {2}if \(.*\) \{/);
    expect(text).toMatch(/const range = \[value\d*, value\d*\] as \[number, string\];/);
    expect(text).toContain('u32sAt(view, at, ');
  });

  it('has what an old version lacks behind one test, and puts a version that implies another into it', () => {
    const text = compiled(whole(`  const structV = d.start(3);
  const a = structV >= 2 ? d.u8('a') : 0;
  const b = structV >= 2 ? d.u8('b') : 0;
  const c = structV >= 3 ? d.u8('c') : 7;
  return d.finish({ a, b, c });`));
    expect(text.slice(text.indexOf('  let a'), text.indexOf('  at = limit2'))).toMatchInlineSnapshot(`
      "  let a;
        let b;
        let c;
        if (structV2 >= 2) {
          if (at + 1 > limit2) fail();
          a = view.getUint8(at);
          at += 1;
          if (at + 1 > limit2) fail();
          b = view.getUint8(at);
          at += 1;
          if (structV2 >= 3) {
            if (at + 1 > limit2) fail();
            c = view.getUint8(at);
            at += 1;
          } else {
            c = 7;
          }
        } else {
          a = 0;
          b = 0;
          c = 7;
        }
      "
    `);
  });

  it('knows what a version is not', () => {
    const text = compiled(whole("  const structV = d.start(3);\n  return d.finish({ a: structV > 3, b: structV >= 0, c: structV === 4, d: structV !== 9 });"));
    expect(text).toContain('return { a: false, b: true, c: false, d: true };');
  });

  it('calls the compiled function of a type that is long, and takes in one that is short', () => {
    const monMap = LIBRARY.written.get(`${SRC}/types/mon/MonMap/MonMap.fast.ts`)?.text ?? '';
    expect(monMap).toMatch(/= fastEntityAddr\(s, view, at, limit\d*\);/);
    expect(monMap).toMatch(/= fastMonMap\(s, view, at, limit\d*\);/); // the appended map
    expect(monMap).not.toMatch(/fastUtime|fastUuid|fastMonFeature/);
  });
});

describe('a compiled encoder', () => {
  const body = (text: string): string => `function encodeDemo(e: Encoder, demo: Demo): void {\n${text}\n}`;

  it('checks each number, writes without calls, and fills in a length that is known', () => {
    expect(compiledEncoder(body('  e.start(1, 1);\n  e.u32(demo.epoch);\n  e.bool(demo.isOn);\n  encodeUtime(e, demo.stamp);\n  e.finish();'))).toMatchInlineSnapshot(`
      "export function fastEncodeDemo(t: Target, view: DataView, at: number, demo: Demo): number {
        view.setUint8(at, 1);
        view.setUint8(at + 1, 1);
        const epoch = demo.epoch;
        if (epoch >>> 0 !== epoch) fail();
        view.setInt32(at + 6, epoch, true);
        const isOn = demo.isOn;
        view.setUint8(at + 10, isOn ? 1 : 0);
        const time = demo.stamp;
        const sec = time.sec;
        if (sec >>> 0 !== sec) fail();
        view.setInt32(at + 11, sec, true);
        const nsec = time.nsec;
        if (nsec >>> 0 !== nsec) fail();
        view.setInt32(at + 15, nsec, true);
        view.setInt32(at + 2, 13, true);
        at += 19;
        return at;
      }
      "
    `);
  });

  it('asks once for each peer what depends on the peer alone', () => {
    const table = 'const demoByRelease = byRelease<Row>({ hammer: { writes: 1 } });\nfunction versionFor(features: Mask64, release: CodecRelease): number { return demoByRelease(release).writes; }';
    const text = compiledEncoder(body('  if (versionFor(e.features, e.release) >= 2) e.u8(demo.x);\n  else e.u16(demo.x);'), table);
    expect(text).toContain('versionFor2: versionFor(t.features, t.release),');
    expect(text).toContain('if (versionFor2 >= 2) {');
  });

  it('writes a function of some length once that is called twice', () => {
    const part = 'function encodePart(e: Encoder, part: Part, by: number): void {\n  e.u8(part.a);\n  e.u8(part.b);\n  e.u8(part.c);\n  e.u8(part.d);\n  e.u8(part.e);\n  e.u8(by);\n}';
    const text = compiledEncoder(body('  encodePart(e, demo.first, 1);\n  encodePart(e, demo.second, 2);'), part);
    expect(text.match(/function encodePart\w*\(/g)).toHaveLength(1);
    expect(text).toContain('at = encodePart(t, view, at, demo.second, 2);');
  });

  it('takes maps of lists, optionals, pairs, sets, embedded values and blobs', () => {
    const text = compiledEncoder(
      body(`  e.stringMap(demo.pools, encodeNames);
  e.optional(demo.stamp, encodeUtime);
  e.pair(demo.range, encodeWord, encodeWord);
  e.map(demo.ids, encodeWord, encodeWord);
  e.stringSet(demo.names);
  e.embedded(demo.stamp, encodeUtime);
  e.blob(demo.bytes);`),
      'const encodeWord = (e: Encoder, word: number): void => e.u32(word);\nfunction encodeNames(e: Encoder, names: readonly string[]): void { e.list(names, encodeString); }\nfunction encodeString(e: Encoder, text: string): void { e.string(text); }',
    );
    expect(text.match(/for \(/g)).toHaveLength(4);
    expect(text).toMatch(/at = putKey\(t, view, at, key\d*, before\d*\);/);
    expect(text).toMatch(/if \(\w+ !== undefined\) \{/);
    expect(text).toContain('at = putBlob(t, view, at, ');
  });

  it.each([
    ['a write that is none', body('  e.varint(demo.x);'), /: e\.varint is not in the subset that is compiled$/],
    ['a question to the encoder', body('  if (e.length > 3) e.u8(1);'), /: an encoder is not asked for its length in what is compiled$/],
    ['an item whose encoder shows at run time', body('  e.list(demo.items, demo.encode);'), /: what writes an item, a key or a value is a function that is known when it is compiled$/],
    ['a struct that is never finished', body('  e.start(1, 1);'), /: a struct is started and not finished$/],
  ])('stops the build: %s', (_, encode, message) => {
    expect(() => compiledEncoder(encode)).toThrow(message);
  });
});

describe('a decoder outside of the subset', () => {
  it.each([
    ['a while loop', whole('  let i = 0;\n  while (i < 3) i = i + d.u8(\'x\');\n  return { i };'), /^src\/types\/demo_t\.ts:\d+: this statement is not in the subset that is compiled: while \(i < 3\)/],
    ['a read that is none', whole("  return { x: d.varint('x') };"), /: d\.varint is not in the subset that is compiled$/],
    ['an item without a type', whole("  return { x: d.list('x', (inner) => inner.u8('')) };"), /: what reads an item, a key or a value says the type that it returns$/],
    ['a decoder handed to a method', whole('  return { x: helpers.read(d) };'), /: the decoder is handed to functions alone, not to methods$/],
    ['a struct that is finished in one branch only', whole("  d.start(1);\n  const x = d.u8('x');\n  if (x > 1) d.finish(null);\n  return { x };"), /: a struct is finished in one branch and not in the other$/],
    ['a struct that is never finished', whole("  d.start(1);\n  return { x: d.u8('x') };"), /: a struct is started and not finished$/],
    ['a loop that returns', whole("  for (let i = 0; i < 3; i++) { const x = d.u8('x'); if (x > 1) return { x }; }\n  return { x: 0 };"), /: a loop does not return: leave it by its condition$/],
    ['a version that shows while reading', whole("  const v = d.u8('v');\n  d.start(v);\n  return d.finish({ v });"), /: this argument is a number that is known when it is compiled$/],
  ])('stops the build: %s', (_, decode, message) => {
    expect(() => compiled(decode)).toThrow(message);
  });

  it('is named with its file and line', () => {
    expect(() => compiled("function decodeDemo(d: Decoder): Demo {\n  const x = d.u8('x');\n  return { x, y: d.nothing('y') };\n}")).toThrow('src/types/demo_t.ts:8: ');
  });
});

describe('the compiled decoders of the library', () => {
  it('are sound TypeScript: every name and type is there', () => {
    const config = ts.getParsedCommandLineOfConfigFile(`${SRC}/../tsconfig.json`, { noEmit: true, noUnusedLocals: false, noUnusedParameters: false }, { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => expect.unreachable() });
    if (config === undefined) expect.unreachable();
    const host = ts.createCompilerHost(config.options);
    const text = (path: string): string | undefined => LIBRARY.written.get(path)?.text ?? LIBRARY.changed.get(path);
    const { fileExists, readFile, getSourceFile } = host;
    host.fileExists = (path) => text(path) !== undefined || fileExists(path);
    host.readFile = (path) => text(path) ?? readFile(path);
    host.getSourceFile = (path, ...rest) => {
      const overlaid = text(path);
      return overlaid === undefined ? getSourceFile(path, ...rest) : ts.createSourceFile(path, overlaid, ts.ScriptTarget.ES2022, true);
    };
    const program = ts.createProgram([...LIBRARY.written.keys()], config.options, host);
    const found = [...LIBRARY.written.keys()].flatMap((path) => {
      const file = program.getSourceFile(path);
      return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
    });
    expect(found.map(({ file, start, messageText }) => `${file?.fileName.split('/').pop()}:${file?.getLineAndCharacterOfPosition(start ?? 0).line} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`)).toEqual([]);
    for (const { text: module } of LIBRARY.written.values()) expect(module).not.toMatch(/\bany\b/);
  }, 60_000);

  it('have source maps that lead to the labelled line', () => {
    const { text, map } = LIBRARY.written.get(`${SRC}/types/mon/MonMap/MonMap.fast.ts`) ?? expect.unreachable();
    const lines = text.split('\n');
    const line = lines.findIndex((each) => each.includes('const epoch = '));
    const entry = new SourceMap({ ...map, sourceRoot: '', sources: [...map.sources], sourcesContent: [...map.sourcesContent], names: [] }).findEntry(line, lines[line]?.search(/\S/) ?? 0);
    if (!('originalSource' in entry)) expect.unreachable();
    expect(entry.originalSource).toBe('wire.ts');
    expect(map.sourcesContent[map.sources.indexOf('wire.ts')]?.split('\n')[entry.originalLine]).toContain("d.u32('epoch')");
  });

  it('leave every line of the labelled modules where it was', () => {
    for (const [path, text] of LIBRARY.changed) {
      const before = ts.sys.readFile(path)?.trimEnd().split('\n') ?? [];
      const after = text.split('\n').slice(0, before.length);
      expect(after.map((line) => line.replaceAll(/, fast(?:Encode)?: fast\w+/g, '').replaceAll(/class \w+Value \{.*\} (?=(?:export )?const make)|(?<=valuesOf<\w+>\('\w+'), \w+Value, .*(?=\);$)/g, ''))).toEqual(before);
    }
  });

  it('come from tables whose rows are in the order of the releases', () => {
    const names = [...CODEC_RELEASES.map(({ row }) => row), 'ours'];
    const tables = ts.sys.readDirectory(`${SRC}/types`, ['.ts']).flatMap((path) => [...(ts.sys.readFile(path) ?? '').matchAll(/byRelease<[^(]*>\(\{(.*?)\n?\}\)/gs)].map(([, rows = '']) => rows));
    expect(tables.length).toBeGreaterThan(4);
    for (const rows of tables) {
      const given = [...rows.matchAll(/(?:^|[\s{,])'?([a-z][a-z0-9. ]*?)'?: \{/g)].map(([, name = '']) => name);
      expect(given).toEqual(names.filter((name) => given.includes(name)));
    }
  });
});
