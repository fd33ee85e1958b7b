import type ts from 'typescript';
import { Unsupported } from '../language/unsupported.ts';
import { UNDEFINED } from '../language/value.ts';
import type { Place, Value } from '../language/value.ts';
import type { Compiler, FunctionValue } from '../function/context.ts';

/** What a read or a write is given at an index. */
export function argument(c: Compiler, node: ts.CallExpression, place: Place, index: number): Value {
  const given = node.arguments[index];
  return given === undefined ? UNDEFINED : c.value(given, place);
}

/** A function that it is given; `what` says in the error what such a function does. */
export function functionArgument(c: Compiler, node: ts.CallExpression, place: Place, index: number, what: string): FunctionValue {
  const value = argument(c, node, place, index);
  if (value.kind !== 'function') throw new Unsupported(node, `${what} is a function that is known when it is compiled`);
  return value;
}
