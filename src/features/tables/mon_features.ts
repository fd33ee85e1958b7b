import { Mask64 } from '../mask64.ts';
import { releaseByNumber } from '../releases.ts';
import type { Release } from '../releases.ts';

interface Row {
  readonly bit: number;
  readonly name: string;
  /** A monitor with this bit is of the release with this number or a later one. */
  readonly release?: number;
}

/**
 * The bits of mon_feature_t, by the names that Ceph prints.
 *
 * Source  ceph v16.0.0 src/mon/mon_types.h:494-592 for bits 0–5 and 63; 18.2.7, 20.2.4 for the others; for the name of bit 31,
 *         tools that read `ceph quorum_status` of 20.2.4
 */
const ROWS: readonly Row[] = [
  { bit: 0, name: 'kraken', release: 11 },
  { bit: 1, name: 'luminous', release: 12 },
  { bit: 2, name: 'mimic', release: 13 },
  { bit: 3, name: 'osdmap-prune' },
  { bit: 4, name: 'nautilus', release: 14 },
  { bit: 5, name: 'octopus', release: 15 },
  { bit: 6, name: 'pacific', release: 16 },
  { bit: 7, name: 'elector-pinging' },
  { bit: 8, name: 'quincy', release: 17 },
  { bit: 9, name: 'reef', release: 18 },
  { bit: 10, name: 'squid', release: 19 },
  { bit: 11, name: 'tentacle', release: 20 },
  { bit: 31, name: 'cephx_auth_aes256k' },
  { bit: 32, name: 'nvmeof_beacon_diff' },
  { bit: 63, name: 'reserved' },
];

const BY_BIT: ReadonlyMap<number, Row> = new Map(ROWS.map((row) => [row.bit, row]));
/** The bits that stand for releases. They are in the order of the releases, and all are below 32. */
const RELEASE_BITS = ROWS.reduce((bits, row) => (row.release === undefined ? bits : bits | (1 << row.bit)), 0);
const RELEASE_OF_BIT: readonly number[] = Array.from({ length: 32 }, (_, bit) => BY_BIT.get(bit)?.release ?? 0);
const BY_NAME: ReadonlyMap<string, Row> = new Map(ROWS.map((row) => [row.name, row]));

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
