import { DecodeError } from '../encoding/decode_error.ts';
import { JsonError } from '../encoding/json.ts';
import { captureCommand } from './capture.ts';
import { InputError, UsageError } from './command.ts';
import type { Command } from './command.ts';
import { decodeCommand } from './decode.ts';
import { dencoderCommand } from './dencoder.ts';
import { diagnoseCommand } from './diagnose.ts';
import { encodeCommand } from './encode.ts';
import { explainCommand } from './explain.ts';
import { featuresCommand } from './features.ts';
import { negotiateCommand } from './negotiate.ts';
import { probeCommand } from './probe.ts';
import { proxyCommand } from './proxy.ts';
import type { Terminal } from './terminal.ts';
import { typesCommand } from './types.ts';
import { version } from './version.ts';

const COMMANDS: readonly Command[] = [
  decodeCommand, explainCommand, diagnoseCommand, encodeCommand, negotiateCommand, probeCommand, captureCommand, featuresCommand,
  typesCommand, proxyCommand, dencoderCommand,
];

/**
 * Runs one command line.
 *
 * @returns the exit status: 0, 1 for input that cannot be used, 2 for a wrong command line
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
  return `usage: cephwire COMMAND …\n\n${list}\n\n"cephwire COMMAND --help" tells more and has an example; --version prints the version.\n`;
}

function report(error: unknown, command: Command | undefined, terminal: Terminal): number {
  if (error instanceof UsageError) {
    terminal.err(error.message);
    terminal.err(`usage: cephwire ${command?.usage ?? `COMMAND …, with one of ${COMMANDS.map((c) => c.name).join(', ')}`}`);
    return 2;
  }
  const isExpected = [DecodeError, JsonError, InputError, RangeError, TypeError].some((kind) => error instanceof kind);
  terminal.err(isExpected && error instanceof Error ? error.message : `a fault of cephwire itself, please report it: ${String(error)}`);
  return 1;
}
