#!/usr/bin/env node
import { main } from './cli/main.ts';
import { terminalOf } from './cli/shell/terminal.ts';

// The write that fails reports a closed output; without a listener the error would also be thrown.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

process.exitCode = await main(process.argv.slice(2), terminalOf(process));
