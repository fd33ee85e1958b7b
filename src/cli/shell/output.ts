import { UsageError } from './errors.ts';
import type { Terminal } from './terminal.ts';

/** Writes a result into the file of `--output`; to standard output for `-`, or if no file is named. */
export async function writeResult(terminal: Terminal, output: string | undefined, result: string | Uint8Array): Promise<void> {
  if (isStandardOutput(output)) return terminal.out(result);
  await terminal.write(output, typeof result === 'string' ? new TextEncoder().encode(result) : result);
}

/** Bytes garble a terminal, so they go there only if `-` asks for it. */
export function checkBinary(terminal: Terminal, output: string | undefined): void {
  if (output === undefined && terminal.isTty) throw new UsageError('the result is binary: give -o FILE, or a pipe');
}

export function isStandardOutput(output: string | undefined): output is '-' | undefined {
  return output === undefined || output === '-';
}
