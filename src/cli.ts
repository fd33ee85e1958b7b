#!/usr/bin/env node
import { main } from './cli/main.ts';
import { terminalOf } from './cli/shell/terminal.ts';

// A reader that went away is reported by the write that failed; without a listener it would also be thrown.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

process.exitCode = await main(process.argv.slice(2), terminalOf(process));
