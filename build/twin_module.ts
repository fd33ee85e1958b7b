import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';
import { decodersIn, expressionsIn, needsOnlyD, readsInClosure, takesDecoder } from './syntax.ts';
import type { DecoderFunction } from './syntax.ts';
import { rewritten } from './rewritten.ts';
import type { Edit } from './rewritten.ts';
import type { Piece } from './source_map.ts';
import { Unsupported, twinOf } from './twin.ts';

/**
 * A module of src/types with a lean twin of each function whose first parameter is `d: Decoder`: `<name>Lean`; and in each
 * CephType a property `lean` beside `decode`.
 *
 * A decoder that the rules do not cover gets a twin that gives up at once, so that it is read with labels.
 */
export function withTwins(path: string, text: string): string {
  const { edits, appended } = twinsOf(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true));
  return rewritten(path, text, edits, appended).code;
}

/** The same as edits. Every line of a twin stands for the line where its decoder begins. */
export function twinsOf(file: ts.SourceFile): { edits: readonly Edit[]; appended: readonly Piece[] } {
  const decoders = decodersIn(file);
  if (decoders.length === 0 && !/\b(?:Ceph|Message)Type</.test(file.text)) return { edits: [], appended: [] };
  const module = new TwinModule(file, decoders);
  const twins = decoders.map((decoder) => ({ text: `${module.twin(decoder)}\n`, from: decoder.node.getStart() }));
  const edits = module.leanProperties();
  return { edits, appended: [{ text: ['', module.imports(), ...module.loops.values(), ''].join('\n'), from: 0 }, ...twins] };
}

/** What the twins of a module need of it, and of the modules it imports. */
export class TwinModule {
  /** One for each kind of item, so that V8 sees no other in it. */
  readonly loops = new Map<string, string>();
  private readonly file: ts.SourceFile;
  private readonly decoders: readonly DecoderFunction[];
  private readonly imported = new Map<string, Set<string>>();

  constructor(file: ts.SourceFile, decoders: readonly DecoderFunction[]) {
    this.file = file;
    this.decoders = decoders;
  }

  twin({ name, node, isExported }: DecoderFunction): string {
    return `${isExported ? 'export ' : ''}${this.declaration(`${name}Lean`, node)}`;
  }

  private declaration(name: string, node: DecoderFunction['node']): string {
    try {
      return twinOf(this, name, node);
    } catch (error) {
      if (error instanceof Unsupported) return `function ${name}(): any { return $fails(); }`;
      throw error;
    }
  }

  /** A decoder of this module whose body can stand in the place of a call that is returned. */
  bodyOf(name: string): ts.FunctionDeclaration | undefined {
    const found = this.file.statements.filter(ts.isFunctionDeclaration).find((one) => one.name?.text === name);
    return found !== undefined && takesDecoder(found) && !readsInClosure(found) ? found : undefined;
  }

  /** The expressions of a decoder that is nothing else and can stand here: of another module, one that needs nothing but `d`. */
  expressionsOf(item: ts.Expression | undefined): readonly ts.Expression[] | undefined {
    if (item === undefined || !ts.isIdentifier(item)) return undefined;
    const isIt = ({ name }: DecoderFunction): boolean => name === item.text;
    const here = this.decoders.find(isIt);
    if (here !== undefined) return expressionsIn(here.node);
    const elsewhere = decodersIn(this.moduleOf(item.text)).find(isIt);
    const expressions = elsewhere === undefined ? undefined : expressionsIn(elsewhere.node);
    return expressions?.every(needsOnlyD) === true ? expressions : undefined;
  }

  /** The name of the twin of a decoder of this module, or of one it imports. */
  twinName(name: string): string {
    if (name !== 'decodeString' && !this.decoders.some((decoder) => decoder.name === name)) this.importTwin(name);
    return `${name}Lean`;
  }

  loop(name: string, make: (name: string) => string): string {
    if (!this.loops.has(name)) this.loops.set(name, make(name));
    return name;
  }

  imports(): string {
    const twins = [...this.imported].map(([from, names]) => `import { ${[...names].join(', ')} } from '${from}';`);
    const path = this.file.fileName.replaceAll('\\', '/');
    const lean = relative(dirname(path), `${path.slice(0, path.lastIndexOf('/types/'))}/encoding/lean.ts`).replaceAll('\\', '/');
    return [`import { LeanDecoder as $LeanDecoder, decodeStringLean, fails as $fails } from '${lean}';`, ...twins].join('\n');
  }

  /** Enters the twins beside `decode` in the module's CephTypes and in the fronts of its messages. */
  leanProperties(): Edit[] {
    const declarations = this.file.statements.filter(ts.isVariableStatement).flatMap(({ declarationList }) => [...declarationList.declarations]);
    const types = declarations.filter(({ type }) => /^(?:CephType|MessageType)</.test(type?.getText() ?? ''));
    return types.flatMap(decodeProperties).map((decode) => {
      const twin = `, lean: ${this.twinName(decode.initializer.getText())}`;
      return { start: decode.getEnd(), end: decode.getEnd(), pieces: [{ text: twin, from: decode.getStart() }] };
    });
  }

  private importTwin(name: string): void {
    const from = this.importOf(name);
    if (from === undefined) throw new Unsupported(`${name} is no decoder of this module, nor imported`);
    this.imported.set(from, (this.imported.get(from) ?? new Set()).add(`${name}Lean`));
  }

  private moduleOf(name: string): ts.SourceFile | undefined {
    const from = this.importOf(name);
    if (from === undefined) return undefined;
    const path = join(dirname(this.file.fileName), from);
    return ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
  }

  private importOf(name: string): string | undefined {
    const from = this.file.statements.filter(ts.isImportDeclaration).find(({ importClause }) => {
      const bindings = importClause?.namedBindings;
      return bindings !== undefined && ts.isNamedImports(bindings) && bindings.elements.some((element) => element.name.text === name);
    });
    return from === undefined ? undefined : (from.moduleSpecifier as ts.StringLiteral).text;
  }
}

function decodeProperties(node: ts.Node): ts.PropertyAssignment[] {
  const found: ts.PropertyAssignment[] = [];
  const visit = (child: ts.Node): void => {
    if (ts.isPropertyAssignment(child) && child.name.getText() === 'decode' && ts.isIdentifier(child.initializer)) found.push(child);
    else ts.forEachChild(child, visit);
  };
  visit(node);
  return found;
}
