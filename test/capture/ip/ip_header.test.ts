import { describe, expect, it } from 'vitest';
import { readIp } from '../../../src/capture/ip/ip_header.ts';
import type { IpHeader } from '../../../src/capture/ip/ip_header.ts';
import { CUT_SHORT, NOT_IP } from '../../../src/capture/ip/link_layer.ts';
import { hex } from '../../support/support.ts';
import { changed, rawPacket } from '../support/support.ts';

const v4 = hex`
  45 00 0018 0001 4000 40 06 0000 0a000001 c0a80002  # 24 bytes, do not fragment, TCP, 10.0.0.1 to 192.168.0.2
  61626364 0000                                      # "abcd", and Ethernet's padding`;
const v6 = hex`
  6000 0000 0004 06 40                               # 4 bytes behind the header, TCP
  fd000000000000000000000000000001 fd000000000000000000000000000002
  61626364 0000`;

function read(bytes: Uint8Array, length?: number): IpHeader {
  const found = readIp(rawPacket(bytes, length), 0);
  if (typeof found === 'number') throw new Error(`expected a header, got ${found}`);
  return found;
}

function fault(bytes: Uint8Array, length?: number): unknown {
  const found = readIp(rawPacket(bytes, length), 0);
  return typeof found === 'number' ? found : 'none';
}

describe('readIp', () => {
  it('reads IPv4 without the padding', () => {
    expect(read(v4)).toMatchObject({ family: 4, src: [0, 0, 0, 0x0a000001], dst: [0, 0, 0, 0xc0a80002 | 0], protocol: 6, fragment: null, begin: 20, end: 24, length: 4 });
  });

  it('reads IPv6 without the padding', () => {
    const fd = 0xfd000000 | 0;
    expect(read(v6)).toMatchObject({ family: 6, src: [fd, 0, 0, 1], dst: [fd, 0, 0, 2], protocol: 6, fragment: null, begin: 40, end: 44, length: 4 });
  });

  it('skips the options of IPv4', () => {
    const bytes = hex`46 00 001a 0001 0000 40 06 0000 0a000001 0a000002 01010100 6162`;
    expect(read(bytes)).toMatchObject({ begin: 24, end: 26, length: 2 });
  });

  it('skips the extension headers of IPv6', () => {
    const bytes = hex`
      6000 0000 001e 00 40 fd000000000000000000000000000001 fd000000000000000000000000000002
      3c 00 010400000000                             # hop by hop, then destination options
      33 00 010400000000                             # destination options, then authentication
      06 01 0000 00000000 00000000                   # authentication, whose unit is 4 bytes, then TCP
      6162`;
    expect(read(bytes)).toMatchObject({ protocol: 6, begin: 68, end: 70, length: 2 });
  });

  it('reads a length of 0, which segmentation offload writes, as the whole packet', () => {
    expect(read(changed(v4, 3, 0))).toMatchObject({ begin: 20, end: 26, length: 6 });
    expect(read(changed(v6, 5, 0))).toMatchObject({ begin: 40, end: 46, length: 6 });
    expect(read(changed(v4, 3, 0), 5000)).toMatchObject({ begin: 20, end: 26, length: 4980 });
  });

  it('states how much the capture has cut off', () => {
    expect(read(v4.subarray(0, 22), 26)).toMatchObject({ begin: 20, end: 22, length: 4 });
    expect(read(v6.subarray(0, 41), 46)).toMatchObject({ begin: 40, end: 41, length: 4 });
  });

  it('reads fragments', () => {
    expect(read(changed(v4, 6, 0x20)).fragment).toEqual({ id: 1, offset: 0, isLast: false });
    expect(read(changed(changed(v4, 6, 0x00), 7, 3)).fragment).toEqual({ id: 1, offset: 24, isLast: true });
    const fragment = hex`6000 0000 000a 2c 40 fd000000000000000000000000000001 fd000000000000000000000000000002 06 00 0019 deadbeef 6162`;
    expect(read(fragment)).toMatchObject({ protocol: 6, fragment: { id: 0xdeadbeef, offset: 24, isLast: false }, begin: 48, end: 50 });
    expect(read(changed(fragment, 43, 0))).toMatchObject({ fragment: null, begin: 48 }); // a single fragment is the whole datagram
  });

  it('recognizes other protocols, and headers that are cut short', () => {
    expect(fault(hex`55`)).toBe(NOT_IP);
    expect(fault(changed(v4, 0, 0x44))).toBe(NOT_IP);
    expect(fault(changed(v4, 3, 19))).toBe(NOT_IP);
    expect(fault(v4.subarray(0, 19))).toBe(CUT_SHORT);
    expect(fault(v6.subarray(0, 39))).toBe(CUT_SHORT);
    expect(fault(hex``)).toBe(CUT_SHORT);
  });

  it('does not read an extension header beyond the packet or the captured bytes', () => {
    const extended = changed(changed(v6, 6, 0), 5, 8);
    expect(fault(extended.subarray(0, 44), 48)).toBe(CUT_SHORT);
    expect(fault(changed(v6, 6, 0))).toBe(NOT_IP);
  });
});
