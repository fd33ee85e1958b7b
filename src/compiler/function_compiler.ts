import ts from 'typescript';
import { folded, isNullish, literal, literalText, truth } from './fold.ts';
import type { Imports } from './imports.ts';
import { bare, isFunctionNode } from './program.ts';
import type { FunctionNode, Module, Program } from './program.ts';
import { READS } from './reads.ts';
import { substituted } from './substitute.ts';
import { ownRow, tableCall } from './table.ts';
import { Unsupported } from './unsupported.ts';
import { Env, NEVER, UNDEFINED, code, constant } from './value.ts';
import type { Place, Value } from './value.ts';
import { Writer } from './writer.ts';
import type { Line } from './writer.ts';

/** Names that the written function has of its own. */
const OWN_NAMES = ['s', 'view', 'at', 'limit'];

/** Evaluates one labelled decoder for our own reading, and writes what is left to do at run time. */
export class FunctionCompiler {
  readonly writer: Writer;
  private readonly program: Program;
  private readonly imports: Imports;
  /** The decoders that are being written, the outermost first: one that comes again is called. */
  private readonly stack: FunctionNode[] = [];
  /** What the value that is being evaluated is for: a name, if it needs one. */
  private hint = 'value';

  constructor(program: Program, imports: Imports, node: FunctionNode) {
    this.program = program;
    this.imports = imports;
    for (const name of OWN_NAMES) imports.taken.add(name);
    this.writer = new Writer(node, imports.taken);
  }

