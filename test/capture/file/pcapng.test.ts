import { describe, expect, it } from 'vitest';
import { hex } from '../../support/support.ts';
import { block, interfaceDescription, join, sectionHeader, words } from '../support/make.ts';
import { bytesOf, changed, readFile } from '../support/support.ts';

const section = hex`
  0a0d0d0a 1c000000 4d3c2b1a 0100 0000 ffffffffffffffff 1c000000  # little-endian, 1.0, of unknown length`;
const ethernet = hex`
  01000000 14000000 0100 0000 00000000 14000000                   # Ethernet, no snaplen, no options: microseconds`;
const enhanced = hex`
  06000000 24000000 00000000 31af0500 0100a407                    # interface 0; 1,600,000,000,000,001 us
  03000000 09000000 61626300 24000000                             # three bytes of nine, "abc"`;

describe('a pcapng file', () => {
  it('is read block by block', () => {
    const { packets, error } = readFile(join(section, ethernet, enhanced));
    expect(error).toBeNull();
    expect(packets).toMatchObject([{ length: 9, linkType: 1, stamp: { sec: 1_600_000_000, nsec: 1000 } }]);
    expect(packets.map(bytesOf)).toEqual([hex`616263`]);
  });

  it('has interfaces with different clocks', () => {
    const nanoseconds = hex`0900 0100 09000000 0000 0000`; // if_tsresol 9
    const milliseconds = hex`0200 0300 6c6f3000 0900 0100 03000000 0e00 0800 6400000000000000 0000 0000`; // if_name "lo0", if_tsresol 3, if_tsoffset 100
    const packet = (id: number): Uint8Array => block(6, words(4, [id, 0, 5000, 0, 0], true), true);
    const bytes = join(section, interfaceDescription(1, true, nanoseconds), interfaceDescription(113, true, milliseconds), packet(1), packet(0));
    expect(readFile(bytes).packets.map(({ linkType, stamp }) => [linkType, stamp])).toEqual([
      [113, { sec: 105, nsec: 0 }],
      [1, { sec: 0, nsec: 5000 }],
    ]);
  });

  it('starts again with each section, in the byte order of this section', () => {
    const bytes = join(section, ethernet, enhanced, sectionHeader(false), interfaceDescription(228, false), block(6, join(words(4, [0, 0, 7, 1, 1]), hex`7a`), false));
    expect(readFile(bytes).packets.map(({ linkType }) => linkType)).toEqual([1, 228]);
  });

  it('can have simple packets, cut at the snaplen of the first interface, without a stamp', () => {
    const bytes = join(section, interfaceDescription(1, true, undefined, 2), block(3, join(words(4, [4], true), hex`6162`), true));
    expect(readFile(bytes).packets.map((packet) => [packet.stamp, packet.length, bytesOf(packet)])).toEqual([[null, 4, hex`6162`]]);
  });

  it('can have packets of the obsolete form', () => {
    const obsolete = hex`02000000 24000000 0000 ffff 00000000 40420f00 01000000 01000000 7a000000 24000000`; // a million ticks
    expect(readFile(join(section, ethernet, obsolete)).packets.map((packet) => [packet.stamp, bytesOf(packet)])).toEqual([[{ sec: 1, nsec: 0 }, hex`7a`]]);
  });

  it.each([1, 5, 1000])('has other blocks, which are skipped without being stored, in chunks of %i', (chunkSize) => {
    const names = block(4, new Uint8Array(3_000), true);
    const { packets, error } = readFile(join(section, names, ethernet, block(0x0bad, new Uint8Array(0), true), enhanced, names), chunkSize);
    expect([packets.map(bytesOf), error]).toEqual([[hex`616263`], null]);
  });

  it('is read up to a malformed block, whose fault is named', () => {
    const good = join(section, ethernet, enhanced);
    const wrong = (bytes: Uint8Array): unknown => {
      const { packets, error } = readFile(join(good, bytes));
      return [packets.length, error?.code, error?.path, (error?.offset ?? 0) - good.length, error?.reason];
    };
    expect(wrong(changed(enhanced, 4, 0x25))).toEqual([1, 'malformed', 'pcapng.block_total_length', 4, 'expected a multiple of 4 from 12 on, got 37']);
    expect(wrong(changed(enhanced, 4, 8))).toEqual([1, 'malformed', 'pcapng.block_total_length', 4, 'expected a multiple of 4 from 12 on, got 8']);
    expect(wrong(changed(enhanced, 6, 0x20))).toEqual([1, 'malformed', 'pcapng.block_total_length', 4, 'a block that is read has at most 1048576 bytes, got 2097188']);
    expect(wrong(changed(enhanced, 32, 0x20))).toEqual([1, 'malformed', 'pcapng.block_total_length', 32, 'expected 36 as at the start of the block, got 32']);
    expect(wrong(changed(enhanced, 8, 1))).toEqual([1, 'malformed', 'pcapng.interface_id', 8, 'interfaces of the section: 1, got 1']);
    expect(wrong(changed(enhanced, 20, 5))).toEqual([1, 'malformed', 'pcapng.captured_packet_length', 20, 'the block has room for 4 bytes, got 5']);
    expect(wrong(block(6, new Uint8Array(16), true))).toEqual([1, 'malformed', 'pcapng.original_packet_length', 24, 'the block ends before it']);
    expect(wrong(block(1, new Uint8Array(4), true))).toEqual([1, 'malformed', 'pcapng.snap_len', 12, 'the block ends before it']);
    expect(wrong(changed(section, 8, 0))).toEqual([1, 'malformed', 'pcapng.byte_order_magic', 8, 'expected 0x1a2b3c4d in either order, got 0x003c2b1a']);
    expect(wrong(changed(section, 12, 2))).toEqual([1, 'not_supported', 'pcapng.major_version', 12, 'expected 1, got 2']);
    expect(wrong(changed(block(0x0bad, new Uint8Array(4), true), 12, 0))).toEqual([1, 'malformed', 'pcapng.block_total_length', 12, 'expected 16 as at the start of the block, got 0']);
  });

  it('has a limited number of interfaces in a section', () => {
    const many = join(section, ...new Array<Uint8Array>(4097).fill(ethernet));
    expect(readFile(many).error).toMatchObject({ code: 'malformed', path: 'pcapng.interface', reason: 'a section has at most 4096 interfaces' });
  });

  it('is truncated if it ends before the last length of a skipped block', () => {
    const names = block(4, new Uint8Array(8), true);
    expect(readFile(join(section, names.subarray(0, 16))).error).toMatchObject({ code: 'truncated' });
  });
});
