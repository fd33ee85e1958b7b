import ts from 'typescript';
import { Runs } from './runs.ts';
import { readsInClosure } from './syntax.ts';
import type { Body } from './syntax.ts';
import type { TwinModule } from './twin_module.ts';

/** What the rules here do not cover. */
export class Unsupported extends Error {}

/**
 * The lean twin of a decoder: the same statements, with every read written out.
 *
 * In a twin `$b` are the bytes, `$v` a view of them, `$o` is the offset, `$l` where reads stop; `$end` and `$outer` are where the
 * open struct ends and what stopped reads around it, with a number behind where one struct is opened inside of another.
 */
export function twinOf(module: TwinModule, name: string, node: Body): string {
  if (readsInClosure(node)) throw new Unsupported('a function inside of it reads');
  const [, ...parameters] = node.parameters;
  const typed = parameters.map(({ name: parameter, initializer }) => `${parameter.getText()}: any${initializer === undefined ? '' : ` = ${initializer.getText()}`}`);
  return `function ${name}(${['d: any', ...typed].join(', ')}): any ${new Twin(module, node).block()}`;
}

/** Numbers that are read in place. */
const FIXED: ReadonlyMap<string, readonly [length: number, read: (at: string) => string]> = new Map([
  ['u8', [1, (at: string) => `$b[${at}]`]],
  ['bool', [1, (at: string) => `($b[${at}] !== 0)`]],
  ['u16', [2, (at: string) => `$v.getUint16(${at}, true)`]],
  ['u16be', [2, (at: string) => `$v.getUint16(${at})`]],
  ['u32', [4, (at: string) => `$v.getUint32(${at}, true)`]],
  ['s32', [4, (at: string) => `$v.getInt32(${at}, true)`]],
  ['u32be', [4, (at: string) => `$v.getUint32(${at})`]],
  ['s32be', [4, (at: string) => `$v.getInt32(${at})`]],
]);

/** Reads that are methods of LeanDecoder too, by how many of their arguments are left without the label. */
const WHOLE: ReadonlyMap<string, number> = new Map([
  ...['string', 'blob', 'rest', 'mask64', 'u64', 's8', 's16', 's64', 'float', 'double'].map((name) => [name, 0] as const),
  ['raw', 1],
]);

