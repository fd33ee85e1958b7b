import { describe, expect, it } from 'vitest';
import type { IpHeader } from '../../../src/capture/ip/ip_header.ts';
import { readIp } from '../../../src/capture/ip/ip_header.ts';
import { CUT_SHORT } from '../../../src/capture/ip/link_layer.ts';
import { NOT_TCP, readTcp } from '../../../src/capture/tcp/segment.ts';
import { hex } from '../../support/support.ts';
import { ip } from '../support/make.ts';
import { changed, CLIENT, rawPacket, SERVER } from '../support/support.ts';

const segment = hex`
  9c40 1a85 fffffffe 00000001 60 19 ffff 0000 0000  # 40000 to 6789, a header of 24 bytes, FIN PSH ACK
  01010101 616263                                   # four bytes of options, "abc"`;

/** The segment in a packet that was cut to a length. */
function read(bytes: Uint8Array, captured = bytes.length): ReturnType<typeof readTcp> {
  const packet = ip(CLIENT, SERVER, bytes);
  return readTcp(readIp(rawPacket(packet.subarray(0, 20 + captured), packet.length), 0) as IpHeader, null);
}

describe('readTcp', () => {
  it('reads a header with options', () => {
    expect(read(segment)).toMatchObject({
      srcPort: 40_000, dstPort: 6789, seq: 0xfffffffe, ack: 1, hasAck: true, isFin: true, isSyn: false, isRst: false, begin: 44, end: 47, length: 3,
    });
  });

  it('reads each flag', () => {
    expect(read(changed(segment, 13, 2))).toMatchObject({ isSyn: true, isFin: false, isRst: false, hasAck: false });
    expect(read(changed(segment, 13, 4))).toMatchObject({ isSyn: false, isFin: false, isRst: true, hasAck: false });
  });

  it('states how much of the payload the capture has cut off', () => {
    expect(read(segment, 25)).toMatchObject({ begin: 44, end: 45, length: 3 });
    expect(read(segment, 21)).toMatchObject({ begin: 41, end: 41, length: 3 }); // within the options
  });

  it('recognizes an impossible header, and a header that is cut short', () => {
    expect(read(segment, 19)).toBe(CUT_SHORT);
    expect(read(changed(segment, 12, 0x40))).toBe(NOT_TCP);
    expect(read(changed(segment, 12, 0x70))).toBe(NOT_TCP); // 28 bytes of 27
    expect(read(segment.subarray(0, 19))).toBe(NOT_TCP);
  });
});
