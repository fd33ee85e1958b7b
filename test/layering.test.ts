import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const CORE = ['error', 'arguments', 'text', 'buffer/', 'features', 'encoding'];
const JUDGE = ['arguments', 'features', 'features/tables', 'text'];
const FEATURES = ['features/tables', 'features/judge/'];
const TYPES = ['types', 'types/'];
const COMMON = [...CORE, 'features/tables', 'types/common'];

/**
 * The rooms of src, and which others the files of each may import; imports of types alone count too. A file belongs to the
 * room with the longest name that its path begins with. `buffer/` stands for that room and all within it. Entry files,
 * straight in src, may import all.
 */
const MAY_IMPORT: ReadonlyMap<string, readonly string[]> = new Map([
  ['error', []],
  ['arguments', []],
  ['text', []],
  ['buffer/bytes', ['arguments']],
  ['buffer/crc32c', ['arguments', 'buffer/bytes']],
  ['buffer', ['arguments', 'buffer/bytes', 'buffer/crc32c']],
  ['features', ['arguments', 'text']],
  ['features/tables', ['features']],
  ['features/judge/match', JUDGE],
  ['features/judge/trust', JUDGE],
  ['features/judge/missing', [...JUDGE, 'features/judge/who']],
  ['features/judge/who', [...JUDGE, 'features/judge/match']],
  ['features/judge/read', [...JUDGE, 'features/judge/who']],
  ['features/judge/describe', [...JUDGE, 'features/judge/match', 'features/judge/trust', 'features/judge/who']],
  ['features/judge/mismatch', [...JUDGE, 'features/judge/match', 'features/judge/trust', 'features/judge/missing', 'features/judge/who']],
  ['features/judge/negotiate', [...JUDGE, 'features/judge/match', 'features/judge/read', 'features/judge/trust', 'features/judge/missing', 'features/judge/who']],
  ['encoding', CORE],
  ['types/common', COMMON],
  ['types/auth', COMMON],
  ['types/mon', COMMON],
  ['types/messages', [...COMMON, 'types/auth', 'types/mon']],
  ['types', [...CORE, ...TYPES]],
  ['messenger', [...CORE, ...TYPES]],
  ['messenger/v1/frames', [...CORE, ...TYPES, 'messenger']],
  ['messenger/v1', [...CORE, ...TYPES, 'messenger', 'messenger/v1/frames']],
  ['messenger/v2/frames', [...CORE, ...TYPES, 'messenger']],
  ['messenger/v2', [...CORE, ...TYPES, 'messenger', 'messenger/v2/frames']],
  ['inspect/explain', [...CORE, ...TYPES]],
  ['inspect/diagnose', [...CORE, ...FEATURES, ...TYPES, 'inspect/explain']],
  ['inspect/html', [...CORE, ...TYPES, 'inspect/explain']],
  ['inspect/seen_by', [...CORE, ...FEATURES, ...TYPES, 'inspect/explain', 'inspect/diagnose']],
  ['inspect/identify', [...CORE, ...FEATURES, ...TYPES, 'inspect/explain', 'messenger/', 'capture/file', 'capture/ceph']],
  ['capture/file', [...CORE, 'types/common']],
  ['capture/ip', ['types/common', 'capture/file']],
  ['capture/tcp', ['types/common', 'capture/ip', 'capture/file']],
  ['capture/ceph', [...CORE, ...TYPES, 'messenger/', 'inspect/explain', 'capture/tcp']],
  ['capture/maps', [...CORE, ...TYPES, 'inspect/diagnose', 'capture/ceph']],
  ['capture', [...CORE, ...TYPES, 'messenger/', 'capture/']],
  ['net', []],
  ['net/probe', [...CORE, ...FEATURES, ...TYPES, 'messenger/', 'inspect/diagnose', 'net']],
  ['net/proxy', [...CORE, ...FEATURES, 'messenger/', 'net']],
  ['cli/shell', [...CORE, 'features/judge/read', ...TYPES, 'net']],
  ['cli/render', [...CORE, ...FEATURES, ...TYPES, 'inspect/', 'capture/', 'net/', 'cli/shell']],
  ['cli/commands', [...CORE, ...FEATURES, ...TYPES, 'inspect/', 'messenger', 'capture/', 'net/', 'cli/shell', 'cli/render']],
  ['cli', [...CORE, 'cli/shell', 'cli/commands']],
  // Runs while the library is built, on its source as text: nothing of it is imported, nor imports it.
  ['compiler/language', []],
  ['compiler/function', ['compiler/language']],
  ['compiler/codec', ['compiler/language', 'compiler/function']],
  ['compiler', ['compiler/language', 'compiler/function', 'compiler/codec']],
]);
const NODE_ROOMS = /^(?:cli|net|compiler)\/|^cli\.ts$/;
const NODE_GLOBALS = ['Buffer', 'process', 'console', 'require', 'global', '__dirname', '__filename'];
/** More files in a folder than these are too many to see at a glance. */
const MANY_FILES = 12;
const CROWDED_FOR: ReadonlyMap<string, string> = new Map<string, string>();
const LONG = 300;
const TOO_LONG = 350;

