import { explain } from '../../inspect/explain/explain.ts';
import type { Explanation } from '../../inspect/explain/explain.ts';
import { explainJson } from '../../inspect/explain/json.ts';
import { explainTable } from '../../inspect/explain/table.ts';
import { explainHtml } from '../../inspect/html/html.ts';
import { defined } from '../shell/args.ts';
import { command } from '../shell/command.ts';
import { FILE, format, output, reader } from '../shell/options.ts';
import { isStandardOutput, writeResult } from '../shell/output.ts';
import { OPTIONAL_TYPE, take } from './inspect/taken_as.ts';

export const explainCommand = command({
  name: 'explain',
  summary: 'show what each byte is',
  about: `Decodes one object, and shows what each byte was read as. Bytes that do not decode are shown too,
with the field that failed and the bytes that were never reached.`,
  operands: { type: OPTIONAL_TYPE, file: FILE },
  options: {
    release: reader('our own rules'),
    format: format(
      ['text', 'json', 'html'], 'text',
      'text is a table; html is one file that links bytes and fields, and with --release shows our own reading beside that of the release',
    ),
    output: output('where the result goes; standard output by default'),
  },
  status: ['if the bytes decode', 'if they do not'],
  examples: `Example, the map that Hammer could not read, as Hammer read it:
  cephwire explain MMonMap fixtures/messages/MMonMap/v5-incident-hammer59.bin --release hammer`,
  async run({ type: given, file, release, format, output }, terminal) {
    const { type, bytes } = await take(terminal, given, file, { takesDamaged: true, release });
    const explanation = explain(type, bytes, defined({ release }));
    const own = format === 'html' && release !== undefined ? explain(type, bytes) : undefined;
    await writeResult(terminal, output, `${rendered(format, explanation, own, terminal.colour && isStandardOutput(output))}\n`);
    if (explanation.error === undefined) return 0;
    terminal.err(explanation.error.message);
    return 1;
  },
});

function rendered(format: 'text' | 'json' | 'html', explanation: Explanation<unknown>, own: Explanation<unknown> | undefined, colour: boolean): string {
  if (format === 'text') return explainTable(explanation, { colour });
  if (format === 'json') return jsonRows(explanation);
  return own === undefined ? explainHtml(explanation) : explainHtml(own, explanation);
}

/** One row on each line, so that tools for lines work too. */
function jsonRows(explanation: Explanation<unknown>): string {
  const { rows, ...head } = explainJson(explanation);
  return `${JSON.stringify(head).slice(0, -1)},"rows":[\n${rows.map((row) => JSON.stringify(row)).join(',\n')}\n]}`;
}
