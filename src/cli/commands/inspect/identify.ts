import { identify } from '../../../inspect/identify/identify.ts';
import { identificationJson } from '../../../inspect/identify/json.ts';
import { identificationText } from '../../../inspect/identify/text.ts';
import { indentedJson } from '../../render/json.ts';
import { command } from '../../shell/command.ts';
import { objectBytes, readSome } from '../../shell/input.ts';
import { file, format } from '../../shell/options.ts';

export const identifyCommand = command({
  name: 'identify',
  summary: 'say which type bytes are',
  about: `Says which types the bytes can be, the most probable first, and why: a value, the front of a
message, a stored message, or a value after its length. Damaged values are named too, with their
error. Of a file of another kind, such as a capture or text, it says which command reads it.`,
  operands: { file: file('any bytes') },
  options: { format: format(['text', 'json'], 'text') },
  notes: `The evidence is in bits: with 10 bits more, a type is about a thousand times as probable. Short
values show little: any 16 bytes are a uuid_d.`,
  status: ['if a type fits or the file is of another known kind', 'if nothing fits'],
  examples: `Example:
  cephwire identify fixtures/messages/MMonMap/v5-incident-hammer59.bin`,
  async run({ file, format }, terminal) {
    const content = await readSome(terminal, file);
    const found = identify(content);
    // Of a hex dump or base64, the bytes that it writes.
    const isDump = found.file?.kind === 'hex' || found.file?.kind === 'base64';
    const identification = isDump ? identify(objectBytes(terminal, file, content, undefined)) : found;
    await terminal.out(format === 'json' ? indentedJson(identificationJson(identification)) : `${identificationText(identification)}\n`);
    return identification.confidence === 'none' && identification.file === null ? 1 : 0;
  },
});
