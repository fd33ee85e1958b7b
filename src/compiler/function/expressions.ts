import ts from 'typescript';
import { folded, isNullish, truth } from '../language/fold.ts';
import { substituted } from '../language/substitute.ts';
import { Unsupported } from '../language/unsupported.ts';
import { NEVER, UNDEFINED, code, constant } from '../language/value.ts';
import type { Place, Value } from '../language/value.ts';
import { branch, conditional, joined } from './branches.ts';
import type { Compiler } from './context.ts';

/** An expression that is left to run time: its text, with what it names put in. */
export function residual(c: Compiler, node: ts.Expression, place: Place): Value {
  return code(substituted(node, (child) => {
    if (ts.isIdentifier(child)) {
      const value = c.lookup(child, place);
      return c.text(value, child);
    }
    return c.reads(child, place) ? c.text(c.named(c.value(child, place), 'value'), child) : undefined;
  }, (child) => !ts.isIdentifier(child) && isTaken(c, child, place)));
}

/** Expressions that are evaluated apart, wherever they stand: those that read, or may be known. */
function isTaken(c: Compiler, node: ts.Expression, place: Place): boolean {
  return (ts.isCallExpression(node) || ts.isPropertyAccessExpression(node) || ts.isConditionalExpression(node)) && c.reads(node, place);
}

export function object(c: Compiler, node: ts.ObjectLiteralExpression, place: Place): Value {
  const members = new Map<string, Value>();
  for (const property of node.properties) {
    if (ts.isSpreadAssignment(property)) {
      const spread = c.value(property.expression, place);
      if (spread.kind !== 'object') return spreadText(c, node, place);
      for (const [name, value] of spread.members) members.set(name, value);
    } else if (ts.isPropertyAssignment(property) && (ts.isIdentifier(property.name) || ts.isStringLiteral(property.name))) {
      const value = c.value(property.initializer, place, property.name.text);
      if (value.kind === 'never') return NEVER;
      members.set(property.name.text, c.named(value, property.name.text));
    } else if (ts.isShorthandPropertyAssignment(property)) {
      members.set(property.name.text, c.lookup(property.name, place));
    } else throw new Unsupported(property, 'an object here has names, values and objects spread in it');
  }
  return { kind: 'object', members };
}

/** An object with one spread in it whose members show at run time. */
function spreadText(c: Compiler, node: ts.ObjectLiteralExpression, place: Place): Value {
  const parts = node.properties.map((property) => {
    if (ts.isSpreadAssignment(property)) return `...${c.text(c.value(property.expression, place), property)}`;
    if (ts.isPropertyAssignment(property)) return `${property.name.getText()}: ${c.text(c.value(property.initializer, place), property)}`;
    if (ts.isShorthandPropertyAssignment(property)) return `${property.name.text}: ${c.text(c.lookup(property.name, place), property)}`;
    throw new Unsupported(property, 'an object here has names, values and objects spread in it');
  });
  return code(`{ ${parts.join(', ')} }`);
}

export function property(c: Compiler, node: ts.PropertyAccessExpression, place: Place): Value {
  const object = c.value(node.expression, place);
  if (object.kind === 'decoder') return decoderProperty(c, node);
  if (object.kind === 'encoder') return encoderProperty(node);
  if (object.kind === 'object') return object.members.get(node.name.text) ?? UNDEFINED;
  if (object.kind === 'never') return NEVER;
  if (node.questionDotToken !== undefined && isNullish(object) === true) return UNDEFINED;
  return code(`${c.text(object, node)}${node.questionDotToken === undefined ? '.' : '?.'}${node.name.text}`);
}

