import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';

/**
 * Makes the lean twins that src/encoding/lean.ts tells of, while the library is bundled.
 *
 * A module of src/types gets, for each of its functions whose first parameter is a Decoder, a second one named
 * `<name>Lean`, and each CephType a property `lean` with the twin of its `decode`. In a twin
 * - labels are gone, and with them the reasons of errors;
 * - `field`, `list` and `map` are plain calls and loops;
 * - numbers are put together from the bytes where they stand, at an offset held in a variable;
 * - fixed reads that follow one another share one check of bounds.
 */
export function withTwins(path: string, text: string): string {
  if (!/\bDecoder\b/.test(text)) return text;
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const functions = decodersIn(file);
  if (functions.length === 0) return text;
  const module = new Module(file, functions);
  const twins = functions.map((one) => module.twin(one));
  return `${module.withLeanProperties()}\n${module.imports()}\n${[...module.helpers.values()].join('\n')}\n${twins.join('\n')}\n`;
}

/** For tsup. */
export const leanForEsbuild = {
  name: 'lean',
  setup(build: { onLoad: (filter: { filter: RegExp }, load: (file: { path: string }) => { contents: string; loader: 'ts' }) => void }): void {
    build.onLoad({ filter: /[\\/]src[\\/]types[\\/]\w+\.ts$/ }, ({ path }) => ({ contents: withTwins(path, readFileSync(path, 'utf8')), loader: 'ts' }));
  },
};

/** For vitest, so that tests of src read with twins too. */
export const leanForVite = {
  name: 'lean',
  enforce: 'pre' as const,
  transform(text: string, path: string): { code: string; map: null } | undefined {
    return /\/src\/types\/\w+\.ts$/.test(path) ? { code: withTwins(path, text), map: null } : undefined;
  },
};

interface DecoderFunction {
  readonly name: string;
  readonly node: ts.FunctionDeclaration | ts.ArrowFunction;
  readonly isExported: boolean;
}

type Body = ts.FunctionDeclaration | ts.ArrowFunction;

function decodersOf(statement: ts.Statement): DecoderFunction[] {
  const isExported = ts.canHaveModifiers(statement) && (ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false);
  if (ts.isFunctionDeclaration(statement)) {
    return statement.name !== undefined && takesDecoder(statement) ? [{ name: statement.name.text, node: statement, isExported }] : [];
  }
  if (!ts.isVariableStatement(statement)) return [];
  return statement.declarationList.declarations.flatMap(({ name, initializer }) =>
    initializer !== undefined && ts.isArrowFunction(initializer) && takesDecoder(initializer) ? [{ name: name.getText(), node: initializer, isExported }] : [],
  );
}

function takesDecoder({ parameters: [first] }: Body): boolean {
  return first?.type?.getText() === 'Decoder';
}

function decodersIn(file: ts.SourceFile | undefined): readonly DecoderFunction[] {
  return file?.statements.flatMap(decodersOf) ?? [];
}

/** The expressions of a body that has nothing else, the returned one last. */
function expressionsIn({ body, parameters }: Body): readonly ts.Expression[] | undefined {
  if (body === undefined || parameters.length !== 1 || parameters[0]?.name.getText() !== 'd') return undefined;
  if (!ts.isBlock(body)) return [body];
  const expressions = body.statements.flatMap((statement) =>
    (ts.isExpressionStatement(statement) || ts.isReturnStatement(statement)) && statement.expression !== undefined ? [statement.expression] : []);
  const last = body.statements.at(-1);
  return expressions.length === body.statements.length && last !== undefined && ts.isReturnStatement(last) ? expressions : undefined;
}

function needsOnlyD(node: ts.Node): boolean {
  if (ts.isPropertyAssignment(node)) return needsOnlyD(node.initializer);
  if (ts.isPropertyAccessExpression(node)) return needsOnlyD(node.expression);
  if (ts.isIdentifier(node)) return node.text === 'd';
  return ts.forEachChild(node, (child) => (needsOnlyD(child) ? undefined : true)) !== true;
}

