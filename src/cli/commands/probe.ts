import { NEWEST } from '../../features/releases.ts';
import { parseEndpoint } from '../../net/endpoint.ts';
import { PROBE_TIMEOUT, probe } from '../../net/probe/probe.ts';
import type { ProbeResult } from '../../net/probe/probe.ts';
import { choice, milliseconds, parse, positionals } from '../shell/args.ts';
import type { Command } from '../shell/command.ts';
import { asUsage, featuresNamed } from '../shell/lookup.ts';
import { probeJson } from '../render/probe/json.ts';
import { probeText } from '../render/probe/text.ts';
import { onStopSignal } from '../shell/signals.ts';
import type { Terminal } from '../shell/terminal.ts';

const MESSENGERS = { auto: 'auto', 1: 1, 2: 2 } as const;

export const probeCommand: Command = {
  name: 'probe',
  usage: 'probe HOST:PORT [--as RELEASE|0xHEX] [--messenger 1|2|auto] [--timeout MS] [--save FILE] [--json]',
  summary: 'ask a monitor for its map as a client of any release would',
  help: `Connects to a monitor with the features of a release, and no others, asks for the monitors' map, and says what each side
told the other and what such a client makes of the map. Where features are missing it names them, and the remedy.
Authentication is not done: a monitor that insists on cephx says so, after the banners and addresses.

  HOST:PORT              IPv6 in brackets
  --as RELEASE|0xHEX     whose features to offer; those of ${NEWEST.name} by default
  --messenger 1|2|auto   auto, the default, speaks what the monitor's banner says
  --timeout MS           for everything together, ${PROBE_TIMEOUT} by default
  --save FILE            write the map as it came, for "cephwire decode MMonMap" and "cephwire diagnose"
  --json                 all of it as one JSON object

Exit status: 0 where such a client reads the map; 1 where there is no map, or it cannot read it, or reads it wrong.

Example, the fork of the incident before a monitor on this machine:
  cephwire probe 127.0.0.1:6789 --as 0x08c3ffffffffffff`,
  async run(args, terminal) {
    const { values, positionals: given } = parse(args, {
      as: { type: 'string', default: NEWEST.name },
      messenger: { type: 'string', default: 'auto' },
      timeout: { type: 'string' },
      save: { type: 'string' },
      json: { type: 'boolean', default: false },
    });
    const [text] = positionals(given, 'HOST:PORT');
    const options = {
      ...asUsage(() => parseEndpoint(text)),
      features: featuresNamed(values.as),
      messenger: MESSENGERS[choice('--messenger', values.messenger, ['auto', '1', '2'])],
      timeout: milliseconds('--timeout', values.timeout, PROBE_TIMEOUT),
    };
    return report(await untilStopped((signal) => probe({ ...options, signal })), values, terminal);
  },
};

/** Calls it off at the first signal. */
async function untilStopped<T>(use: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const stop = new AbortController();
  const release = onStopSignal(() => stop.abort());
  return use(stop.signal).finally(release);
}

async function report(result: ProbeResult, { json, save }: { readonly json: boolean; readonly save?: string | undefined }, terminal: Terminal): Promise<number> {
  const { map, error } = result;
  if (save !== undefined && map !== null) await terminal.write(save, map.front);
  await terminal.out(json ? `${JSON.stringify(probeJson(result), null, 4)}\n` : probeText(result));
  if (error !== null && !json) terminal.err(error.message);
  return map?.diagnosis.own.error === undefined && map?.diagnosis.peer?.reading.verdict === 'reads' ? 0 : 1;
}