/** Members of `d` that neither read nor need the offset. */
const STANDS_STILL = /\bd\.(?!(?:reads|bytes|view|isZero|isSame|malformed|aborts)\b)/;
const OPENS = /\bd\.start\(/;
const SHORT_CIRCUIT = [ts.SyntaxKind.AmpersandAmpersandToken, ts.SyntaxKind.BarBarToken, ts.SyntaxKind.QuestionQuestionToken];

class Twin {
  private readonly module: TwinModule;
  private readonly node: Body;
  private readonly parameters: ReadonlySet<string>;
  /** Whether it reads itself, and so needs the offset. */
  private readonly moves: boolean;
  private readonly runs = new Runs(() => this.temporary());
  private temporaries = 0;
  /** Which variables belong to the struct that is open, and how many there are. */
  private struct = '';
  private structs = 0;
  /** Whether it opens a struct that may have no length. */
  private mayBeOpen = false;
  /** What is done with a value before it is returned, inside of a body taken in. */
  private wrap: (value: string) => string = (value) => value;
  private readonly takenIn: ts.FunctionDeclaration[] = [];

  constructor(module: TwinModule, node: Body) {
    this.module = module;
    this.node = node;
    this.parameters = new Set(node.parameters.map(({ name }) => name.getText()));
    this.moves = STANDS_STILL.test(node.body?.getText() ?? '');
  }

  block(): string {
    const { body } = this.node;
    if (body === undefined) throw new Unsupported('it has no body');
    if (!this.moves) return ts.isBlock(body) ? this.emit(body) : `{ ${this.returned(body)} }`;
    const statements = ts.isBlock(body) ? body.statements.map((statement) => this.emit(statement)).join('\n') : this.returned(body);
    this.runs.end();
    const structs = Array.from({ length: this.structs }, (_, i) => `, $end${i + 1} = 0, $outer${i + 1} = 0`);
    const temporaries = Array.from({ length: this.temporaries }, (_, i) => `, $${i}: any`);
    const variables = `let $b = d.bytes, $v = d.view, $o = d.at, $l = d.limit, $end = 0, $outer = 0${[...structs, ...temporaries].join('')};`;
    return `{\n${variables}\n${this.runs.filled(statements)}\nd.at = $o;\n}`;
  }

  private temporary(): string {
    return `$${this.temporaries++}`;
  }

  /** An expression in place: a call that moves on from `d.at`. */
  private call(call: string): string {
    if (!this.moves) return call;
    const value = this.temporary();
    return `(d.at = $o, ${value} = ${call}, $o = d.at, ${value})`;
  }

  // What is returned

  private returned(value: ts.Expression): string {
    if (!this.moves) return `return ${this.emit(value)};`;
    if (ts.isCallExpression(value)) {
      const { expression: callee, arguments: given } = value;
      if (callee.getText() === 'd.finish' && given[0] !== undefined) return this.returnedWithin(this.closing(), given[0]);
      const body = given[0]?.getText() === 'd' ? this.module.bodyOf(callee.getText()) : undefined;
      if (body !== undefined && !this.takenIn.includes(body)) return this.takeIn(body, given);
    }
    const emitted = this.emit(value);
    this.runs.end();
    return `{ const $r = ${this.wrap(emitted)}; d.at = $o; return $r; }`;
  }

  private returnedWithin(wrap: (value: string) => string, value: ts.Expression): string {
    const outer = this.wrap;
    this.wrap = (inner) => outer(wrap(inner));
    const returned = this.returned(value);
    this.wrap = outer;
    return returned;
  }

  /** The body of a decoder of this module in the place of the call that is returned; once, since a second would be as long. */
  private takeIn(inner: ts.FunctionDeclaration, given: readonly ts.Expression[]): string {
    const [before, handed] = this.arguments(given.slice(1));
    const values = handed.map((argument) => {
      const value = this.temporary();
      before.push(`${value} = ${argument}`);
      return value;
    });
    this.takenIn.push(inner);
    const body = this.inStruct(OPENS.test(inner.getText()), () => inner.body?.statements.map((statement) => this.emit(statement)).join('\n') ?? '');
    this.runs.end();
    const parameters = inner.parameters.slice(1).map(({ name }, i) => `const ${name.getText()} = ${values[i]};`);
    return `{ ${before.map((one) => `${one};`).join(' ')} { ${parameters.join(' ')}\n${body}\n} }`;
  }

  /** With variables of its own for the struct that a body taken in may open. */
  private inStruct(opens: boolean, emit: () => string): string {
    const outer = this.struct;
    if (opens) this.struct = `${++this.structs}`;
    const emitted = emit();
    this.struct = outer;
    return emitted;
  }

  // Syntax

  private emit(node: ts.Node): string {
    if (ts.isTypeNode(node)) return node.getText();
    if (ts.isCallExpression(node)) return this.callExpression(node);
    if (ts.isNewExpression(node)) return this.children(node).replace(/^new Decoder\(/, 'new $LeanDecoder(');
    if (ts.isPropertyAccessExpression(node) && node.expression.getText() === 'd') return this.property(node.name.text);
    if (ts.isObjectLiteralExpression(node) && this.moves) return this.object(node);
    if (ts.isConditionalExpression(node)) return this.branches(node, [node.condition, node.whenTrue, node.whenFalse]);
    if (ts.isBinaryExpression(node) && SHORT_CIRCUIT.includes(node.operatorToken.kind)) return this.branches(node, [node.left, node.right]);
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

  /** A node whose parts are not all evaluated: a run goes neither into one nor out of it. */
  private branches(node: ts.Node, parts: readonly ts.Node[]): string {
    return this.parts(node, parts, () => this.runs.end());
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

  private loop(node: ts.Node): string {
    this.runs.end();
    const emitted = this.children(node);
    this.runs.end();
    return emitted;
  }

  private property(name: string): string {
    if (['bytes', 'view', 'reads'].includes(name)) return `d.${name}`;
    this.runs.end();
    if (name === 'offset') return '$o';
    if (name === 'remaining') return '($l - $o)';
    throw new Unsupported(`d.${name}`);
  }

  /** An object made at one go, of values read before: V8 would else make it, read, and fill it in. */
  private object(node: ts.ObjectLiteralExpression): string {
    const before: string[] = [];
    const properties = node.properties.map((property) => {
      const given = ts.isPropertyAssignment(property) ? property.initializer : ts.isSpreadAssignment(property) ? property.expression : undefined;
      if (given === undefined || !/\bd\b/.test(given.getText())) return this.emit(property);
      const value = this.temporary();
      before.push(`${value} = ${this.emit(given)}`);
      return ts.isPropertyAssignment(property) ? `${property.name.getText()}: ${value}` : `...${value}`;
    });
    return inOrder(before, `{ ${properties.join(', ')} }`);
  }

  // Calls

  private callExpression(node: ts.CallExpression): string {
    const { expression: callee, arguments: given } = node;
    if (ts.isPropertyAccessExpression(callee) && callee.expression.getText() === 'd') return this.method(callee.name.text, given);
    const isHandedOn = given.some((argument) => argument.getText() === 'd');
    if (!isHandedOn && !given[0]?.getText().startsWith('new Decoder(')) return this.children(node);
    const called = this.parameters.has(callee.getText()) ? callee.getText() : this.module.twinName(callee.getText());
    const [before, handed] = this.arguments(given);
    const call = `${called}(${handed.join(', ')})`;
    return inOrder(before, isHandedOn ? this.call(call) : call);
  }

  /** What is handed on to another twin; what must be read for it is read before. */
  private arguments(given: readonly ts.Expression[]): [before: string[], handed: string[]] {
    const before: string[] = [];
    const handed = given.map((argument) => {
      const text = argument.getText();
      if (text === 'd') return text;
      if (ts.isIdentifier(argument)) return /^decode[A-Z]/.test(text) ? this.item(argument) : text;
      const emitted = this.emit(argument);
      if (!this.moves || !/\bd\./.test(text)) return emitted;
      const value = this.temporary();
      before.push(`${value} = ${emitted}`);
      return value;
    });
    this.runs.end();
    return [before, handed];
  }

  /** The twin of a decoder that is handed to another. */
  private item(argument: ts.Expression | undefined): string {
    if (argument === undefined || !ts.isIdentifier(argument)) throw new Unsupported('an item decoder without a name');
    return this.parameters.has(argument.text) ? argument.text : this.module.twinName(argument.text);
  }

  private method(name: string, given: ts.NodeArray<ts.Expression>): string {
    const number = FIXED.get(name);
    if (number !== undefined) return this.runs.read(...number);
    const [first, second, third] = given;
    if (name === 'skip' && first !== undefined && ts.isNumericLiteral(first)) return this.runs.read(Number(first.text), () => '0');
    if (name === 'finish' && first !== undefined) return this.finish(first);
    if (name === 'malformed' || name === 'aborts') return '$fails()';
    if (name === 'isZero' || name === 'isSame') return `d.${name}(${given.map((argument) => this.emit(argument)).join(', ')})`;
    if (name === 'unlessZero' && first !== undefined) return this.unlessZero(first);
    if (name === 'field') return this.field(second);
    const [before, handed] = this.arguments(name === 'skip' || name === 'need' ? given.slice(0, 1) : given.slice(0, WHOLE.get(name) ?? 0));
    if (WHOLE.has(name)) return inOrder(before, this.call(`d.${name}(${handed.join(', ')})`));
    switch (name) {
      case 'list': return this.call(`${this.list(second)}(d)`);
      case 'deferredList': return this.call(`d.deferredList(${this.list(second)}, ${third?.getText()})`);
      case 'map': return this.call(`${this.map(second, third)}(d)`);
      case 'embedded': return this.call(`d.embedded(${this.item(second)})`);
      case 'start': return this.start(given.map((argument) => argument.getText()));
      case 'startLegacy': return this.startLegacy(given.map((argument) => argument.getText()));
      case 'need': return inOrder(before, `$o + ${handed[0]} > $l && $fails()`);
      case 'skip': return inOrder(before, this.call(`d.raw(${handed[0]})`));
      case 'peek': return first === undefined ? '($o < $l ? $b[$o] : -1)' : `($o + ${first.getText()} < $l ? $b[$o + ${first.getText()}] : -1)`;
      case 'peekU32': return this.call(`d.peekU32(${given.map((argument) => argument.getText()).join(', ')})`);
      default: throw new Unsupported(`d.${name}`);
    }
  }

  /** A small decoder stands in the place of its call, and its reads may join those around it. */
  private field(item: ts.Expression | undefined): string {
    const expressions = this.module.expressionsOf(item);
    if (expressions === undefined) {
      this.runs.end();
      return this.call(`${this.item(item)}(d)`);
    }
    const opens = expressions.some((expression) => OPENS.test(expression.getText()));
    return this.inStruct(opens, () => `(${expressions.map((expression) => this.emit(expression)).join(', ')})`);
  }

  private list(item: ts.Expression | undefined): string {
    const decode = this.item(item);
    if (this.parameters.has(decode)) throw new Unsupported('a list of what the caller gives');
    return this.module.loop(`listOf${decode}`, (name) => listLoop(name, decode));
  }

  private map(key: ts.Expression | undefined, value: ts.Expression | undefined): string {
    const [decodeKey, decodeValue] = [this.item(key), this.item(value)];
    return this.module.loop(`mapOf${decodeKey}And${decodeValue}`, (name) => mapLoop(name, decodeKey, decodeValue));
  }

  private unlessZero(given: ts.Expression): string {
    const emitted = this.emit(given);
    this.runs.end();
    const [length, value] = [this.temporary(), this.temporary()];
    const isZero = `(${length} === 8 ? $v.getFloat64($o, true) === 0 && $b[$o + 7] === 0 : d.isZero($o, $o + ${length}))`;
    const bytes = `${value} = ${isZero} ? null : $b.subarray($o, $o + ${length})`;
    return `(${length} = ${emitted} | 0, (${length} < 0 || $o + ${length} > $l) && $fails(), ${bytes}, $o += ${length}, ${value})`;
  }

  // Envelopes

  /** In place, since one is opened for every address. The length is read signed: V8 adds a u32 as a double. */
  private start([supports, knows = supports]: readonly string[]): string {
    const [structV, length] = [this.temporary(), this.temporary()];
    const [end, outer] = [`$end${this.struct}`, `$outer${this.struct}`];
    const isBad = `$b[$o + 1] > ${supports} || ${length} < 0 || ${length} > $l - $o - 6`;
    const open = `${end} = $o + 6 + ${length}, ${structV} = $b[$o], $o += 6, d.reads.boundsNested && (d.limit = $l = ${end})`;
    const known = `${structV} < ${knows} ? ${structV} : ${knows}`;
    return `(${outer} = $l, $o + 6 > $l && $fails(), ${length} = $v.getInt32($o + 2, true), (${isBad}) && $fails(), ${open}, ${known})`;
  }

  private startLegacy(given: readonly string[]): string {
    this.mayBeOpen = true;
    const structV = this.temporary();
    return `($outer = $l, d.at = $o, ${structV} = d.startLegacy(${given.join(', ')}), $o = d.at, $l = d.limit, $end = d.end, ${structV})`;
  }

  private finish(value: ts.Expression): string {
    const emitted = this.emit(value);
    this.runs.end();
    return this.closing()(emitted);
  }

  /** What closes the struct that is open, behind the value it had. */
  private closing(): (value: string) => string {
    const [end, outer] = [`$end${this.struct}`, `$outer${this.struct}`];
    const close = `$o > ${end} && $fails(), $o = ${end}, d.limit = $l = ${outer}`;
    const closeIfKnown = this.mayBeOpen ? `${end} >= 0 && (${close})` : close;
    return (value) => {
      const kept = this.temporary();
      return `(${kept} = ${value}, ${closeIfKnown}, ${kept})`;
    };
  }
}

function inOrder(before: readonly string[], value: string): string {
  return before.length === 0 ? value : `(${[...before, value].join(', ')})`;
}

const COUNT = `const at = d.at;
if (at + 4 > d.limit) $fails();
const count = d.view.getInt32(at, true);
if (count < 0) $fails();
d.at = at + 4;`;

/** A list of up to three is made at its length: one that grows is made with room for many more. */
function listLoop(name: string, decode: string): string {
  const few = [1, 2, 3].map((n) => `if (count === ${n}) return [${Array.from({ length: n }, () => `${decode}(d)`).join(', ')}];`);
  return `function ${name}(d: any): any {\n${COUNT}\n${few.join('\n')}
const items: any[] = [];\nfor (let i = 0; i < count; i++) items.push(${decode}(d));\nreturn items;\n}`;
}

function mapLoop(name: string, key: string, value: string): string {
  return `function ${name}(d: any): any {\n${COUNT}
const entries = new Map<any, any>();\nfor (let i = 0; i < count; i++) { const key = ${key}(d); entries.set(key, ${value}(d)); }\nreturn entries;\n}`;
}
