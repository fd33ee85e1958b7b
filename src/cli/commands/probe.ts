import { NEWEST } from '../../features/releases.ts';
import { featuresOf } from '../../inspect/diagnose/reader.ts';
import { parseEndpoint } from '../../net/endpoint.ts';
import { probeJson } from '../../net/probe/json.ts';
import { PROBE_TIMEOUT, probe } from '../../net/probe/probe.ts';
import type { ProbeResult } from '../../net/probe/result.ts';
import { indentedJson } from '../render/json.ts';
import { probeText } from '../render/probe/text.ts';
import { defined } from '../shell/args.ts';
import { command } from '../shell/command.ts';
import { asUsage } from '../shell/lookup.ts';
import { choice, features, format, milliseconds, option, outputBeside, reader, withDefault } from '../shell/options.ts';
import { onStopSignal } from '../shell/signals.ts';
import type { Terminal } from '../shell/terminal.ts';

const MESSENGERS = { 1: 1, 2: 2, auto: 'auto' } as const;

export const probeCommand = command({
  name: 'probe',
  summary: 'ask a monitor for its map as a client of any release would',
  about: `Connects to a monitor as a client that offers the features of a release or of a kernel, and asks for
the map of the monitors. Prints what each side told the other, and whether such a client can read
the map. If features are missing, it names them and the remedy. It does not authenticate: if a
monitor requires cephx, the probe says so and ends there.`,
  operands: {
    endpoint: { name: 'HOST:PORT', help: 'the monitor; IPv6 in brackets', read: (text) => asUsage(() => parseEndpoint(text)) },
  },
  options: {
    features: features(`what the client offers; by default what its release does, or ${NEWEST.name}`),
    release: reader('the one that the features tell', 'whose decoder the client has: a release'),
    messenger: withDefault(option('1|2|auto', 'the version of the messenger; auto is that of the kernel in --release, or follows the banner of the monitor', messengerNamed), 'auto'),
    timeout: milliseconds('how long everything together may take', PROBE_TIMEOUT),
    output: outputBeside('write the map as it was received, for "cephwire decode MMonMap" and "cephwire diagnose"'),
    format: format(['text', 'json'], 'text'),
  },
  status: ['if such a client reads the map', 'if there is no map, or the client cannot read it, or reads it wrong'],
  examples: `Example, the fork of the incident and a monitor on this machine:
  cephwire probe 127.0.0.1:6789 --features 0x08c3ffffffffffff`,
  async run({ endpoint, features, release, messenger, timeout, output, format }, terminal) {
    if (features === undefined && release !== undefined) asUsage(() => featuresOf(release));
    const result = await untilStopped((signal) => probe({ ...endpoint, ...defined({ features, release }), messenger, timeout, signal }));
    if (output !== undefined && result.map !== null) await terminal.write(output, result.map.front);
    return report(result, format, terminal);
  },
});

function messengerNamed(text: string, name: string): 1 | 2 | 'auto' {
  return MESSENGERS[choice(name, text, ['1', '2', 'auto'])];
}

/** Aborts the signal when the process is told to stop. */
async function untilStopped<T>(use: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const stop = new AbortController();
  const dispose = onStopSignal(() => stop.abort());
  return use(stop.signal).finally(dispose);
}

async function report(result: ProbeResult, format: 'text' | 'json', terminal: Terminal): Promise<number> {
  const { map, error } = result;
  await terminal.out(format === 'json' ? indentedJson(probeJson(result)) : probeText(result));
  if (error !== null && format === 'text') terminal.err(error.message);
  return map?.diagnosis.own.error === undefined && map?.diagnosis.peer?.reading.verdict === 'reads' ? 0 : 1;
}
