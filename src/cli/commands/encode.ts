import { encode } from '../../encoding/ceph_type.ts';
import { parseJson } from '../../text/json.ts';
import { parse, positionals } from '../shell/args.ts';
import { UsageError } from '../shell/errors.ts';
import type { Command } from '../shell/command.ts';
import { featuresNamed, typeNamed, releaseNamed } from '../shell/lookup.ts';

export const encodeCommand: Command = {
  name: 'encode',
  usage: 'encode TYPE FILE.json|- --for RELEASE|0xHEX [--as RELEASE] [-o FILE]',
  summary: 'write an object for a peer',
  help: `Reads the JSON that "cephwire decode" prints, and writes the object in the form that the peer can read.

  --for RELEASE|0xHEX   the features of the peer: those of a release (hammer, hammer@0.94.4, 12.2.5), or a mask
  --as RELEASE          the release whose encoder to be, hammer to tentacle; the newest by default
  -o, --output FILE     where the bytes go; standard output by default

Example, a map for a Hammer client:
  cephwire encode MonMap fixtures/mon/MonMap/v9-three-mons.json --for hammer -o monmap.hammer`,
  async run(args, terminal) {
    const { values, positionals: given } = parse(args, {
      for: { type: 'string' },
      as: { type: 'string' },
      output: { type: 'string', short: 'o' },
    });
    const [typeName, file] = positionals(given, 'TYPE', 'FILE.json');
    const type = typeNamed(typeName);
    if (values.for === undefined) throw new UsageError('--for is missing: whom to encode for');
    const features = featuresNamed(values.for);
    const writer = values.as === undefined ? {} : { release: releaseNamed(values.as) };
    if (values.output === undefined && terminal.isTty) throw new UsageError('the result is binary: give -o FILE, or a pipe');
    const json = parseJson(new TextDecoder().decode(await terminal.read(file)));
    const bytes = encode(type, type.load(json), { features, ...writer });
    await (values.output === undefined ? terminal.out(bytes) : terminal.write(values.output, bytes));
  },
};
