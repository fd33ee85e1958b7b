import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../../../../src/buffer/bytes/hex.ts';
import { decode } from '../../../../src/encoding/ceph_type.ts';
import type { CodecReleaseName } from '../../../../src/features/codec_release.ts';
import { MonInfo } from '../../../../src/types/mon/mon_info_t/mon_info_t.ts';
import { hex } from '../../../support/support.ts';
import { ADDR2, LEGACY, MON_INFO_BYTES } from './bytes.ts';
import { addrs, itIsACephType, monOf, outcome, written } from '../../support/support.ts';

/** The values that each version has of the same monitor. */
const v1 = monOf('a', 'v1:10.0.0.1:6789/0');
const v2 = { ...v1, priority: 5 };
const v4 = { ...v2, weight: 7 };
const v5 = { ...v4, crushLoc: new Map([['rack', 'r1']]) };
const v6 = { ...v5, timeAdded: { sec: 1_600_000_000, nsec: 123_456_789 } };

describe.each([
  { version: 'v1', value: v1, release: 'kraken', bytes: MON_INFO_BYTES.v1 },
  { version: 'v2', value: v2, release: 'luminous', bytes: MON_INFO_BYTES.v2 },
  { version: 'v2', value: v2, release: 'mimic', bytes: MON_INFO_BYTES.v2 },
  { version: 'v3', value: v2, release: 'nautilus', bytes: MON_INFO_BYTES.v3 },
  { version: 'v4', value: v4, release: 'octopus', bytes: MON_INFO_BYTES.v4 },
  { version: 'v5', value: v5, release: 'pacific', bytes: MON_INFO_BYTES.v5 },
  { version: 'v5', value: v5, release: 'quincy', bytes: MON_INFO_BYTES.v5 },
  { version: 'v5', value: v5, release: 'reef', bytes: MON_INFO_BYTES.v5 },
  { version: 'v5', value: v5, release: 'squid 19.2.1', bytes: MON_INFO_BYTES.v5 },
  { version: 'v6', value: v6, release: 'squid 19.2.4', bytes: MON_INFO_BYTES.v6 },
  { version: 'v6', value: v6, release: 'squid', bytes: MON_INFO_BYTES.v6 },
  { version: 'v6', value: v6, release: 'tentacle', bytes: MON_INFO_BYTES.v6 },
] as const)('mon_info_t $version, as $release writes it', ({ value, release, bytes }) => {
  itIsACephType(MonInfo, bytes);

  it('has the fields of that version, and defaults for the others', () => {
    expect(decode(MonInfo, bytes)).toEqual(value);
  });

  it('is written for a monitor that has all fields', () => {
    expect(written(MonInfo, v6, { release, features: 'tentacle' })).toBe(toHex(bytes));
  });
});

describe('mon_info_t', () => {
  it('keeps what a newer encoder appended, and writes it back', () => {
    const bytes = hex`07 02 4d000000 ${MON_INFO_BYTES.v6.subarray(6)} cafe`;
    const value = decode(MonInfo, bytes);
    expect(value).toEqual({ ...v6, newer: { structV: 7, structCompat: 2, tail: hex`cafe` } });
    expect(written(MonInfo, value)).toBe(toHex(bytes));
    expect(written(MonInfo, value, { release: 'pacific' })).toBe(toHex(MON_INFO_BYTES.v5));
    expect(written(MonInfo, value, { features: 'luminous' })).not.toContain('cafe');
  });

  it('skips what follows the fields of an older version, as Octopus to 19.2.3 append it', () => {
    const bytes = hex`02 01 30000000 ${MON_INFO_BYTES.v2.subarray(6)} 0000 00000000`;
    expect(decode(MonInfo, bytes)).toEqual(v2);
  });

  it.each([
    ['weight, by Octopus', hex`0700`, v4],
    ['weight and crush_loc, by Pacific and later', MON_INFO_BYTES.v5.subarray(-20), v5],
    ['time_added too, since 19.2.4 and 20.2.3', MON_INFO_BYTES.v6.subarray(-28), v6],
    ['other bytes, which say nothing', hex`0700 ffffffff`, v2],
  ])('has there %s', (_, skipped, whole) => {
    expect(MonInfo.atSender?.(v2, new Map([['mon_info_t', skipped]]))).toEqual(whole);
  });

  it('refuses a struct_compat above 6', () => {
    expect(outcome(MonInfo, hex`08 07 ${MON_INFO_BYTES.v6.subarray(2)}`)).toMatchObject({
      code: 'incompatible', path: 'mon_info_t.struct_compat', offset: 1, reason: 'needs a decoder of version 7 or newer, this one is 6',
    });
  });

  it('names the field that ran out, and where', () => {
    const shortAddr = Uint8Array.from(MON_INFO_BYTES.v2);
    shortAddr[14] = 6; // public_addr.struct_len
    expect(outcome(MonInfo, shortAddr)).toMatchObject({ path: 'mon_info_t.public_addr.nonce', offset: 22, code: 'past_struct_end' });
    const noPriority = hex`02 01 28000000 ${MON_INFO_BYTES.v1.subarray(6)}`;
    expect(outcome(MonInfo, noPriority)).toMatchObject({ path: 'mon_info_t.priority', offset: 46, code: 'end_of_buffer', needed: 2, available: 0 });
    const twoPlaces = Uint8Array.from(MON_INFO_BYTES.v5);
    twoPlaces[55] = 2; // the count of crush_loc
    expect(outcome(MonInfo, twoPlaces)).toMatchObject({ path: 'mon_info_t.crush_loc[1].key', offset: 73, code: 'end_of_buffer' });
  });

  it('does not exist before Kraken', () => {
    for (const release of ['hammer', 'infernalis', 'jewel'] as const) {
      expect(() => written(MonInfo, v1, { release })).toThrow(new TypeError('this release has no mon_info_t'));
    }
  });

  it('holds a priority and a weight of 16 bits', () => {
    expect(() => written(MonInfo, { ...v1, priority: 65536 })).toThrow(RangeError);
  });

  it('writes crush_loc in the order of its bytes', () => {
    const crushLoc = new Map([['rack', 'r'], ['\udcff', 'x'], ['é', 'y'], ['datacenter', 'd']]);
    expect([...decode(MonInfo, fromHex(written(MonInfo, { ...v1, crushLoc }))).crushLoc.keys()]).toEqual(['datacenter', 'rack', 'é', '\udcff']);
  });
});

