import ts from 'typescript';
import { bare, isFunctionNode } from '../language/program.ts';
import type { Module } from '../language/program.ts';
import { ownRow, tableCall } from '../language/table.ts';
import { Unsupported } from '../language/unsupported.ts';
import { shapeOf } from '../language/values.ts';
import { Env, NEVER, UNDEFINED, code } from '../language/value.ts';
import type { Place, Value } from '../language/value.ts';
import type { Compiler, Method } from './context.ts';
import { residual } from './expressions.ts';

/** A call: a read of the decoder, a function that is written in its place, or one that is left to run time. */
export function callExpression(c: Compiler, node: ts.CallExpression, place: Place): Value {
  const callee = bare(node.expression);
  if (ts.isPropertyAccessExpression(callee) && ts.isIdentifier(callee.expression)) {
    const kind = place.env.get(callee.expression.text)?.kind;
    if (kind === 'decoder') return oneOf(c.methods.reads, c, `d.${callee.name.text}`, node, place);
    if (kind === 'encoder') return oneOf(c.methods.writes, c, `e.${callee.name.text}`, node, place);
  }
  if (!ts.isIdentifier(callee)) return methodCall(c, node, callee, place);
  const table = tableOf(c, callee, place);
  const args = node.arguments.map((argument) => c.value(argument, place));
  if (args.some(({ kind }) => kind === 'never')) return NEVER;
  if (table !== undefined && args[0]?.kind === 'release') return row(c, table);
  const shape = args[0]?.kind === 'object' ? shapeOf(c.program, place.module, callee.text) : undefined;
  if (shape !== undefined && args[0]?.kind === 'object') return { kind: 'object', members: args[0].members, shape };
  const fn = c.lookup(callee, place);
  const isKnown = args.some(({ kind }, i) => kind === 'decoder' || kind === 'encoder' || kind === 'release' || kind === 'function' || (kind === 'object' && isName(node.arguments[i])));
  if (fn.kind === 'function' && isKnown) return c.call(fn, args, node);
  if (fn.kind === 'function' && fn.env !== null) return c.call(fn, args, node);
  const name = fn.kind === 'function' ? imported(c, callee, place) : c.text(fn, callee);
  const text = `${name}(${args.map((argument, i) => c.text(argument, node.arguments[i] ?? node)).join(', ')})`;
  const isPeer = args.length > 0 && args.every((argument) => argument.kind === 'code' && argument.known.isPeer === true);
  return isPeer ? code(c.parts.peer(text, callee.text), true, { isPeer }) : code(text);
}

/** A method of something at run time, such as `ranks.map(…)`; of an object that is known, the function that is its member. */
function methodCall(c: Compiler, node: ts.CallExpression, callee: ts.Expression, place: Place): Value {
  if (!ts.isPropertyAccessExpression(callee) || callee.questionDotToken !== undefined) return residual(c, node, place);
  const object = c.value(callee.expression, place);
  const member = object.kind === 'object' ? object.members.get(callee.name.text) : undefined;
  const args = node.arguments.map((argument) => c.value(argument, place));
  if (member?.kind === 'function') return c.call(member, args, node);
  if (args.some(({ kind }) => kind === 'decoder' || kind === 'encoder' || kind === 'release')) throw new Unsupported(node, 'the decoder is handed to functions alone, not to methods');
  return code(`${c.text(object, callee)}.${callee.name.text}(${node.arguments.map((given, i) => argumentText(c, given, args[i] ?? UNDEFINED, place)).join(', ')})`);
}

function argumentText(c: Compiler, node: ts.Expression, value: Value, place: Place): string {
  return value.kind === 'function' && !c.reads(node, place) ? c.text(residual(c, node, place), node) : c.text(value, node);
}

function tableOf(c: Compiler, callee: ts.Identifier, { module }: Place): { call: ts.CallExpression; module: Module } | undefined {
  const binding = c.program.resolve(module, callee.text);
  const call = binding?.node === undefined || isFunctionNode(binding.node) ? undefined : tableCall(binding.node);
  return call === undefined || binding === undefined ? undefined : { call, module: binding.module };
}

/** Our own row of a type's table: all its members are known. */
function row(c: Compiler, { call, module }: { call: ts.CallExpression; module: Module }): Value {
  const place = { module, env: new Env(null) };
  return { kind: 'object', members: new Map([...ownRow(call)].map(([name, value]) => [name, c.value(value, place)])) };
}

function imported(c: Compiler, node: ts.Identifier, { module }: Place): string {
  const binding = c.program.resolve(module, node.text);
  return binding === undefined ? node.text : c.imports.value(binding);
}

function oneOf(methods: ReadonlyMap<string, Method>, c: Compiler, name: string, node: ts.CallExpression, place: Place): Value {
  const write = methods.get(name.slice(2));
  if (write === undefined) throw new Unsupported(node, `${name} is not in the subset that is compiled`);
  return write(c, node, place);
}

/** Calls the compiled function of another type. */
export function callCompiled(c: Compiler, name: string): Value {
  const { writer } = c;
  writer.endRun();
  const value = c.named(code(`${name}(s, view, at, ${writer.limit})`), c.hint);
  writer.line('at = s.at;');
  return value;
}

function isName(node: ts.Expression | undefined): boolean {
  return node !== undefined && ts.isIdentifier(node);
}
