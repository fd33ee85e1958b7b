import type { Mask64 } from '../../features/mask64.ts';
import { negotiate } from '../../features/judge/negotiate/negotiate.ts';
import { negotiationText } from '../../features/judge/negotiate/text.ts';
import { requiredByTunables } from '../../features/tables/tunables.ts';
import type { TunablesProfile } from '../../features/tables/tunables.ts';
import { codecRelease } from '../../features/codec_release.ts';
import { entry } from '../../text/columns.ts';
import { formsFor } from '../../types/registry.ts';
import { snakeCased } from '../../text/snake_case.ts';
import { indentedJson } from '../render/json.ts';
import { defined } from '../shell/args.ts';
import { command } from '../shell/command.ts';
import { asUsage } from '../shell/lookup.ts';
import { format, option, side, vendor, writer } from '../shell/options.ts';

export const negotiateCommand = command({
  name: 'negotiate',
  summary: 'compare the features of two sides',
  about: `Prints the features that two sides negotiate, which bits of the peer are untrusted and why, which
features are missing and which version introduced them, and the form in which the peer is then sent
a map.`,
  operands: { local: side('LOCAL', 'what the local side offers'), peer: side('PEER', 'what the peer offers') },
  options: {
    tunables: option('PROFILE', 'the CRUSH tunables of the local cluster, argonaut to jewel: they decide which features it requires', requiredNamed),
    release: writer('that of LOCAL'),
    vendor: vendor('the fork of Ceph that the peer runs, if it is known'),
    format: format(['text', 'json'], 'text'),
  },
  status: ['if the peer has all that is required', 'if it lacks some of it'],
  examples: `Example, the fork of the incident and a cluster with the newest tunables:
  cephwire negotiate luminous 0x08c3ffffffffffff --tunables jewel`,
  async run({ local, peer, tunables, release, vendor, format }, terminal) {
    const negotiation = asUsage(() => negotiate(local, peer, defined({ required: tunables, release, vendor })));
    const forms = formsFor(negotiation.features, codecRelease(negotiation.release));
    if (format === 'json') await terminal.out(indentedJson(snakeCased({ ...negotiation, encoding: forms })));
    else await terminal.out(`${[negotiationText(negotiation), ...encodingLines(negotiation.release, forms)].join('\n')}\n`);
    return negotiation.missing.peer.length > 0 ? 1 : 0;
  },
});

/** The forms in which the release then writes. */
function encodingLines(release: string, forms: ReadonlyMap<string, string>): string[] {
  return entry('encoding', `${release}: ${[...forms].map(([name, form]) => `${name} ${form}`).join(', ')}`);
}

function requiredNamed(tunables: string): Mask64 {
  return asUsage(() => requiredByTunables(tunables as TunablesProfile));
}