describe('mon_info_t for a peer without SERVER_NAUTILUS', () => {
  const both: MonInfo = { ...monOf('a', 'v2:10.0.0.1:3300/0', 'v1:10.0.0.1:6789/0'), priority: 5 };

  // The number of bytes after the priority, in captures from 12.2.5, 14.2.21, 16.2.15, 18.2.7 and 20.2.4.
  it.each<[CodecReleaseName, number]>([
    ['luminous', 0], ['mimic', 0], ['nautilus', 0], ['octopus', 2], ['pacific', 6], ['quincy', 6], ['reef', 6], ['squid 19.2.0', 6], ['squid', 14], ['tentacle', 14],
  ])('is a v2 by %s with %d bytes that are not decoded', (release, unread) => {
    const bytes = hex`02 01 ${Uint8Array.of(42 + unread)} 000000 01000000 61 ${ADDR2} 0500 ${new Uint8Array(unread)}`;
    expect(written(MonInfo, both, { release, features: 'luminous' })).toBe(toHex(bytes));
    expect(decode(MonInfo, bytes)).toEqual(v2);
  });

  it('is a v1 by kraken', () => {
    expect(written(MonInfo, both, { release: 'kraken', features: 'luminous' })).toBe(toHex(MON_INFO_BYTES.v1));
  });

  it('has its address in the legacy form if the peer lacks MSG_ADDR2 too', () => {
    const bytes = hex`02 01 8f000000 01000000 61 ${LEGACY} 0500`;
    expect(written(MonInfo, both, { release: 'nautilus', features: 'hammer' })).toBe(toHex(bytes));
    expect(decode(MonInfo, bytes)).toEqual(v2);
  });

  const addrOf = (release: CodecReleaseName, ...texts: string[]) =>
    decode(MonInfo, fromHex(written(MonInfo, monOf('a', ...texts), { release, features: 'luminous' }))).publicAddrs;

  it.each<CodecReleaseName>(['nautilus', 'octopus', 'pacific', 'quincy', 'reef', 'squid', 'tentacle'])('has the address that %s chooses for old peers', (release) => {
    expect(addrOf(release, 'any:10.0.0.1:1/0', 'v2:10.0.0.1:3300/0', 'v1:10.0.0.1:6789/0')).toEqual(addrs('v1:10.0.0.1:6789/0'));
    expect(addrOf(release, 'v2:10.0.0.1:3300/0', 'any:10.0.0.1:1/0')).toEqual(addrs('v1:10.0.0.1:1/0'));
    expect(addrOf(release, 'v2:10.0.0.1:3300/0')).toEqual(addrs('v1:10.0.0.1:3300/0'));
  });

  it.each<CodecReleaseName>(['kraken', 'luminous', 'mimic'])('has the first address by %s, with its type', (release) => {
    expect(addrOf(release, 'v2:10.0.0.1:3300/0')).toEqual(addrs('v2:10.0.0.1:3300/0'));
  });
});

it('mon_info_t for a peer with SERVER_NAUTILUS and without MSG_ADDR2 has its one legacy address', () => {
  const features = '0x3701cfbdfffdffff';
  const bytes = hex`03 01 8f000000 01000000 61 ${LEGACY} 0500`;
  expect(written(MonInfo, { ...v2, publicAddrs: addrs('v2:10.0.0.1:3300/0', 'v1:10.0.0.1:6789/0') }, { release: 'nautilus', features })).toBe(toHex(bytes));
});
