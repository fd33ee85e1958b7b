import { Mask64 } from './mask64.ts';

/** The releases whose encoder is known. */
export type WriterName =
  | 'hammer' | 'infernalis' | 'jewel' | 'kraken' | 'luminous' | 'mimic' | 'nautilus' | 'octopus'
  | 'pacific' | 'quincy' | 'reef' | 'squid' | 'tentacle';

export type ReleaseName =
  | 'argonaut' | 'bobtail' | 'cuttlefish' | 'dumpling' | 'emperor' | 'firefly' | 'giant' | WriterName;

/** Where a mask comes from: the release's own header, a running monitor of that very version, or both. */
export type MaskSource = 'header' | 'live' | 'header+live';

export type ReleaseMask = readonly [version: string, mask: Mask64, source: MaskSource];

/** What a release's encoder writes, and its quirks. */
export interface Writes {
  /** The newest MonMap struct_v. */
  readonly monMap: 3 | 5 | 7 | 9 | 10;
  /** The newest mon_info_t struct_v; 0 where the release has no such type. */
  readonly monInfo: 0 | 1 | 2 | 3 | 4 | 5 | 6;
  /** Whether it knows the ADDR2 form of an address. Without it, addresses are legacy whatever the peer has. */
  readonly addr2: boolean;
  /**
   * A missing return: for a peer without MONENC it writes the v2 body and then a complete v3 or v5 map behind it.
   *
   * Source  ceph v0.94.9 src/mon/MonMap.cc:36-46, v11.2.1 :162-172, v12.2.5 :167-177, v13.2.8 :168-179
   */
  readonly runsOnAfterV2: boolean;
  /**
   * The mon_addr, to peers without SERVER_NAUTILUS, of a monitor that has no legacy address: the stored one, whatever
   * its type; a blank one, although mon_info beside it relabels; or the first address, relabelled legacy.
   * A v1 map is not concerned: from Nautilus on it has the blank one in every release.
   *
   * Source  ceph v12.2.5 src/mon/MonMap.cc:150, v14.2.8 :139-145; captures of 16.2.15, 18.2.7 and 20.2.4
   */
  readonly legacyOnly: 'stored' | 'blank' | 'relabelled';
  /**
   * An ADDR2 address of type any is written as legacy to a peer without SERVER_NAUTILUS, which does not know the type.
   *
   * Source  ceph v14.2.8 src/msg/msg_types.h:477-488
   */
  readonly anyBecomesLegacy: boolean;
  /**
   * A v2 mon_info_t for an old peer lowers only its number: weight, and crush_loc and time_added where the release has
   * them, still stand behind priority.
   *
   * Source  ceph v15.2.0 src/mon/MonMap.cc:38-63
   */
  readonly downlevelMonInfo: boolean;
  /** The newest version of MMonSubscribe: 3 has the hostname. */
  readonly monSubscribe: 2 | 3;
}

/** What a release's decoder knows, and how it reads the rest. */
export interface Reads {
  /** The newest MonMap struct_v whose fields it knows: of a newer one it reads these and skips the rest. */
  readonly monMap: 3 | 5 | 7 | 9 | 10 | 11;
  /** The same of mon_info_t; 0 where the release has no such type. */
  readonly monInfo: 0 | 1 | 2 | 3 | 4 | 5 | 6;
  /**
   * The newest struct_compat of mon_info_t that it takes. Luminous and Mimic did not raise it with the version.
   *
   * Source  ceph v12.2.5 src/mon/MonMap.cc:30-39
   */
  readonly monInfoCompat: 0 | 1 | 3 | 4 | 5 | 6;
  /** The newest version of MMonSubscribe that it knows. */
  readonly monSubscribe: 2 | 3;
  /** Whether it looks at the marker of an address. Without, every address is 136 bytes that begin with a u32 type. */
  readonly addr2: boolean;
  /** The type of an address in the legacy form: the word that stands there, legacy, or none for a blank one. */
  readonly legacyType: 'stored' | 'legacy' | 'by family';
  /**
   * Whether an address in the legacy form keeps all of its 128 bytes of sockaddr, as to Jewel and in our own reading.
   * Since Kraken the sockaddr of IP is kept, and nothing of another family.
   *
   * Source  ceph v0.94.9 src/msg/msg_types.h:172-180, v12.2.5 :264-279
   */
  readonly keepsStorage: boolean;
  /**
   * Whether an elen above that of the family is refused. To 12.2.5 any family may have 28 bytes, and more are copied over
   * what follows in memory.
   */
  readonly elenChecked: boolean;
  /** Whether it aborts where two monitors have one address. */
  readonly abortsOnSharedAddr: boolean;
  /** Whether it aborts where mon_addr and mon_info differ, but for an empty mon_info, which it makes from mon_addr. */
  readonly abortsOnDisagreement: boolean;
  /** Whether a field may not pass the end of its struct. Ceph looks only when the struct is read, and only our own reading does. */
  readonly boundsNested: boolean;
}

