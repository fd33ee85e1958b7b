import { readdirSync } from 'node:fs';
import ts from 'typescript';
import { FunctionCompiler } from './function/function_compiler.ts';
import { READS } from './codec/reads.ts';
import { WRITES } from './codec/writes.ts';
import { Parts } from './function/parts.ts';
import { Imports } from './function/imports.ts';
import { Program, bare, isFunctionNode } from './language/program.ts';
import type { FunctionNode, Module } from './language/program.ts';
import { sourceMapOf } from './source_map.ts';
import { Unsupported } from './language/unsupported.ts';
import type { SourceMap } from './language/source_map.ts';
import { constant } from './language/value.ts';
import { classText, makeText, shapesIn } from './language/values.ts';
import type { Shape } from './language/values.ts';
import type { Value } from './language/value.ts';
import type { Line } from './function/lines/writer.ts';

/** What the build puts in the place of src/types. */
export interface Compiled {
  /** By path: the modules that were written, each beside the type that it reads. */
  readonly written: ReadonlyMap<string, WrittenModule>;
  /** By path: the modules of src/types as they are loaded. All that was there stands in its line; what is new comes after it. */
  readonly changed: ReadonlyMap<string, string>;
}

export interface WrittenModule {
  readonly text: string;
  readonly map: SourceMap;
  /** Lines of its function. */
  readonly length: number;
}

const METHODS = { reads: READS, writes: WRITES };

/** Decoders and encoders that stay labelled, by type, with the reason. */
const LABELLED: ReadonlyMap<string, string> = new Map([['MMonGetMap', 'its front is empty']]);

/**
 * Types that read ranges of their versions apart: the first version of each range, the newest first. Their functions are longer,
 * and what a peer sends is read with few conditions: 35 ns of 630 for a MonMap.
 */
const SPLIT: ReadonlyMap<string, readonly number[]> = new Map([['MonMap', [5]]]);

/** A record of a type, or of a message's front, and the decoder or the encoder in it. */
interface Record {
  readonly verb: 'decode' | 'encode';
  readonly type: string;
  readonly module: Module;
  readonly property: ts.PropertyAssignment;
  /** What a decoder is given besides itself. */
  readonly given: readonly Value[];
}

/** A type whose compiled function has more lines is called by others, a shorter one taken in by them. */
const LONGEST_TAKEN_IN = 120;

/**
 * Compiles every decoder of a folder of types that stands in a CephType, or in the front of a message.
 *
 * @param types the folder src/types
 * @throws Unsupported for a decoder that is written outside of the subset
 */
export function compileTypes(types: string): Compiled {
  const program = new Program();
  const paths = readdirSync(types, { recursive: true, encoding: 'utf8' }).map((path) => `${types}/${path.replaceAll('\\', '/')}`);
  const modules = paths.filter((path) => path.endsWith('.ts')).sort().map((path) => program.module(path));
  const records = modules.flatMap(recordsIn).filter(({ type }) => !LABELLED.has(type));
  const shapes = modules.flatMap((module) => shapesIn(program, module));
  return new TypesCompiler(program, types, records, shapes).compiled();
}

class TypesCompiler {
  private readonly program: Program;
  private readonly fast: string;
  private readonly records: readonly Record[];
  private readonly shapes: readonly Shape[];
  private readonly opened = new Map<string, Set<string>>();
  /** Types that read themselves again. */
  private readonly recursive = new Set<Record>();
  /** Undefined while it is being written. */
  private readonly written = new Map<Record, WrittenModule | undefined>();

  constructor(program: Program, types: string, records: readonly Record[], shapes: readonly Shape[]) {
    this.program = program;
    this.shapes = shapes;
    this.fast = `${types.slice(0, types.lastIndexOf('/'))}/encoding/fast/decode.ts`;
    this.records = records;
  }

  compiled(): Compiled {
    for (const record of this.records) this.write(record);
    const written = new Map([...this.written].map(([record, module]) => [pathOf(record), module as WrittenModule]));
    return { written, changed: changedModules(this.program, this.records, this.shapes, this.opened) };
  }

  private write(record: Record): WrittenModule | undefined {
    if (this.written.has(record)) return this.written.get(record);
    this.written.set(record, undefined);
    const imports = new Imports(this.program, pathOf(record), this.fast, this.opened, (node) => this.calledFor(node), nameOf(record));
    const module = writtenModule(this.program, record, imports);
    this.written.set(record, module);
    return module;
  }

  /** The function to call for a decoder: that of a type which is long, or is being written. */
  private calledFor(node: FunctionNode): { name: string; path: string } | undefined {
    const record = this.records.find((each) => each.given.length === 0 && functionOf(this.program, each).node === node);
    if (record === undefined) return undefined;
    const module = this.write(record);
    if (module === undefined) this.recursive.add(record);
    return module === undefined || module.length > LONGEST_TAKEN_IN || this.recursive.has(record) ? { name: nameOf(record), path: pathOf(record) } : undefined;
  }
}

function nameOf({ verb, type }: Record): string {
  return `${MEMBER[verb]}${type}`;
}

/** The member of a record in which it finds what is compiled. */
const MEMBER = { decode: 'fast', encode: 'fastEncode' } as const;

