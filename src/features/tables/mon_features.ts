import { Mask64 } from '../mask64.ts';
import { releaseByNumber } from '../releases.ts';
import type { Release } from '../releases.ts';

interface Row {
  readonly bit: number;
  readonly name: string;
}

/**
 * The bits of mon_feature_t, by the names that Ceph prints.
 *
 * Source  ceph v16.0.0 src/mon/mon_types.h:494-592 for bits 0–5 and 63; 18.2.7, 20.2.4 for the others; for the name of bit 31,
 *         tools that read `ceph quorum_status` of 20.2.4
 */
const ROWS: readonly Row[] = [
  { bit: 0, name: 'kraken' },
  { bit: 1, name: 'luminous' },
  { bit: 2, name: 'mimic' },
  { bit: 3, name: 'osdmap-prune' },
  { bit: 4, name: 'nautilus' },
  { bit: 5, name: 'octopus' },
  { bit: 6, name: 'pacific' },
  { bit: 7, name: 'elector-pinging' },
  { bit: 8, name: 'quincy' },
  { bit: 9, name: 'reef' },
  { bit: 10, name: 'squid' },
  { bit: 11, name: 'tentacle' },
  { bit: 31, name: 'cephx_auth_aes256k' },
  { bit: 32, name: 'nvmeof_beacon_diff' },
  { bit: 63, name: 'reserved' },
];

const BY_BIT: ReadonlyMap<number, Row> = /* @__PURE__ */ new Map(/* @__PURE__ */ ROWS.map((row) => [row.bit, row]));
const BY_NAME: ReadonlyMap<string, Row> = /* @__PURE__ */ new Map(/* @__PURE__ */ ROWS.map((row) => [row.name, row]));
/** By bit, the number of a release: a monitor with this bit is of that release or a later one. 0 for a bit without a release. */
const RELEASE_OF_BIT = [11, 12, 13, 0, 14, 15, 16, 0, 17, 18, 19, 20];
const RELEASE_BITS = /* @__PURE__ */ RELEASE_OF_BIT.reduce((bits, number, bit) => (number === 0 ? bits : bits | (1 << bit)), 0);

/**
 * The names of the bits of a mask, ascending, as `ceph mon dump -f json` lists them; `unknown` for a bit without a name.
 *
 * Source  ceph v16.0.0 src/common/bit_str.cc:18-54, src/mon/mon_types.h:592
 *
 * @example
 * ```ts
 * import { Mask64, monFeatureNames } from 'cephwire/features';
 *
 * console.log(monFeatureNames(Mask64.of(7n))); // → [ 'kraken', 'luminous', 'mimic' ]
 * ```
 */
export function monFeatureNames(mask: Mask64): string[] {
  return Mask64.from(mask).bits().map((bit) => BY_BIT.get(bit)?.name ?? 'unknown');
}

/**
 * The mask with these names, the inverse of {@link monFeatureNames}.
 *
 * Errors  TypeError for `unknown` and any other name without a bit
 *
 * @example
 * ```ts
 * import { monFeatureMask } from 'cephwire/features';
 *
 * console.log(monFeatureMask(['kraken', 'luminous']).bits()); // → [ 0, 1 ]
 * ```
 */
export function monFeatureMask(names: Iterable<string>): Mask64 {
  let mask = Mask64.NONE;
  for (const name of names) {
    const row = BY_NAME.get(name);
    if (row === undefined) throw new TypeError(`unknown monitor feature "${name}": known are ${[...BY_NAME.keys()].join(', ')}`);
    mask = mask.or(Mask64.bit(row.bit));
  }
  return mask;
}

/**
 * The release of the newest release bit in a mask of monitor features; undefined without such a bit.
 *
 * @example
 * ```ts
 * import { inferReleaseFromMonFeatures, Mask64 } from 'cephwire/features';
 *
 * console.log(inferReleaseFromMonFeatures(Mask64.of(3n))?.name); // → luminous
 * ```
 */
export function inferReleaseFromMonFeatures(mask: Mask64): Release | undefined {
  return releaseByNumber(inferredReleaseNumber(Mask64.from(mask)));
}

/**
 * The number of the release of the newest release bit; 0 without such a bit. It is the min_mon_release of a map before v7. A
 * Ceph that does not know the newest bit answers with the newest bit that it knows.
 *
 * Source  ceph v16.0.0 src/mon/mon_types.h, infer_ceph_release_from_mon_features
 */
export function inferredReleaseNumber(mask: Mask64): number {
  return RELEASE_OF_BIT[31 - Math.clz32(mask.lo & RELEASE_BITS)] ?? 0;
}
