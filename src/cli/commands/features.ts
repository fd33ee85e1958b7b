import { describeFeatures } from '../../features/judge/describe/describe.ts';
import { featuresText } from '../../features/judge/describe/text.ts';
import { parse, positionals } from '../shell/args.ts';
import type { Command } from '../shell/command.ts';
import { featuresNamed } from '../shell/lookup.ts';

export const featuresCommand: Command = {
  name: 'features',
  usage: 'features RELEASE|0xHEX [--json]',
  summary: 'explain a feature mask',
  help: `Prints the release a mask belongs to, what "ceph features" would call it, and each bit with all its names.

  --json   the same as JSON

Examples, the incident's client and a release:
  cephwire features 0x08c3ffffffffffff
  cephwire features luminous`,
  async run(args, terminal) {
    const { values, positionals: given } = parse(args, { json: { type: 'boolean', default: false } });
    const [text] = positionals(given, 'RELEASE|0xHEX');
    const description = describeFeatures(featuresNamed(text));
    await terminal.out(`${values.json ? JSON.stringify(description, null, 4) : featuresText(description)}\n`);
  },
};
