import { Mask64 } from './mask64.ts';

/** The names of Ceph's releases, oldest first. */
export type ReleaseName =
  | 'argonaut' | 'bobtail' | 'cuttlefish' | 'dumpling' | 'emperor' | 'firefly' | 'giant' | 'hammer' | 'infernalis' | 'jewel'
  | 'kraken' | 'luminous' | 'mimic' | 'nautilus' | 'octopus' | 'pacific' | 'quincy' | 'reef' | 'squid' | 'tentacle';

/** Where a mask comes from: the release's own header, a running monitor of that very version, or both. */
export type MaskSource = 'header' | 'live' | 'header+live';

/** The features that a version advertises, and how they are known. */
export type ReleaseMask = readonly [version: string, mask: Mask64, source: MaskSource];

/** A release of Ceph: its number, and what it advertises. */
export interface Release {
  readonly name: ReleaseName;
  /** Its ceph_release_t, 1–20. */
  readonly number: number;
  /** Advertised masks by version, oldest first. A version between two of them need not have the mask of the older one. */
  readonly masks: readonly ReleaseMask[];
  /** The newest of `masks`; undefined where none is verified. */
  readonly mask: Mask64 | undefined;
  /** Where `mask` comes from. */
  readonly source: MaskSource | undefined;
}

/** A mask in the table below; its source is the header unless said. */
type Row = readonly [version: string, mask: bigint, source?: MaskSource];

function known(number: number, name: ReleaseName, rows: readonly Row[]): Release {
  const masks = rows.map(([version, mask, source]): ReleaseMask => [version, Mask64.of(mask), source ?? 'header']);
  const newest = masks.at(-1);
  return { name, number, masks, mask: newest?.[1], source: newest?.[2] };
}

/** The newest release of the table. */
export const NEWEST: Release = known(20, 'tentacle', [['20.2.4', 0x3f07_ffff_fffd_ffffn, 'header+live']]);

/** Every release, oldest first. Masks within a stable series stand where they change, and at versions of note. */
export const RELEASES: readonly Release[] = [
  known(1, 'argonaut', []),
  known(2, 'bobtail', []),
  // 0.61 to 0.61.4 sent all 64 bits: see sanitize.
  known(3, 'cuttlefish', [['0.61.5', 0x3_ffff_ffffn], ['0.61.9', 0x3_ffff_ffffn]]),
  known(4, 'dumpling', [['0.67', 0x7_ffff_ffffn], ['0.67.8', 0x407_ffff_ffffn], ['0.67.11', 0x407_ffff_ffffn]]),
  known(5, 'emperor', [['0.72.2', 0xf_ffff_ffffn]]),
  known(6, 'firefly', [
    ['0.80', 0x7ff_ffff_ffffn], ['0.80.2', 0xfff_ffff_ffffn], ['0.80.8', 0x2fff_ffff_ffffn], ['0.80.11', 0x2fff_ffff_ffffn],
  ]),
  known(7, 'giant', [['0.87.2', 0x3fff_ffff_ffffn]]),
  known(8, 'hammer', [
    ['0.94', 0x0003_ffff_ffff_ffffn], ['0.94.4', 0x0083_ffff_ffff_ffffn],
    ['0.94.7', 0x00c3_ffff_ffff_ffffn], ['0.94.9', 0x00c3_ffff_ffff_ffffn],
  ]),
  known(9, 'infernalis', [['9.2.1', 0x00ff_ffff_ffff_ffffn]]),
  known(10, 'jewel', [['10.2.0', 0x07ff_ffff_efdf_bfffn], ['10.2.11', 0x27ff_ffff_efdf_bfffn]]),
  known(11, 'kraken', [['11.2.1', 0x0fff_ffff_efdf_ffffn]]),
  known(12, 'luminous', [
    ['12.2.0', 0x1ffd_dff8_eea4_fffbn], ['12.2.5', 0x1ffd_dff8_eea4_fffbn], ['12.2.6', 0x3ffd_dff8_eea4_fffbn],
    ['12.2.11', 0x3ffd_dff8_eeac_fffbn], ['12.2.13', 0x3ffd_dff8_eeac_fffbn],
  ]),
  known(13, 'mimic', [
    ['13.2.0', 0x1ffd_dff8_ffa4_fffbn], ['13.2.1', 0x3ffd_dff8_ffa4_fffbn],
    ['13.2.5', 0x3ffd_dff8_ffac_fffbn], ['13.2.8', 0x3ffd_dff8_ffac_fffbn],
  ]),
  known(14, 'nautilus', [
    ['14.2.0', 0x3ffd_dff8_ffac_ffffn], ['14.2.8', 0x3ffd_dff8_ffac_ffffn], ['14.2.21', 0x3ffd_dff8_ffec_ffffn, 'live'],
  ]),
  known(15, 'octopus', [['15.2.0', 0x3f01_cfb8_ffad_ffffn]]),
  known(16, 'pacific', [['16.2.15', 0x3f01_cfbd_fffd_ffffn, 'live']]),
  // No verified mask of Quincy and Squid is known.
  known(17, 'quincy', []),
  known(18, 'reef', [['18.2.7', 0x3f01_cfbf_fffd_ffffn, 'header+live']]),
  known(19, 'squid', []),
  NEWEST,
];

const BY_NAME: ReadonlyMap<string, Release> = new Map(RELEASES.map((r) => [r.name, r]));

/**
 * The release of that name; TypeError if there is none.
 *
 * @example
 * ```ts
 * import { release } from 'cephwire/features';
 *
 * const { number, mask, source } = release('luminous');
 * console.log(number, String(mask), source); // → 12 0x3ffddff8eeacfffb header
 * ```
 */
export function release(name: string): Release {
  const found = BY_NAME.get(name);
  if (found === undefined) throw new TypeError(`unknown release "${String(name)}": known are ${[...BY_NAME.keys()].join(', ')}`);
  return found;
}

/**
 * The release of a ceph_release_t; undefined for 0 and for numbers after the newest.
 *
 * @example
 * ```ts
 * import { releaseByNumber } from 'cephwire/features';
 *
 * console.log(releaseByNumber(16)?.name, releaseByNumber(0)); // → pacific undefined
 * ```
 */
export function releaseByNumber(number: number): Release | undefined {
  return RELEASES.find((r) => r.number === number);
}
