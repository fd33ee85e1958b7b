import type { Terminal } from './terminal.ts';

/** One subcommand. */
export interface Command {
  readonly name: string;
  /** What follows `cephwire`. */
  readonly usage: string;
  /** One line, for the list of commands. */
  readonly summary: string;
  /** What `--help` adds: options, and an example that works. */
  readonly help: string;
  /** @returns the exit status, 0 where nothing is returned */
  readonly run: (args: readonly string[], terminal: Terminal) => Promise<number | void>;
}
