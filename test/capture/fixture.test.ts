import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Packet } from '../../src/capture/file/packet.ts';
import { ONE_MON, tcpEvents } from './support/fixture.ts';
import { bytesOf, readFile, streamOf } from './support/support.ts';

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const FOLDER = new URL('../../fixtures/', import.meta.url);

describe('fixtures/capture', () => {
  it('is listed in PROVENANCE.md, each file with its size and sha256', () => {
    const lines = readFileSync(new URL('PROVENANCE.md', FOLDER), 'utf8').matchAll(/^- capture\/(\S+), (\d+) bytes, sha256 ([0-9a-f]{64}):$/gm);
    const listed = [...lines].map(([, file = '', bytes, hash]) => [file, Number(bytes), hash]);
    const there = readdirSync(new URL('capture/', FOLDER)).sort().map((file) => {
      const bytes = readFileSync(new URL(`capture/${file}`, FOLDER));
      return [file, bytes.length, sha256(bytes)];
    });
    expect(listed).toEqual(there);
  });
});

describe('one-mon.pcapng', () => {
  it('has the packets that capinfos counts, and their stamps', () => {
    const { packets, error } = readFile(ONE_MON);
    expect(error).toBeNull();
    expect(packets.length).toBe(242);
    expect(packets.reduce((sum, { begin, end }) => sum + end - begin, 0)).toBe(183_950);
    expect([packets[0], packets.at(-1)].map((packet) => packet?.stamp)).toEqual([
      { sec: Date.UTC(2026, 10, 22, 3, 27, 43) / 1000, nsec: 833_175_776 },
      { sec: Date.UTC(2026, 10, 22, 3, 27, 45) / 1000, nsec: 36_402_769 },
    ]);
  });

  it.each([1, 7, 100, 4096, 65_536])('reads the same in chunks of %i', (chunkSize) => {
    const plain = ({ packets }: { packets: readonly Packet[] }): unknown => packets.map((packet) => [sha256(bytesOf(packet)), packet.length, packet.linkType, packet.stamp]);
    expect(plain(readFile(ONE_MON, chunkSize))).toEqual(plain(readFile(ONE_MON)));
  });

  it('has the streams that tshark finds', () => {
    const events = tcpEvents(ONE_MON);
    const ids = [...new Set(events.map(({ connection }) => connection.id))];
    const lengths = ids.map((id) => {
      const own = events.filter(({ connection }) => connection.id === id);
      return [streamOf(own, 0).length, streamOf(own, 1).length];
    });
    expect(lengths).toEqual([[396, 974], [396, 1330], [396, 926], [396, 926], [396, 938], [396, 946], [614, 1061], [1176, 76_264], [453, 703], [614, 1061], [1176, 76_264]]);
    expect(sha256(streamOf(events, 0))).toBe('a3d1923c5712e41754ac500f99268c92f66982ee87fa59f6c9b5c01be738b732');
    expect(sha256(streamOf(events, 1))).toBe('45c1fd7dab708f0c294ad74f26a72d27370b3e85e61e8e2a26375c70fe1cd7a5');
    expect(events.some(({ kind }) => kind === 'lost')).toBe(false);
  });
});
