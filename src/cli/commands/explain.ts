import { explain } from '../../inspect/explain/explain.ts';
import type { Explanation } from '../../inspect/explain/explain.ts';
import { explainJson } from '../../inspect/explain/json.ts';
import { explainHtml } from '../../inspect/html/html.ts';
import { explainTable } from '../../inspect/explain/table.ts';
import { choice, parse, positionals } from '../shell/args.ts';
import type { Command } from '../shell/command.ts';
import { readObject } from '../shell/input.ts';
import { typeNamed, releaseNamed } from '../shell/lookup.ts';

export const explainCommand: Command = {
  name: 'explain',
  usage: 'explain TYPE FILE|- [--as RELEASE] [--format table|json|html] [-o FILE]',
  summary: 'tell what each byte is',
  help: `Reads one encoded object and tells of each byte what it was taken for, also of bytes that do not decode: those as
far as they go, with the field that failed and what was never reached. The exit status is 1 for these.

  --as RELEASE               the release whose decoder to be, hammer to tentacle; by default our own
  --format table|json|html   table (the default), the same as JSON, or a page of one file that links bytes and fields;
                             with --as the page shows our own reading beside that of the release
  -o, --output FILE          where it goes; standard output by default

Example, the map that Hammer could not read, as Hammer read it:
  cephwire explain MMonMap fixtures/messages/MMonMap/v5-incident-hammer59.bin --as hammer`,
  async run(args, terminal) {
    const { values, positionals: given } = parse(args, {
      as: { type: 'string' },
      format: { type: 'string', default: 'table' },
      output: { type: 'string', short: 'o' },
    });
    const [typeName, file] = positionals(given, 'TYPE', 'FILE');
    const format = choice('--format', values.format, ['table', 'json', 'html']);
    const type = typeNamed(typeName);
    const reader = values.as === undefined ? {} : { release: releaseNamed(values.as) };
    const bytes = await readObject(terminal, file);
    const explanation = explain(type, bytes, reader);
    const own = format === 'html' && values.as !== undefined ? explain(type, bytes) : undefined;
    const text = `${rendered(format, explanation, own, terminal.colour && values.output === undefined)}\n`;
    await (values.output === undefined ? terminal.out(text) : terminal.write(values.output, new TextEncoder().encode(text)));
    if (explanation.error === undefined) return 0;
    terminal.err(explanation.error.message);
    return 1;
  },
};

function rendered(format: 'table' | 'json' | 'html', explanation: Explanation<unknown>, own: Explanation<unknown> | undefined, colour: boolean): string {
  if (format === 'table') return explainTable(explanation, { colour });
  if (format === 'json') return jsonLines(explanation);
  return own === undefined ? explainHtml(explanation) : explainHtml(own, explanation);
}

/** A row a line, so that line tools can be used too. */
function jsonLines(explanation: Explanation<unknown>): string {
  const { rows, ...head } = explainJson(explanation);
  return `${JSON.stringify(head).slice(0, -1)},"rows":[\n${rows.map((row) => JSON.stringify(row)).join(',\n')}\n]}`;
}
