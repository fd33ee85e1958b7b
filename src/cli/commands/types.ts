import { TYPES } from '../../types/registry.ts';
import { jsonLine } from '../render/json.ts';
import { command } from '../shell/command.ts';
import { format } from '../shell/options.ts';

export const typesCommand = command({
  name: 'types',
  summary: 'list the types',
  about: 'Prints the names that the other commands take as TYPE: one on each line, or as a JSON array.',
  operands: {},
  options: { format: format(['text', 'json'], 'text') },
  examples: `Example:
  cephwire types`,
  async run({ format }, terminal) {
    const names = [...TYPES.keys()];
    await terminal.out(format === 'json' ? jsonLine(names) : `${names.join('\n')}\n`);
  },
});