/** Whether a function inside of it reads: it then gets a twin that gives up at once, and is read with labels. */
function readsInClosure({ body }: Body): boolean {
  if (body === undefined) return false;
  const visit = (node: ts.Node): boolean => (ts.isArrowFunction(node) && /\bd\./.test(node.getText())) || ts.forEachChild(node, (child) => visit(child) || undefined) === true;
  return visit(body);
}

/** Numbers of a fixed length that a twin reads in place: their bytes, from the lowest. */
const FIXED: ReadonlyMap<string, { readonly length: number; readonly read: (at: string) => string }> = new Map([
  ['u8', { length: 1, read: (at) => `$b[${at}]` }],
  ['bool', { length: 1, read: (at) => `($b[${at}] !== 0)` }],
  ['u16', { length: 2, read: (at) => `$v.getUint16(${at}, true)` }],
  ['u16be', { length: 2, read: (at) => `$v.getUint16(${at})` }],
  ['u32', { length: 4, read: (at) => `$v.getUint32(${at}, true)` }],
  ['s32', { length: 4, read: (at) => `$v.getInt32(${at}, true)` }],
  ['u32be', { length: 4, read: (at) => `$v.getUint32(${at})` }],
  ['s32be', { length: 4, read: (at) => `$v.getInt32(${at})` }],
]);

/** Methods of LeanDecoder that do a read as a whole; the label, their last argument, is dropped. */
const WHOLE = ['string', 'blob', 'raw', 'rest', 'mask64', 'unlessZero', 'u64', 's8', 's16', 's64', 'float', 'double'];

class Module {
  readonly helpers = new Map<string, string>();
  readonly decoders: ReadonlySet<string>;
  private readonly file: ts.SourceFile;
  private readonly imported = new Map<string, Set<string>>();

  constructor(file: ts.SourceFile, functions: readonly DecoderFunction[]) {
    this.file = file;
    this.decoders = new Set(functions.map(({ name }) => name));
  }

  twin({ name, node, isExported }: DecoderFunction): string {
    const declared = new Twin(this, node).declaration(`${name}Lean`);
    return isExported ? `export ${declared}` : declared;
  }

  /** A decoder of this module, declared as a function. */
  declared(name: string): ts.FunctionDeclaration | undefined {
    const found = this.file.statements.filter(ts.isFunctionDeclaration).find((one) => one.name?.text === name);
    return found !== undefined && takesDecoder(found) && found.parameters[0]?.name.getText() === 'd' && !readsInClosure(found) ? found : undefined;
  }

  /** The expressions of a decoder that is nothing else, and that can stand elsewhere: in another module, one that needs nothing but `d`. */
  expressionsOf(item: ts.Expression | undefined): readonly ts.Expression[] | undefined {
    if (item === undefined || !ts.isIdentifier(item)) return undefined;
    const here = decodersIn(this.file).find(({ name }) => name === item.text);
    const found = here ?? decodersIn(this.imported_(item.text)).find(({ name }) => name === item.text);
    const expressions = found === undefined ? undefined : expressionsIn(found.node);
    return here !== undefined || expressions?.every(needsOnlyD) === true ? expressions : undefined;
  }

  /** The name of the twin of a decoder that a module calls or hands on. */
  twinName(name: string, at: ts.Node): string {
    if (name === 'decodeString') return 'decodeStringLean';
    if (!this.decoders.has(name)) this.noteImport(name, at);
    return `${name}Lean`;
  }

  /** A loop for one list or map of this module, so that V8 sees one kind of item in it. */
  helper(kind: string, body: (name: string) => string): string {
    const name = `${kind}Lean`;
    if (!this.helpers.has(name)) this.helpers.set(name, body(name));
    return name;
  }

  imports(): string {
    const twins = [...this.imported].map(([from, names]) => `import { ${[...names].join(', ')} } from '${from}';`);
    return [`import { EMPTY_MAP, LeanDecoder, decodeStringLean, fails } from '../encoding/lean.ts';`, ...twins].join('\n');
  }

