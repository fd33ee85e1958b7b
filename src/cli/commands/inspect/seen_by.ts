import { decode } from '../../../encoding/ceph_type.ts';
import { knownFile } from '../../../inspect/identify/known_file.ts';
import { seenJson } from '../../../inspect/seen_by/json.ts';
import { seenBy } from '../../../inspect/seen_by/seen_by.ts';
import { seenText } from '../../../inspect/seen_by/text.ts';
import type { AnyCephType } from '../../../types/registry.ts';
import { indentedJson } from '../../render/json.ts';
import { command } from '../../shell/command.ts';
import { UsageError } from '../../shell/errors.ts';
import { jsonIn, loaded, objectBytes, readSome } from '../../shell/input.ts';
import { releaseNamed, releaseNames } from '../../shell/lookup.ts';
import { features, file, format, option, outputBeside, required } from '../../shell/options.ts';
import type { Terminal } from '../../shell/terminal.ts';
import { OPTIONAL_TYPE, checkIsFile, takeBytes } from './taken_as.ts';

export const seenByCommand = command({
  name: 'seen-by',
  summary: 'say what a server sends of an object to a client, and what that makes of it',
  about: `Encodes an object as a server of that release does for this client, and decodes it as the client
does: what is sent, whether the client reads it, what it does not see of the object, and what
cephwire would send in place of it.`,
  operands: { type: OPTIONAL_TYPE, file: file('the object: encoded bytes, or the JSON that "cephwire decode" prints') },
  options: {
    server: required(option('RELEASE', `the release of the server, ${releaseNames()[0]} to ${releaseNames().at(-1)}`, releaseNamed)),
    'server-features': features('what the server offers, if not what its release does'),
    client: required(features('what the client offers')),
    output: outputBeside('write the bytes here that the server sends'),
    format: format(['text', 'json'], 'text'),
  },
  status: ['if the client reads what is sent, even if it does not see all of the object', 'if it misreads it, fails or aborts'],
  examples: `Example, the incident:
  cephwire seen-by MonMap fixtures/mon/MonMap/v9-three-mons.bin --server pacific --client 0x08c3ffffffffffff`,
  async run({ type: given, file, server, 'server-features': offered, client, output, format }, terminal) {
    const { type, value } = await read(terminal, given, file);
    const seen = seenBy(type, value, { server: offered === undefined ? server : { release: server, features: offered }, client });
    if (output !== undefined) await terminal.write(output, seen.bytes);
    await terminal.out(format === 'json' ? indentedJson(seenJson(seen)) : `${seenText(seen)}\n`);
    return seen.verdict === 'right' || seen.verdict === 'loses' ? 0 : 1;
  },
});

async function read(terminal: Terminal, given: AnyCephType | undefined, file: string): Promise<{ readonly type: AnyCephType; readonly value: unknown }> {
  checkIsFile(given, file);
  const content = await readSome(terminal, file);
  if (knownFile(content)?.kind !== 'json') {
    const { type, bytes } = takeBytes(terminal, given, objectBytes(terminal, file, content, given), file, { takesDamaged: false });
    return { type, value: decode(type, bytes) };
  }
  if (given === undefined) throw new UsageError('TYPE is missing: JSON does not show it');
  return { type: given, value: loaded(terminal, given, jsonIn(terminal, file, content, given)) };
}
