import { describe, expect, it } from 'vitest';
import { ConnectionTable } from '../../../src/capture/tcp/connection_table.ts';
import { SegmentReader } from '../../../src/capture/tcp/segment_reader.ts';
import type { TcpSegment } from '../../../src/capture/tcp/segment.ts';
import { TrackedConnection } from '../../../src/capture/tcp/tracked_connection.ts';
import { ip, tcp } from '../support/make.ts';
import type { Host } from '../support/make.ts';
import { CLIENT, rawPacket, SERVER } from '../support/support.ts';

function segment(from: Host, to: Host): TcpSegment {
  const found = new SegmentReader({ maxDatagrams: 1 }).read(rawPacket(ip(from, to, tcp({ from, to, seq: 1 }))));
  if (found === null) throw new Error('expected a segment');
  return found;
}

/** Enough that some must share a hash of sixteen bits. */
const HOSTS: readonly Host[] = Array.from({ length: 3000 }, (_, i) => ({ ip: [10, 0, i >> 8, i & 255], port: 1024 + i }));

function filled(): ConnectionTable {
  const table = new ConnectionTable();
  for (const [i, host] of HOSTS.entries()) {
    const each = segment(host, SERVER);
    table.add(new TrackedConnection(i, each), each);
  }
  return table;
}

describe('ConnectionTable', () => {
  it('finds a connection from both ends, and returns the end', () => {
    const table = filled();
    expect(table.size).toBe(3000);
    for (const [i, host] of HOSTS.entries()) {
      expect(table.find(segment(host, SERVER))).toMatchObject([{ id: i }, 0]);
      expect(table.find(segment(SERVER, host))).toMatchObject([{ id: i }, 1]);
    }
  });

  it('finds none for other ends, nor for the same ports in exchange', () => {
    const table = filled();
    expect(table.find(segment(CLIENT, SERVER))).toBeNull();
    const [host] = HOSTS as readonly [Host];
    expect(table.find(segment({ ...host, port: SERVER.port }, { ...SERVER, port: host.port }))).toBeNull();
  });

  it('removes in the order of use', () => {
    const table = filled();
    const [host] = HOSTS as readonly [Host];
    table.find(segment(SERVER, host));
    expect([...table.connections()].slice(0, 2).map(({ id }) => id)).toEqual([1, 2]);
    expect([table.removeOldest()?.id, table.removeNewest()?.id, table.removeNewest()?.id]).toEqual([1, 0, 2999]);
    expect([table.find(segment(host, SERVER)), table.size]).toEqual([null, 2997]);
  });

  it('is empty once all are removed', () => {
    const table = filled();
    for (let i = 0; i < 3000; i++) expect(table.removeOldest()?.id).toBe(i);
    expect([table.removeOldest(), table.size, [...table.connections()]]).toEqual([null, 0, []]);
    for (const host of HOSTS) expect(table.find(segment(host, SERVER))).toBeNull();
  });
});
