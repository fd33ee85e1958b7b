import { Mask64 } from '../mask64.ts';
import { release } from '../releases.ts';
import type { Release, ReleaseName } from '../releases.ts';

interface Row {
  readonly bit: number;
  readonly name: string;
  /** A monitor with this bit is of this release or a later one. */
  readonly release?: ReleaseName;
}

/**
 * The bits of mon_feature_t, by the names that Ceph prints.
 *
 * Source  ceph v16.0.0 src/mon/mon_types.h:494-592 for bits 0–5 and 63; 18.2.7, 20.2.4 for the others
 */
const ROWS: readonly Row[] = [
  { bit: 0, name: 'kraken', release: 'kraken' },
  { bit: 1, name: 'luminous', release: 'luminous' },
  { bit: 2, name: 'mimic', release: 'mimic' },
  { bit: 3, name: 'osdmap-prune' },
  { bit: 4, name: 'nautilus', release: 'nautilus' },
  { bit: 5, name: 'octopus', release: 'octopus' },
  { bit: 6, name: 'pacific', release: 'pacific' },
  { bit: 7, name: 'elector-pinging' },
  { bit: 8, name: 'quincy', release: 'quincy' },
  { bit: 9, name: 'reef', release: 'reef' },
  { bit: 10, name: 'squid', release: 'squid' },
  { bit: 11, name: 'tentacle', release: 'tentacle' },
  { bit: 31, name: 'cephx AES256K' }, // This is its meaning; the name that Ceph prints is not verified.
  { bit: 32, name: 'nvmeof_beacon_diff' },
  { bit: 63, name: 'reserved' },
];

const BY_BIT: ReadonlyMap<number, Row> = new Map(ROWS.map((row) => [row.bit, row]));
/** The bits that stand for releases. They are in the order of the releases, and all are below 32. */
const RELEASE_BITS = ROWS.reduce((bits, row) => (row.release === undefined ? bits : bits | (1 << row.bit)), 0);
const RELEASE_OF_BIT: readonly (Release | undefined)[] = Array.from({ length: 32 }, (_, bit) => {
  const name = BY_BIT.get(bit)?.release;
  return name === undefined ? undefined : release(name);
});
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
  return mask.bits().map((bit) => BY_BIT.get(bit)?.name ?? 'unknown');
}

/**
 * The mask with these names, the inverse of {@link monFeatureNames}. TypeError for `unknown` and any other name without a bit.
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
 * The release of the newest release bit; undefined without such a bit, where Ceph answers 0. It is the min_mon_release of a
 * map before v7. A Ceph that does not know the newest bit answers with the newest bit that it knows.
 *
 * Source  ceph v16.0.0 src/mon/mon_types.h, infer_ceph_release_from_mon_features
 *
 * @example
 * ```ts
 * import { inferReleaseFromMonFeatures, Mask64 } from 'cephwire/features';
 *
 * console.log(inferReleaseFromMonFeatures(Mask64.of(3n))?.name); // → luminous
 * ```
 */
export function inferReleaseFromMonFeatures(mask: Mask64): Release | undefined {
  return RELEASE_OF_BIT[31 - Math.clz32(mask.lo & RELEASE_BITS)];
}
