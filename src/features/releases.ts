import { Mask64 } from './mask64.ts';

/** The names of Ceph's releases, oldest first. */
export type ReleaseName =
  | 'argonaut' | 'bobtail' | 'cuttlefish' | 'dumpling' | 'emperor' | 'firefly' | 'giant' | 'hammer' | 'infernalis' | 'jewel'
  | 'kraken' | 'luminous' | 'mimic' | 'nautilus' | 'octopus' | 'pacific' | 'quincy' | 'reef' | 'squid' | 'tentacle';

/**
 * Where a mask comes from: the release's own header at its tag, a running monitor of one of its versions, both; a public report
 * of what such a monitor printed; or the headers before and after it with the change that its release notes name.
 */
export type MaskSource = 'header' | 'live' | 'header+live' | 'report' | 'derived';

/** All stable versions from `first` to `last` advertise this mask. */
export type ReleaseMask = readonly [first: string, mask: Mask64, source: MaskSource, last: string];

/** A release of Ceph: its number, and what it advertises. */
export interface Release {
  readonly name: ReleaseName;
  /** Its ceph_release_t, 1–20. */
  readonly number: number;
  /** Advertised masks by ranges of versions, oldest first, without gaps. */
  readonly masks: readonly ReleaseMask[];
  /** The newest of `masks`; undefined where none is known. */
  readonly mask: Mask64 | undefined;
  /** Where `mask` comes from. */
  readonly source: MaskSource | undefined;
}

/** A mask in the table below, which is valid up to the next; its source is the header unless said. */
type Row = readonly [first: string, mask: bigint, source?: MaskSource];

/**
 * The masks of every release, oldest first; the number of a release is its place, from 1 on.
 *
 * Source  src/include/ceph_features.h at the tags v0.61.5 to v15.2.0 (github.com/samchoraria/ceph-ci), 18.2.7 and 20.2.4 (Debian);
 *         monitors of 14.2.21, 16.2.15, 18.2.7, 20.2.4; for the rest what stands beside it
 */
const TABLE: readonly (readonly [name: ReleaseName, rows: readonly Row[], lastVersion?: string])[] = [
  ['argonaut', []],
  ['bobtail', []],
  // 0.61 to 0.61.4 sent all 64 bits: see sanitize.
  ['cuttlefish', [['0.61.5', 0x3_ffff_ffffn]], '0.61.9'],
  ['dumpling', [['0.67', 0x7_ffff_ffffn], ['0.67.8', 0x407_ffff_ffffn]], '0.67.11'],
  ['emperor', [['0.72', 0xf_ffff_ffffn]], '0.72.2'],
  ['firefly', [
    ['0.80', 0x7ff_ffff_ffffn], ['0.80.2', 0xfff_ffff_ffffn], ['0.80.8', 0x2fff_ffff_ffffn],
  ], '0.80.11'],
  ['giant', [['0.87', 0x3fff_ffff_ffffn]], '0.87.2'],
  ['hammer', [
    ['0.94', 0x0003_ffff_ffff_ffffn], ['0.94.4', 0x0083_ffff_ffff_ffffn], ['0.94.7', 0x00c3_ffff_ffff_ffffn],
  ], '0.94.10'],
  ['infernalis', [['9.2.0', 0x00ff_ffff_ffff_ffffn]], '9.2.1'],
  ['jewel', [['10.2.0', 0x07ff_ffff_efdf_bfffn], ['10.2.11', 0x27ff_ffff_efdf_bfffn]], '10.2.11'],
  ['kraken', [['11.2.0', 0x0fff_ffff_efdf_ffffn]], '11.2.1'],
  ['luminous', [
    ['12.2.0', 0x1ffd_dff8_eea4_fffbn], ['12.2.6', 0x3ffd_dff8_eea4_fffbn], ['12.2.11', 0x3ffd_dff8_eeac_fffbn],
  ], '12.2.13'],
  ['mimic', [
    ['13.2.0', 0x1ffd_dff8_ffa4_fffbn], ['13.2.1', 0x3ffd_dff8_ffa4_fffbn],
    // The newest header at hand is that of 13.2.8.
    ['13.2.5', 0x3ffd_dff8_ffac_fffbn],
  ], '13.2.10'],
  ['nautilus', [
    // The newest header at hand is that of 14.2.8; the notes of 14.2.12 name the change that came with bit 22, pull request 37051.
    ['14.2.0', 0x3ffd_dff8_ffac_ffffn], ['14.2.12', 0x3ffd_dff8_ffec_ffffn, 'live'],
  ], '14.2.22'],
  ['octopus', [
    // Bit 22 with pull request 37048, in the notes of 15.2.8. The later mask is in the mon_status of several reports.
    ['15.2.0', 0x3f01_cfb8_ffad_ffffn], ['15.2.8', 0x3f01_cfb8_ffed_ffffn, 'report'],
  ], '15.2.17'],
  ['pacific', [
    // Bit 34 with pull request 46470, in the notes of 16.2.11. The earlier mask is in a mon_status of March 2022.
    ['16.2.0', 0x3f01_cfb9_fffd_ffffn, 'report'], ['16.2.11', 0x3f01_cfbd_fffd_ffffn, 'live'],
  ], '16.2.15'],
  ['quincy', [
    // Bit 34 with pull request 46469, in the notes of 17.2.1. The later mask is the quorum_con of a report.
    ['17.2.0', 0x3f01_cfbb_7ffd_ffffn, 'derived'], ['17.2.1', 0x3f01_cfbf_7ffd_ffffn, 'report'],
  ], '17.2.9'],
  // 18.2.2 advertises the same, according to a public ceph features.
  ['reef', [['18.2.0', 0x3f01_cfbf_fffd_ffffn, 'header+live']], '18.2.8'],
  // Reef with SERVER_SQUID and CRUSH_MSR. NVMEOFHA came too late for Squid: git.ceph.com, commit b9359a334f9d.
  ['squid', [['19.2.0', 0x3f03_cfff_fffd_ffffn, 'derived']], '19.2.6'],
  // The header is that of 20.2.4.
  ['tentacle', [['20.2.0', 0x3f07_ffff_fffd_ffffn, 'header+live']], '20.2.4'],
];

