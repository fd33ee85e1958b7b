import ts from 'typescript';
import { literal, literalText, truth } from '../language/fold.ts';
import { bare, isFunctionNode } from '../language/program.ts';
import type { FunctionNode, Module, Program } from '../language/program.ts';
import { Unsupported } from '../language/unsupported.ts';
import { Env, NEVER, UNDEFINED, code, constant } from '../language/value.ts';
import type { Place, Value } from '../language/value.ts';
import { isFilledLater } from '../language/values.ts';
import type { Shape } from '../language/values.ts';
import { bind } from './bindings.ts';
import { conditional } from './branches.ts';
import { callCompiled, callExpression } from './calls.ts';
import type { Compiler, FunctionValue, Methods } from './context.ts';
import { binary, object, property, residual } from './expressions.ts';
import type { Parts } from './parts.ts';
import type { Imports } from './imports.ts';
import { statements } from './statements.ts';
import { stripped } from './lines/text.ts';
import { UNCHECKED, Writer } from './lines/writer.ts';
import { merged } from './lines/merge.ts';
import { tidied } from './lines/tidy.ts';
import type { Line } from './lines/writer.ts';

/** A function with so few statements is written out at each of its calls. */
const FEW_STATEMENTS = 5;

/** What the functions of one written module share. */
export type Shared = Pick<Compiler, 'program' | 'methods' | 'imports' | 'parts'>;

/** Evaluates one labelled decoder or encoder, and writes what is left to do at run time. */
export class FunctionCompiler implements Compiler {
  readonly writer: Writer;
  readonly program: Program;
  readonly methods: Methods;
  readonly imports: Imports;
  readonly parts: Parts;
  /** What the value that is being evaluated is for: a name, if it needs one. */
  hint = 'value';
  private readonly node: FunctionNode;
  /** The functions that are being written, the outermost first: one that comes again is called. */
  private readonly stack: FunctionNode[] = [];
  private ranges: readonly number[] = [];

  constructor(shared: Shared, node: FunctionNode, limit: 'limit' | typeof UNCHECKED) {
    this.program = shared.program;
    this.methods = shared.methods;
    this.imports = shared.imports;
    this.parts = shared.parts;
    this.node = node;
    this.writer = new Writer(node, shared.imports.names, limit);
  }

  /**
   * The lines of a function that reads what a decoder reads.
   *
   * @param given the arguments behind the decoder
   * @param ranges the first versions of the ranges that are read apart, the newest first
   */
  static decoder(shared: Shared, name: string, node: FunctionNode, module: Module, given: readonly Value[], ranges: readonly number[] = []): Line[] {
    const c = new FunctionCompiler(shared, node, 'limit');
    c.ranges = ranges;
    const value = c.takeIn(node, module, null, [{ kind: 'decoder' }, ...given], node);
    c.end();
    if (value.kind !== 'never') {
      const text = c.text(value, node);
      c.writer.line('s.at = at;');
      c.writer.line(`return ${text};`);
    }
    if (node.type === undefined) throw new Unsupported(node, 'a decoder says the type that it returns');
    return c.wrapped(`export function ${name}(s: ${c.imports.sourceType()}, view: DataView, at: number, limit: number): ${c.imports.type(node.type, module)} {`);
  }

  /** The lines of a function that writes what an encoder writes. */
  static encoder(shared: Shared, name: string, node: FunctionNode, module: Module, before = ''): Line[] {
    const c = new FunctionCompiler(shared, node, UNCHECKED);
    const parameters = node.parameters.slice(1).map((parameter, i) => {
      if (parameter.type === undefined) throw new Unsupported(parameter, 'what an encoder is given says its type');
      const given = ts.isIdentifier(parameter.name) ? parameter.name.text : i === 0 ? 'value' : 'given';
      return { name: c.writer.fresh(given), type: c.imports.type(parameter.type, module) };
    });
    c.takeIn(node, module, null, [{ kind: 'encoder' }, ...parameters.map((parameter) => code(parameter.name, true))], node);
    c.end();
    c.writer.line('return at;');
    return c.wrapped(`${before}function ${name}(t: ${c.imports.targetType()}, view: DataView, at: number${parameters.map((parameter) => `, ${parameter.name}: ${parameter.type}`).join('')}): number {`);
  }

  private end(): void {
    this.writer.endRun();
    this.writer.node = this.node;
    if (this.writer.open.length > 0) throw new Unsupported(this.node, 'a struct is started and not finished');
  }

  private wrapped(head: string): Line[] {
    const line = (text: string, depth: number): Line => ({ text, depth, node: this.node });
    const body = merged(tidied(this.writer.lines));
    const peers = this.parts.peersIn(body);
    const asked = peers.length === 0 ? [] : [line(`const { ${peers.join(', ')} } = peerOf(t);`, 1)];
    return [line(head, 0), ...asked, ...body, line('}', 0), line('', 0)];
  }

