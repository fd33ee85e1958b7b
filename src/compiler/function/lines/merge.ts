import type { Line } from './writer.ts';

/** `if (test) { then } else { otherwise }`. */
interface Branches {
  /** How deep it stands. */
  readonly depth: number;
  /** How deep the lines of its branches say that they are. */
  readonly inner: number;
  readonly head: Line;
  readonly test: Test;
  readonly then: Part[];
  readonly middle: Line;
  readonly otherwise: Part[];
  readonly tail: Line;
}

type Part = Line | Branches;

/** A comparison of a constant name with a number: what it says stays true. */
interface Test {
  readonly name: string;
  readonly operator: string;
  readonly than: number;
}

const TEST = /^if \((\w+) (===|<|<=|>|>=) (\d+)\) \{$/;
const ASSIGNED_CONSTANT = /^\w+ = [^;(]*(?:\(\[\] as never\[\]\))?;$/;
const DECLARED = /^let \w+;$/;

/** So many lines of a branch may be written a second time. */
const FEW = 16;

/**
 * The same lines with branches on the same condition made one, and those whose condition holds only if that of the branches
 * before them does put into these: what an old version lacks is then behind one test instead of many.
 */
export function merged(lines: readonly Line[]): Line[] {
  const constants = new Set(lines.map(({ text }) => /^const (\w+) =/.exec(text)?.[1]));
  const depth = lines[0]?.depth ?? 0;
  const [parts] = partsOf(lines, 0, depth, constants);
  return flat(mergedParts(parts), depth, depth);
}

/** The parts from `start` on that are at least so deep, and where they end. */
function partsOf(lines: readonly Line[], start: number, depth: number, constants: ReadonlySet<string | undefined>): [Part[], number] {
  const parts: Part[] = [];
  let i = start;
  while (i < lines.length && (lines[i] as Line).depth >= depth) {
    const line = lines[i] as Line;
    const [then, middle] = line.text.endsWith('{') ? partsOf(lines, i + 1, line.depth + 1, constants) : [[], i];
    const test = testOf(line, constants);
    if (test === undefined || lines[middle]?.text !== '} else {') {
      parts.push(line);
      i++;
      continue;
    }
    const [otherwise, end] = partsOf(lines, middle + 1, line.depth + 1, constants);
    parts.push({ depth: line.depth, inner: line.depth + 1, head: line, test, then, middle: lines[middle], otherwise, tail: lines[end] as Line });
    i = end + 1;
  }
  return [parts, i];
}

function testOf({ text }: Line, constants: ReadonlySet<string | undefined>): Test | undefined {
  const [, name = '', operator = '', than] = TEST.exec(text) ?? [];
  return constants.has(name) ? { name, operator, than: Number(than) } : undefined;
}

function isLine(part: Part): part is Line {
  return 'text' in part;
}

function mergedParts(given: readonly Part[]): Part[] {
  const parts: Part[] = [];
  for (const part of given) {
    const before = lastBranches(parts);
    if (isLine(part) || before === undefined || !joins(before.part, part)) {
      parts.push(isLine(part) ? part : { ...part, then: mergedParts(part.then), otherwise: mergedParts(part.otherwise) });
      continue;
    }
    const declarations = parts.splice(before.index + 1);
    const { then, otherwise } = before.part;
    const inner = isSame(before.part.test, part.test) ? part.then : [{ ...part, depth: part.depth + 1 }];
    const both = { ...before.part, then: mergedParts([...then, ...inner]), otherwise: mergedParts([...otherwise, ...part.otherwise.map(copied)]) };
    parts.splice(before.index, 1, ...declarations, both);
  }
  return parts;
}

/** The branches that nothing but declarations follows. */
function lastBranches(parts: readonly Part[]): { readonly part: Branches; readonly index: number } | undefined {
  let index = parts.length - 1;
  while (isDeclaration(parts[index])) index--;
  const part = parts[index];
  return part === undefined || isLine(part) ? undefined : { part, index };
}

function isDeclaration(part: Part | undefined): boolean {
  return part !== undefined && isLine(part) && DECLARED.test(part.text);
}

function joins(first: Branches, second: Branches): boolean {
  if (first.test.name !== second.test.name) return false;
  if (isSame(first.test, second.test)) return true;
  const isHigher = first.test.operator === '>=' && second.test.operator === '>=' && second.test.than >= first.test.than;
  return isHigher && second.otherwise.length <= FEW && second.otherwise.every((part) => isLine(part) && ASSIGNED_CONSTANT.test(part.text));
}

function isSame(a: Test, b: Test): boolean {
  return a.operator === b.operator && a.than === b.than;
}

function copied(part: Part): Part {
  return isLine(part) ? { ...part } : part;
}

/** The lines of parts that say that they stand at `from`, at `depth`. */
function flat(parts: readonly Part[], depth: number, from: number): Line[] {
  return parts.flatMap((part) => {
    const at = depth + part.depth - from;
    if (isLine(part)) return [{ ...part, depth: at }];
    const { head, then, middle, otherwise, tail, inner } = part;
    const outer = [head, middle, tail].map((line) => ({ ...line, depth: at })) as [Line, Line, Line];
    return [outer[0], ...flat(then, at + 1, inner), outer[1], ...flat(otherwise, at + 1, inner), outer[2]];
  });
}
