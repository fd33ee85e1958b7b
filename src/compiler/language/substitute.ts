import ts from 'typescript';
import { Unsupported } from './unsupported.ts';

/**
 * The text of an expression, without its types, in which `replace` puts in the text of its free names, and of the parts that
 * `isTaken` says.
 */
export function substituted(node: ts.Expression, replace: (node: ts.Expression) => string | undefined, isTaken: (node: ts.Expression) => boolean): string {
  const { text } = node.getSourceFile();
  const own = new Set<string>();
  const visit = (child: ts.Node): string => {
    if (ts.isTypeNode(child)) throw new Unsupported(child, 'a type argument is not written out: give the value its type where it is made');
    if (ts.isAsExpression(child) || ts.isSatisfiesExpression(child) || ts.isNonNullExpression(child)) return visit(child.expression);
    if (ts.isIdentifier(child)) return isFreeName(child) && !own.has(child.text) ? shorthand(child, replace(child) ?? child.text) : child.text;
    if (child !== node && ts.isExpression(child) && isTaken(child)) return replace(child) ?? child.getText();
    for (const name of namesOf(child)) own.add(name);
    let out = '';
    let at = child.getStart();
    const parts: ts.Node[] = [];
    ts.forEachChild(child, (part) => void (isTypeAnnotation(part, child) || parts.push(part)));
    for (const part of parts) {
      out += text.slice(at, part.getStart()) + visit(part);
      at = part.getEnd();
    }
    return out + text.slice(at, child.getEnd());
  };
  return visit(node);
}

/** A name that stands for a value around the expression, and not for a member or for a thing declared in it. */
function isFreeName(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.name !== node;
  if (ts.isPropertyAssignment(parent)) return parent.name !== node;
  if (ts.isBindingElement(parent) || ts.isParameter(parent)) return false;
  return true;
}

/** `{ name }` becomes `{ name: text }`. */
function shorthand(node: ts.Identifier, text: string): string {
  return ts.isShorthandPropertyAssignment(node.parent) && text !== node.text ? `${node.text}: ${text}` : text;
}

/** Names that a function in the expression declares. */
function namesOf(node: ts.Node): string[] {
  if (!ts.isArrowFunction(node)) return [];
  const names: string[] = [];
  const visit = (name: ts.BindingName): void => {
    if (ts.isIdentifier(name)) names.push(name.text);
    else for (const element of name.elements) if (!ts.isOmittedExpression(element)) visit(element.name);
  };
  for (const parameter of node.parameters) visit(parameter.name);
  return names;
}

function isTypeAnnotation(part: ts.Node, parent: ts.Node): boolean {
  return ts.isTypeNode(part) && (ts.isParameter(parent) || ts.isArrowFunction(parent));
}
