import { encode } from '../../encoding/ceph_type.ts';
import { NEWEST_CODEC } from '../../features/codec_release.ts';
import { defined } from '../shell/args.ts';
import { command } from '../shell/command.ts';
import { jsonIn, loaded } from '../shell/input.ts';
import { TYPE, features, file, output, required, writer } from '../shell/options.ts';
import { checkBinary, writeResult } from '../shell/output.ts';

export const encodeCommand = command({
  name: 'encode',
  summary: 'encode an object for a peer',
  about: 'Reads the JSON that "cephwire decode" prints, and encodes it in the form that the peer can read.',
  operands: { type: { ...TYPE, help: 'what the JSON describes: a name that "cephwire types" lists' }, file: file('the JSON') },
  options: {
    features: required(features('what the peer offers')),
    release: writer(NEWEST_CODEC.name),
    output: output('where the bytes go; standard output by default'),
  },
  examples: `Example, a map for a Hammer client:
  cephwire encode MonMap fixtures/mon/MonMap/v9-three-mons.json --features hammer -o monmap.hammer`,
  async run({ type, file, features, release, output }, terminal) {
    checkBinary(terminal, output);
    const value = loaded(terminal, type, jsonIn(terminal, file, await terminal.read(file), type));
    await writeResult(terminal, output, encode(type, value, { features, ...defined({ release }) }));
  },
});
