import ts from 'typescript';
import { Unsupported } from '../language/unsupported.ts';
import { UNDEFINED, code } from '../language/value.ts';
import type { Place, Value } from '../language/value.ts';
import type { Compiler } from './context.ts';

/** Binds a const to what it is given, or its parts; a value that may be named often gets a name. */
export function bind(c: Compiler, name: ts.BindingName, value: Value, place: Place, node: ts.Node): void {
  if (ts.isIdentifier(name)) {
    place.env.set(name.text, value.kind === 'code' ? c.named(value, name.text) : value);
    return;
  }
  const whole = value.kind === 'object' ? value : c.named(value, 'value');
  for (const [i, element] of name.elements.entries()) {
    if (ts.isOmittedExpression(element)) continue;
    if (element.dotDotDotToken !== undefined) throw new Unsupported(element, 'a rest of a value is not taken');
    const key = ts.isArrayBindingPattern(name) ? `${i}` : (element.propertyName ?? element.name).getText();
    bind(c, element.name, part(c, whole, key, ts.isArrayBindingPattern(name), element, place), place, node);
  }
}

function part(c: Compiler, whole: Value, key: string, isIndex: boolean, element: ts.BindingElement, place: Place): Value {
  const part = whole.kind === 'object' ? (whole.members.get(key) ?? UNDEFINED) : code(`${c.text(whole, element)}${isIndex ? `[${key}]` : `.${key}`}`);
  if (element.initializer === undefined) return part;
  const isNone = part.kind === 'const' ? part.value === undefined : part.kind === 'code' ? undefined : false;
  if (isNone === undefined) throw new Unsupported(element, 'a default is for a member that is known to be there or not');
  return isNone ? c.value(element.initializer, place) : part;
}

/** A `let`: its value is not known afterwards. */
export function variable(c: Compiler, name: ts.BindingName, value: Value, place: Place, node: ts.Node): void {
  if (!ts.isIdentifier(name)) throw new Unsupported(name, 'a variable that changes has one name');
  const variable = c.writer.fresh(name.text);
  c.writer.line(`let ${variable} = ${c.text(value, node)};`);
  place.env.set(name.text, code(variable));
}
