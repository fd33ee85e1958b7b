import { negotiate } from '../../features/judge/negotiate/negotiate.ts';
import { negotiationText } from '../../features/judge/negotiate/text.ts';
import { requiredByTunables } from '../../features/tables/tunables.ts';
import type { TunablesProfile } from '../../features/tables/tunables.ts';
import { codecRelease } from '../../features/codec_release.ts';
import { entry } from '../../text/columns.ts';
import { formsFor } from '../../types/registry.ts';
import { parse, positionals } from '../shell/args.ts';
import type { Command } from '../shell/command.ts';
import { asUsage, featuresNamed, releaseNamed } from '../shell/lookup.ts';

export const negotiateCommand: Command = {
  name: 'negotiate',
  usage: 'negotiate LOCAL PEER [--tunables PROFILE] [--as RELEASE] [--vendor PROFILE] [--json]',
  summary: 'hold two feature masks against each other',
  help: `Prints what two sides have in common, which of the peer's bits are not to be believed and why, what is missing and
since when it is there, and the form that a map then takes. LOCAL and PEER are releases or masks.

  --tunables PROFILE   what the local side requires: that of a cluster with these CRUSH tunables, argonaut to jewel
  --as RELEASE         the release whose encoder writes; that of LOCAL by default
  --vendor PROFILE     a fork that the peer is known to be
  --json               the same as JSON

Exit status: 0, or 1 where the peer lacks what is required.

Example, the fork of the incident before a cluster with today's tunables:
  cephwire negotiate luminous 0x08c3ffffffffffff --tunables jewel`,
  async run(args, terminal) {
    const { values, positionals: given } = parse(args, {
      tunables: { type: 'string' },
      as: { type: 'string' },
      vendor: { type: 'string' },
      json: { type: 'boolean', default: false },
    });
    const [local, peer] = positionals(given, 'LOCAL', 'PEER');
    const sides = [featuresNamed(local), featuresNamed(peer)] as const;
    const negotiation = asUsage(() => negotiate(...sides, {
      ...(values.tunables === undefined ? {} : { required: requiredByTunables(values.tunables as TunablesProfile) }),
      ...(values.as === undefined ? {} : { release: releaseNamed(values.as) }),
      ...(values.vendor === undefined ? {} : { vendor: values.vendor }),
    }));
    const forms = formsFor(negotiation.features, codecRelease(negotiation.release));
    const written = entry('encoding', `${negotiation.release}: ${[...forms].map(([name, form]) => `${name} ${form}`).join(', ')}`);
    const json = { ...negotiation, encoding: Object.fromEntries(forms) };
    await terminal.out(`${values.json ? JSON.stringify(json, null, 4) : [negotiationText(negotiation), ...written].join('\n')}\n`);
    return negotiation.missing.peer.length > 0 ? 1 : 0;
  },
};
