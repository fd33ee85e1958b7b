import { Mask64 } from '../../features/mask64.ts';
import { formatEndpoint, parseEndpoint } from '../../net/endpoint.ts';
import type { Endpoint } from '../../net/endpoint.ts';
import { HANDSHAKE_TIMEOUT, createProxy } from '../../net/proxy/proxy.ts';
import type { Proxy, ProxyOptions } from '../../net/proxy/proxy.ts';
import { milliseconds, parse, positionals } from '../shell/args.ts';
import { InputError, UsageError } from '../shell/errors.ts';
import type { Command } from '../shell/command.ts';
import { asUsage } from '../shell/lookup.ts';
import { proxyLog } from '../render/proxy_log.ts';
import type { ProxyLog } from '../render/proxy_log.ts';
import { onStopSignal } from '../shell/signals.ts';

const DRAIN = 5000;

export const proxyCommand: Command = {
  name: 'proxy',
  usage: 'proxy --listen HOST:PORT --upstream HOST:PORT [--mask BITS] [--vendor PROFILE] [--timeout MS] [--drain MS] [--json]',
  summary: 'stand before a monitor or OSD, and hide feature bits that a client does not mean',
  help: `Lets a fork of an old Ceph, which uses a feature bit for itself, talk to an unpatched server: takes the bit out of the
features in the client's connect message, so that the server encodes what the client can read. No other byte changes.
Hidden are the bits that "cephwire negotiate" does not believe of the client's word; a genuine client passes as it is.
Prints one line for each connection: who was masked and why, or why it passed or failed.

  --listen HOST:PORT     where clients connect; IPv6 in brackets
  --upstream HOST:PORT   the monitor or OSD, at its port of messenger v1
  --mask BITS            hide these too, of every client: bit numbers as in 59,62, or a mask as 0xHEX; not 1, 23 and 61,
                         by which both sides go: the length of headers and footers, and signatures
  --vendor PROFILE       take every client for this fork
  --timeout MS           how long a handshake may take, ${HANDSHAKE_TIMEOUT} by default
  --drain MS             how long open connections may go on after SIGTERM or SIGINT, ${DRAIN} by default; a second signal
                         closes them at once
  --json                 the lines as JSON

Ceph's clients hang up on a server that says it has another address than the one they dialled. So listen where the
monitor is published, in the map and in the clients' mon_host, and let the monitor itself listen elsewhere, with the
same protocols as are published: a monitor bound to v1 alone that publishes v2 and v1 speaks v2 there. Bound to another
address of the host it has both, at 3300 and 6789, and each port wants a proxy:
  ceph-mon -i a --public-bind-addr 10.0.0.9
One that publishes v1 alone can take another port ("v1:" since Nautilus only):
  ceph-mon -i a --public-bind-addr v1:10.0.0.1:6790
Or a redirect in the firewall sends the clients' packets here, as it has to for OSDs, which have no such option and
also send addresses: each that such clients reach wants a proxy. Servers see the proxy's address as the client's.

Messenger v2 passes as it is, and the line says so: it requires ADDR2, so a client that speaks it does mean bit 59.

Exit status: 0 after a signal, 1 if it cannot listen.

Example, before the first of these monitors:
  cephwire proxy --listen 10.0.0.1:6789 --upstream 10.0.0.9:6789`,
  async run(args, terminal) {
    const { values, positionals: given } = parse(args, {
      listen: { type: 'string' },
      upstream: { type: 'string' },
      mask: { type: 'string' },
      vendor: { type: 'string' },
      timeout: { type: 'string' },
      drain: { type: 'string' },
      json: { type: 'boolean', default: false },
    });
    positionals(given);
    const log = proxyLog(terminal, values.json);
    const options: ProxyOptions = {
      listen: endpoint('--listen', values.listen),
      upstream: endpoint('--upstream', values.upstream),
      handshakeTimeout: milliseconds('--timeout', values.timeout, HANDSHAKE_TIMEOUT),
      onConnection: log.connection,
      ...(values.mask === undefined ? {} : { mask: maskOf(values.mask) }),
      ...(values.vendor === undefined ? {} : { vendor: values.vendor }),
    };
    const drain = milliseconds('--drain', values.drain, DRAIN);
    const proxy = asUsage(() => createProxy(options));
    const at = await listening(proxy, options.listen);
    const [local, upstream] = [formatEndpoint(at), formatEndpoint(options.upstream)];
    log.say('listening', `listening on ${local} for ${upstream}`, { local, upstream });
    await stopped(proxy, drain, log);
    log.say('stopped', 'stopped', {});
  },
};

/** Waits for a signal, and for the connections to end; a second signal closes them. */
async function stopped(proxy: Proxy, drain: number, log: ProxyLog): Promise<void> {
  let release = (): void => undefined;
  let isStopping = false;
  const drained = new Promise<void>((resolve, reject) => {
    release = onStopSignal(() => {
      if (isStopping) return void proxy.close();
      isStopping = true;
      const open = proxy.connections;
      log.say('stopping', `stopping: open connections are ${open}, and may go on for ${drain} ms`, { open, drain });
      proxy.drain(drain).then(resolve, reject);
    });
  });
  return drained.finally(() => release());
}

async function listening(proxy: Proxy, where: Endpoint): Promise<Endpoint> {
  try {
    return await proxy.listen();
  } catch (error) {
    throw new InputError(`cannot listen on ${formatEndpoint(where)}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function endpoint(option: string, text: string | undefined): Endpoint {
  if (text === undefined) throw new UsageError(`${option} is missing`);
  return asUsage(() => parseEndpoint(text));
}

/** `59,62` or `0xHEX`. */
function maskOf(text: string): Mask64 {
  if (text.startsWith('0x')) return asUsage(() => Mask64.parse(text));
  if (!/^\d+(,\d+)*$/.test(text)) throw new UsageError(`--mask takes bit numbers as in 59,62, or 0xHEX, not "${text}"`);
  return asUsage(() => text.split(',').reduce((mask, bit) => mask.or(Mask64.bit(Number(bit))), Mask64.NONE));
}
