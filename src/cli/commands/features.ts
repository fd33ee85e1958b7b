import { readMasks } from '../../features/judge/read/masks.ts';
import type { FoundMask } from '../../features/judge/read/masks.ts';
import { featuresJson, featuresTexts } from '../render/features.ts';
import { indentedJson } from '../render/json.ts';
import { command } from '../shell/command.ts';
import { asInput, asUsage } from '../shell/lookup.ts';
import { FEATURES, FEATURES_HELP, format } from '../shell/options.ts';

export const featuresCommand = command({
  name: 'features',
  summary: 'explain a feature mask',
  about: `Prints whose features a mask has: a release, a kernel client, a fork, what monitors or an OSDMap
require. Then its name in "ceph features", and all names of each bit. Of JSON and of log lines it
lists the masks with their groups and numbers.`,
  operands: { mask: { name: FEATURES, help: `${FEATURES_HELP}; - is standard input`, read: (text: string) => text } },
  options: { format: format(['text', 'json'], 'text') },
  status: ['if every mask is read', 'if digits can be decimal or hex, and neither or both are known: both readings are shown'],
  examples: `Examples, the incident's client, a release, and the clients of a cluster:
  cephwire features 0x08c3ffffffffffff
  cephwire features luminous
  ceph features | cephwire features -`,
  async run({ mask, format }, terminal) {
    const found = mask === '-' ? masksIn(await terminal.read(mask)) : asUsage(() => readMasks(mask));
    await terminal.out(format === 'json' ? indentedJson(featuresJson(found)) : `${featuresTexts(found)}\n`);
    return found.some((f) => f.mask === null) ? 1 : 0;
  },
});

function masksIn(input: Uint8Array): FoundMask[] {
  return asInput(() => readMasks(new TextDecoder().decode(input)));
}