  withLeanProperties(): string {
    let { text } = this.file;
    for (const { declarationList } of this.file.statements.filter(ts.isVariableStatement).reverse()) {
      for (const { type, initializer } of declarationList.declarations) {
        if (!type?.getText().startsWith('CephType<') || initializer === undefined || !ts.isObjectLiteralExpression(initializer)) continue;
        const decode = initializer.properties.filter(ts.isPropertyAssignment).find(({ name }) => name.getText() === 'decode');
        if (decode === undefined) continue;
        text = `${text.slice(0, decode.getEnd())}, lean: ${this.twinName(decode.initializer.getText(), decode)}${text.slice(decode.getEnd())}`;
      }
    }
    return text;
  }

  /** The module that a name is imported from. */
  private imported_(name: string): ts.SourceFile | undefined {
    const from = this.importOf(name);
    if (from === undefined) return undefined;
    const path = join(dirname(this.file.fileName), from);
    return ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
  }

  private noteImport(name: string, at: ts.Node): void {
    const path = this.importOf(name);
    if (path === undefined) throw unsupported(at, `${name} is no decoder of this module, nor imported`);
    this.imported.set(path, (this.imported.get(path) ?? new Set()).add(`${name}Lean`));
  }

  private importOf(name: string): string | undefined {
    const from = this.file.statements.filter(ts.isImportDeclaration).find(({ importClause }) => {
      const bindings = importClause?.namedBindings;
      return bindings !== undefined && ts.isNamedImports(bindings) && bindings.elements.some((element) => element.name.text === name);
    });
    return from === undefined ? undefined : (from.moduleSpecifier as ts.StringLiteral).text;
  }
}

