import { dirname, relative } from 'node:path';
import ts from 'typescript';
import { Names } from '../language/names.ts';
import type { Binding, FunctionNode, Module, Program } from '../language/program.ts';

/** Says the compiled function of a decoder, and the module it is in, where that is to be called and not taken in. */
export type CompiledOf = (node: FunctionNode) => { readonly name: string; readonly path: string } | undefined;

/** Names that every written function has of its own. */
const PARAMETER_AND_LOCALS = ['s', 't', 'view', 'at', 'limit', 'peer', 'peerFor', 'peerOf'];

/** What a written module imports: values and types of the labelled modules, helpers, and further compiled functions. */
export class Imports {
  /** Names of a module that it does not export, and the names under which the build exports them. */
  readonly opened: Map<string, Set<string>>;
  private readonly compiledOf: CompiledOf;
  private readonly program: Program;
  /** The path of the module that is written. */
  private readonly path: string;
  /** The path of src/encoding/fast.ts, and of the modules whose names it hands on. */
  private readonly fast: string;
  private readonly values = new Map<string, Map<string, string>>();
  private readonly types = new Map<string, Set<string>>();
  /** Names of the written module. */
  readonly names: Names;

  constructor(program: Program, path: string, fast: string, opened: Map<string, Set<string>>, compiledOf: CompiledOf, own: string) {
    this.compiledOf = compiledOf;
    this.names = new Names([own, ...PARAMETER_AND_LOCALS]);
    this.program = program;
    this.path = path;
    this.fast = fast;
    this.opened = opened;
    this.helper('fail');
  }

  /** The name here of a value of another module. */
  value({ module, name, isExported }: Binding): string {
    if (!isExported) this.open(module.path, name);
    return this.entered(module.path, isExported ? name : `$${name}`, name);
  }

  helper(name: string): string {
    return this.entered(name.startsWith('put') ? this.fast.replace(/decode\.ts$/, 'encode.ts') : this.fast, name, name);
  }

  /** The name here of Mask64. */
  mask64(): string {
    return this.entered(this.fast.replace(/encoding\/fast\/decode\.ts$/, 'features/mask64.ts'), 'Mask64', 'Mask64');
  }

  targetType(): string {
    add(this.types, this.fast.replace(/decode\.ts$/, 'encode.ts'), 'Target');
    return 'Target';
  }

  sourceType(): string {
    add(this.types, this.fast, 'Source');
    return 'Source';
  }

  /** The name by which a decoder's compiled function is called here; undefined where the decoder is taken in. */
  compiled(node: FunctionNode): string | undefined {
    const found = this.compiledOf(node);
    if (found === undefined) return undefined;
    return found.path === this.path ? found.name : this.entered(found.path, found.name, found.name);
  }

  /** The text of a type, with what it names imported. */
  type(node: ts.TypeNode, module: Module): string {
    const visit = (child: ts.Node): void => {
      if (ts.isTypeReferenceNode(child) && ts.isIdentifier(child.typeName)) this.typeName(child.typeName.text, module);
      ts.forEachChild(child, visit);
    };
    visit(node);
    return node.getText();
  }

  private typeName(name: string, module: Module): void {
    const from = this.program.typeModule(module, name);
    if (from === undefined) return;
    if (!from.isExported) this.open(from.path, `type ${name}`);
    add(this.types, from.path, from.isExported ? name : `$${name} as ${name}`);
  }

  private open(path: string, name: string): void {
    add(this.opened, path, name);
  }

  private entered(path: string, exported: string, wanted: string): string {
    const names = this.values.get(path) ?? new Map<string, string>();
    this.values.set(path, names);
    const found = names.get(exported);
    if (found !== undefined) return found;
    const name = this.names.fresh(wanted);
    names.set(exported, name);
    return name;
  }

  /** The import lines. */
  lines(): string[] {
    const from = (path: string): string => {
      const way = relative(dirname(this.path), path).replaceAll('\\', '/');
      return way.startsWith('.') ? way : `./${way}`;
    };
    const values = [...this.values].map(([path, names]) => `import { ${[...names].map(([exported, name]) => (exported === name ? name : `${exported} as ${name}`)).join(', ')} } from '${from(path)}';`);
    const types = [...this.types].map(([path, names]) => `import type { ${[...names].join(', ')} } from '${from(path)}';`);
    return [...values, ...types];
  }
}

function add(sets: Map<string, Set<string>>, key: string, member: string): void {
  sets.set(key, (sets.get(key) ?? new Set()).add(member));
}
