import { parse } from './args.ts';
import type { Given, Operands, Options } from './args.ts';
import { helpText, usageLine } from './help.ts';
import type { HelpTexts } from './help.ts';
import type { Terminal } from './terminal.ts';

/** One subcommand. */
export interface Command {
  readonly name: string;
  /** What follows `cephwire`. */
  readonly usage: string;
  /** One line, for the list of commands. */
  readonly summary: string;
  /** What `--help` prints after the usage line. */
  readonly help: string;
  /** @returns the exit status; 0 if nothing is returned */
  readonly run: (args: readonly string[], terminal: Terminal) => Promise<number | void>;
}

/** A command's declarations; usage, help and the reading of arguments follow from them. */
export interface Definition<P extends Operands, O extends Options> extends HelpTexts {
  readonly name: string;
  readonly summary: string;
  readonly operands: P;
  readonly options: O;
  readonly run: (given: Given<P, O>, terminal: Terminal) => Promise<number | void>;
}

export function command<P extends Operands, O extends Options>(definition: Definition<P, O>): Command {
  const { name, summary, operands, options, run } = definition;
  return {
    name,
    summary,
    usage: usageLine(name, operands, options),
    help: helpText(definition, operands, options),
    run: (args, terminal) => run(parse(args, operands, options), terminal),
  };
}

/** A command with a second form, which runs where the option `--<name>` is given. */
export function withForm(usual: Command, name: string, other: Command): Command {
  const isOther = (arg: string): boolean => arg === `--${name}` || arg.startsWith(`--${name}=`);
  return {
    ...usual,
    usage: `${usual.usage} | ${other.usage}`,
    help: `${usual.help}\n\n${other.help}`,
    run: (args, terminal) => (args.some(isOther) ? other : usual).run(args, terminal),
  };
}
