import { describeFeatures } from '../../features/judge/describe/describe.ts';
import { featuresText } from '../../features/judge/describe/text.ts';
import { snakeCased } from '../../text/snake_case.ts';
import { indentedJson } from '../render/json.ts';
import { command } from '../shell/command.ts';
import { FEATURES, format, side } from '../shell/options.ts';

export const featuresCommand = command({
  name: 'features',
  summary: 'explain a feature mask',
  about: 'Prints the release that a mask belongs to, its name in "ceph features", and all names of each bit.',
  operands: { mask: side(FEATURES, 'the features') },
  options: { format: format(['text', 'json'], 'text') },
  examples: `Examples, the incident's client and a release:
  cephwire features 0x08c3ffffffffffff
  cephwire features luminous`,
  async run({ mask, format }, terminal) {
    const description = describeFeatures(mask);
    await terminal.out(format === 'json' ? indentedJson(snakeCased(description)) : `${featuresText(description)}\n`);
  },
});
