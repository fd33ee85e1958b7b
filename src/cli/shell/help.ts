import { wrapped } from '../../text/columns.ts';
import type { Operands, Option, Options } from './args.ts';

/** What a command's help says besides its operands and options; whole lines. */
export interface HelpTexts {
  /** What the command does. */
  readonly about: string;
  readonly notes?: string;
  /** What the statuses 0 and 1 say; 2 is a wrong command line in every command. */
  readonly status?: readonly [success: string, failure: string];
  /** A heading, and command lines that work, indented by two columns. */
  readonly examples: string;
}

/** `decode TYPE FILE [--release RELEASE] …`: in brackets what may be left out. */
export function usageLine(name: string, operands: Operands, options: Options): string {
  const places = Object.values(operands).map((operand) => (operand.isOptional === true ? `[${operand.name}]` : operand.name));
  const named = Object.entries(options).map(([key, option]) => (option.isRequired === true ? synopsis(key, option) : `[${synopsis(key, option)}]`));
  return [name, ...places, ...named].join(' ');
}

function synopsis(key: string, { short, takes }: Option<unknown>): string {
  const name = short === undefined ? `--${key}` : `-${short}`;
  return takes === null ? name : `${name} ${takes}`;
}

/** What `--help` prints after the usage line. */
export function helpText({ about, notes, status, examples }: HelpTexts, operands: Operands, options: Options): string {
  const parts = [about, list(operands, options), notes, statusText(status), examples];
  return parts.filter((part) => part !== undefined && part !== '').join('\n\n');
}

/** A line or more for each operand and option, aligned. */
function list(operands: Operands, options: Options): string {
  const rows = [
    ...Object.values(operands).map(({ name, help }) => [name, help] as const),
    ...Object.entries(options).map(([key, option]) => [longName(key, option), option.help] as const),
  ];
  const width = Math.max(0, ...rows.map(([name]) => name.length));
  return rows.flatMap(([name, help]) => wrapped(`  ${name.padEnd(width)}  `, help)).join('\n');
}

function longName(key: string, { short, takes }: Option<unknown>): string {
  return `${short === undefined ? '' : `-${short}, `}--${key}${takes === null ? '' : ` ${takes}`}`;
}

function statusText([success, failure]: readonly [string, string] = ['on success', 'for input that cannot be used']): string {
  return wrapped('Exit status: ', `0 ${success}; 1 ${failure}; 2 for a wrong command line.`).join('\n');
}