  get splits(): readonly number[] {
    return this.stack.length === 1 ? this.ranges : [];
  }

  // Values

  value(node: ts.Expression, place: Place, hint = this.hint): Value {
    const outer = { node: this.writer.node, hint: this.hint };
    this.writer.node = node;
    this.hint = hint;
    const value = this.evaluated(bare(node), place);
    this.writer.node = outer.node;
    this.hint = outer.hint;
    return value;
  }

  private evaluated(node: ts.Expression, place: Place): Value {
    const known = literal(node);
    if (known !== undefined && !(ts.isIdentifier(node) && place.env.get(node.text) !== undefined)) return known;
    if (ts.isIdentifier(node)) return this.lookup(node, place);
    if (isFunctionNode(node)) return { kind: 'function', node, module: place.module, env: place.env };
    if (ts.isObjectLiteralExpression(node)) return object(this, node, place);
    if (ts.isArrayLiteralExpression(node) && node.elements.length === 0) return code('([] as never[])');
    if (ts.isPropertyAccessExpression(node)) return property(this, node, place);
    if (ts.isCallExpression(node)) return callExpression(this, node, place);
    if (ts.isConditionalExpression(node)) {
      return conditional(this, this.value(node.condition, place), () => this.value(node.whenTrue, place), () => this.value(node.whenFalse, place), node);
    }
    if (ts.isBinaryExpression(node)) return binary(this, node, place);
    if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) {
      const is = truth(this.value(node.operand, place));
      if (is !== undefined) return constant(!is);
    }
    return residual(this, node, place);
  }

  /** Whether the decoder, or something known only to the compiler, is named in a node. */
  reads(node: ts.Node, place: Place): boolean {
    if (ts.isIdentifier(node)) {
      const value = place.env.get(node.text);
      return value !== undefined && (value.kind === 'decoder' || value.kind === 'encoder' || value.kind === 'release' || value.kind === 'function' || value.kind === 'object');
    }
    return ts.forEachChild(node, (child) => this.reads(child, place) || undefined) === true;
  }

  lookup(node: ts.Identifier, place: Place): Value {
    const local = place.env.get(node.text);
    if (local !== undefined) return local;
    const binding = this.program.resolve(place.module, node.text);
    if (binding === undefined) return code(node.text, true);
    if (isFunctionNode(binding.node)) return { kind: 'function', node: binding.node, module: binding.module, env: null };
    const known = binding.node === undefined ? undefined : literal(bare(binding.node));
    return known ?? code(this.imports.value(binding), true);
  }

  /** A function in the place of its call; a decoder that is being written, or comes late in a long function, is called. */
  call(fn: FunctionValue, args: readonly Value[], node: ts.Node): Value {
    if (args[0]?.kind === 'encoder') return this.encodes(fn, args, node);
    const compiled = args.length === 1 && args[0]?.kind === 'decoder' ? this.imports.compiled(fn.node) : undefined;
    if (compiled !== undefined) return callCompiled(this, compiled);
    if (this.stack.includes(fn.node)) throw new Unsupported(node, 'a decoder that reads itself again is that of a type, and takes the decoder alone');
    return this.takeIn(fn.node, fn.module, fn.env, args, node);
  }

  /** An encoder in the place of its call; that of a long type, and one that is called from several places, is called. */
  private encodes(fn: FunctionValue, args: readonly Value[], node: ts.Node): Value {
    const compiled = args.length === 2 ? this.imports.compiled(fn.node) : undefined;
    const isValue = args.slice(1).every(({ kind }) => kind === 'code' || kind === 'const');
    const helper = compiled ?? (isValue && this.isCalledTwice(fn, node) ? this.helperOf(fn) : undefined);
    if (helper === undefined) {
      if (this.stack.includes(fn.node)) throw new Unsupported(node, 'an encoder that writes itself again is that of a type');
      return this.takeIn(fn.node, fn.module, fn.env, args, node);
    }
    const { writer } = this;
    writer.endRun();
    writer.line(`at = ${helper}(t, view, at${args.slice(1).map((argument) => `, ${stripped(this.text(argument, node))}`).join('')});`);
    return UNDEFINED;
  }

  private helperOf({ node, module }: FunctionValue): string {
    const wanted = ts.isFunctionDeclaration(node) && node.name !== undefined ? node.name.text : 'encodePart';
    return this.parts.helper(node, wanted, (name) => FunctionCompiler.encoder(this, name, node, module));
  }

  /** Whether the function around a call calls the same one again, and it is one of some length. */
  private isCalledTwice({ node, env }: FunctionValue, call: ts.Node): boolean {
    if (env !== null || !ts.isFunctionDeclaration(node) || (node.body?.statements.length ?? 0) <= FEW_STATEMENTS) return false;
    let around = call;
    while (around.parent !== undefined && !ts.isFunctionDeclaration(around)) around = around.parent;
    return (around.getText().match(new RegExp(`\\b${node.name?.text}\\(`, 'g')) ?? []).length > 1;
  }

  private takeIn(node: FunctionNode, module: Module, outer: Env | null, args: readonly Value[], at: ts.Node): Value {
    if (node.body === undefined) throw new Unsupported(node, 'a function without a body');
    const place = { module, env: new Env(outer) };
    for (const [i, parameter] of node.parameters.entries()) {
      const given = args[i] ?? UNDEFINED;
      const value = given.kind === 'const' && given.value === undefined && parameter.initializer !== undefined ? this.value(parameter.initializer, place) : given;
      bind(this, parameter.name, value, place, at);
    }
    this.stack.push(node);
    const value = ts.isBlock(node.body) ? statements(this, node.body.statements, place, () => UNDEFINED) : this.value(node.body, place);
    this.stack.pop();
    return value;
  }

  fail(): Value {
    this.writer.line('fail();');
    return NEVER;
  }

  named(value: Value, wanted: string): Value {
    if (value.kind !== 'code' || value.isName) return value;
    const name = this.writer.fresh(wanted);
    this.writer.line(`const ${name} = ${stripped(value.text)};`);
    return code(name, true, value.known);
  }

  text(value: Value, node: ts.Node): string {
    switch (value.kind) {
      case 'const': return literalText(value.value);
      case 'code': return value.text;
      case 'object': return this.objectText(value, node);
      case 'function': return this.functionText(value, node);
      case 'never': return 'fail()';
      default: throw new Unsupported(node, `the ${value.kind} is no value at run time`);
    }
  }

  private objectText(value: Value & { kind: 'object' }, node: ts.Node): string {
    if (value.isMade === true) throw new Unsupported(node, 'an object is used twice as a whole: take it apart, or make it where it is used');
    value.isMade = true;
    if (value.shape !== undefined) return this.newText(value.shape, value.members, node);
    const members = [...value.members].map(([name, member]) => {
      const text = this.text(member, node);
      return text === name ? name : `${/^[A-Za-z_]\w*$/.test(name) ? name : JSON.stringify(name)}: ${text}`;
    });
    return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
  }

  /** A value of a type, by its class: as quick as an object written out, and quicker than any other object with a prototype. */
  private newText(shape: Shape, members: ReadonlyMap<string, Value>, node: ts.Node): string {
    const { module, className, fields } = shape;
    const name = this.imports.value({ module, name: className, node: undefined, isExported: false });
    const texts = fields.map((field) => this.text(members.get(field) ?? UNDEFINED, node));
    if (!isFilledLater(shape)) return `new ${name}(${texts.join(', ')})`;
    const made = this.writer.fresh('made');
    this.writer.line(`const ${made} = new ${name}();`);
    for (const [i, field] of fields.entries()) this.writer.line(`${made}.${field} = ${texts[i]};`);
    return made;
  }

  /** An argument that is an object written there, or at the top of a module. */
  objectArgument(node: ts.Expression, place: Place): Value {
    const binding = ts.isIdentifier(node) && place.env.get(node.text) === undefined ? this.program.resolve(place.module, node.text) : undefined;
    const declared = binding?.node === undefined || isFunctionNode(binding.node) ? undefined : bare(binding.node);
    if (binding === undefined || declared === undefined) return this.value(node, place);
    return this.value(declared, { module: binding.module, env: new Env(null) });
  }

  /** The type of what a decoder reads, as it says itself. */
  typeOf({ node, module }: FunctionValue, at: ts.Node): string {
    const { type } = node;
    if (type !== undefined) return this.imports.type(type, module);
    const declared = ts.isVariableDeclaration(node.parent) ? node.parent.type : undefined;
    const argument = declared !== undefined && ts.isTypeReferenceNode(declared) ? declared.typeArguments?.[0] : undefined;
    if (argument === undefined) throw new Unsupported(at, 'what reads an item, a key or a value says the type that it returns');
    return this.imports.type(argument, module);
  }

  /** A function that is handed on at run time: one of a module, by its name. */
  private functionText({ node, module, env }: FunctionValue, at: ts.Node): string {
    const name = ts.isFunctionDeclaration(node) ? node.name?.text : ts.isVariableDeclaration(node.parent) ? node.parent.name.getText() : undefined;
    const binding = name === undefined || env !== null ? undefined : this.program.resolve(module, name);
    if (binding === undefined) throw new Unsupported(at, 'a function that reads, or knows what the compiler knows, is not handed on');
    return this.imports.value(binding);
  }
}