/** Beside the record. */
function pathOf(record: Record): string {
  return record.module.path.replace(/[^/]+$/, fileOf(record));
}

function fileOf({ verb, type }: Record): string {
  return verb === 'decode' ? `${type}.fast.ts` : `${type}.encode.fast.ts`;
}

function changedModules(program: Program, records: readonly Record[], shapes: readonly Shape[], opened: ReadonlyMap<string, ReadonlySet<string>>): Map<string, string> {
  const changed = new Map<string, string>();
  for (const path of new Set([...[...records, ...shapes].map(({ module }) => module.path), ...opened.keys()])) {
    const own = records.filter(({ module }) => module.path === path);
    const insertions = [
      ...own.map((record): Insertion => ({ at: record.property.getEnd(), text: `, ${MEMBER[record.verb]}: ${nameOf(record)}` })),
      ...shapes.filter(({ module }) => module.path === path).flatMap(classOf),
    ];
    let { text } = program.module(path).file;
    for (const { at, text: inserted } of insertions.sort((a, b) => b.at - a.at)) text = text.slice(0, at) + inserted + text.slice(at);
    const imports = own.map((record) => `import { ${nameOf(record)} } from './${fileOf(record)}';`);
    const names = [...(opened.get(path) ?? [])].map((name) => (name.startsWith('type ') ? `export type { ${name.slice(5)} as $${name.slice(5)} };` : `export { ${name} as $${name} };`));
    changed.set(path, [text.trimEnd(), ...imports, ...names, ''].join('\n'));
  }
  return changed;
}

interface Insertion {
  readonly at: number;
  readonly text: string;
}

/** The class of a type's values, before the statement that declares them, and what hands it over. */
function classOf(shape: Shape): Insertion[] {
  let statement: ts.Node = shape.call;
  while (!ts.isSourceFile(statement.parent)) statement = statement.parent;
  return [{ at: statement.getStart(), text: classText(shape) }, { at: shape.call.arguments.end, text: makeText(shape) }];
}

/** The CephTypes and MessageTypes that a module declares. */
function recordsIn(module: Module): Record[] {
  const declarations = module.file.statements.filter(ts.isVariableStatement).flatMap(({ declarationList }) => [...declarationList.declarations]);
  return declarations.flatMap((declaration) => recordsOf(module, declaration));
}

function recordsOf(module: Module, { name, type, initializer }: ts.VariableDeclaration): Record[] {
  const kind = /^(CephType|MessageType)</.exec(type?.getText() ?? '')?.[1];
  if (kind === undefined || initializer === undefined) return [];
  const value = bare(initializer);
  const described = ts.isCallExpression(value) ? value.arguments.find(ts.isObjectLiteralExpression) : value;
  const record = kind === 'CephType' ? described : described && memberOf(described, 'front');
  return (['decode', 'encode'] as const).map((verb) => {
    const property = record === undefined ? undefined : propertyOf(record, verb);
    if (property === undefined) throw new Unsupported(initializer, `a type has a member \`${verb}\` in an object written here`);
    return { verb, type: name.getText(), module, property, given: kind === 'CephType' || verb === 'encode' ? [] : [constant(null)] };
  });
}

function propertyOf(node: ts.Expression, name: string): ts.PropertyAssignment | undefined {
  const object = bare(node);
  if (!ts.isObjectLiteralExpression(object)) return undefined;
  return object.properties.filter(ts.isPropertyAssignment).find((property) => property.name.getText() === name);
}

function memberOf(node: ts.Expression, name: string): ts.Expression | undefined {
  return propertyOf(node, name)?.initializer;
}

function functionOf(program: Program, { module, property }: Record): { node: FunctionNode; module: Module } {
  const value = bare(property.initializer);
  if (isFunctionNode(value)) return { node: value, module };
  const binding = ts.isIdentifier(value) ? program.resolve(module, value.text) : undefined;
  if (binding === undefined || !isFunctionNode(binding.node)) throw new Unsupported(property, 'a decoder or an encoder is a function, named or written here');
  return { node: binding.node, module: binding.module };
}

function writtenModule(program: Program, record: Record, imports: Imports): WrittenModule {
  const { node, module } = functionOf(program, record);
  const shared = { program, methods: METHODS, imports, parts: new Parts(imports.names) };
  if (record.verb === 'decode') return moduleOf(record, imports, FunctionCompiler.decoder(shared, nameOf(record), node, module, record.given, SPLIT.get(record.type)));
  const lines = FunctionCompiler.encoder(shared, nameOf(record), node, module, 'export ');
  return moduleOf(record, imports, [...shared.parts.lines((text, depth) => ({ text, depth, node })), ...lines]);
}

function moduleOf(record: Record, imports: Imports, body: readonly Line[]): WrittenModule {
  const head = [`// ${record.verb === 'decode' ? `Reads a ${record.type} for this library itself` : `Writes a ${record.type}`}. Written by src/compiler from the labelled ${record.verb}r; see its README.`, ...imports.lines(), ''];
  const node = record.module.file;
  const lines = [...head.map((text): Line => ({ text, depth: 0, node })), ...body];
  const text = lines.map((line) => (line.text === '' ? '' : '  '.repeat(line.depth) + line.text)).join('\n');
  return { text, map: sourceMapOf(pathOf(record), lines, head.length), length: body.length };
}
