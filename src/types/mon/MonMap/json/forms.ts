import { byRelease } from '../../../../encoding/by_release.ts';

/** Which keys `ceph mon dump -f json` of a release has, and how it prints them. */
interface MonMapForm {
  /** How a time is written: in the local time of the host, for which we take UTC, or in UTC with a zone. */
  readonly zone: 'local' | 'Z';
  /** features. */
  readonly features: boolean;
  /** min_mon_release and min_mon_release_name. */
  readonly minMonRelease: boolean;
  /** election_strategy, disallowed_leaders, stretch_mode, tiebreaker_mon and removed_ranks. */
  readonly elections: boolean;
  /** What follows the names of the two sets in their keys: a slip of Ceph, later mended. */
  readonly afterSets: ': ' | '';
  /** auth_epoch and the ciphers. */
  readonly ciphers: boolean;
}

/**
 * Source  ceph v0.80.11, v0.94.9, v11.2.1, v12.2.13, v14.2.8, v15.2.0 src/mon/MonMap.cc, MonMap::dump; monitors of 16.2.15 and
 *         18.2.7. Public reports for the rest: Pacific before removed_ranks (16.2.7) has no such key; the colon went during
 *         Reef and Squid, after 18.2.7; 19.2.6 and 20.2.4 have ciphers, in the order of Ceph main; 20.2.1 does not.
 */
export const monMapFormByRelease = /* @__PURE__ */ byRelease<MonMapForm>({
  hammer: { zone: 'local', features: false, minMonRelease: false, elections: false, afterSets: ': ', ciphers: false },
  kraken: { features: true },
  nautilus: { minMonRelease: true },
  octopus: { zone: 'Z' },
  pacific: { elections: true },
  'squid 19.2.6': { afterSets: '', ciphers: true },
  tentacle: { ciphers: false },
  'tentacle 20.2.4': { ciphers: true },
});