const OPENS = /\bd\.start\(/;

/** Fixed reads with nothing between them that may be left out, or that needs the offset. */
interface Run {
  length: number;
  readonly reads: number[];
}

class Twin {
  private readonly module: Module;
  private readonly node: Body;
  private readonly d: string;
  private readonly parameters: ReadonlySet<string>;
  /** What is done with a value before it is returned, inside of decoders taken in. */
  private wrap: (value: string) => string = (value) => value;
  private readonly inlined: ts.FunctionDeclaration[] = [];
  /** Which variables belong to the struct that is open, and how many structs there are. */
  private struct = '';
  private structs = 0;
  /** Whether it reads itself, and so needs the offset. */
  private readonly moves: boolean;
  /** Whether it opens a struct that may have no length. */
  private mayBeOpen = false;
  private temporaries = 0;
  private run: Run | undefined;
  /** What goes before and behind each fixed read, once its run is known. */
  private readonly around: [before: string, behind: string][] = [];

  constructor(module: Module, node: Body) {
    this.module = module;
    this.node = node;
    this.d = node.parameters[0]?.name.getText() ?? '';
    this.parameters = new Set(node.parameters.map(({ name }) => name.getText()));
    this.moves = new RegExp(`\\b${this.d}\\.(?!(?:reads|bytes|view|isZero|isSame|malformed|aborts)\\b)`).test(node.body?.getText() ?? '');
  }

  declaration(name: string): string {
    if (readsInClosure(this.node)) return `function ${name}(): any { return fails(); }`;
    const rest = this.node.parameters.slice(1).map(({ name: parameter, initializer }) => `${parameter.getText()}${initializer === undefined ? '' : ` = ${initializer.getText()}`}`);
    return `function ${name}(${[this.d, ...rest].map((parameter) => (parameter.includes('=') ? parameter : `${parameter}: any`)).join(', ')}): any ${this.block()}`;
  }

  arrow(): string {
    return `(${this.d}: any) => ${this.block()}`;
  }

  private block(): string {
    const { body } = this.node;
    if (body === undefined) throw unsupported(this.node, 'has no body');
    if (!this.moves) return ts.isBlock(body) ? this.emit(body) : `{ ${this.returned(body)} }`;
    const statements = ts.isBlock(body) ? body.statements.map((statement) => this.emit(statement)).join('\n') : this.returned(body);
    this.endRun();
    const structs = Array.from({ length: this.structs }, (_, i) => `, $end${i + 1} = 0, $outer${i + 1} = 0`).join('');
    const temporaries = structs + Array.from({ length: this.temporaries }, (_, i) => `, $${i}: any`).join('');
    const { d } = this;
    const filled = statements.replace(/\u0001(\d+)([<>])/g, (_, read: string, side: string) => this.around[Number(read)]?.[side === '<' ? 0 : 1] ?? '');
    return `{\nlet $b = ${d}.bytes, $v = ${d}.view, $o: number = ${d}.at, $l: number = ${d}.limit, $end = 0, $outer = 0${temporaries};\n${filled}\n${d}.at = $o;\n}`;
  }

  private returned(value: ts.Expression): string {
    if (!this.moves) return `return ${this.emit(value)};`;
    if (ts.isCallExpression(value)) {
      const { expression: callee, arguments: given } = value;
      if (callee.getText() === `${this.d}.finish` && given[0] !== undefined) return this.within(this.closing(), given[0]);
      const inner = ts.isIdentifier(callee) && given[0]?.getText() === this.d ? this.module.declared(callee.text) : undefined;
      if (inner !== undefined && !this.inlined.includes(inner)) return this.inTail(inner, given);
    }
    const emitted = this.emit(value);
    this.endRun();
    return `{ const $r = ${this.wrap(emitted)}; ${this.d}.at = $o; return $r; }`;
  }

  /** Returns `value`, wrapped once more. */
  private within(wrap: (value: string) => string, value: ts.Expression): string {
    const outer = this.wrap;
    this.wrap = (inner) => outer(wrap(inner));
    const returned = this.returned(value);
    this.wrap = outer;
    return returned;
  }

  /** The body of a decoder of this module in the place of the call that it is returned from. */
  private inTail(inner: ts.FunctionDeclaration, given: readonly ts.Expression[]): string {
    const before: string[] = [];
    const handed = given.slice(1).map((argument) => this.argument(argument, before));
    this.endRun();
    const names = inner.parameters.slice(1).map(({ name }) => name.getText());
    const temporaries = handed.map((argument) => {
      const value = this.temporary();
      before.push(`${value} = ${argument}`);
      return value;
    });
    this.inlined.push(inner);
    const body = this.inStruct(OPENS.test(inner.getText()), () => inner.body?.statements.map((statement) => this.emit(statement)).join('\n') ?? '');
    this.endRun();
    const parameters = names.map((name, i) => `const ${name} = ${temporaries[i]};`).join(' ');
    return `{ ${before.map((one) => `${one};`).join(' ')} { ${parameters}\n${body}\n} }`;
  }

  /** With variables of its own for the struct that a body taken in may open. */
  private inStruct<T>(opens: boolean, emit: () => T): T {
    const outer = this.struct;
    if (opens) this.struct = `${++this.structs}`;
    const emitted = emit();
    this.struct = outer;
    return emitted;
  }

  private temporary(): string {
    return `$${this.temporaries++}`;
  }

  // Runs

  /** An expression that reads the next `length` bytes at fixed offsets. */
  private fixed(length: number, expression: (at: string) => string): string {
    this.run ??= { length: 0, reads: [] };
    const from = this.run.length;
    this.run.length += length;
    const read = this.around.push(['', '']) - 1;
    this.run.reads.push(read);
    return `\u0001${read}<${expression(from === 0 ? '$o' : `$o + ${from}`)}\u0001${read}>`;
  }

  /** Checks the bounds before the first read of the run, and moves the offset behind the last. */
  private endRun(): void {
    const { run } = this;
    this.run = undefined;
    if (run === undefined) return;
    const first = this.around[run.reads[0] as number] as [string, string];
    const last = this.around[run.reads.at(-1) as number] as [string, string];
    const value = this.temporary();
    last[0] = `(${value} = `;
    last[1] = `, $o += ${run.length}, ${value})`;
    first[0] = `($o + ${run.length} > $l && fails(), ${first[0]}`;
    first[1] += ')';
  }

  /** A call that moves on from `d.at`. */
  private call(call: string): string {
    if (!this.moves) return call;
    const value = this.temporary();
    return `(${this.d}.at = $o, ${value} = ${call}, $o = ${this.d}.at, ${value})`;
  }

  // Syntax

  private emit(node: ts.Node): string {
    if (ts.isTypeNode(node)) return node.getText();
    if (ts.isCallExpression(node)) return this.callExpression(node);
    if (ts.isNewExpression(node)) return this.children(node).replace(/^new Decoder\(/, 'new LeanDecoder(');
    if (ts.isPropertyAccessExpression(node) && node.expression.getText() === this.d) return this.property(node);
    if (ts.isConditionalExpression(node)) return this.branches(node, [node.condition, node.whenTrue, node.whenFalse]);
    if (ts.isBinaryExpression(node) && SHORT_CIRCUIT.includes(node.operatorToken.kind)) return this.branches(node, [node.left, node.right]);
    if (ts.isObjectLiteralExpression(node) && this.moves) return this.object(node);
    if (ts.isIfStatement(node)) return this.branches(node, [node.expression, node.thenStatement, ...(node.elseStatement === undefined ? [] : [node.elseStatement])]);
    if (ts.isIterationStatement(node, false)) return this.loop(node);
    if (ts.isReturnStatement(node) && node.expression !== undefined) return this.returned(node.expression);
    return this.children(node);
  }

  /** The text of a node with its children emitted in their order, which is that of evaluation. */
  private children(node: ts.Node): string {
    const parts: ts.Node[] = [];
    ts.forEachChild(node, (child) => void parts.push(child));
    return this.parts(node, parts, () => undefined);
  }

  private parts(node: ts.Node, parts: readonly ts.Node[], after: () => void): string {
    const { text } = node.getSourceFile();
    let out = '';
    let at = node.getStart();
    for (const part of parts) {
      out += text.slice(at, part.getStart()) + this.emit(part);
      at = part.getEnd();
      after();
    }
    return out + text.slice(at, node.getEnd());
  }

  /** An object made at one go, of values read before: V8 would else make it, read, and fill it in. */
  private object(node: ts.ObjectLiteralExpression): string {
    const before: string[] = [];
    const properties = node.properties.map((property) => {
      if (!ts.isPropertyAssignment(property) || !new RegExp(`\\b${this.d}\\b`).test(property.initializer.getText())) return this.emit(property);
      const value = this.temporary();
      before.push(`${value} = ${this.emit(property.initializer)}`);
      return `${property.name.getText()}: ${value}`;
    });
    return before.length === 0 ? `{ ${properties.join(', ')} }` : `(${before.join(', ')}, { ${properties.join(', ')} })`;
  }

  /** A node whose parts are not all evaluated: a run goes neither into one nor out of it. */
  private branches(node: ts.Node, parts: readonly ts.Node[]): string {
    return this.parts(node, parts, () => this.endRun());
  }

  private loop(node: ts.Node): string {
    this.endRun();
    const emitted = this.children(node);
    this.endRun();
    return emitted;
  }

  private property(node: ts.PropertyAccessExpression): string {
    switch (node.name.text) {
      case 'offset': this.endRun(); return '$o';
      case 'remaining': this.endRun(); return '($l - $o)';
      case 'bytes':
      case 'view':
      case 'reads':
        return node.getText();
      default: throw unsupported(node, 'has no lean form');
    }
  }

  private callExpression(node: ts.CallExpression): string {
    const { expression: callee, arguments: given } = node;
    if (ts.isPropertyAccessExpression(callee) && callee.expression.getText() === this.d) return this.method(callee.name.text, given, node);
    if (!given.some((argument) => argument.getText() === this.d)) {
      if (!ts.isIdentifier(callee) || !given[0]?.getText().startsWith('new Decoder(')) return this.children(node);
      return `${this.module.twinName(callee.text, node)}(${given.map((argument) => this.emit(argument)).join(', ')})`;
    }
    const before: string[] = [];
    const handed = given.map((argument) => this.argument(argument, before));
    this.endRun();
    const called = ts.isIdentifier(callee) && !this.parameters.has(callee.text) ? this.module.twinName(callee.text, node) : callee.getText();
    const call = this.call(`${called}(${handed.join(', ')})`);
    return before.length === 0 ? call : `(${[...before, call].join(', ')})`;
  }

  /** What is handed on to another twin; what must be read for it is read before. */
  private argument(argument: ts.Expression, before: string[]): string {
    const text = argument.getText();
    if (text === this.d || !this.moves) return text === this.d ? text : this.emit(argument);
    if (ts.isIdentifier(argument)) return /^decode[A-Z]/.test(text) ? this.item(argument) : text;
    const value = this.temporary();
    before.push(`${value} = ${this.emit(argument)}`);
    return value;
  }

  /** The twin of a decoder handed to `field`, `list` or `map`. */
  private item(argument: ts.Expression | undefined): string {
    if (argument !== undefined && ts.isArrowFunction(argument)) return `(${new Twin(this.module, argument).arrow()})`;
    if (argument === undefined || !ts.isIdentifier(argument)) throw unsupported(this.node, 'an item decoder without a name');
    return this.parameters.has(argument.text) ? argument.text : this.module.twinName(argument.text, argument);
  }

  private method(name: string, given: ts.NodeArray<ts.Expression>, node: ts.CallExpression): string {
    const { d } = this;
    const number = FIXED.get(name);
    if (number !== undefined) return this.fixed(number.length, number.read);
    if (name === 'skip' && given[0] !== undefined && ts.isNumericLiteral(given[0])) return this.fixed(Number(given[0].text), () => '0');
    if (name === 'finish') return this.finish(given[0]);
    const kept = given.slice(0, { string: 0, blob: 0, rest: 0, mask64: 0, u64: 0, s8: 0, s16: 0, s64: 0, float: 0, double: 0 }[name] ?? given.length);
    const before: string[] = [];
    switch (name) {
      case 'malformed':
      case 'aborts':
        return 'fails()';
      case 'field': {
        const expressions = this.module.expressionsOf(given[1]);
        if (expressions !== undefined) return this.inPlace(expressions);
        this.endRun();
        return this.call(`${this.item(given[1])}(${d})`);
      }
      case 'list': {
        this.endRun();
        const item = given[1] as ts.Expression;
        if (ts.isIdentifier(item) && this.parameters.has(item.text)) throw unsupported(node, 'a list of what the caller gives');
        const decode = this.item(item);
        return this.call(`${this.module.helper(`listOf${decode}`, (loop) => listLoop(loop, decode))}(${d})`);
      }
      case 'deferredList': {
        this.endRun();
        const decode = this.item(given[1]);
        return this.call(`${d}.deferredList(${this.module.helper(`listOf${decode}`, (loop) => listLoop(loop, decode))}, ${(given[2] as ts.Expression).getText()})`);
      }
      case 'isZero':
      case 'isSame':
        return `${d}.${name}(${given.map((argument) => this.emit(argument)).join(', ')})`;
      case 'map': {
        this.endRun();
        const [key, value] = [this.item(given[1]), this.item(given[2])];
        return this.call(`${this.module.helper(`mapOf${key}And${value}`, (loop) => mapLoop(loop, key, value))}(${d})`);
      }
      case 'embedded':
        this.endRun();
        return this.call(`${d}.embedded(${this.item(given[1])})`);
      case 'start': {
        this.endRun();
        return this.start(given.map((argument) => argument.getText()));
      }
      case 'startLegacy': {
        this.mayBeOpen = true;
        const handed = kept.map((argument) => argument.getText());
        this.endRun();
        return `($outer = $l, ${this.call(`${d}.${name}(${handed.join(', ')})`).replace(`$o = ${d}.at`, `$o = ${d}.at, $l = ${d}.limit, $end = ${d}.end`)})`;
      }
      case 'unlessZero': {
        const length = this.temporary();
        const emitted = this.emit(given[0] as ts.Expression);
        this.endRun();
        const isZero = `(${length} === 8 ? $v.getFloat64($o, true) === 0 && $b[$o + 7] === 0 : ${d}.isZero($o, $o + ${length}))`;
        const value = this.temporary();
        return `(${length} = ${emitted} | 0, (${length} < 0 || $o + ${length} > $l) && fails(), ${value} = ${isZero} ? null : $b.subarray($o, $o + ${length}), $o += ${length}, ${value})`;
      }
      case 'need':
        this.endRun();
        return `($o + ${this.emit(given[0] as ts.Expression)} > $l && fails())`;
      case 'skip': {
        this.endRun();
        return this.call(`${d}.raw(${this.emit(given[0] as ts.Expression)})`);
      }
      case 'peek': {
        this.endRun();
        const ahead = given[0] === undefined ? '$o' : `$o + ${given[0].getText()}`;
        return `(${ahead} < $l ? $b[${ahead}] : -1)`;
      }
      case 'peekU32': {
        this.endRun();
        return this.call(`${d}.peekU32(${given.map((argument) => argument.getText()).join(', ')})`);
      }
      default: {
        if (!WHOLE.includes(name)) throw unsupported(node, `${name} has no lean form`);
        const handed = (name === 'raw' || name === 'unlessZero' ? [given[0] as ts.Expression] : []).map((argument) => this.argument(argument, before));
        this.endRun();
        return `(${[...before, this.call(`${d}.${name}(${handed.join(', ')})`)].join(', ')})`;
      }
    }
  }

  /** A small decoder in the place of its call: its expressions, the last of which is its value. */
  private inPlace(expressions: readonly ts.Expression[]): string {
    const opens = expressions.some((expression) => OPENS.test(expression.getText()));
    return this.inStruct(opens, () => `(${expressions.map((expression) => this.emit(expression)).join(', ')})`);
  }

  /** The envelope in place: a struct is opened for every address. Lengths are read signed: V8 adds a u32 as a double. */
  private start([supports, knows = supports]: readonly string[]): string {
    const { d } = this;
    const structV = this.temporary();
    const length = this.temporary();
    const [end, outer] = [`$end${this.struct}`, `$outer${this.struct}`];
    const bad = `$b[$o + 1] > ${supports} || ${length} < 0 || ${length} > $l - $o - 6`;
    const opened = `${end} = $o + 6 + ${length}, ${structV} = $b[$o], $o += 6, ${d}.reads.boundsNested && (${d}.limit = $l = ${end})`;
    const known = `${structV} < ${knows} ? ${structV} : ${knows}`;
    return `(${outer} = $l, $o + 6 > $l && fails(), ${length} = $v.getInt32($o + 2, true), (${bad}) && fails(), ${opened}, ${known})`;
  }

  private finish(value: ts.Expression | undefined): string {
    const emitted = value === undefined ? '0' : this.emit(value);
    this.endRun();
    return this.closing()(emitted);
  }

  /** What closes the struct that is open, around the value it had. */
  private closing(): (value: string) => string {
    const [end, outer] = [`$end${this.struct}`, `$outer${this.struct}`];
    const close = `$o > ${end} && fails(), $o = ${end}, ${this.d}.limit = $l = ${outer}`;
    const closeIfKnown = this.mayBeOpen ? `${end} >= 0 && (${close})` : close;
    return (value) => {
      const kept = this.temporary();
      return `(${kept} = ${value}, ${closeIfKnown}, ${kept})`;
    };
  }
}

const SHORT_CIRCUIT = [ts.SyntaxKind.AmpersandAmpersandToken, ts.SyntaxKind.BarBarToken, ts.SyntaxKind.QuestionQuestionToken];

const COUNT = `const $o = d.at;
if ($o + 4 > d.limit) fails();
const count = d.view.getInt32($o, true);
if (count < 0) fails();
d.at = $o + 4;`;

/** Short lists are made at their length: one that grows is made with room for many more. */
function listLoop(name: string, decode: string): string {
  const few = [1, 2, 3].map((n) => `if (count === ${n}) return [${Array.from({ length: n }, () => `${decode}(d)`).join(', ')}];`);
  return `function ${name}(d: any): any {\n${COUNT}\nif (count === 0) return [];\n${few.join('\n')}
const items: any[] = [];\nfor (let i = 0; i < count; i++) items.push(${decode}(d));\nreturn items;\n}`;
}

function mapLoop(name: string, key: string, value: string): string {
  return `function ${name}(d: any): any {\n${COUNT}\nif (count === 0) return EMPTY_MAP;
const entries = new Map<any, any>();\nfor (let i = 0; i < count; i++) { const key = ${key}(d); entries.set(key, ${value}(d)); }\nreturn entries;\n}`;
}

function unsupported(node: ts.Node, what: string): Error {
  const { line } = node.getSourceFile().getLineAndCharacterOfPosition(node.getStart());
  return new Error(`${node.getSourceFile().fileName}:${line + 1}: no lean twin: ${what} in \`${node.getText().slice(0, 60)}\``);
}