function decoderProperty(c: Compiler, { name }: ts.PropertyAccessExpression): Value {
  const { writer } = c;
  switch (name.text) {
    case 'release': return { kind: 'release' };
    case 'isOurs': return constant(true);
    case 'view': return code('view', true);
    case 'offset': return c.named(code(writer.ahead === 0 ? 'at' : `at + ${writer.ahead}`), 'offset');
    case 'remaining': return c.named(code(`${writer.limit} - at${writer.ahead === 0 ? '' : ` - ${writer.ahead}`}`), 'remaining');
    default: throw new Unsupported(name, `a decoder is not asked for its ${name.text} in what is compiled`);
  }
}

function encoderProperty({ name }: ts.PropertyAccessExpression): Value {
  if (name.text !== 'features' && name.text !== 'release') throw new Unsupported(name, `an encoder is not asked for its ${name.text} in what is compiled`);
  return code(`t.${name.text}`, true, { isPeer: true, isThere: true });
}

export function binary(c: Compiler, node: ts.BinaryExpression, place: Place): Value {
  const { left, right, operatorToken: { kind } } = node;
  if (kind === ts.SyntaxKind.AmpersandAmpersandToken || kind === ts.SyntaxKind.BarBarToken) return shortCircuit(c, node, place);
  if (kind === ts.SyntaxKind.QuestionQuestionToken) {
    const value = c.value(left, place);
    const isNone = isNullish(value);
    if (isNone !== undefined) return isNone ? c.value(right, place) : value;
    if (!c.reads(right, place)) return code(`(${c.text(value, left)} ?? ${c.text(c.value(right, place), right)})`);
    const first = c.named(value, 'value');
    return conditional(c, code(`${c.text(first, left)} === null || ${c.text(first, left)} === undefined`), () => c.value(right, place), () => first, node);
  }
  if (kind === ts.SyntaxKind.EqualsToken) return assignment(c, node, place);
  const a = c.value(left, place);
  const b = c.value(right, place);
  const known = folded(a, kind, b);
  if (known !== undefined) return known;
  const isNone = kind === ts.SyntaxKind.EqualsEqualsEqualsToken || kind === ts.SyntaxKind.ExclamationEqualsEqualsToken ? againstNull(a, b) : undefined;
  if (isNone !== undefined) return constant(isNone === (kind === ts.SyntaxKind.EqualsEqualsEqualsToken));
  return code(`(${c.text(a, left)} ${node.operatorToken.getText()} ${c.text(b, right)})`);
}

function shortCircuit(c: Compiler, node: ts.BinaryExpression, place: Place): Value {
  const isAnd = node.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken;
  const left = c.value(node.left, place);
  const is = truth(left);
  if (is !== undefined) return is === isAnd ? c.value(node.right, place) : left;
  if (!c.reads(node.right, place)) return code(`(${c.text(left, node.left)} ${isAnd ? '&&' : '||'} ${c.text(c.value(node.right, place), node.right)})`);
  c.writer.endRun();
  const right = branch(c, () => c.value(node.right, place));
  if (right.lines.length > 0) {
    const shown = constant(!isAnd);
    const name = c.writer.fresh(c.hint);
    return joined(c, c.text(left, node), isAnd ? right : { value: shown, lines: [] }, isAnd ? { value: shown, lines: [] } : right, name, node);
  }
  const known = truth(right.value);
  if (known !== undefined) return known === isAnd ? left : constant(known);
  return code(`(${c.text(left, node)} ${isAnd ? '&&' : '||'} ${c.text(right.value, node)})`);
}

function assignment(c: Compiler, node: ts.BinaryExpression, place: Place): Value {
  const value = c.value(node.right, place);
  const target = ts.isIdentifier(node.left) ? place.env.get(node.left.text) : undefined;
  const to = target?.kind === 'code' ? target.text : c.text(residual(c, node.left, place), node.left);
  c.writer.line(`${to} = ${c.text(value, node.right)};`);
  return UNDEFINED;
}

/** Whether a comparison with null or undefined is known, since the other is an object or a function. */
function againstNull(a: Value, b: Value): boolean | undefined {
  const [first, second] = [isNullish(a), isNullish(b)];
  return first !== undefined && second !== undefined && first !== second ? false : undefined;
}
