import ts from 'typescript';
import { isFunctionNode } from '../language/program.ts';
import { Unsupported } from '../language/unsupported.ts';
import { Env, NEVER, UNDEFINED, code, constant } from '../language/value.ts';
import type { Place, Value } from '../language/value.ts';
import { bind, variable } from './bindings.ts';
import { conditional } from './branches.ts';
import type { Compiler } from './context.ts';
import { residual } from './expressions.ts';

/** Writes statements; `after` writes what follows them where none returned. The value is what the function returns. */
export function statements(c: Compiler, list: readonly ts.Statement[], place: Place, after: () => Value): Value {
  for (const [i, statement] of list.entries()) {
    c.writer.node = statement;
    const rest = (): Value => statements(c, list.slice(i + 1), place, after);
    if (ts.isReturnStatement(statement)) return statement.expression === undefined ? UNDEFINED : c.value(statement.expression, place);
    if (ts.isIfStatement(statement) && returns(statement)) return ifReturns(c, statement, place, rest);
    if (one(c, statement, place) === 'never') return NEVER;
    const version = versionOf(c, statement, place);
    if (version !== undefined) return byVersion(c, version, c.splits, place, rest);
  }
  return after();
}

/** The name of the version that a statement reads, in a decoder whose versions are read apart. */
function versionOf(c: Compiler, statement: ts.Statement, place: Place): ts.Identifier | undefined {
  if (c.splits.length === 0 || !ts.isVariableStatement(statement)) return undefined;
  const [declaration] = statement.declarationList.declarations;
  if (declaration === undefined || !ts.isIdentifier(declaration.name)) return undefined;
  const value = place.env.get(declaration.name.text);
  return value?.kind === 'code' && value.known.range !== undefined ? declaration.name : undefined;
}

/** What follows is written once for each range of versions, in which most conditions on the version are known. */
function byVersion(c: Compiler, name: ts.Identifier, [first, ...others]: readonly number[], place: Place, rest: () => Value): Value {
  const value = place.env.get(name.text);
  if (value?.kind !== 'code' || value.known.range === undefined || first === undefined) return rest();
  const [lowest, highest] = value.known.range;
  const within = (from: number, to: number): void => place.env.set(name.text, from === to ? constant(from) : code(value.text, true, { range: [from, to], isThere: true }));
  return conditional(
    c,
    code(`${value.text} >= ${first}`),
    () => {
      within(first, highest);
      return rest();
    },
    () => {
      within(lowest, first - 1);
      return byVersion(c, name, others, place, rest);
    },
    name,
  );
}

function one(c: Compiler, node: ts.Statement, place: Place): 'never' | 'goes on' {
  if (ts.isVariableStatement(node)) {
    for (const { name, initializer } of node.declarationList.declarations) {
      const value = initializer === undefined ? UNDEFINED : c.value(initializer, place, ts.isIdentifier(name) ? name.text : 'value');
      if (value.kind === 'never') return 'never';
      if ((node.declarationList.flags & ts.NodeFlags.Const) !== 0) bind(c, name, value, place, node);
      else variable(c, name, value, place, node);
    }
    return 'goes on';
  }
  if (ts.isExpressionStatement(node)) return effect(c, node.expression, place);
  if (ts.isBlock(node)) return statements(c, node.statements, { ...place, env: new Env(place.env) }, () => UNDEFINED).kind === 'never' ? 'never' : 'goes on';
  if (ts.isIfStatement(node)) return ifGoesOn(c, node, place);
  if (ts.isForOfStatement(node) || ts.isForStatement(node)) return loop(c, node, place);
  if (ts.isThrowStatement(node)) {
    c.fail();
    return 'never';
  }
  throw new Unsupported(node, `this statement is not in the subset that is compiled: ${node.getText().split('\n')[0]}`);
}

function effect(c: Compiler, node: ts.Expression, place: Place): 'never' | 'goes on' {
  const value = c.value(node, place);
  if (value.kind === 'never') return 'never';
  if (value.kind === 'code' && !value.isName) c.writer.line(`${value.text};`);
  return 'goes on';
}

function ifReturns(c: Compiler, node: ts.IfStatement, place: Place, rest: () => Value): Value {
  const inner = (statement: ts.Statement): Value => {
    const list = ts.isBlock(statement) ? statement.statements : [statement];
    return statements(c, list, { ...place, env: new Env(place.env) }, rest);
  };
  const { elseStatement } = node;
  return conditional(c, c.value(node.expression, place), () => inner(node.thenStatement), () => (elseStatement === undefined ? rest() : inner(elseStatement)), node);
}

function ifGoesOn(c: Compiler, node: ts.IfStatement, place: Place): 'never' | 'goes on' {
  const run = (statement: ts.Statement | undefined): Value => (statement !== undefined && one(c, statement, place) === 'never' ? NEVER : UNDEFINED);
  const value = conditional(c, c.value(node.expression, place), () => run(node.thenStatement), () => run(node.elseStatement), node);
  return value.kind === 'never' ? 'never' : 'goes on';
}

function loop(c: Compiler, node: ts.ForOfStatement | ts.ForStatement, place: Place): 'goes on' {
  if (returns(node)) throw new Unsupported(node, 'a loop does not return: leave it by its condition');
  const inner = { ...place, env: new Env(place.env) };
  const { writer } = c;
  const body = (): void => void one(c, node.statement, { ...inner, env: new Env(inner.env) });
  if (ts.isForOfStatement(node)) {
    const items = c.text(c.value(node.expression, place), node.expression);
    const [declaration] = (node.initializer as ts.VariableDeclarationList).declarations;
    if (declaration === undefined) throw new Unsupported(node, 'a loop names its item');
    const item = writer.fresh('item');
    writer.block(`for (const ${item} of ${items})`, () => {
      bind(c, declaration.name, code(item, true), inner, node);
      body();
    });
    return 'goes on';
  }
  const { initializer, condition, incrementor } = node;
  if (initializer === undefined || !ts.isVariableDeclarationList(initializer) || condition === undefined || incrementor === undefined || c.reads(condition, place) || c.reads(incrementor, place)) {
    throw new Unsupported(node, 'a loop counts: for (let i = 0; i < count; i++), and reads in its body alone');
  }
  for (const { name, initializer: first } of initializer.declarations) variable(c, name, first === undefined ? UNDEFINED : c.value(first, inner), inner, node);
  const text = (part: ts.Expression): string => c.text(residual(c, part, inner), part);
  writer.block(`for (; ${text(condition)}; ${text(incrementor)})`, body);
  return 'goes on';
}

/** Whether a statement returns somewhere, functions inside of it aside. */
function returns(node: ts.Node): boolean {
  if (ts.isReturnStatement(node)) return true;
  if (isFunctionNode(node)) return false;
  return ts.forEachChild(node, (child) => returns(child) || undefined) === true;
}
