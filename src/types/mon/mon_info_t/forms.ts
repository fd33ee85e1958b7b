import { byRelease } from '../../../encoding/by_release.ts';

/** Which keys a monitor has in `ceph mon dump -f json` of a release. */
interface MonInfoForm {
  /** Whether an address of no known family is told in words; else it is `:`. */
  readonly tellsFamily: boolean;
  /** public_addr beside addr. */
  readonly publicAddr: boolean;
  /** public_addrs; without it, addr is the only address. */
  readonly publicAddrs: boolean;
  /** priority and weight. */
  readonly weights: boolean;
  /** crush_location: absent, a text such as `{rack=y}`, or a list of keys and values. */
  readonly crushLocation: 'absent' | 'text' | 'list';
  /** time_added. */
  readonly timeAdded: boolean;
}

/**
 * Source  ceph v0.80.11, v0.94.9, v11.2.1, v14.2.8, v15.2.0 src/mon/MonMap.cc, MonMap::dump; src/msg/msg_types.cc; monitors of
 *         16.2.15 and 18.2.7; Ceph main, mon_info_t::dump, which came with the v6 that 20.2.3 writes. No JSON of 20.2.3 and 20.2.4 was seen.
 */
export const monInfoFormByRelease = /* @__PURE__ */ byRelease<MonInfoForm>({
  hammer: { tellsFamily: false, publicAddr: false, publicAddrs: false, weights: false, crushLocation: 'absent', timeAdded: false },
  kraken: { publicAddr: true },
  nautilus: { publicAddrs: true },
  octopus: { tellsFamily: true, weights: true },
  pacific: { crushLocation: 'text' },
  'tentacle 20.2.3': { crushLocation: 'list', timeAdded: true },
});
