import { describe, expect, it } from 'vitest';
import { toHex } from '../../../src/buffer/bytes/hex.ts';
import { decode, encode } from '../../../src/encoding/ceph_type.ts';
import type { EncodeOptions } from '../../../src/encoding/ceph_type.ts';
import { SUBSCRIBE2 } from '../../../src/features/masks.ts';
import { Mask64 } from '../../../src/features/mask64.ts';
import { MMonSubscribe } from '../../../src/types/messages/MMonSubscribe.ts';
import type { MonSubscribeItem } from '../../../src/types/messages/MMonSubscribe.ts';
import type { Stored } from '../../../src/types/messages/message_type.ts';
import { hex } from '../../support/support.ts';
import { inMessage } from './bytes.ts';
import { itIsACephType, outcome, readablePrefixes, written } from '../support/support.ts';

const v2 = hex`
  02000000                                          # what: 2
  06000000 6d6f6e6d6170 0200000000000000 00         #   "monmap" from 2 on
  06000000 6f73646d6170 0f00000000000000 01         #   "osdmap" from 15 on, once`;
const v3 = hex`
  ${v2}
  02000000 766d                                     # hostname "vm"`;
const v0 = hex`
  02000000                                          # what: 2
  06000000 6d6f6e6d6170 0000000000000000 0100000000000000 00   # "monmap": unused, have 1, not onetime
  06000000 6f73646d6170 0000000000000000 0e00000000000000 01   # "osdmap": unused, have 14, onetime`;

const wants: Stored<MMonSubscribe> = {
  what: new Map([['monmap', { start: 2n, flags: 0 }], ['osdmap', { start: 15n, flags: 1 }]]),
  hostname: 'vm',
  message: null,
};
const WITHOUT_SUBSCRIBE2 = Mask64.ALL.without(SUBSCRIBE2);

describe('the front of an MMonSubscribe', () => {
  it('is a map, and since version 3 a hostname', () => {
    expect(decode(MMonSubscribe, v3)).toEqual(wants);
    expect(decode(MMonSubscribe, v2)).toEqual({ ...wants, hostname: '' });
  });

  it('of version 3 ends after the hostname, or is a version 2', () => {
    expect(readablePrefixes(MMonSubscribe, v3)).toEqual([v2.length]);
    expect(outcome(MMonSubscribe, hex`${v3} 00`)).toMatchObject({ code: 'trailing_bytes', offset: v3.length });
  });

  it.each<{ version: number; peer: string; options: EncodeOptions; bytes: Uint8Array }>([
    { version: 3, peer: 'any', options: {}, bytes: v3 },
    { version: 3, peer: 'Mimic', options: { release: 'mimic' }, bytes: v3 },
    { version: 3, peer: 'Hammer, by Mimic', options: { release: 'mimic', features: 'hammer' }, bytes: v3 },
    { version: 2, peer: 'any, by Luminous', options: { release: 'luminous', features: 'tentacle' }, bytes: v2 },
    { version: 0, peer: 'one without SUBSCRIBE2', options: { features: WITHOUT_SUBSCRIBE2 }, bytes: v0 },
    { version: 0, peer: 'one without SUBSCRIBE2, by Hammer', options: { release: 'hammer', features: WITHOUT_SUBSCRIBE2 }, bytes: v0 },
  ])('is written in version $version for $peer', ({ options, bytes }) => {
    expect(written(MMonSubscribe, wants, options)).toBe(toHex(bytes));
  });

  it('is written in the order of its keys', () => {
    const backwards = new Map([...wants.what].reverse());
    expect(written(MMonSubscribe, { ...wants, what: backwards })).toBe(toHex(v3));
  });

  it('as Hammer reads it has no hostname', () => {
    expect(decode(MMonSubscribe, v3, { release: 'hammer' })).toEqual({ ...wants, hostname: '' });
  });

  it('names the item that is cut', () => {
    expect(outcome(MMonSubscribe, v2.subarray(0, v2.length - 1))).toMatchObject({ code: 'end_of_buffer', path: 'MMonSubscribe.what[1].flags', offset: 41 });
  });

  it('prints, and has the JSON of ceph-dencoder: one line', () => {
    expect(MMonSubscribe.print(wants)).toBe('mon_subscribe({monmap=2+,osdmap=15})');
    expect(MMonSubscribe.dump(wants)).toEqual({ summary: 'mon_subscribe({monmap=2+,osdmap=15})' });
    expect(MMonSubscribe.print({ ...wants, what: new Map() })).toBe('mon_subscribe({})');
  });
});

describe('a stored MMonSubscribe', () => {
  const headerFor = (options: EncodeOptions) => {
    const { message } = decode(MMonSubscribe, encode(MMonSubscribe, inMessage(MMonSubscribe, wants, { version: 9 }), options));
    return [message?.version, message?.compatVersion];
  };

  itIsACephType(MMonSubscribe, encode(MMonSubscribe, inMessage(MMonSubscribe, wants)));

  it.each<{ header: [number, number]; options: EncodeOptions }>([
    { header: [3, 1], options: {} },
    { header: [2, 2], options: { release: 'luminous' } },
    { header: [0, 1], options: { features: WITHOUT_SUBSCRIBE2 } },
    { header: [0, 0], options: { release: 'luminous', features: WITHOUT_SUBSCRIBE2 } },
  ])('has version and compat_version $header in its header for $options', ({ header, options }) => {
    expect(headerFor(options)).toEqual(header);
  });

  const storedAs = (version: number, front: Uint8Array): Uint8Array => {
    const bytes = encode(MMonSubscribe, inMessage(MMonSubscribe, wants, { version: 3, sealed: false }), {});
    return hex`${bytes.subarray(0, 20)} ${Uint8Array.of(version, 0)} ${bytes.subarray(22, 66)} ${Uint8Array.of(front.length, 0, 0, 0)} ${front} 00000000 00000000`;
  };

  it.each([0, 1])('of version %i has the old items', (version) => {
    const { what, hostname } = decode(MMonSubscribe, storedAs(version, v0));
    expect({ what, hostname }).toEqual({ what: wants.what, hostname: '' });
  });

  it('of version 2 has no hostname, and of version 3 must have one', () => {
    expect(decode(MMonSubscribe, storedAs(2, v2)).hostname).toBe('');
    expect(outcome(MMonSubscribe, storedAs(2, v3))).toMatchObject({ code: 'trailing_bytes', path: 'MMonSubscribe.front' });
    expect(outcome(MMonSubscribe, storedAs(3, v2))).toMatchObject({ path: 'MMonSubscribe.front.hostname' });
  });

  it.each<[what: string, have: string, item: MonSubscribeItem]>([
    ['nothing', '0000000000000000', { start: 0n, flags: 0 }],
    ['version 14', '0e00000000000000', { start: 15n, flags: 0 }],
    ['the highest version', 'ffffffffffffffff', { start: 0n, flags: 0 }],
  ])('of version 0, from a client that has %s, requests the next version', (_, have, item) => {
    const front = hex`01000000 01000000 61 0000000000000000 ${Uint8Array.from(have.match(/../g) ?? [], (octet) => Number.parseInt(octet, 16))} 00`;
    expect(decode(MMonSubscribe, storedAs(0, front)).what).toEqual(new Map([['a', item]]));
  });
});
