import fc from 'fast-check';
import { Mask64 } from '../../src/features/mask64.ts';
import type { MonMap } from '../../src/types/mon/MonMap/MonMap.ts';
import { TYPE_ANY, TYPE_LEGACY, TYPE_MSGR2, TYPE_NONE } from '../../src/types/common/entity_addr_t.ts';
import type { EntityAddr } from '../../src/types/common/entity_addr_t.ts';
import { Ipv4, Ipv6 } from '../../src/types/common/ip.ts';
import type { MonInfo } from '../../src/types/mon/mon_info_t/mon_info_t.ts';
import { AF_INET, AF_INET6, BLANK_SOCKADDR } from '../../src/types/common/sockaddr.ts';
import { mapOf } from '../types/support/support.ts';

const u8 = fc.nat(0xff);
const u16 = fc.nat(0xffff);
const u32 = fc.nat(0xffffffff);
const name = fc.oneof(fc.string({ minLength: 1, maxLength: 8, unit: 'grapheme-ascii' }), fc.string({ minLength: 1, maxLength: 4, unit: 'grapheme' }));
const utime = fc.record({ sec: u32, nsec: u32 });
const word = fc.oneof(u32, fc.constantFrom(0, 0x0000ffff, 0xfe800000, 0x7f000001));

const ipv4 = word.map((ip) => ({ family: AF_INET, ip: new Ipv4(ip) }));
const ipv6 = fc.tuple(word, word, word, word).map((words) => ({ family: AF_INET6, ip: new Ipv6(...words) }));
const type = fc.constantFrom(TYPE_NONE, TYPE_LEGACY, TYPE_MSGR2, TYPE_ANY);
const inet = fc
  .record({ host: fc.oneof(ipv4, ipv6), port: u16, type, nonce: u32 })
  .map(({ host, ...others }): EntityAddr => ({ ...BLANK_SOCKADDR, ...others, ...host }));
const blank = fc.record({ type, nonce: u32 }).map((fields): EntityAddr => ({ ...BLANK_SOCKADDR, ...fields }));
const addr = fc.oneof({ arbitrary: inet, weight: 9 }, { arbitrary: blank, weight: 1 });

const info: fc.Arbitrary<MonInfo> = fc.record({
  name,
  publicAddrs: fc.array(addr, { maxLength: 3 }),
  priority: u16,
  weight: u16,
  crushLoc: fc.dictionary(name, name, { maxKeys: 3 }).map((loc) => new Map(Object.entries(loc))),
  timeAdded: utime,
  newer: fc.constant(null),
});

/** The bits of mon_feature_t that 16.2.15 knows: from others it would infer another release. */
const monFeature = fc.tuple(fc.nat(0xff), fc.boolean()).map(([low, reserved]) => Mask64.fromHalves(low, reserved ? 0x80000000 : 0));

/** A map that a monitor may send: ranks are the monitors' names, in any order. */
export const anyMonMap: fc.Arbitrary<MonMap> = fc.uniqueArray(info, { selector: (one) => one.name, maxLength: 5 }).chain((mons) => {
  const some = fc.subarray(mons.map((one) => one.name));
  return fc
    .record({
      fsid: fc.uuid({ version: [1, 4] }),
      epoch: u32,
      lastChanged: utime,
      created: utime,
      persistentFeatures: monFeature,
      optionalFeatures: monFeature,
      ranks: fc.shuffledSubarray(mons.map((one) => one.name), { minLength: mons.length }),
      minMonRelease: u8,
      removedRanks: fc.uniqueArray(u32, { maxLength: 3 }),
      strategy: u8,
      disallowedLeaders: some,
      stretchModeEnabled: fc.boolean(),
      tiebreakerMon: fc.oneof(fc.constant(''), name),
      stretchMarkedDownMons: some,
    })
    .map((fields) => mapOf(mons, fields));
});
