import { decode } from '../../encoding/ceph_type.ts';
import type { DecodeOptions } from '../../encoding/ceph_type.ts';
import { DecodeError } from '../../encoding/decode_error.ts';
import { formatJson } from '../../text/json.ts';
import type { AnyCephType } from '../../types/registry.ts';
import { choice, parse, positionals } from '../shell/args.ts';
import { InputError } from '../shell/errors.ts';
import type { Command } from '../shell/command.ts';
import { isFront, readObject } from '../shell/input.ts';
import { typeNamed, releaseNamed } from '../shell/lookup.ts';

export const decodeCommand: Command = {
  name: 'decode',
  usage: 'decode TYPE FILE|- [--as RELEASE] [--format json|text] [--exact]',
  summary: 'print what encoded bytes hold',
  help: `Reads one encoded object that fills the file, and prints it: a MonMap with the keys and values of
"ceph mon dump -f json" less quorum, other types as ceph-dencoder does. What is odd in it is said on standard error.

  --as RELEASE         the release whose decoder to be, hammer to tentacle; by default our own
  --format json|text   json (the default), or the text Ceph prints: for a MonMap that of monmaptool --print
  --exact              add to the JSON what Ceph leaves out (nanoseconds, fields without a key, unnamed bits), so that
                       "cephwire encode" gives back all of it

Example, a map a monitor sent to a Luminous client:
  cephwire decode MMonMap fixtures/messages/MMonMap/v5-one-mon-luminous.bin --format text`,
  async run(args, terminal) {
    const { values, positionals: given } = parse(args, {
      as: { type: 'string' },
      format: { type: 'string', default: 'json' },
      exact: { type: 'boolean', default: false },
    });
    const [typeName, file] = positionals(given, 'TYPE', 'FILE');
    const format = choice('--format', values.format, ['json', 'text']);
    const type = typeNamed(typeName);
    const options = values.as === undefined ? {} : { release: releaseNamed(values.as) };
    const bytes = await readObject(terminal, file);
    const value = decodeOrHint(type, bytes, options);
    await terminal.out(`${format === 'text' ? type.print(value) : formatJson(type.dump(value, values.exact), true)}\n`);
    for (const remark of type.remarks?.(value) ?? []) terminal.err(`note: ${remark}`);
  },
};

/** Bytes that begin with the length of the rest are a bufferlist around the value; the commonest of these has a type. */
function decodeOrHint(type: AnyCephType, bytes: Uint8Array, options: DecodeOptions): unknown {
  try {
    return decode(type, bytes, options);
  } catch (error) {
    if (!(error instanceof DecodeError && isFront(bytes) && type.name === 'MonMap')) throw error;
    throw new InputError(`${error.message} (the first 4 bytes are the length of the rest: try type MMonMap)`);
  }
}
