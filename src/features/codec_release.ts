import { KERNEL_ERAS, kernelNamed } from './kernel_reader.ts';
import type { Kernel, KernelEra, KernelName } from './kernel_reader.ts';
import { compareVersions, namedVersion } from './versions.ts';

/**
 * The releases whose encoders and decoders are known, oldest first: each with its first version, and with every later one whose code
 * differs from the one before it.
 *
 * Source  ceph v0.94 to v16.0.0, at each tag; release notes of 18.2.5, 19.2.1 (mon_addr, pr 60750 and 60751), 19.2.4 and 20.2.3
 *         (time_added, pr 67324 and 67323), 19.2.6 and 20.2.4 (ciphers, CVE-2025-30156). Of Quincy, Squid, and Tentacle before 20.2.4
 *         no bytes were seen
 */
const SERIES = [
  ['hammer', '0.94'], ['infernalis', '9.2.0'], ['jewel', '10.2.0'], ['kraken', '11.2.0'], ['luminous', '12.2.0', '12.2.12'], ['mimic', '13.2.0'],
  ['nautilus', '14.2.0', '14.2.5'], ['octopus', '15.2.0'], ['pacific', '16.2.0'], ['quincy', '17.2.0'], ['reef', '18.2.0', '18.2.5'],
  ['squid', '19.2.0', '19.2.1', '19.2.4', '19.2.6'], ['tentacle', '20.2.0', '20.2.3', '20.2.4'],
] as const;

type NamesOf<S> = S extends readonly [infer Name extends string, ...infer Versions extends readonly string[]] ? Name | `${Name} ${Versions[number]}` : never;

/**
 * A release whose encoders and decoders are known. `squid` is the code of its newest point release, `squid 19.2.1` that of 19.2.1 and of
 * those after it until the code changes.
 */
export type CodecReleaseName = NamesOf<(typeof SERIES)[number]>;

/** The same, by name or by version: `squid`, `19.2.5`, `v19.2.5`. */
export type CodecReleaseLike = CodecReleaseName | `${'v' | ''}${number}.${number}.${number}`;

/** Whose code reads: a release of Ceph, or a kernel client. */
export type ReaderName = CodecReleaseName | KernelName;

/** The same, by name or by version. */
export type ReaderLike = CodecReleaseLike | KernelName;

/** Whose code encodes or decodes: the key into each type's own table, see encoding/by_release.ts. */
export interface CodecRelease {
  readonly name: ReaderName | 'ours';
  /** 0 for the oldest; this library comes after the newest release, and the kernels after this library. */
  readonly order: number;
  /** The name of its row in a table: `squid` holds from 19.2.0 on, `squid 19.2.6` from there; of a kernel it is its era's. */
  readonly row: CodecReleaseName | KernelEra | 'ours';
  /** The kernel client, which only decodes; null for releases of Ceph and for this library. */
  readonly kernel: Kernel | null;
}

/** A release of Ceph. */
export interface KnownCodec extends CodecRelease {
  readonly name: CodecReleaseName;
  readonly row: CodecReleaseName;
  /** The first version with this code. */
  readonly since: string;
}

/** Oldest first. */
export const CODEC_RELEASES: readonly KnownCodec[] = SERIES.flatMap(([series, ...versions]) => versions.map((since, i) => {
  const point = `${series} ${since}` as CodecReleaseName;
  return { name: i === versions.length - 1 ? series : point, row: i === 0 ? series : point, since };
})).map((release, order) => ({ ...release, order, kernel: null }));

/** This library, reading for itself: it knows all versions, and checks every bound. */
export const OURS: CodecRelease & { readonly row: 'ours' } = { name: 'ours', order: CODEC_RELEASES.length, row: 'ours', kernel: null };

/** The newest release, whose encoder writes where nothing else is said. */
export const NEWEST_CODEC = CODEC_RELEASES[CODEC_RELEASES.length - 1] as KnownCodec;

const BY_NAME: ReadonlyMap<string, KnownCodec> = new Map(CODEC_RELEASES.map((release) => [release.name, release]));

/**
 * The release of that name or version, in any case: `Squid`, `v12.2.5`, `19.2.6`, `squid 19.2.6`, `hammer@0.94.4`. A name alone means
 * the newest code of the series, a version the newest listed that is not newer. {@link parseVersionName} reads more.
 *
 * Errors  TypeError if its code is not known, and for a kernel, which is a reader only
 *
 * @example
 * ```ts
 * import { codecRelease } from 'cephwire/features';
 *
 * console.log(codecRelease('hammer').order < codecRelease('squid').order); // → true
 * console.log(codecRelease('19.2.5').name, codecRelease('19.2.5').since); // → squid 19.2.4 19.2.4
 * ```
 */
export function codecRelease(name: string): KnownCodec {
  const found = typeof name === 'string' ? (BY_NAME.get(name) ?? byVersion(name.trim())) : undefined;
  if (found !== undefined) return found;
  if (/^\s*linux\b/i.test(name)) throw new TypeError(`"${name}" only reads: to encode for it, give its features, and the release of the monitor that writes`);
  throw new TypeError(`the code of release "${String(name)}" is not known: known are ${CODEC_RELEASES.map((known) => known.name).join(', ')}`);
}

/**
 * The release or the kernel of that name, to decode by its rules.
 *
 * Errors  TypeError if they are not known
 *
 * @example
 * ```ts
 * import { codecReader } from 'cephwire/features';
 *
 * const { name, row } = codecReader('linux-5.15.0-91-generic');
 * console.log(name, row, codecReader('hammer').kernel); // → linux-5.15.0 linux-5.11 null
 * ```
 */
export function codecReader(name: string): CodecRelease & { readonly name: ReaderName } {
  const kernel = BY_NAME.has(name) ? undefined : kernelNamed(String(name));
  if (kernel === undefined) return codecRelease(name);
  return { name: kernel.name, order: OURS.order + 1 + kernel.era, row: KERNEL_ERAS[kernel.era] as KernelEra, kernel };
}

function byVersion(text: string): KnownCodec | undefined {
  const { name = '', version = '' } = namedVersion(text) ?? {};
  const [major = 0, minor = 0, patch] = version.split('.').map(Number);
  // Development versions 0.88 to 0.93 became Hammer; from Infernalis, 9, on each release has a major number.
  const place = major === 0 ? (minor >= 88 && minor <= 94 ? 0 : -1) : major < 9 ? -1 : major - 8;
  const series = version === '' ? name : SERIES[place]?.[0];
  if (series === undefined || (name !== '' && name !== series)) return undefined;
  const known = CODEC_RELEASES.filter((release) => seriesOf(release.name) === series);
  return patch === undefined ? known.at(-1) : known.filter(({ since }) => compareVersions(since, version) <= 0).at(-1) ?? known[0];
}

/** The release as it stands in the table of releases: a point release belongs to its series. */
export function seriesOf(name: string): string {
  return name.replace(/ .*/, '');
}
