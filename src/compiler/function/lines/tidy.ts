import type { Line } from './writer.ts';

/** A constant whose value has no effect: it may go where nothing names it. */
const PURE = /^const (\w+) = (?!new |.*\w\().*;$/;
const CONSTANT = /^const (\w+) = (.*);$/;
const ASSIGNED = /^(\w+) = (\w+);$/;

/**
 * The same lines without constants that nothing names, and without those that are named once, to be put in a variable: the
 * variable gets the value itself.
 */
export function tidied(given: readonly Line[]): Line[] {
  let lines = given.filter(({ text }) => text !== '');
  for (;;) {
    const counts = namesIn(lines);
    const kept = assignedAtOnce(lines, counts).filter(({ text }) => counts.get(PURE.exec(text)?.[1] ?? '') !== 1);
    if (kept.length === lines.length) return kept;
    lines = kept;
  }
}

function namesIn(lines: readonly Line[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { text } of lines) for (const [name] of text.matchAll(/[A-Za-z_]\w*/g)) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

/** `const x = …; … y = x;` becomes `y = …; …` where nothing else names x, in one block. */
function assignedAtOnce(lines: readonly Line[], counts: ReadonlyMap<string, number>): Line[] {
  const gone = new Set<Line>();
  for (const [i, line] of lines.entries()) {
    const [, variable, name] = ASSIGNED.exec(line.text) ?? [];
    if (variable === undefined || name === undefined || counts.get(name) !== 2) continue;
    const made = declarationOf(name, lines, i, line.depth);
    if (made === undefined || isNamedBetween(variable, lines, lines.indexOf(made), i)) continue;
    made.text = `${variable} = ${CONSTANT.exec(made.text)?.[2]};`;
    gone.add(line);
  }
  return lines.filter((line) => !gone.has(line));
}

function isNamedBetween(name: string, lines: readonly Line[], start: number, end: number): boolean {
  const word = new RegExp(`\\b${name}\\b`);
  return lines.slice(start + 1, end).some(({ text }) => word.test(text));
}

/** The line of the same block that declares it. */
function declarationOf(name: string, lines: readonly Line[], before: number, depth: number): Line | undefined {
  for (let i = before - 1; i >= 0 && (lines[i] as Line).depth >= depth; i--) {
    const line = lines[i] as Line;
    if (line.depth === depth && CONSTANT.exec(line.text)?.[1] === name) return line;
  }
  return undefined;
}
