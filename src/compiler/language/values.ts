import ts from 'typescript';
import { bare, isFunctionNode } from './program.ts';
import type { Module, Program } from './program.ts';
import { Unsupported } from './unsupported.ts';

/** The values of one type, as a module declares them: `const makeDemo = valuesOf<Demo>('demo_t')`. */
export interface Shape {
  readonly module: Module;
  readonly call: ts.CallExpression;
  /** The name of the class that the build adds to the module. */
  readonly className: string;
  /** The name of the type, and of its fields: what its class is constructed with, in this order. */
  readonly type: string;
  readonly fields: readonly string[];
}

/** What `name` makes at the top of a module; undefined for anything else than the values of a type. */
export function shapeOf(program: Program, from: Module, name: string): Shape | undefined {
  const binding = program.resolve(from, name);
  return binding?.node === undefined || isFunctionNode(binding.node) ? undefined : shapeIn(program, binding.module, bare(binding.node));
}

/** The values that a module declares. */
export function shapesIn(program: Program, module: Module): Shape[] {
  const declared = module.file.statements.filter(ts.isVariableStatement).flatMap(({ declarationList }) => [...declarationList.declarations]);
  return declared.flatMap(({ initializer }) => (initializer && shapeIn(program, module, bare(initializer))) ?? []);
}

function shapeIn(program: Program, module: Module, call: ts.Expression): Shape | undefined {
  if (!ts.isCallExpression(call) || call.expression.getText() !== 'valuesOf') return undefined;
  const [of] = call.typeArguments ?? [];
  if (of === undefined || !ts.isTypeReferenceNode(of)) throw new Unsupported(call, 'valuesOf names the interface of its values: valuesOf<Demo>(…)');
  const type = of.getText();
  return { module, call, className: `${type}Value`, type, fields: fieldsOf(program, module, type, of) };
}

/** The members of an interface, those that it extends first. */
function fieldsOf(program: Program, from: Module, name: string, at: ts.Node): string[] {
  const found = program.typeModule(from, name);
  const module = found && program.module(found.path);
  const declared = module?.file.statements.filter(ts.isInterfaceDeclaration).find((each) => each.name.text === name);
  if (module === undefined || declared === undefined) throw new Unsupported(at, `${name} is an interface of src/types`);
  const extended = (declared.heritageClauses ?? []).flatMap(({ types }) => types.map(({ expression }) => expression));
  const own = declared.members.map((member) => {
    if (!ts.isPropertySignature(member) || member.questionToken !== undefined) throw new Unsupported(member, 'a value has the same fields always');
    return member.name.getText();
  });
  return [...extended.flatMap((each) => fieldsOf(program, module, each.getText(), each)), ...own];
}

/** A constructor of more fields is too long for V8 to write it in the place of its call, in a function that has others to write. */
const MOST_ARGUMENTS = 16;

/** Whether the class is constructed empty, and its fields are assigned where a value is made. */
export function isFilledLater({ fields }: Shape): boolean {
  return fields.length > MOST_ARGUMENTS;
}

/** The class of the values, on one line. */
export function classText(shape: Shape): string {
  const { className, type, fields } = shape;
  const declared = fields.map((field) => `declare ${field}: ${type}['${field}'];`).join(' ');
  const parameters = fields.map((field) => `${field}: ${type}['${field}']`).join(', ');
  return `class ${className} { ${declared} ${isFilledLater(shape) ? '' : `constructor(${parameters}) { ${assignments('this', fields)} } `}} `;
}

/** The further arguments of `valuesOf`. */
export function makeText(shape: Shape): string {
  const { className, type, fields } = shape;
  const names = fields.join(', ');
  if (!isFilledLater(shape)) return `, ${className}, ({ ${names} }: ${type}): ${type} => new ${className}(${names})`;
  const make = `({ ${names} }: ${type}): ${type} => { const value = new ${className}(); ${assignments('value', fields)} return value; }`;
  return `, ${className}, ${make}, function (this: ${className}, { ${names} }: ${type}) { ${assignments('this', fields)} }`;
}

function assignments(to: string, fields: readonly string[]): string {
  return fields.map((field) => `${to}.${field} = ${field};`).join(' ');
}
