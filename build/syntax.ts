import ts from 'typescript';

/* What the twins ask of a module's syntax. */

export type Body = ts.FunctionDeclaration | ts.ArrowFunction;

/** A function of a module that reads: its first parameter is `d: Decoder`. */
export interface DecoderFunction {
  readonly name: string;
  readonly node: Body;
  readonly isExported: boolean;
}

export function decodersIn(file: ts.SourceFile | undefined): readonly DecoderFunction[] {
  return file?.statements.flatMap(decodersOf) ?? [];
}

function decodersOf(statement: ts.Statement): DecoderFunction[] {
  const modifiers = ts.canHaveModifiers(statement) ? ts.getModifiers(statement) : undefined;
  const isExported = modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true;
  if (ts.isFunctionDeclaration(statement)) {
    return statement.name !== undefined && takesDecoder(statement) ? [{ name: statement.name.text, node: statement, isExported }] : [];
  }
  const declarations = ts.isVariableStatement(statement) ? statement.declarationList.declarations : [];
  return declarations.flatMap(({ name, initializer: node }) =>
    node !== undefined && ts.isArrowFunction(node) && takesDecoder(node) ? [{ name: name.getText(), node, isExported }] : [],
  );
}

export function takesDecoder({ parameters: [first] }: Body): boolean {
  return first?.name.getText() === 'd' && first.type?.getText() === 'Decoder';
}

/** Whether a function inside of it reads. */
export function readsInClosure({ body }: Body): boolean {
  const visit = (node: ts.Node): boolean =>
    (ts.isArrowFunction(node) && /\bd\./.test(node.getText())) || ts.forEachChild(node, (child) => visit(child) || undefined) === true;
  return body !== undefined && visit(body);
}

/** The expressions of a decoder whose body has nothing else, the returned one last. */
export function expressionsIn({ body, parameters }: Body): readonly ts.Expression[] | undefined {
  if (body === undefined || parameters.length !== 1) return undefined;
  if (!ts.isBlock(body)) return [body];
  const last = body.statements.at(-1);
  const expressions = body.statements.map((statement) =>
    ts.isExpressionStatement(statement) || (statement === last && ts.isReturnStatement(statement)) ? statement.expression : undefined);
  return last !== undefined && ts.isReturnStatement(last) && expressions.every((one) => one !== undefined) ? expressions : undefined;
}

/** Whether an expression has no name in it but `d`, and so means the same in any module. */
export function needsOnlyD(node: ts.Node): boolean {
  if (ts.isPropertyAssignment(node)) return needsOnlyD(node.initializer);
  if (ts.isPropertyAccessExpression(node)) return needsOnlyD(node.expression);
  if (ts.isIdentifier(node)) return node.text === 'd';
  return ts.forEachChild(node, (child) => (needsOnlyD(child) ? undefined : true)) !== true;
}
