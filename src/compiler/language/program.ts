import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import ts from 'typescript';

/** A function as the compiler takes it apart. */
export type FunctionNode = ts.FunctionDeclaration | ts.ArrowFunction | ts.FunctionExpression | ts.MethodDeclaration;

/** What a name means that is declared at the top of a module. */
export interface Binding {
  readonly module: Module;
  readonly name: string;
  /** The function or the value it is declared with; undefined for a class, an enum, or a module outside of the program. */
  readonly node: FunctionNode | ts.Expression | undefined;
  readonly isExported: boolean;
}

/** One source file, and the names at its top. */
export interface Module {
  readonly path: string;
  readonly file: ts.SourceFile;
}

/** The modules of the library as syntax trees, read as they are needed. */
export class Program {
  private readonly modules = new Map<string, Module>();

  module(path: string): Module {
    const found = this.modules.get(path);
    if (found !== undefined) return found;
    const file = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
    const made = { path, file };
    this.modules.set(path, made);
    return made;
  }

  /** What `name` means in a module, imports followed; undefined for a global. */
  resolve(module: Module, name: string): Binding | undefined {
    for (const statement of module.file.statements) {
      if (ts.isImportDeclaration(statement)) {
        const imported = importedName(statement, name);
        if (imported !== undefined) return this.importedFrom(module, statement, imported);
      } else {
        const node = declared(statement, name);
        if (node !== null) return { module, name, node, isExported: isExported(statement) };
      }
    }
    return undefined;
  }

  /** The module that declares a type, and whether it exports it; undefined for one of the language's. */
  typeModule(module: Module, name: string): { readonly path: string; readonly isExported: boolean } | undefined {
    for (const statement of module.file.statements) {
      if (ts.isImportDeclaration(statement)) {
        const imported = importedName(statement, name);
        const path = imported === undefined ? undefined : importedPath(module, statement);
        if (path !== undefined) return { path, isExported: true };
      } else if ((ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement) || ts.isClassDeclaration(statement)) && statement.name?.text === name) {
        return { path: module.path, isExported: isExported(statement) };
      }
    }
    return undefined;
  }

  private importedFrom(module: Module, statement: ts.ImportDeclaration, name: string): Binding | undefined {
    const path = importedPath(module, statement);
    return path === undefined ? undefined : this.resolve(this.module(path), name);
  }
}

/** The path of the module that is imported; undefined for one outside of the library. */
function importedPath({ path }: Module, { moduleSpecifier }: ts.ImportDeclaration): string | undefined {
  const from = (moduleSpecifier as ts.StringLiteral).text;
  return from.startsWith('.') ? resolve(dirname(path), from).replaceAll('\\', '/') : undefined;
}

/** The name in the other module of what is `name` here. */
function importedName({ importClause }: ts.ImportDeclaration, name: string): string | undefined {
  const bindings = importClause?.namedBindings;
  if (bindings === undefined || !ts.isNamedImports(bindings)) return undefined;
  const element = bindings.elements.find((each) => each.name.text === name);
  return element === undefined ? undefined : (element.propertyName ?? element.name).text;
}

/** The node of a declaration, undefined where it has none to look into; null where the statement does not declare the name. */
function declared(statement: ts.Statement, name: string): FunctionNode | ts.Expression | undefined | null {
  if (ts.isFunctionDeclaration(statement)) return statement.name?.text === name ? statement : null;
  if (ts.isClassDeclaration(statement)) return statement.name?.text === name ? undefined : null;
  if (!ts.isVariableStatement(statement)) return null;
  const found = statement.declarationList.declarations.find((one) => ts.isIdentifier(one.name) && one.name.text === name);
  return found === undefined ? null : found.initializer;
}

function isExported(statement: ts.Statement): boolean {
  return ts.canHaveModifiers(statement) && ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true;
}

/** The expression without types, parentheses and assertions around it. */
export function bare(node: ts.Expression): ts.Expression {
  return ts.isParenthesizedExpression(node) || ts.isAsExpression(node) || ts.isSatisfiesExpression(node) || ts.isNonNullExpression(node) ? bare(node.expression) : node;
}

export function isFunctionNode(node: ts.Node | undefined): node is FunctionNode {
  return node !== undefined && (ts.isFunctionDeclaration(node) || ts.isArrowFunction(node) || ts.isFunctionExpression(node) || ts.isMethodDeclaration(node));
}
