import { DecodeError } from '../encoding/decode_error.ts';
import { JsonError } from '../text/json.ts';
import { captureCommand } from './commands/capture.ts';
import { InputError, UsageError } from './shell/errors.ts';
import type { Command } from './shell/command.ts';
import { decodeCommand } from './commands/decode.ts';
import { dencoderCommand } from './commands/dencoder.ts';
import { diagnoseCommand } from './commands/diagnose.ts';
import { encodeCommand } from './commands/encode.ts';
import { explainCommand } from './commands/explain.ts';
import { featuresCommand } from './commands/features.ts';
import { identifyCommand } from './commands/inspect/identify.ts';
import { seenByCommand } from './commands/inspect/seen_by.ts';
import { negotiateCommand } from './commands/negotiate.ts';
import { probeCommand } from './commands/probe.ts';
import { proxyCommand } from './commands/proxy.ts';
import type { Terminal } from './shell/terminal.ts';
import { typesCommand } from './commands/types.ts';
import { version } from './shell/version.ts';

const COMMANDS: readonly Command[] = [
  decodeCommand, explainCommand, diagnoseCommand, identifyCommand, seenByCommand, encodeCommand, negotiateCommand, probeCommand, captureCommand, featuresCommand,
  typesCommand, proxyCommand, dencoderCommand,
];

/**
 * Runs one command line.
 *
 * @returns the exit status: 0; 1 for input that cannot be used; 2 for a wrong command line
 */
export async function main(args: readonly string[], terminal: Terminal): Promise<number> {
  const [name, ...rest] = args;
  const command = COMMANDS.find((c) => c.name === name);
  try {
    if (name === '--version') await terminal.out(`${version()}\n`);
    else if (name === undefined || name === '--help' || name === '-h') await terminal.out(overview());
    else if (command === undefined) throw new UsageError(`unknown command "${name}"`);
    else if (rest.includes('--help') || rest.includes('-h')) await terminal.out(`usage: cephwire ${command.usage}\n\n${command.help}\n`);
    else return (await command.run(rest, terminal)) ?? 0;
    return name === undefined ? 2 : 0;
  } catch (error) {
    return report(error, command, terminal);
  }
}

function overview(): string {
  const width = Math.max(...COMMANDS.map((c) => c.name.length));
  const list = COMMANDS.map((c) => `  ${c.name.padEnd(width)}  ${c.summary}`).join('\n');
  return `usage: cephwire COMMAND …\n\n${list}\n\n"cephwire COMMAND --help" explains a command and has an example; --version prints the version.\n`;
}

function report(error: unknown, command: Command | undefined, terminal: Terminal): number {
  if (error instanceof UsageError) {
    terminal.err(error.message);
    terminal.err(`usage: cephwire ${command?.usage ?? `COMMAND …, with one of ${COMMANDS.map((c) => c.name).join(', ')}`}`);
    return 2;
  }
  const isExpected = [DecodeError, JsonError, InputError, RangeError, TypeError].some((kind) => error instanceof kind);
  terminal.err(isExpected && error instanceof Error ? error.message : `internal error of cephwire, please report it: ${String(error)}`);
  return 1;
}