  /** The body of the function that reads what `node` reads; `given` are the arguments behind the decoder. */
  body(node: FunctionNode, module: Module, given: readonly Value[]): Line[] {
    const { writer } = this;
    const value = this.takeIn(node, module, null, [{ kind: 'decoder' }, ...given], node);
    writer.endRun();
    writer.node = node;
    if (writer.open.length > 0) throw new Unsupported(node, 'a struct is started and not finished');
    if (value.kind === 'never') return writer.lines;
    const text = this.text(value, node);
    writer.line('s.at = at;');
    writer.line(`return ${text};`);
    return writer.lines;
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
    if (ts.isObjectLiteralExpression(node)) return this.object(node, place);
    if (ts.isPropertyAccessExpression(node)) return this.property(node, place);
    if (ts.isCallExpression(node)) return this.callExpression(node, place);
    if (ts.isConditionalExpression(node)) {
      return this.conditional(this.value(node.condition, place), () => this.value(node.whenTrue, place), () => this.value(node.whenFalse, place), node);
    }
    if (ts.isBinaryExpression(node)) return this.binary(node, place);
    if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) {
      const is = truth(this.value(node.operand, place));
      if (is !== undefined) return constant(!is);
    }
    return this.residual(node, place);
  }

  /** An expression that is left to run time: its text, with what it names put in. */
  private residual(node: ts.Expression, place: Place): Value {
    return code(substituted(node, (child) => {
      if (ts.isIdentifier(child)) {
        const value = this.lookup(child, place);
        return this.text(value, child);
      }
      return this.reads(child, place) ? this.text(this.named(this.value(child, place), 'value', child), child) : undefined;
    }, (child) => !ts.isIdentifier(child) && this.isTaken(child, place)));
  }

  /** Expressions that are evaluated apart, wherever they stand: those that read, or may be known. */
  private isTaken(node: ts.Expression, place: Place): boolean {
    return (ts.isCallExpression(node) || ts.isPropertyAccessExpression(node) || ts.isConditionalExpression(node)) && this.reads(node, place);
  }

  /** Whether the decoder, or something known only to the compiler, is named in a node. */
  reads(node: ts.Node, place: Place): boolean {
    if (ts.isIdentifier(node)) {
      const value = place.env.get(node.text);
      return value !== undefined && (value.kind === 'decoder' || value.kind === 'release' || value.kind === 'function' || value.kind === 'object');
    }
    return ts.forEachChild(node, (child) => this.reads(child, place) || undefined) === true;
  }

  private lookup(node: ts.Identifier, place: Place): Value {
    const local = place.env.get(node.text);
    if (local !== undefined) return local;
    const binding = this.program.resolve(place.module, node.text);
    if (binding === undefined) return code(node.text, true);
    if (isFunctionNode(binding.node)) return { kind: 'function', node: binding.node, module: binding.module, env: null };
    const known = binding.node === undefined ? undefined : literal(bare(binding.node));
    return known ?? code(this.imports.value(binding), true);
  }

  private object(node: ts.ObjectLiteralExpression, place: Place): Value {
    const members = new Map<string, Value>();
    for (const property of node.properties) {
      if (ts.isSpreadAssignment(property)) {
        const spread = this.value(property.expression, place);
        if (spread.kind !== 'object') return this.spreadText(node, place);
        for (const [name, value] of spread.members) members.set(name, value);
      } else if (ts.isPropertyAssignment(property) && (ts.isIdentifier(property.name) || ts.isStringLiteral(property.name))) {
        const value = this.value(property.initializer, place, property.name.text);
        if (value.kind === 'never') return NEVER;
        members.set(property.name.text, this.named(value, property.name.text, property));
      } else if (ts.isShorthandPropertyAssignment(property)) {
        members.set(property.name.text, this.lookup(property.name, place));
      } else throw new Unsupported(property, 'an object here has names, values and objects spread in it');
    }
    return { kind: 'object', members };
  }

  /** An object with one spread in it whose members show at run time. */
  private spreadText(node: ts.ObjectLiteralExpression, place: Place): Value {
    const parts = node.properties.map((property) => {
      if (ts.isSpreadAssignment(property)) return `...${this.text(this.value(property.expression, place), property)}`;
      if (ts.isPropertyAssignment(property)) return `${property.name.getText()}: ${this.text(this.value(property.initializer, place), property)}`;
      if (ts.isShorthandPropertyAssignment(property)) return `${property.name.text}: ${this.text(this.lookup(property.name, place), property)}`;
      throw new Unsupported(property, 'an object here has names, values and objects spread in it');
    });
    return code(`{ ${parts.join(', ')} }`);
  }

  private property(node: ts.PropertyAccessExpression, place: Place): Value {
    const object = this.value(node.expression, place);
    if (object.kind === 'decoder') return this.decoderProperty(node);
    if (object.kind === 'object') return object.members.get(node.name.text) ?? UNDEFINED;
    if (object.kind === 'never') return NEVER;
    if (object.kind === 'const' && (object.value === null || object.value === undefined)) {
      if (node.questionDotToken !== undefined) return UNDEFINED;
    }
    return code(`${this.text(object, node)}${node.questionDotToken === undefined ? '.' : '?.'}${node.name.text}`);
  }

  private decoderProperty({ name }: ts.PropertyAccessExpression): Value {
    const { writer } = this;
    switch (name.text) {
      case 'release': return { kind: 'release' };
      case 'isOurs': return constant(true);
      case 'view': return code('view', true);
      case 'offset': return this.named(code(writer.ahead === 0 ? 'at' : `at + ${writer.ahead}`), 'offset', name);
      case 'remaining': return this.named(code(`${writer.limit} - at${writer.ahead === 0 ? '' : ` - ${writer.ahead}`}`), 'remaining', name);
      default: throw new Unsupported(name, `a decoder is not asked for its ${name.text} in what is compiled`);
    }
  }

  private binary(node: ts.BinaryExpression, place: Place): Value {
    const { left, right, operatorToken: { kind } } = node;
    if (kind === ts.SyntaxKind.AmpersandAmpersandToken || kind === ts.SyntaxKind.BarBarToken) return this.shortCircuit(node, place);
    if (kind === ts.SyntaxKind.QuestionQuestionToken) {
      const value = this.value(left, place);
      const isNone = isNullish(value);
      if (isNone !== undefined) return isNone ? this.value(right, place) : value;
      if (!this.reads(right, place)) return code(`(${this.text(value, left)} ?? ${this.text(this.value(right, place), right)})`);
      const first = this.named(value, 'value', left);
      return this.conditional(code(`${this.text(first, left)} === null || ${this.text(first, left)} === undefined`), () => this.value(right, place), () => first, node);
    }
    if (kind === ts.SyntaxKind.EqualsToken) return this.assignment(node, place);
    const a = this.value(left, place);
    const b = this.value(right, place);
    const known = folded(a, kind, b);
    if (known !== undefined) return known;
    const isNone = kind === ts.SyntaxKind.EqualsEqualsEqualsToken || kind === ts.SyntaxKind.ExclamationEqualsEqualsToken ? againstNull(a, b) : undefined;
    if (isNone !== undefined) return constant(isNone === (kind === ts.SyntaxKind.EqualsEqualsEqualsToken));
    return code(`(${this.text(a, left)} ${operatorText(node)} ${this.text(b, right)})`);
  }

  private shortCircuit(node: ts.BinaryExpression, place: Place): Value {
    const isAnd = node.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken;
    const left = this.value(node.left, place);
    const is = truth(left);
    if (is !== undefined) return is === isAnd ? this.value(node.right, place) : left;
    if (!this.reads(node.right, place)) return code(`(${this.text(left, node.left)} ${isAnd ? '&&' : '||'} ${this.text(this.value(node.right, place), node.right)})`);
    this.writer.endRun();
    const right = this.branch(() => this.value(node.right, place));
    if (right.lines.length > 0) {
      const shown = constant(!isAnd);
      const name = this.writer.fresh(this.hint);
      return this.joined(this.text(left, node), isAnd ? right : { value: shown, lines: [] }, isAnd ? { value: shown, lines: [] } : right, name, node);
    }
    const known = truth(right.value);
    if (known !== undefined) return known === isAnd ? left : constant(known);
    return code(`(${this.text(left, node)} ${isAnd ? '&&' : '||'} ${this.text(right.value, node)})`);
  }

  private assignment(node: ts.BinaryExpression, place: Place): Value {
    const value = this.value(node.right, place);
    const target = ts.isIdentifier(node.left) ? place.env.get(node.left.text) : undefined;
    const to = target?.kind === 'code' ? target.text : this.text(this.residual(node.left, place), node.left);
    this.writer.line(`${to} = ${this.text(value, node.right)};`);
    return UNDEFINED;
  }

  // Calls

  private callExpression(node: ts.CallExpression, place: Place): Value {
    const callee = bare(node.expression);
    if (ts.isPropertyAccessExpression(callee) && ts.isIdentifier(callee.expression) && place.env.get(callee.expression.text)?.kind === 'decoder') {
      return this.read(callee.name.text, node, place);
    }
    if (!ts.isIdentifier(callee)) return this.methodCall(node, callee, place);
    const table = this.tableOf(callee, place);
    const args = node.arguments.map((argument) => this.value(argument, place));
    if (args.some(({ kind }) => kind === 'never')) return NEVER;
    if (table !== undefined && args[0]?.kind === 'release') return this.row(table);
    const fn = this.lookup(callee, place);
    const isKnown = args.some(({ kind }, i) => kind === 'decoder' || kind === 'release' || kind === 'function' || (kind === 'object' && isName(node.arguments[i])));
    if (fn.kind === 'function' && isKnown) return this.call(fn, args, node);
    if (fn.kind === 'function' && fn.env !== null) return this.call(fn, args, node);
    const name = fn.kind === 'function' ? this.imported(callee, place) : this.text(fn, callee);
    return code(`${name}(${args.map((argument, i) => this.text(argument, node.arguments[i] ?? node)).join(', ')})`);
  }

  /** A method of something at run time, such as `ranks.map(…)`; of an object that is known, the function that is its member. */
  private methodCall(node: ts.CallExpression, callee: ts.Expression, place: Place): Value {
    if (!ts.isPropertyAccessExpression(callee)) return this.residual(node, place);
    const object = this.value(callee.expression, place);
    const member = object.kind === 'object' ? object.members.get(callee.name.text) : undefined;
    const args = node.arguments.map((argument) => this.value(argument, place));
    if (member?.kind === 'function') return this.call(member, args, node);
    if (args.some(({ kind }) => kind === 'decoder' || kind === 'release')) throw new Unsupported(node, 'the decoder is handed to functions alone, not to methods');
    return code(`${this.text(object, callee)}.${callee.name.text}(${node.arguments.map((argument, i) => this.argument(argument, args[i] ?? UNDEFINED, place)).join(', ')})`);
  }

  private argument(node: ts.Expression, value: Value, place: Place): string {
    return value.kind === 'function' && !this.reads(node, place) ? this.text(this.residual(node, place), node) : this.text(value, node);
  }

  private tableOf(callee: ts.Identifier, { module }: Place): { call: ts.CallExpression; module: Module } | undefined {
    const binding = this.program.resolve(module, callee.text);
    const call = binding?.node === undefined || isFunctionNode(binding.node) ? undefined : tableCall(binding.node);
    return call === undefined || binding === undefined ? undefined : { call, module: binding.module };
  }

  /** Our own row of a type's table: all its members are known. */
  private row({ call, module }: { call: ts.CallExpression; module: Module }): Value {
    const place = { module, env: new Env(null) };
    return { kind: 'object', members: new Map([...ownRow(call)].map(([name, value]) => [name, this.value(value, place)])) };
  }

  private imported(node: ts.Identifier, { module }: Place): string {
    const binding = this.program.resolve(module, node.text);
    return binding === undefined ? node.text : this.imports.value(binding);
  }

  private read(name: string, node: ts.CallExpression, place: Place): Value {
    const read = READS.get(name);
    if (read === undefined) throw new Unsupported(node, `d.${name} is not in the subset that is compiled`);
    return read(this, node, place);
  }

  /** A function in the place of its call; a decoder that is being written, or comes late in a long function, is called. */
  call(fn: Value & { kind: 'function' }, args: readonly Value[], node: ts.Node): Value {
    const compiled = args.length === 1 && args[0]?.kind === 'decoder' ? this.imports.compiled(fn.node) : undefined;
    if (compiled !== undefined) return this.callCompiled(compiled, node);
    if (this.stack.includes(fn.node)) throw new Unsupported(node, 'a decoder that reads itself again is that of a type, and takes the decoder alone');
    return this.takeIn(fn.node, fn.module, fn.env, args, node);
  }

  private callCompiled(name: string, at: ts.Node): Value {
    const { writer } = this;
    writer.endRun();
    writer.line('s.at = at;');
    writer.line(`s.limit = ${writer.limit};`);
    const value = this.named(code(`${name}(s)`), this.hint, at);
    writer.line('at = s.at;');
    return value;
  }

  private takeIn(node: FunctionNode, module: Module, outer: Env | null, args: readonly Value[], at: ts.Node): Value {
    if (node.body === undefined) throw new Unsupported(node, 'a function without a body');
    const place = { module, env: new Env(outer) };
    for (const [i, parameter] of node.parameters.entries()) {
      const given = args[i] ?? UNDEFINED;
      const value = given.kind === 'const' && given.value === undefined && parameter.initializer !== undefined ? this.value(parameter.initializer, place) : given;
      this.bind(parameter.name, value, place, at);
    }
    this.stack.push(node);
    const value = ts.isBlock(node.body) ? this.statements(node.body.statements, place, () => UNDEFINED) : this.value(node.body, place);
    this.stack.pop();
    return value;
  }

  // Statements

  /** Writes statements; `after` writes what follows them where none returned. The value is what the function returns. */
  private statements(list: readonly ts.Statement[], place: Place, after: () => Value): Value {
    for (const [i, statement] of list.entries()) {
      this.writer.node = statement;
      const rest = (): Value => this.statements(list.slice(i + 1), place, after);
      if (ts.isReturnStatement(statement)) return statement.expression === undefined ? UNDEFINED : this.value(statement.expression, place);
      if (ts.isIfStatement(statement) && returns(statement)) return this.ifReturns(statement, place, rest);
      if (this.statement(statement, place) === 'never') return NEVER;
    }
    return after();
  }

  private statement(node: ts.Statement, place: Place): 'never' | 'goes on' {
    if (ts.isVariableStatement(node)) {
      for (const { name, initializer } of node.declarationList.declarations) {
        const value = initializer === undefined ? UNDEFINED : this.value(initializer, place, ts.isIdentifier(name) ? name.text : 'value');
        if (value.kind === 'never') return 'never';
        if ((node.declarationList.flags & ts.NodeFlags.Const) !== 0) this.bind(name, value, place, node);
        else this.variable(name, value, place, node);
      }
      return 'goes on';
    }
    if (ts.isExpressionStatement(node)) return this.effect(node.expression, place);
    if (ts.isBlock(node)) return this.statements(node.statements, { ...place, env: new Env(place.env) }, () => UNDEFINED).kind === 'never' ? 'never' : 'goes on';
    if (ts.isIfStatement(node)) return this.ifGoesOn(node, place);
    if (ts.isForOfStatement(node) || ts.isForStatement(node)) return this.loop(node, place);
    if (ts.isThrowStatement(node)) {
      this.fail();
      return 'never';
    }
    throw new Unsupported(node, `this statement is not in the subset that is compiled: ${node.getText().split('\n')[0]}`);
  }

  private effect(node: ts.Expression, place: Place): 'never' | 'goes on' {
    const value = this.value(node, place);
    if (value.kind === 'never') return 'never';
    if (value.kind === 'code' && !value.isName) this.writer.line(`${value.text};`);
    return 'goes on';
  }

  private ifReturns(node: ts.IfStatement, place: Place, rest: () => Value): Value {
    const inner = (statement: ts.Statement): Value => {
      const list = ts.isBlock(statement) ? statement.statements : [statement];
      return this.statements(list, { ...place, env: new Env(place.env) }, rest);
    };
    const { elseStatement } = node;
    return this.conditional(this.value(node.expression, place), () => inner(node.thenStatement), () => (elseStatement === undefined ? rest() : inner(elseStatement)), node);
  }

  private ifGoesOn(node: ts.IfStatement, place: Place): 'never' | 'goes on' {
    const run = (statement: ts.Statement | undefined): Value => (statement !== undefined && this.statement(statement, place) === 'never' ? NEVER : UNDEFINED);
    const value = this.conditional(this.value(node.expression, place), () => run(node.thenStatement), () => run(node.elseStatement), node);
    return value.kind === 'never' ? 'never' : 'goes on';
  }

  private loop(node: ts.ForOfStatement | ts.ForStatement, place: Place): 'goes on' {
    if (returns(node)) throw new Unsupported(node, 'a loop does not return: leave it by its condition');
    const inner = { ...place, env: new Env(place.env) };
    const { writer } = this;
    const body = (): void => void this.statement(node.statement, { ...inner, env: new Env(inner.env) });
    if (ts.isForOfStatement(node)) {
      const items = this.text(this.value(node.expression, place), node.expression);
      const [declaration] = (node.initializer as ts.VariableDeclarationList).declarations;
      if (declaration === undefined) throw new Unsupported(node, 'a loop names its item');
      const item = writer.fresh('item');
      writer.block(`for (const ${item} of ${items})`, () => {
        this.bind(declaration.name, code(item, true), inner, node);
        body();
      });
      return 'goes on';
    }
    const { initializer, condition, incrementor } = node;
    if (initializer === undefined || !ts.isVariableDeclarationList(initializer) || condition === undefined || incrementor === undefined || this.reads(condition, place) || this.reads(incrementor, place)) {
      throw new Unsupported(node, 'a loop counts: for (let i = 0; i < count; i++), and reads in its body alone');
    }
    for (const { name, initializer: first } of initializer.declarations) this.variable(name, first === undefined ? UNDEFINED : this.value(first, inner), inner, node);
    const text = (part: ts.Expression): string => this.text(this.residual(part, inner), part);
    writer.block(`for (; ${text(condition)}; ${text(incrementor)})`, body);
    return 'goes on';
  }

  fail(): Value {
    this.writer.line('fail();');
    return NEVER;
  }

  // Names

  /** Binds a const to what it is given, or its parts; a value that may be named often gets a name. */
  private bind(name: ts.BindingName, value: Value, place: Place, node: ts.Node): void {
    if (ts.isIdentifier(name)) {
      place.env.set(name.text, value.kind === 'code' ? this.named(value, name.text, node) : value);
      return;
    }
    const whole = value.kind === 'object' ? value : this.named(value, 'value', node);
    for (const [i, element] of name.elements.entries()) {
      if (ts.isOmittedExpression(element)) continue;
      if (element.dotDotDotToken !== undefined) throw new Unsupported(element, 'a rest of a value is not taken');
      const key = ts.isArrayBindingPattern(name) ? `${i}` : (element.propertyName ?? element.name).getText();
      this.bind(element.name, this.part(whole, key, ts.isArrayBindingPattern(name), element, place), place, node);
    }
  }

  private part(whole: Value, key: string, isIndex: boolean, element: ts.BindingElement, place: Place): Value {
    const part = whole.kind === 'object' ? (whole.members.get(key) ?? UNDEFINED) : code(`${this.text(whole, element)}${isIndex ? `[${key}]` : `.${key}`}`);
    if (element.initializer === undefined) return part;
    const isNone = part.kind === 'const' ? part.value === undefined : part.kind === 'code' ? undefined : false;
    if (isNone === undefined) throw new Unsupported(element, 'a default is for a member that is known to be there or not');
    return isNone ? this.value(element.initializer, place) : part;
  }

  /** A `let`: its value is not known afterwards. */
  private variable(name: ts.BindingName, value: Value, place: Place, node: ts.Node): void {
    if (!ts.isIdentifier(name)) throw new Unsupported(name, 'a variable that changes has one name');
    const variable = this.writer.fresh(name.text);
    this.writer.line(`let ${variable} = ${this.text(value, node)};`);
    place.env.set(name.text, code(variable));
  }

  named(value: Value, wanted: string, _node: ts.Node): Value {
    if (value.kind !== 'code' || value.isName) return value;
    const name = this.writer.fresh(wanted);
    this.writer.line(`const ${name} = ${stripped(value.text)};`);
    return code(name, true);
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
    const members = [...value.members].map(([name, member]) => {
      const text = this.text(member, node);
      return text === name ? name : `${/^[A-Za-z_]\w*$/.test(name) ? name : JSON.stringify(name)}: ${text}`;
    });
    return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
  }

  /** An argument that is an object written there, or at the top of a module. */
  objectArgument(node: ts.Expression, place: Place): Value {
    const binding = ts.isIdentifier(node) && place.env.get(node.text) === undefined ? this.program.resolve(place.module, node.text) : undefined;
    const declared = binding?.node === undefined || isFunctionNode(binding.node) ? undefined : bare(binding.node);
    if (binding === undefined || declared === undefined) return this.value(node, place);
    return this.value(declared, { module: binding.module, env: new Env(null) });
  }

  helper(name: string): string {
    return this.imports.helper(name);
  }

  mask64(): string {
    return this.imports.mask64();
  }

  /** The type of what a decoder reads, as it says itself. */
  typeOf({ node, module }: Value & { kind: 'function' }, at: ts.Node): string {
    const { type } = node;
    if (type !== undefined) return this.imports.type(type, module);
    const declared = ts.isVariableDeclaration(node.parent) ? node.parent.type : undefined;
    const argument = declared !== undefined && ts.isTypeReferenceNode(declared) ? declared.typeArguments?.[0] : undefined;
    if (argument === undefined) throw new Unsupported(at, 'what reads an item, a key or a value says the type that it returns');
    return this.imports.type(argument, module);
  }

  /** A function that is handed on at run time: one of a module, by its name. */
  private functionText({ node, module, env }: Value & { kind: 'function' }, at: ts.Node): string {
    const name = ts.isFunctionDeclaration(node) ? node.name?.text : ts.isVariableDeclaration(node.parent) ? node.parent.name.getText() : undefined;
    const binding = name === undefined || env !== null ? undefined : this.program.resolve(module, name);
    if (binding === undefined) throw new Unsupported(at, 'a function that reads, or knows what the compiler knows, is not handed on');
    return this.imports.value(binding);
  }

  // Branches

  /** Either of two, as the condition says; one that always fails leaves the other in its place. */
  conditional(condition: Value, whenTrue: () => Value, whenFalse: () => Value, node: ts.Node): Value {
    const wanted = this.hint;
    const is = truth(condition);
    if (condition.kind === 'never') return NEVER;
    if (is !== undefined) return is ? whenTrue() : whenFalse();
    const { writer } = this;
    const test = this.text(condition, node);
    const name = writer.fresh(wanted);
    writer.endRun();
    const before = writer.state;
    const first = this.branch(whenTrue);
    if (first.value.kind === 'never') {
      writer.state = before;
      writer.line(`if (${stripped(test)}) fail();`);
      return whenFalse();
    }
    const after = writer.state;
    writer.state = before;
    const second = this.branch(whenFalse);
    if (second.value.kind === 'never') {
      writer.state = after;
      writer.line(`if (${negated(stripped(test))}) fail();`);
      writer.splice(first.lines, 0);
      return first.value;
    }
    if (writer.limit !== after.limit) throw new Unsupported(node, 'a struct is finished in one branch and not in the other');
    return this.joined(test, first, second, name, node);
  }

  private branch(write: () => Value): Branch {
    let value: Value = UNDEFINED;
    const lines = this.writer.captured(() => {
      value = write();
    });
    return { value, lines };
  }

  private joined(test: string, first: Branch, second: Branch, name: string, node: ts.Node): Value {
    const { writer } = this;
    const isSame = first.value.kind === 'const' && second.value.kind === 'const' && first.value.value === second.value.value;
    if (isSame && first.lines.length + second.lines.length === 0) return first.value;
    if (!isSame && first.lines.length + second.lines.length === 0) return code(`(${test} ? ${this.text(first.value, node)} : ${this.text(second.value, node)})`);
    if (!isSame) writer.line(`let ${name};`);
    const write = ({ value, lines }: Branch): void => {
      writer.splice(lines, 1);
      if (!isSame) writer.splice(writer.captured(() => writer.line(`${name} = ${this.text(value, node)};`)), 1);
    };
    if (first.lines.length === 0 && isSame) {
      writer.line(`if (${negated(stripped(test))}) {`);
      write(second);
    } else {
      writer.line(`if (${stripped(test)}) {`);
      write(first);
      if (second.lines.length > 0 || !isSame) {
        writer.line('} else {');
        write(second);
      }
    }
    writer.line('}');
    return isSame ? first.value : code(name, true);
  }
}

