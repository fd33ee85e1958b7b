import ts from 'typescript';
import { NEVER, constant } from './value.ts';
import type { Primitive, Value } from './value.ts';

/** What a literal comes to; undefined for any other node. */
export function literal(node: ts.Expression): Value | undefined {
  if (ts.isNumericLiteral(node)) return constant(Number(node.text));
  if (ts.isStringLiteralLike(node)) return constant(node.text);
  switch (node.kind) {
    case ts.SyntaxKind.TrueKeyword: return constant(true);
    case ts.SyntaxKind.FalseKeyword: return constant(false);
    case ts.SyntaxKind.NullKeyword: return constant(null);
    default: return ts.isIdentifier(node) && node.text === 'undefined' ? constant(undefined) : undefined;
  }
}

/** A constant as an expression. */
export function literalText(value: Primitive): string {
  return value === undefined ? 'undefined' : JSON.stringify(value);
}

type Operator = (left: Primitive, right: Primitive) => Primitive;

const OPERATORS: ReadonlyMap<ts.SyntaxKind, Operator> = new Map<ts.SyntaxKind, Operator>([
  [ts.SyntaxKind.EqualsEqualsEqualsToken, (a, b) => a === b],
  [ts.SyntaxKind.ExclamationEqualsEqualsToken, (a, b) => a !== b],
  [ts.SyntaxKind.LessThanToken, (a, b) => Number(a) < Number(b)],
  [ts.SyntaxKind.LessThanEqualsToken, (a, b) => Number(a) <= Number(b)],
  [ts.SyntaxKind.GreaterThanToken, (a, b) => Number(a) > Number(b)],
  [ts.SyntaxKind.GreaterThanEqualsToken, (a, b) => Number(a) >= Number(b)],
  [ts.SyntaxKind.PlusToken, (a, b) => (typeof a === 'number' && typeof b === 'number' ? a + b : undefined)],
  [ts.SyntaxKind.MinusToken, (a, b) => Number(a) - Number(b)],
  [ts.SyntaxKind.AsteriskToken, (a, b) => Number(a) * Number(b)],
]);

/** Two values under an operator, if what is known of them says what it comes to; undefined where that is left to run time. */
export function folded(left: Value, operator: ts.SyntaxKind, right: Value): Value | undefined {
  if (left.kind === 'never' || right.kind === 'never') return NEVER;
  if (left.kind === 'code' && left.known.range !== undefined && right.kind === 'const') return foldedRange(left.known.range, operator, right.value);
  if (left.kind !== 'const' || right.kind !== 'const') return undefined;
  const result = OPERATORS.get(operator)?.(left.value, right.value);
  return result === undefined ? undefined : constant(result);
}

/** A number of which only its range is known, compared with a constant: known if both ends of the range say the same. */
function foldedRange([lowest, highest]: readonly [number, number], operator: ts.SyntaxKind, constantValue: Primitive): Value | undefined {
  if (typeof constantValue !== 'number') return undefined;
  switch (operator) {
    case ts.SyntaxKind.EqualsEqualsEqualsToken:
      return constantValue < lowest || constantValue > highest ? constant(false) : undefined;
    case ts.SyntaxKind.ExclamationEqualsEqualsToken:
      return constantValue < lowest || constantValue > highest ? constant(true) : undefined;
    case ts.SyntaxKind.LessThanToken:
    case ts.SyntaxKind.LessThanEqualsToken:
    case ts.SyntaxKind.GreaterThanToken:
    case ts.SyntaxKind.GreaterThanEqualsToken: {
      const [atLowest, atHighest] = [lowest, highest].map((end) => OPERATORS.get(operator)?.(end, constantValue));
      return atLowest === atHighest ? constant(atLowest) : undefined;
    }
    default:
      return undefined;
  }
}

/** Whether a value counts as true; undefined where that shows at run time. */
export function truth(value: Value): boolean | undefined {
  if (value.kind === 'const') return Boolean(value.value);
  return value.kind === 'object' || value.kind === 'function' ? true : undefined;
}

export function isNullish(value: Value): boolean | undefined {
  if (value.kind === 'const') return value.value === null || value.value === undefined;
  if (value.kind === 'code') return value.known.isThere === true ? false : undefined;
  return value.kind === 'object' || value.kind === 'function' ? false : undefined;
}
