import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decode } from '../../src/encoding/ceph_type.ts';
import { Mask64 } from '../../src/features/mask64.ts';
import { messageOf } from '../../src/messenger/messages.ts';
import { Client } from '../../src/messenger/v1/client.ts';
import { parseEndpoint } from '../../src/net/endpoint.ts';
import type { Endpoint } from '../../src/net/endpoint.ts';
import type { ConnectionReport } from '../../src/net/proxy/proxied_connection.ts';
import { createProxy } from '../../src/net/proxy/proxy.ts';
import { MAuth } from '../../src/types/messages/MAuth.ts';
import { MMonGetMap } from '../../src/types/messages/MMonGetMap.ts';
import { MMonMap } from '../../src/types/messages/MMonMap.ts';
import { PAXOS_OF_CLIENT } from '../../src/types/messages/PaxosServiceMessage.ts';
import { CEPH_AUTH_NONE, writeAuthHello } from '../../src/types/auth/auth_hello.ts';
import { startMonitors } from './monitors.ts';
import type { Monitors } from './monitors.ts';
import { until } from '../support/until.ts';
import { needs } from './support.ts';

needs(['ceph', 'ceph-mon', 'monmaptool'], 'ceph-common ceph-mon');

/** Hammer's word with bit 59, as the fork of the incident sends it. */
const HAMMER_59 = Mask64.parse('0x08c3ffffffffffff');

/** Where the monitor really listens, at the default ports: an address that nothing else uses. */
const BIND = '127.67.89.1';

/** The MMonMap that a client with these features is sent over messenger v1. */
async function askForMap({ host, port }: Endpoint, features: Mask64): Promise<Uint8Array> {
  const client = new Client({ features, name: { type: 8, num: -1n }, globalSeq: 1 });
  const socket = connect({ host, port });
  const write = (): void => client.takeOutput().forEach((bytes) => socket.write(bytes));
  try {
    write();
    for await (const chunk of socket) {
      for (const event of client.receive(chunk as Uint8Array)) {
        if (event.kind === 'failed') throw event.error;
        if (event.kind === 'ready') greet(client, event.features);
        if (event.kind === 'message' && event.message.type === MMonMap.type) return event.message.front.toBytes();
      }
      write();
    }
    throw new Error('the connection ended without a map');
  } finally {
    socket.destroy();
  }
}

function greet(client: Client, features: Mask64): void {
  const hello = { methods: [CEPH_AUTH_NONE], entityName: { type: 8, id: 'admin' }, globalId: 0n };
  client.send(messageOf(MAuth, { ...PAXOS_OF_CLIENT, protocol: 0, authPayload: writeAuthHello(hello), monmapEpoch: 0 }, { features }));
  client.send(messageOf(MMonGetMap, {}, { features }));
}

describe('a proxy where ceph-mon 16.2.15 is published', () => {
  const reports: ConnectionReport[] = [];
  const closing = new AbortController();
  const bound = { v1: { host: BIND, port: 6789 }, v2: { host: BIND, port: 3300 } };
  let monitors: Monitors | undefined;
  let published: { readonly v1: Endpoint; readonly v2: Endpoint } = bound;

  beforeAll(async () => {
    monitors = await startMonitors(['a'], [], ['--public-bind-addr', BIND]);
    const [, v2 = '', v1 = ''] = /v2:([\d.:]+),v1:([\d.:]+)/.exec(monitors.addrs.get('a') ?? '') ?? [];
    published = { v1: parseEndpoint(v1), v2: parseEndpoint(v2) };
    for (const version of ['v1', 'v2'] as const) {
      const proxy = createProxy({ listen: published[version], upstream: bound[version], signal: closing.signal, onConnection: (report) => reports.push(report) });
      await proxy.listen();
    }
    await monitors.ceph('osd', 'crush', 'tunables', 'hammer'); // with those of today it refuses Hammer
  });

  afterAll(async () => {
    closing.abort();
    await monitors?.stop();
  });

  it('has the fork of the incident be sent what it can read', async () => {
    const front = await askForMap(published.v1, HAMMER_59);
    const { monmap } = decode(MMonMap, front, { release: 'hammer' });
    expect(monmap).toEqual(decode(MMonMap, await askForMap(bound.v1, HAMMER_59.without(Mask64.bit(59))), { release: 'hammer' }).monmap);
    expect(front[4]).toBe(5);
    expect([...monmap.monInfo.values()].map(({ publicAddrs }) => publicAddrs[0])).toMatchObject([{ port: published.v1.port }]);
    expect(reports.at(-1)).toMatchObject({ outcome: 'masked', why: 'the server has accepted: SEQ', masking: { masked: [{ bit: 59, why: 'profile' }] } });
  });

  it('matters: without it the fork is sent what it cannot read', async () => {
    const front = await askForMap(bound.v1, HAMMER_59);
    expect(() => decode(MMonMap, front, { release: 'hammer' })).toThrow(/^MMonMap\.monmap\.last_changed\.n?sec at offset \d+: need 4 bytes/);
  });

  it.each(['v1', 'v2'] as const)('serves a stock ceph -s over %s as the monitor itself would', async (version) => {
    const { host, port } = published[version];
    const before = reports.length;
    expect(await monitors?.ceph('-m', `${version}:${host}:${port}`, '-s')).toMatch(/mon: 1 daemons, quorum a/);
    const ours = reports.slice(before).filter(({ masking }) => (masking === null) === (version === 'v2'));
    expect(ours.length).toBeGreaterThan(0);
    expect(new Set(reports.slice(before).map(({ outcome }) => outcome))).toEqual(new Set(['passed']));
  });

  it('serves no client of Ceph where the monitor is not published', async () => {
    const outcomes: unknown[] = [];
    const elsewhere = createProxy({ listen: { host: '127.0.0.1', port: 0 }, upstream: bound.v1, signal: closing.signal, onConnection: ({ masking, outcome }) => outcomes.push({ masking, outcome }) });
    const { host, port } = await elsewhere.listen();
    const failing = expect(monitors?.ceph('-m', `v1:${host}:${port}`, '--connect-timeout', '10', '-s')).rejects.toThrow();
    await until(() => outcomes.length > 0);
    await failing;
    expect(outcomes[0]).toEqual({ masking: null, outcome: 'failed' }); // it left when it had read the address
  });
});
