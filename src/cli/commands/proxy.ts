import { Mask64, maskOf } from '../../features/mask64.ts';
import { formatEndpoint, parseEndpoint } from '../../net/endpoint.ts';
import type { Endpoint } from '../../net/endpoint.ts';
import { HANDSHAKE_TIMEOUT, createProxy } from '../../net/proxy/proxy.ts';
import type { Proxy } from '../../net/proxy/proxy.ts';
import { proxyLog } from '../render/proxy_log.ts';
import type { ProxyLog } from '../render/proxy_log.ts';
import { defined } from '../shell/args.ts';
import type { Option } from '../shell/args.ts';
import { command } from '../shell/command.ts';
import { InputError, UsageError } from '../shell/errors.ts';
import { asUsage } from '../shell/lookup.ts';
import { format, milliseconds, option, required, vendor } from '../shell/options.ts';
import { onStopSignal } from '../shell/signals.ts';

const DRAIN = 5000;
const MASK_HELP = 'mask out these bits of every client too: numbers, as in 59,62, or a mask (0x and hex digits); not 1, 23 and 61, '
  + 'which change the protocol for both sides: the length of headers and footers, and signatures';

export const proxyCommand = command({
  name: 'proxy',
  summary: 'stand in front of a monitor or OSD, and mask out feature bits that a client does not mean',
  about: `Lets a fork of an old Ceph, which uses a feature bit for itself, talk to an unpatched server. The
proxy masks the bit out of the features in the client's connect message, so that the server encodes
what the client can read. No other byte changes. It masks out the bits of the client that "cephwire
negotiate" calls untrusted; a genuine client passes unchanged. Prints one line for each connection:
what was masked out and why, or why the connection passed or failed.`,
  operands: {},
  options: {
    listen: required(endpoint('where clients connect; IPv6 in brackets')),
    upstream: required(endpoint('the monitor or OSD, at its port of messenger v1')),
    mask: option('BITS|MASK', MASK_HELP, maskNamed),
    vendor: vendor('the fork of Ceph that every client runs'),
    timeout: milliseconds('how long a handshake may take', HANDSHAKE_TIMEOUT),
    drain: milliseconds('how long open connections may go on after SIGTERM or SIGINT, until a second signal closes them at once', DRAIN),
    format: format(['text', 'json'], 'text', 'JSON is one object on each line'),
  },
  notes: `A client of Ceph hangs up if the server states another address than the one that the client
dialled. So let the proxy listen at the address that is published for the monitor, in the map and in
the clients' mon_host, and let the monitor listen elsewhere. It has to listen with the protocols
that are published: a monitor that is bound to v1 alone, and publishes v2 and v1, speaks v2 there.
Bound to another address of the host it has both protocols, at 3300 and 6789, and each port needs a
proxy:
  ceph-mon -i a --public-bind-addr 10.0.0.9
A monitor that publishes v1 alone can take another port ("v1:" since Nautilus only):
  ceph-mon -i a --public-bind-addr v1:10.0.0.1:6790
Or let the firewall redirect the clients' packets to the proxy. OSDs need this, since they have no
such option. They also send addresses, so each OSD that such clients reach needs a proxy. A server
sees the address of the proxy as the client's.

Messenger v2 passes unchanged, and the line says so: v2 requires ADDR2, so a client that speaks v2
does mean bit 59.`,
  status: ['after a signal', 'if it cannot listen'],
  examples: `Example, for the first of these monitors:
  cephwire proxy --listen 10.0.0.1:6789 --upstream 10.0.0.9:6789`,
  async run({ listen, upstream, mask, vendor, timeout, drain, format }, terminal) {
    const log = proxyLog(terminal, format);
    const proxy = asUsage(() => createProxy({ listen, upstream, handshakeTimeout: timeout, onConnection: log.connection, ...defined({ mask, vendor }) }));
    const local = formatEndpoint(await listening(proxy, listen));
    log.say('listening', `listening on ${local} for ${formatEndpoint(upstream)}`, { local, upstream: formatEndpoint(upstream) });
    await stopped(proxy, drain, log);
    log.say('stopped', 'stopped', {});
  },
});

/** Waits for a signal, and then for the connections to end; a second signal closes them. */
async function stopped(proxy: Proxy, drain: number, log: ProxyLog): Promise<void> {
  let dispose = (): void => undefined;
  let isStopping = false;
  const drained = new Promise<void>((resolve, reject) => {
    dispose = onStopSignal(() => {
      if (isStopping) return void proxy.close();
      isStopping = true;
      const open = proxy.connections;
      log.say('stopping', `stopping: open connections are ${open}, and may go on for ${drain} ms`, { open, drain });
      proxy.drain(drain).then(resolve, reject);
    });
  });
  return drained.finally(() => dispose());
}

async function listening(proxy: Proxy, where: Endpoint): Promise<Endpoint> {
  try {
    return await proxy.listen();
  } catch (error) {
    throw new InputError(`cannot listen on ${formatEndpoint(where)}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function endpoint(what: string): Option<Endpoint | undefined> {
  return option('HOST:PORT', what, (text) => asUsage(() => parseEndpoint(text)));
}

/** `59,62` or `0xHEX`. */
function maskNamed(text: string, name: string): Mask64 {
  if (text.startsWith('0x')) return asUsage(() => Mask64.parse(text));
  if (!/^\d+(,\d+)*$/.test(text)) throw new UsageError(`${name} takes bit numbers as in 59,62, or 0xHEX, not "${text}"`);
  return asUsage(() => maskOf(text.split(',').map(Number)));
}