/** A release of Ceph: its number, what it advertises, what it writes, how it reads. */
export interface Release {
  readonly name: ReleaseName;
  /** Its ceph_release_t, 1–20. */
  readonly number: number;
  /** Advertised words by version, oldest first. A version between two of them need not have the older one's. */
  readonly masks: readonly ReleaseMask[];
  /** The newest of `masks`; undefined where none is verified. */
  readonly mask: Mask64 | undefined;
  /** Where `mask` comes from. */
  readonly source: MaskSource | undefined;
  /** Undefined before Hammer, as is `reads`. */
  readonly writes: Writes | undefined;
  readonly reads: Reads | undefined;
}

/** A release whose encoder is known. */
export interface Writer extends Release {
  readonly name: WriterName;
  readonly writes: Writes;
  readonly reads: Reads;
}

interface Codec {
  readonly writes: Writes;
  readonly reads: Reads;
}

const HAMMER: Codec = {
  writes: {
    monMap: 3, monInfo: 0, addr2: false, runsOnAfterV2: true, legacyOnly: 'stored', anyBecomesLegacy: false, downlevelMonInfo: false,
    monSubscribe: 2,
  },
  reads: {
    monMap: 3, monInfo: 0, monInfoCompat: 0, addr2: false, legacyType: 'stored', keepsStorage: true, elenChecked: false,
    abortsOnSharedAddr: true, abortsOnDisagreement: false, boundsNested: false, monSubscribe: 2,
  },
};
const KRAKEN = after(
  HAMMER,
  { monMap: 5, monInfo: 1, addr2: true },
  { monMap: 5, monInfo: 1, monInfoCompat: 1, addr2: true, legacyType: 'legacy', keepsStorage: false, abortsOnDisagreement: true },
);
const LUMINOUS = after(KRAKEN, { monInfo: 2 }, { monInfo: 2 });
const MIMIC = after(LUMINOUS, { monSubscribe: 3 }, { elenChecked: true, monSubscribe: 3 });
const NAUTILUS = after(
  MIMIC,
  { monMap: 7, monInfo: 3, runsOnAfterV2: false, legacyOnly: 'blank', anyBecomesLegacy: true },
  { monMap: 7, monInfo: 3, monInfoCompat: 3, legacyType: 'by family', abortsOnSharedAddr: false, abortsOnDisagreement: false },
);
const OCTOPUS = after(NAUTILUS, { monInfo: 4, downlevelMonInfo: true }, { monInfo: 4, monInfoCompat: 4 });
const PACIFIC = after(OCTOPUS, { monMap: 9, monInfo: 5 }, { monMap: 9, monInfo: 5, monInfoCompat: 5 });
const REEF = after(PACIFIC, { legacyOnly: 'relabelled' }, {});
const TENTACLE = after(REEF, { monMap: 10, monInfo: 6 }, { monMap: 10, monInfo: 6, monInfoCompat: 6 });

/** A release as the one before it, but for what changed. */
function after(before: Codec, writes: Partial<Writes>, reads: Partial<Reads>): Codec {
  return { writes: { ...before.writes, ...writes }, reads: { ...before.reads, ...reads } };
}

/** How this library reads for itself: all that is known, within every bound. */
export const OWN_READS: Reads = { ...TENTACLE.reads, monMap: 11, keepsStorage: true, boundsNested: true };

/** A release's line below: `source` is the header unless said. */
type Word = readonly [version: string, word: bigint, source?: MaskSource];

function known<N extends ReleaseName, C extends Codec | undefined>(number: number, name: N, codec: C, words: readonly Word[]) {
  const masks = words.map(([version, word, source]): ReleaseMask => [version, Mask64.of(word), source ?? 'header']);
  const newest = masks.at(-1);
  return { name, number, masks, mask: newest?.[1], source: newest?.[2], writes: codec?.writes as Part<C, 'writes'>, reads: codec?.reads as Part<C, 'reads'> };
}

type Part<C extends Codec | undefined, K extends keyof Codec> = C extends Codec ? Codec[K] : undefined;

/** The newest release of the table. */
export const NEWEST: Writer = known(20, 'tentacle', TENTACLE, [['20.2.4', 0x3f07_ffff_fffd_ffffn, 'header+live']]);

