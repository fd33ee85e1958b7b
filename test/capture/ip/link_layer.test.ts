import { describe, expect, it } from 'vitest';
import { CUT_SHORT, findIp, NOT_IP, UNKNOWN_LINK_TYPE } from '../../../src/capture/ip/link_layer.ts';
import { hex } from '../../support/support.ts';
import { linkHeader, LINKS, linkType } from '../support/make.ts';
import { rawPacket } from '../support/support.ts';

const MACS = hex`020202020202 030303030303`;

function ipAt(type: number, bytes: Uint8Array): number {
  return findIp(rawPacket(bytes, bytes.length, type));
}

describe('findIp', () => {
  it('finds IPv4 and IPv6 in Ethernet', () => {
    expect(ipAt(1, hex`${MACS} 0800 45`)).toBe(14);
    expect(ipAt(1, hex`${MACS} 86dd 60`)).toBe(14);
  });

  it('skips any number of VLAN tags', () => {
    expect(ipAt(1, hex`${MACS} 8100 0007 0800 45`)).toBe(18);
    expect(ipAt(1, hex`${MACS} 88a8 0007 8100 0009 86dd 60`)).toBe(22);
    expect(ipAt(1, hex`${MACS} 9100 0007 9200 0001 8100 0009 0800 45`)).toBe(26);
  });

  it('skips the headers of Linux cooked captures, in both versions, with and without VLAN tags', () => {
    expect(ipAt(113, hex`0000 0001 0006 020202020202 0000 0800 45`)).toBe(16);
    expect(ipAt(113, hex`0000 0001 0006 020202020202 0000 8100 0007 0800 45`)).toBe(20);
    expect(ipAt(276, hex`86dd 0000 00000002 0001 00 06 0202020202020000 60`)).toBe(20);
    expect(ipAt(276, hex`8100 0000 00000002 0001 00 06 0202020202020000 0007 0800 45`)).toBe(24);
  });

  it('accepts the address families of all BSDs, in either byte order', () => {
    expect(['02000000', '00000002', '18000000', '1c000000', '1e000000', '0000001e'].map((family) => ipAt(0, hex`${hexBytes(family)} 45`))).toEqual([4, 4, 4, 4, 4, 4]);
    expect(ipAt(108, hex`00000002 45`)).toBe(4);
    expect(ipAt(0, hex`07000000 45`)).toBe(NOT_IP);
  });

  it.each([12, 14, 101, 228, 229])('skips nothing in link type %i', (type) => {
    expect(ipAt(type, hex`45`)).toBe(0);
    expect(ipAt(type, hex``)).toBe(CUT_SHORT);
  });

  it('distinguishes other protocols from unknown link types', () => {
    expect(ipAt(1, hex`${MACS} 0806 0001`)).toBe(NOT_IP);
    expect(ipAt(1, hex`${MACS} 0040 aaaa`)).toBe(NOT_IP); // 802.3 with a length
    expect(ipAt(105, hex`${MACS} 0800`)).toBe(UNKNOWN_LINK_TYPE);
  });

  it.each(LINKS)('reports that a packet of %s is cut within its header', (link) => {
    const header = linkHeader(link, 4);
    for (let length = 0; length < header.length; length++) expect(ipAt(linkType(link, 4), header.subarray(0, length))).toBe(CUT_SHORT);
  });
});

function hexBytes(digits: string): Uint8Array {
  return Uint8Array.from(digits.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
}
