import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Fragments } from '../../../src/capture/ip/fragments.ts';
import { readIp } from '../../../src/capture/ip/ip_header.ts';
import type { IpHeader } from '../../../src/capture/ip/ip_header.ts';
import { ip } from '../support/make.ts';
import { CLIENT, CLIENT6, rawPacket, SERVER, SERVER6 } from '../support/support.ts';

const DATAGRAM = Uint8Array.from({ length: 100 }, (_, i) => i);

interface Cut {
  readonly from: number;
  readonly to: number;
  readonly id?: number;
  readonly isV6?: boolean;
  readonly fill?: number;
}

/** Adds fragments, and returns the payloads of the completed datagrams. */
function push(fragments: Fragments, cuts: readonly Cut[]): Uint8Array[] {
  return cuts.flatMap(({ from, to, id = 1, isV6 = false, fill }) => {
    const payload = fill === undefined ? DATAGRAM.subarray(from, to) : new Uint8Array(to - from).fill(fill);
    const bytes = ip(isV6 ? CLIENT6 : CLIENT, isV6 ? SERVER6 : SERVER, payload, { id, fragment: [from, to < DATAGRAM.length] });
    const header = readIp(rawPacket(bytes), 0) as IpHeader;
    if (header.fragment === null) throw new Error('expected a fragment');
    const whole = fragments.addFragment(header, header.fragment);
    return whole === null ? [] : [whole.bytes.slice(whole.begin, whole.end)];
  });
}

describe('Fragments', () => {
  it.each([false, true])('assembles a datagram from fragments in any order (IPv6: %s)', (isV6) => {
    const fragments = new Fragments({ maxDatagrams: 2 });
    expect(push(fragments, [{ from: 80, to: 100, isV6 }, { from: 0, to: 40, isV6 }, { from: 40, to: 80, isV6 }])).toEqual([DATAGRAM]);
    expect(fragments.lost).toBe(0);
  });

  it('keeps the first bytes if fragments overlap', () => {
    const [whole] = push(new Fragments({ maxDatagrams: 2 }), [{ from: 0, to: 48 }, { from: 16, to: 64, fill: 255 }, { from: 64, to: 100 }]);
    expect(whole?.subarray(0, 48)).toEqual(DATAGRAM.subarray(0, 48));
    expect(whole?.subarray(48, 64)).toEqual(new Uint8Array(16).fill(255));
  });

  it('counts datagrams that stay incomplete, or are dropped for others', () => {
    const fragments = new Fragments({ maxDatagrams: 2 });
    push(fragments, [{ from: 0, to: 8, id: 1 }, { from: 0, to: 8, id: 2 }, { from: 0, to: 8, id: 3 }]);
    expect(fragments.lost).toBe(3);
    expect(push(fragments, [{ from: 8, to: 100, id: 1 }])).toEqual([]);
    expect(push(fragments, [{ from: 8, to: 100, id: 3 }])).toEqual([DATAGRAM]);
  });

  it('drops a datagram with inconsistent fragments', () => {
    const fragments = new Fragments({ maxDatagrams: 2 });
    expect(push(fragments, [{ from: 0, to: 8 }, { from: 8, to: 15 }, { from: 8, to: 100 }])).toEqual([]);
    expect(fragments.lost).toBe(2);
  });

  it('ignores fragments after the last one', () => {
    const fragments = new Fragments({ maxDatagrams: 2 });
    const last = { from: 80, to: 100 };
    const header = readIp(rawPacket(ip(CLIENT, SERVER, new Uint8Array(80), { id: 1, fragment: [104, true] })), 0) as IpHeader;
    expect(fragments.addFragment(header, { id: 1, offset: 104, isLast: false })).toBeNull();
    expect(push(fragments, [last, { from: 0, to: 40 }])).toEqual([]);
    expect(push(fragments, [{ from: 40, to: 80 }])).toEqual([DATAGRAM]);
  });

  it('returns every datagram once and complete, whatever the order', () => {
    const cuts = fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { maxLength: 8 }).chain((units) => {
      const bounds = [0, ...units.map((unit) => unit * 8).sort((a, b) => a - b), 100];
      const all = bounds.slice(1).map((to, i) => ({ from: bounds[i] as number, to }));
      return all.length < 2 ? fc.constant<Cut[]>([]) : fc.shuffledSubarray(all, { minLength: all.length });
    });
    fc.assert(fc.property(cuts, (all) => {
      expect(push(new Fragments({ maxDatagrams: 2 }), all)).toEqual(all.length === 0 ? [] : [DATAGRAM]);
    }));
  });
});