/** Every release, oldest first. Masks within a stable series stand where they change, and at versions of note. */
export const RELEASES: readonly Release[] = [
  known(1, 'argonaut', undefined, []),
  known(2, 'bobtail', undefined, []),
  // 0.61 to 0.61.4 sent all 64 bits: see sanitize.
  known(3, 'cuttlefish', undefined, [['0.61.5', 0x3_ffff_ffffn], ['0.61.9', 0x3_ffff_ffffn]]),
  known(4, 'dumpling', undefined, [['0.67', 0x7_ffff_ffffn], ['0.67.8', 0x407_ffff_ffffn], ['0.67.11', 0x407_ffff_ffffn]]),
  known(5, 'emperor', undefined, [['0.72.2', 0xf_ffff_ffffn]]),
  known(6, 'firefly', undefined, [
    ['0.80', 0x7ff_ffff_ffffn], ['0.80.2', 0xfff_ffff_ffffn], ['0.80.8', 0x2fff_ffff_ffffn], ['0.80.11', 0x2fff_ffff_ffffn],
  ]),
  known(7, 'giant', undefined, [['0.87.2', 0x3fff_ffff_ffffn]]),
  known(8, 'hammer', HAMMER, [
    ['0.94', 0x0003_ffff_ffff_ffffn], ['0.94.4', 0x0083_ffff_ffff_ffffn],
    ['0.94.7', 0x00c3_ffff_ffff_ffffn], ['0.94.9', 0x00c3_ffff_ffff_ffffn],
  ]),
  known(9, 'infernalis', HAMMER, [['9.2.1', 0x00ff_ffff_ffff_ffffn]]),
  known(10, 'jewel', HAMMER, [['10.2.0', 0x07ff_ffff_efdf_bfffn], ['10.2.11', 0x27ff_ffff_efdf_bfffn]]),
  known(11, 'kraken', KRAKEN, [['11.2.1', 0x0fff_ffff_efdf_ffffn]]),
  known(12, 'luminous', LUMINOUS, [
    ['12.2.0', 0x1ffd_dff8_eea4_fffbn], ['12.2.5', 0x1ffd_dff8_eea4_fffbn], ['12.2.6', 0x3ffd_dff8_eea4_fffbn],
    ['12.2.11', 0x3ffd_dff8_eeac_fffbn], ['12.2.13', 0x3ffd_dff8_eeac_fffbn],
  ]),
  known(13, 'mimic', MIMIC, [
    ['13.2.0', 0x1ffd_dff8_ffa4_fffbn], ['13.2.1', 0x3ffd_dff8_ffa4_fffbn],
    ['13.2.5', 0x3ffd_dff8_ffac_fffbn], ['13.2.8', 0x3ffd_dff8_ffac_fffbn],
  ]),
  known(14, 'nautilus', NAUTILUS, [
    ['14.2.0', 0x3ffd_dff8_ffac_ffffn], ['14.2.8', 0x3ffd_dff8_ffac_ffffn], ['14.2.21', 0x3ffd_dff8_ffec_ffffn, 'live'],
  ]),
  known(15, 'octopus', OCTOPUS, [['15.2.0', 0x3f01_cfb8_ffad_ffffn]]),
  known(16, 'pacific', PACIFIC, [['16.2.15', 0x3f01_cfbd_fffd_ffffn, 'live']]),
  // Quincy and Squid write as their neighbours by all accounts; no bytes of theirs have been checked.
  known(17, 'quincy', PACIFIC, []),
  known(18, 'reef', REEF, [['18.2.7', 0x3f01_cfbf_fffd_ffffn, 'header+live']]),
  known(19, 'squid', REEF, []),
  NEWEST,
];

/**
 * Words of kernel clients in public reports; which kernels sent them is not known.
 * They lack bits 0, 14 and 60, which user-space releases carry.
 */
export const KERNEL_CLIENTS: readonly Mask64[] = [
  Mask64.of(0x2701_8fb8_6aa4_2adan),
  Mask64.of(0x2f01_8fb8_6aa4_2adan),
  Mask64.of(0x2f01_8fb8_7aa4_aafen),
];

const BY_NAME: ReadonlyMap<string, Release> = new Map(RELEASES.map((r) => [r.name, r]));

/** The release of that name; TypeError if there is none. */
export function release(name: WriterName): Writer;
export function release(name: string): Release;
export function release(name: string): Release {
  const found = BY_NAME.get(name);
  if (found === undefined) throw new TypeError(`unknown release "${String(name)}": known are ${[...BY_NAME.keys()].join(', ')}`);
  return found;
}

/** The release of a ceph_release_t; undefined for 0 and for numbers after the newest. */
export function releaseByNumber(number: number): Release | undefined {
  return RELEASES.find((r) => r.number === number);
}