/** Every release, oldest first. */
export const RELEASES: readonly Release[] = /* @__PURE__ */ TABLE.map(([name, rows, last = ''], i) => {
  const masks = rows.map(([first, mask, source], k): ReleaseMask => {
    const next = rows[k + 1]?.[0].replace(/\d+$/, (n) => String(Number(n) - 1));
    return [first, Mask64.of(mask), source ?? 'header', next ?? last];
  });
  const newest = masks.at(-1);
  return { name, number: i + 1, masks, mask: newest?.[1], source: newest?.[2] };
});

const BY_NAME: ReadonlyMap<string, Release> = /* @__PURE__ */ new Map(/* @__PURE__ */ RELEASES.map((r) => [r.name, r]));

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
export function release(name: ReleaseName | (string & {})): Release {
  const found = BY_NAME.get(name);
  if (found === undefined) throw new TypeError(`unknown release "${String(name)}": known are ${[...BY_NAME.keys()].join(', ')}`);
  return found;
}

/** The newest release of the table. */
export const NEWEST: Release = /* @__PURE__ */ release('tentacle');

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

/** The last minor number of each series before 9: development versions belong to the release that they became. */
const BEFORE_9: readonly (readonly [lastMinor: number, release: ReleaseName])[] = [
  [48, 'argonaut'], [56, 'bobtail'], [61, 'cuttlefish'], [67, 'dumpling'], [72, 'emperor'], [80, 'firefly'], [87, 'giant'], [94, 'hammer'],
];

/**
 * The release that a version belongs to or, for a development version, became. Undefined if there is none.
 *
 * @example
 * ```ts
 * import { releaseOfVersion } from 'cephwire/features';
 *
 * console.log(releaseOfVersion('10.2.11'), releaseOfVersion('10.0.5'), releaseOfVersion('0.93')); // → jewel jewel hammer
 * ```
 */
export function releaseOfVersion(version: string): ReleaseName | undefined {
  const [major = 0, minor] = version.split('.').map(Number);
  if (major > 0) return major < 9 ? undefined : releaseByNumber(major)?.name;
  return minor === undefined ? undefined : BEFORE_9.find(([lastMinor]) => minor <= lastMinor)?.[1];
}
