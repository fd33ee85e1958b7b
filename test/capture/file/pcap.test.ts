import { describe, expect, it } from 'vitest';
import { hex } from '../../support/support.ts';
import { bytesOf, changed, readFile } from '../support/support.ts';

const little = hex`
  d4c3b2a1 0200 0400 00000000 00000000 00000400 01000000  # microseconds, 2.4, snaplen 262144, Ethernet
  00105e5f 40420f00 03000000 03000000 616263              # 0x5f5e1000 s and 1,000,000 us, "abc"
  01105e5f 01000000 02000000 05000000 6465                # two bytes of five`;
const big = hex`
  a1b23c4d 0002 0004 00000000 00000000 00040000 f0000071  # nanoseconds, Linux cooked, an FCS in the upper bits
  5f5e1000 3b9ac9ff 00000001 00000001 7a                  # 999,999,999 ns, "z"`;

describe('a pcap file', () => {
  it('is read in little-endian order, in microseconds', () => {
    const { packets, error } = readFile(little);
    expect(error).toBeNull();
    expect(packets.map(({ stamp, length, linkType }) => ({ stamp, length, linkType }))).toEqual([
      { stamp: { sec: 0x5f5e1001, nsec: 0 }, length: 3, linkType: 1 },
      { stamp: { sec: 0x5f5e1001, nsec: 1000 }, length: 5, linkType: 1 },
    ]);
    expect(packets.map(bytesOf)).toEqual([hex`616263`, hex`6465`]);
  });

  it('is read in big-endian order, in nanoseconds', () => {
    const { packets } = readFile(big);
    expect(packets.map(({ stamp, linkType }) => ({ stamp, linkType }))).toEqual([{ stamp: { sec: 0x5f5e1000, nsec: 999_999_999 }, linkType: 113 }]);
    expect(packets.map(bytesOf)).toEqual([hex`7a`]);
  });

  it('may have no packets', () => {
    expect(readFile(little.subarray(0, 24))).toEqual({ packets: [], error: null });
  });

  it('is not read further after an impossible length of a packet', () => {
    const damaged = changed(little, 24 + 16 + 3 + 8 + 3, 0x7f); // incl_len of the second packet
    const { packets, error } = readFile(damaged);
    expect(packets.map(bytesOf)).toEqual([hex`616263`]);
    expect(error).toMatchObject({ code: 'malformed', path: 'pcap.incl_len', offset: 51, reason: 'a packet has at most 1048576 bytes, got 2130706434' });
  });

  it('is refused in an unknown version', () => {
    expect(readFile(changed(little, 4, 3)).error).toMatchObject({ code: 'not_supported', path: 'pcap.version_major', offset: 4, reason: 'expected 2, got 3' });
  });
});
