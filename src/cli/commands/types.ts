import { TYPES } from '../../types/registry.ts';
import { parse, positionals } from '../shell/args.ts';
import type { Command } from '../shell/command.ts';

export const typesCommand: Command = {
  name: 'types',
  usage: 'types [--json]',
  summary: 'list the types',
  help: `Prints the names that the other commands take as TYPE, one a line.

  --json   as a JSON array

Example:
  cephwire types`,
  async run(args, terminal) {
    const { values, positionals: given } = parse(args, { json: { type: 'boolean', default: false } });
    positionals(given);
    const names = [...TYPES.keys()];
    await terminal.out(`${values.json ? JSON.stringify(names) : names.join('\n')}\n`);
  },
};