interface Import {
  readonly from: string;
  readonly line: number;
  readonly isTypeOnly: boolean;
}

interface Source {
  /** Below src, with slashes. */
  readonly path: string;
  readonly lines: number;
  readonly imports: readonly Import[];
  /** Names of Node's globals that the file uses, with their lines. */
  readonly globals: readonly string[];
}

const SRC = fileURLToPath(new URL('../src/', import.meta.url));
const SOURCES = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => path.endsWith('.ts'))
  .sort()
  .map((path) => inspect(path, readFileSync(join(SRC, path), 'utf8')));

function inspect(path: string, text: string): Source {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const imports: Import[] = [];
  const globals: string[] = [];
  const lineOf = (node: ts.Node): number => file.getLineAndCharacterOfPosition(node.getStart()).line + 1;
  const visit = (node: ts.Node): void => {
    const from = importedBy(node);
    if (from !== undefined) imports.push({ from, line: lineOf(node), isTypeOnly: isTypeOnly(node) });
    if (ts.isIdentifier(node) && NODE_GLOBALS.includes(node.text) && !isMemberName(node)) globals.push(`${path}:${lineOf(node)} ${node.text}`);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return { path, lines: text.split('\n').length - 1, imports, globals };
}

/** The module that an import, a re-export, `import()` or a type's `import()` names. */
function importedBy(node: ts.Node): string | undefined {
  const name =
    ts.isImportDeclaration(node) || ts.isExportDeclaration(node) ? node.moduleSpecifier
    : ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword ? node.arguments[0]
    : ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument) ? node.argument.literal
    : undefined;
  if (name === undefined) return undefined;
  return ts.isStringLiteralLike(name) ? name.text : name.getText();
}

function isTypeOnly(node: ts.Node): boolean {
  if (ts.isImportDeclaration(node)) return node.importClause?.isTypeOnly === true;
  return ts.isImportTypeNode(node) || (ts.isExportDeclaration(node) && node.isTypeOnly);
}

/** Whether an identifier names a member of something else: `globalThis.process` is no such member. */
function isMemberName(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node && parent.expression.getText() !== 'globalThis';
  return (ts.isPropertyAssignment(parent) || ts.isPropertySignature(parent) || ts.isMethodDeclaration(parent)) && parent.name === node;
}

/** The room of a file below src; '' of an entry file, undefined where there is no such room. */
function roomOf(path: string): string | undefined {
  if (!path.includes('/')) return '';
  let room: string | undefined;
  for (const name of MAY_IMPORT.keys()) if (path.startsWith(`${name}/`) && name.length > (room?.length ?? 0)) room = name;
  return room;
}

function mayImport(room: string, other: string): boolean {
  if (room === other) return true;
  return MAY_IMPORT.get(room)?.some((name) => name === other || (name.endsWith('/') && `${other}/`.startsWith(name))) === true;
}

/** The file below src that a relative import means; undefined of a package or a file outside. */
function target(path: string, from: string): string | undefined {
  if (!from.startsWith('.')) return undefined;
  const resolved = new URL(from, `file:///src/${path}`).pathname;
  return resolved.startsWith('/src/') ? resolved.slice('/src/'.length) : undefined;
}

function imports<T>(of: (source: Source, imported: Import, at: string) => T | undefined): T[] {
  return SOURCES.flatMap((source) => source.imports.map((imported) => of(source, imported, `${source.path}:${imported.line} ${imported.from}`))).filter((found) => found !== undefined);
}

/** A way along imports, those of types too, from `path` back to it. */
function cycleThrough(path: string): string[] | undefined {
  const cameFrom = new Map<string, string>();
  const queue = [path];
  for (const at of queue) {
    for (const { from } of SOURCES.find((source) => source.path === at)?.imports ?? []) {
      const next = target(at, from);
      if (next === undefined || cameFrom.has(next)) continue;
      cameFrom.set(next, at);
      if (next !== path) queue.push(next);
    }
  }
  if (!cameFrom.has(path)) return undefined;
  const way = [path];
  do way.unshift(cameFrom.get(way[0] as string) as string);
  while (way[0] !== path);
  return way;
}

