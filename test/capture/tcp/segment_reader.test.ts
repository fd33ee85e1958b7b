import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SegmentReader } from '../../../src/capture/tcp/segment_reader.ts';
import { TcpReassembler } from '../../../src/capture/tcp/reassembler.ts';
import { hex } from '../../support/support.ts';
import { ip, join, linkHeader, LINKS, linkType, tcp } from '../support/make.ts';
import type { Segment } from '../support/make.ts';
import { ascii, changed, CLIENT, CLIENT6, LIMITS, rawPacket, SERVER, SERVER6, text } from '../support/support.ts';

const segment: Segment = { from: CLIENT, to: SERVER, seq: 7, payload: ascii('abc') };
const packet = ip(CLIENT, SERVER, tcp(segment));

function reader(): SegmentReader {
  return new SegmentReader({ maxDatagrams: 8 });
}

describe('SegmentReader', () => {
  it.each(LINKS)('finds a segment in %s, in IPv4 and IPv6', (link) => {
    for (const [from, to] of [[CLIENT, SERVER], [CLIENT6, SERVER6]] as const) {
      const family = from.ip.length === 4 ? 4 : 6;
      const bytes = join(linkHeader(link, family), ip(from, to, tcp({ ...segment, from, to })));
      const found = reader().read(rawPacket(bytes, bytes.length, linkType(link, family)));
      expect(found).toMatchObject({ srcPort: 40_000, dstPort: 6789, seq: 7 });
      expect(text(found?.bytes.subarray(found.begin, found.end) ?? ascii(''))).toBe('abc');
    }
  });

  it('finds a segment in fragments', () => {
    const whole = tcp({ ...segment, payload: ascii('0123456789abcdef') });
    const reading = reader();
    const fragments = [ip(CLIENT, SERVER, whole.subarray(24), { id: 5, fragment: [24, false] }), ip(CLIENT, SERVER, whole.subarray(0, 24), { id: 5, fragment: [0, true] })];
    const [first, second] = fragments.map((each) => reading.read(rawPacket(each)));
    expect(first).toBeNull();
    expect(text(second?.bytes.subarray(second.begin, second.end) ?? ascii(''))).toBe('0123456789abcdef');
    expect(reading.counts).toMatchObject({ packets: 2, fragments: 2, tcp: 1, lostDatagrams: 0 });
  });

  it('counts the packets that it cannot use, by reason', () => {
    const reading = reader();
    const unusable = [
      rawPacket(ip(CLIENT, SERVER, hex`00350035 0008 0000`, { protocol: 17 })),
      rawPacket(hex`ffffffffffff 020202020202 0806 0001`, 16, 1),
      rawPacket(packet, packet.length, 9999),
      rawPacket(packet.subarray(0, 30), packet.length),
      rawPacket(changed(packet, 32, 0x10)), // a data offset of four bytes
    ];
    expect(unusable.map((each) => reading.read(each))).toEqual([null, null, null, null, null]);
    expect(reading.counts).toEqual({ packets: 5, tcp: 0, other: 2, unknownLink: 1, cutShort: 1, malformed: 1, fragments: 0, lostDatagrams: 0 });
  });

  it('accepts any bytes as a packet of any link type, cut anywhere, as does the reassembler', () => {
    const mutated = fc.tuple(fc.nat(packet.length - 1), fc.nat(255), fc.nat(packet.length)).map(([at, value, length]) => changed(packet, at, value).subarray(0, length));
    const bytes = fc.oneof(fc.uint8Array({ maxLength: 80 }), mutated, mutated);
    fc.assert(
      fc.property(fc.array(fc.tuple(bytes, fc.constantFrom(0, 1, 12, 101, 101, 113, 276), fc.nat(100_000)), { maxLength: 20 }), (packets) => {
        const reading = reader();
        const reassembler = new TcpReassembler(LIMITS);
        for (const [each, link, more] of packets) {
          const found = reading.read(rawPacket(each, each.length + more, link));
          if (found === null) continue;
          expect(found.begin <= found.end && found.end <= each.length && found.end - found.begin <= found.length).toBe(true);
          reassembler.addSegment(found);
        }
        reassembler.end();
        const { packets: all, tcp: good, other, unknownLink, cutShort, malformed, fragments } = reading.counts;
        expect(good + other + unknownLink + cutShort + malformed + fragments).toBe(all);
      }),
      { numRuns: 500 },
    );
  });
});
