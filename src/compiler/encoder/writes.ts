import ts from 'typescript';
import { rewritten } from './rewritten.ts';
import type { Edit, Piece, Rewritten } from './rewritten.ts';

/** A module of src/types with its {@link writeEdits}, and the map to it. */
export function writesInPlace(path: string, text: string): Rewritten {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  return rewritten(file, writeEdits(file));
}

/**
 * Writes of a fixed length that follow one another in an encoder of src/types, written out in place: one check of space for
 * all, and no calls, since V8 inlines only so many. Where a value does not fit its field, or there is no space, the calls
 * themselves are made, which know what to do.
 */
function writeEdits(file: ts.SourceFile): Edit[] {
  const runs: Run[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isBlock(node) && isInEncoder(node)) runs.push(...runsIn(node));
    ts.forEachChild(node, visit);
  };
  visit(file);
  return runs.map((run) => ({ start: run.start, end: run.end, pieces: inPlace(run) }));
}

interface Fixed {
  readonly length: number;
  /** Whether a value fits. */
  readonly fits: (value: string) => string;
  readonly write: (at: string, value: string) => string;
}

const FIXED = {
  u8: { length: 1, fits: (x) => `(${x} & 0xff) === ${x}`, write: (at, x) => `$b[${at}] = ${x}` },
  bool: { length: 1, fits: () => 'true', write: (at, x) => `$b[${at}] = ${x} ? 1 : 0` },
  u16: { length: 2, fits: (x) => `(${x} & 0xffff) === ${x}`, write: (at, x) => `$v.setUint16(${at}, ${x}, true)` },
  u16be: { length: 2, fits: (x) => `(${x} & 0xffff) === ${x}`, write: (at, x) => `$v.setUint16(${at}, ${x})` },
  u32: { length: 4, fits: (x) => `${x} >>> 0 === ${x}`, write: (at, x) => `$v.setInt32(${at}, ${x}, true)` },
  s32: { length: 4, fits: (x) => `(${x} | 0) === ${x}`, write: (at, x) => `$v.setInt32(${at}, ${x}, true)` },
  s32be: { length: 4, fits: (x) => `(${x} | 0) === ${x}`, write: (at, x) => `$v.setInt32(${at}, ${x})` },
  mask64: { length: 8, fits: () => 'true', write: (at, x) => `$v.setInt32(${at}, ${x}.lo, true), $v.setInt32(${at} + 4, ${x}.hi, true)` },
} satisfies Record<string, Fixed>;
type FixedName = keyof typeof FIXED;

const ENVELOPE_LENGTH = 6;

interface Write {
  readonly name: FixedName | 'start';
  /** Where the statement begins. */
  readonly from: number;
  readonly given: readonly ts.Expression[];
}

function isFixed(name: string): name is Write['name'] {
  return name === 'start' || Object.hasOwn(FIXED, name);
}

interface Run {
  readonly start: number;
  readonly end: number;
  readonly writes: readonly Write[];
}

function isInEncoder(block: ts.Block): boolean {
  for (let node: ts.Node = block; node !== undefined; node = node.parent) {
    if (ts.isFunctionDeclaration(node)) return node.parameters[0]?.name.getText() === 'e' && node.parameters[0].type?.getText() === 'Encoder';
  }
  return false;
}

function runsIn({ statements }: ts.Block): Run[] {
  const runs: Run[] = [];
  let writes: Write[] = [];
  let start = 0;
  let end = 0;
  const close = (): void => {
    if (writes.length > 0) runs.push({ start, end, writes });
    writes = [];
  };
  for (const statement of statements) {
    const write = writeOf(statement);
    if (write === undefined) {
      close();
      continue;
    }
    if (writes.length === 0) start = statement.getStart();
    end = statement.getEnd();
    writes.push(write);
  }
  close();
  return runs;
}

function writeOf(statement: ts.Statement): Write | undefined {
  if (!ts.isExpressionStatement(statement) || !ts.isCallExpression(statement.expression)) return undefined;
  const { expression: callee, arguments: given } = statement.expression;
  const name = /^e\.(\w+)$/.exec(callee.getText())?.[1] ?? '';
  // All values are taken before the first write, so none may depend on one.
  const isLate = given.some((argument) => /\be\.(?!has\b|features\b|release\b)/.test(argument.getText()));
  return isFixed(name) && !isLate ? { name, from: statement.getStart(), given } : undefined;
}

/** The values, each from the line of its statement; then all writes at once, or the calls, each from the line of its own. */
function inPlace({ start, writes }: Run): Piece[] {
  const values: Piece[] = [];
  const checks: string[] = [];
  const made: string[] = [];
  const calls: Piece[] = [];
  let length = 0;
  for (const { name, from, given } of writes) {
    const kind: Fixed = FIXED[name === 'start' ? 'u8' : name];
    const names = given.map((argument, i) => {
      const value = `$${values.length}`;
      values.push({ text: `${value} = ${argument.getText()}, `, from: argument.getStart() });
      if (!ts.isNumericLiteral(argument)) checks.push(kind.fits(value));
      made.push(`${kind.write(`$o + ${length} + ${i}`, value)};`);
      return value;
    });
    calls.push({ text: `e.${name}(${names.join(', ')}); `, from });
    if (name === 'start') made.push(`e.opensAt($o + ${length + 2});`);
    length += name === 'start' ? ENVELOPE_LENGTH : kind.length;
  }
  const fits = checks.length === 0 ? '' : `${checks.join(' && ')} ? `;
  const room = `e.roomFor(${length})`;
  return [
    { text: '{ const ', from: start },
    ...values,
    { text: `$o = ${fits}${room}${fits === '' ? '' : ' : -1'};\nif ($o >= 0) { const { bytes: $b, view: $v } = e; ${made.join(' ')} } else { `, from: start },
    ...calls,
    { text: '} }', from: start },
  ];
}