describe('src', () => {
  it('has rooms that are known here, and entry files', () => {
    expect(SOURCES.length).toBeGreaterThan(50);
    expect(SOURCES.filter(({ path }) => roomOf(path) === undefined).map(({ path }) => path)).toEqual([]);
    const used = new Set(SOURCES.map(({ path }) => roomOf(path)));
    expect([...MAY_IMPORT.keys()].filter((room) => !used.has(room))).toEqual([]);
  });

  it('imports downwards, types too', () => {
    const upwards = imports((source, { from }, at) => {
      const [room, imported] = [roomOf(source.path), target(source.path, from)];
      if (room === '' || room === undefined || imported === undefined) return undefined;
      return mayImport(room, roomOf(imported) ?? '') ? undefined : at;
    });
    expect(upwards).toEqual([]);
  });

  it('has no two rooms that may import each other', () => {
    const rooms = [...MAY_IMPORT.keys()];
    const mutual = rooms.flatMap((room, i) => rooms.slice(i + 1).filter((other) => mayImport(room, other) && mayImport(other, room)).map((other) => `${room} and ${other}`));
    expect(mutual).toEqual([]);
  });

  it('never imports an entry file', () => {
    expect(imports((source, { from }, at) => (roomOf(target(source.path, from) ?? 'x/') === '' ? at : undefined))).toEqual([]);
  });

  it('has no cycle of imports, types included', () => {
    expect(SOURCES.map((source) => cycleThrough(source.path)).filter((way) => way !== undefined)).toEqual([]);
  });

  it(`has at most ${MANY_FILES} files in a folder, or a reason`, () => {
    const files = new Map<string, number>();
    for (const { path } of SOURCES) {
      const folder = path.slice(0, path.lastIndexOf('/') + 1);
      files.set(folder, (files.get(folder) ?? 0) + 1);
    }
    const crowded = [...files].filter(([, count]) => count > MANY_FILES).map(([folder]) => folder);
    expect(crowded.filter((folder) => !CROWDED_FOR.has(folder))).toEqual([]);
    expect([...CROWDED_FOR.keys()].filter((folder) => !crowded.includes(folder))).toEqual([]);
  });

  it('imports files that are there, with their extension, and no package', () => {
    const files = new Set(SOURCES.map((source) => source.path));
    expect(imports((source, { from }, at) => (from.startsWith('node:') || (from === 'typescript' && source.path.startsWith('compiler/')) || files.has(target(source.path, from) ?? '') ? undefined : at))).toEqual([]);
  });

  it('needs nothing of Node outside cli and net', () => {
    const portable = SOURCES.filter((source) => !NODE_ROOMS.test(source.path));
    expect(portable.flatMap((source) => source.globals)).toEqual([]);
    expect(portable.flatMap((source) => source.imports.filter(({ from }) => from.startsWith('node:')).map(({ line }) => `${source.path}:${line}`))).toEqual([]);
  });

  it(`has no file over ${TOO_LONG} lines, and names those over ${LONG}`, () => {
    const long = SOURCES.filter((source) => source.lines > LONG);
    if (long.length > 0) console.info(`over ${LONG} lines: ${long.map((source) => `${source.path} (${source.lines})`).join(', ')}`);
    expect(long.filter((source) => source.lines > TOO_LONG).map((source) => source.path)).toEqual([]);
  });
});

describe('the reader of imports', () => {
  it('sees every form of import, and what is of types alone', () => {
    const text = `import { a } from './a.ts';\nimport type { b } from './b.ts';\nexport { c } from './c.ts';\nexport type { d } from './d.ts';
      import './e.ts';\nconst f = import('./f.ts');\ntype G = import('./g.ts').G;\n// import './h.ts'\nconst i = "import './i.ts'";`;
    const found = inspect('x/y.ts', text).imports.map(({ from, isTypeOnly: isType }) => `${from}${isType ? ' type' : ''}`);
    expect(found).toEqual(['./a.ts', './b.ts type', './c.ts', './d.ts type', './e.ts', './f.ts', './g.ts type']);
  });

  it('sees globals of Node in code, and not in comments, strings or names of members', () => {
    const text = `/** Buffer */ const a = 'process';\nx.process(); const y = { console: 1 };\nBuffer.from('');\nglobalThis.process.exit();\nz(console);`;
    expect(inspect('x/y.ts', text).globals).toEqual(['x/y.ts:3 Buffer', 'x/y.ts:4 process', 'x/y.ts:5 console']);
  });
});