/** Without parentheses around the whole. */
export function stripped(text: string): string {
  if (!text.startsWith('(') || !text.endsWith(')')) return text;
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '(') depth++;
    else if (text[i] === ')' && --depth === 0) return i === text.length - 1 ? stripped(text.slice(1, -1)) : text;
  }
  return text;
}

const OPPOSITE: ReadonlyMap<string, string> = new Map([['===', '!=='], ['!==', '==='], ['<', '>='], ['>=', '<'], ['>', '<='], ['<=', '>']]);

/** The opposite of a condition; comparisons are of numbers that are none of them NaN. */
function negated(test: string): string {
  const [, left, operator, right] = /^([\w.$]+(?:\([\w.$]*\))?) (===|!==|<=?|>=?) ([\w.$]+(?:\([\w.$]*\))?)$/.exec(test) ?? [];
  return operator === undefined ? `!(${test})` : `${left} ${OPPOSITE.get(operator)} ${right}`;
}

interface Branch {
  readonly value: Value;
  readonly lines: readonly Line[];
}

/** Whether a comparison with null or undefined is known, since the other is an object or a function. */
function againstNull(a: Value, b: Value): boolean | undefined {
  const [first, second] = [isNullish(a), isNullish(b)];
  return first !== undefined && second !== undefined && first !== second ? false : undefined;
}

function isName(node: ts.Expression | undefined): boolean {
  return node !== undefined && ts.isIdentifier(node);
}

function operatorText(node: ts.BinaryExpression): string {
  return node.operatorToken.getText();
}

/** Whether a statement returns somewhere, functions inside of it aside. */
function returns(node: ts.Node): boolean {
  if (ts.isReturnStatement(node)) return true;
  if (isFunctionNode(node)) return false;
  return ts.forEachChild(node, (child) => returns(child) || undefined) === true;
}
