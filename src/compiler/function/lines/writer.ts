import type ts from 'typescript';
import type { Names } from '../../language/names.ts';

/** One line of what is written, and the node that it comes from. */
export interface Line {
  text: string;
  depth: number;
  readonly node: ts.Node;
}

/** A struct that is open: what stopped reads before it, and where it ends. */
export interface OpenStruct {
  readonly outerLimit: string;
  /** The variable of its end; below zero at run time where it has none. */
  readonly end: string;
  readonly mayBeEndless: boolean;
  /** In what is written: the run in which its length has its place, and how far from `at` that is. */
  readonly run?: object | null;
  readonly offset?: number;
}

/** A check of bounds that is still growing: reads of known length that follow one another share it. */
interface Run {
  readonly line: Line;
  readonly limit: string;
  length: number;
}

/** What a branch must leave as it was. */
interface State {
  readonly limit: string;
  readonly open: readonly OpenStruct[];
}

/**
 * Writes the statements of one function: `at` is where the next byte lies, `limit` and its numbered like where reads stop.
 *
 * Names are given once in a function. Reads of known length that follow one another are a run behind one check of bounds.
 */
export class Writer {
  lines: Line[] = [];
  /** What the lines that follow come from. */
  node: ts.Node;
  limit: string;
  open: readonly OpenStruct[] = [];
  private depth = 1;
  private run: Run | null = null;
  /** Names of the written module, those that are imported among them. */
  private readonly names: Names;

  constructor(node: ts.Node, names: Names, limit = 'limit') {
    this.node = node;
    this.limit = limit;
    this.names = names;
  }

  /** A name that nothing else has; `value` for a wanted one that is no name. */
  fresh(wanted: string): string {
    return this.names.fresh(/^[A-Za-z_]\w*$/.test(wanted) ? wanted : 'value');
  }

  line(text: string): Line {
    const line = { text, depth: this.depth, node: this.node };
    this.lines.push(line);
    return line;
  }

  /** `head {`, what `write` writes, `}`. */
  block(head: string, write: () => void): void {
    this.endRun();
    this.line(`${head} {`);
    this.splice(this.captured(write), 1);
    this.line('}');
  }

  /** The lines that `write` writes, kept apart; a run goes neither in nor out. */
  captured(write: () => void): Line[] {
    this.endRun();
    const outer = this.lines;
    this.lines = [];
    write();
    this.endRun();
    const { lines } = this;
    this.lines = outer;
    return lines;
  }

  /** Lines that were kept apart, so much deeper. */
  splice(lines: readonly Line[], deeper: number): void {
    for (const line of lines) {
      line.depth += deeper;
      this.lines.push(line);
    }
  }

  get state(): State {
    return { limit: this.limit, open: this.open };
  }

  set state({ limit, open }: State) {
    this.limit = limit;
    this.open = open;
  }

  /** Claims `length` bytes, checked with the reads around it; how far from `at` they begin. */
  claim(length: number): number {
    if (this.run === null || this.run.limit !== this.limit) {
      this.endRun();
      this.run = { line: this.line(''), limit: this.limit, length: 0 };
    }
    const offset = this.run.length;
    this.run.length += length;
    return offset;
  }

  /** The run that is growing. */
  get current(): object | null {
    return this.run;
  }

  /** How far from `at` the next byte is. */
  get ahead(): number {
    return this.run?.length ?? 0;
  }

  /** Ends the run: `at` is then where the next byte lies. */
  endRun(): void {
    const { run } = this;
    this.run = null;
    if (run === null) return;
    if (run.limit !== UNCHECKED) run.line.text = `if (at + ${run.length} > ${run.limit}) fail();`;
    this.line(`at += ${run.length};`);
  }
}

/** The limit of what is written: DataViews check their bounds themselves. */
export const UNCHECKED = '';

/** `at + 3`. */
export function plus(offset: number): string {
  return offset === 0 ? 'at' : `at + ${offset}`;
}
