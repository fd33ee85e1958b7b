import type { CephType } from '../../encoding/ceph_type.ts';
import { CODEC_RELEASES, codecRelease, seriesOf } from '../../features/codec_release.ts';
import type { CodecReleaseName, ReaderLike, ReaderName } from '../../features/codec_release.ts';
import { exactMatches, nearestRelease } from '../../features/judge/match/match.ts';
import { KERNEL_RANGES, isKernelName, kernelNamed } from '../../features/kernel_reader.ts';
import type { KernelName } from '../../features/kernel_reader.ts';
import { KERNEL_MASKS, kernelClientOf, kernelMaskOf } from '../../features/tables/kernel_masks.ts';
import { Mask64 } from '../../features/mask64.ts';
import { releasesText, spanText } from '../../features/releases_text.ts';
import { toFeatures } from '../../features/to_features.ts';
import { rangeText } from '../../features/versions.ts';

type Kernels = Pick<CephType<unknown>, 'decodeInKernel'>;

/** The readers of a type: the releases, oldest first, then the kernels if it is known what they make of it. */
export function readersOf({ decodeInKernel }: Kernels): readonly ReaderName[] {
  return [...CODEC_RELEASES.map(({ name }) => name), ...(decodeInKernel === undefined ? [] : KERNEL_RANGES.map(({ name }) => name))];
}

/**
 * Whose decoder a peer with these features has: the kernel client that advertises them or differs from them by a few bits; else the
 * release that advertises them or is nearest. The decoder of releases before Hammer is not known, so Hammer stands for them.
 */
export function readerFor({ decodeInKernel }: Kernels, features: Mask64): ReaderName {
  const kernel = decodeInKernel === undefined ? undefined : kernelOf(features);
  return kernel ?? releaseFor(features);
}

function releaseFor(features: Mask64): CodecReleaseName {
  const name = exactMatches(features).at(-1)?.release ?? nearestRelease(features)?.release;
  return CODEC_RELEASES.find((release) => release.name === name)?.name ?? 'hammer';
}

/** A mask may differ from that of a kernel by so many bits, if it differs from those of the releases by more. */
const FEW = 3;
/** Fewer bits are a choice of bits, for example of a probe. */
const ENOUGH = 12;

function kernelOf(features: Mask64): KernelName | undefined {
  const exact = kernelClientOf(features);
  if (exact !== null) return `linux-${exact.since}`;
  if (exactMatches(features).length > 0 || features.bits().length < ENOUGH) return undefined;
  const distance = (mask: Mask64): number => mask.without(features).bits().length + features.without(mask).bits().length;
  const nearest = KERNEL_MASKS.reduce((a, b) => (distance(b.mask) < distance(a.mask) ? b : a));
  const release = nearestRelease(features);
  const ofRelease = release === null ? Infinity : release.added.length + release.missing.length;
  return distance(nearest.mask) <= FEW && distance(nearest.mask) < ofRelease ? `linux-${nearest.since}` : undefined;
}

/**
 * The features that a reader advertises.
 *
 * Errors  TypeError if they are not known
 */
export function featuresOf(reader: ReaderLike): Mask64 {
  const kernel = kernelNamed(reader);
  if (kernel === undefined) return toFeatures(seriesOf(codecRelease(reader).name));
  const known = kernelMaskOf(kernel.version);
  if (known === undefined) throw new TypeError(`the features of Linux ${kernel.version} are not known: give them too`);
  return known.mask;
}

/** A reader in words: `hammer`, `Linux 5.11 and later`, `Linux 5.15 with ms_mode crc`. */
export function readerText(reader: ReaderName): string {
  return isKernelName(reader) ? kernelText(reader) : reader;
}

function kernelText(name: KernelName): string {
  const { version = '', msMode = 'legacy' } = kernelNamed(name) ?? {};
  const range = KERNEL_MASKS.find(({ since }) => since === version) ?? KERNEL_RANGES.find((other) => other.version === version);
  const text = `Linux ${range === undefined ? version : rangeText(version, range.until)}`;
  return msMode === 'legacy' ? text : `${text} with ms_mode ${msMode}`;
}

/** Neighbouring readers in words: `hammer to jewel`, `Linux 2.6.34 to 5.10`. */
export function readersText(readers: readonly ReaderName[]): string {
  const [first, last] = [readers[0], readers.at(-1)];
  if (first === undefined || last === undefined) return '';
  if (!isKernelName(first)) return releasesRange(readers.filter((reader): reader is CodecReleaseName => !isKernelName(reader)));
  const ranges = KERNEL_RANGES.filter(({ name }) => readers.includes(name));
  const modes = new Set(ranges.map(({ isMsgr2 }) => isMsgr2));
  const text = `Linux ${rangeText(ranges[0]?.version ?? '', ranges.at(-1)?.until)}`;
  if (modes.size > 1 || ranges.at(-1)?.until !== null) return text;
  return modes.has(true) ? `${text} over messenger v2 (ms_mode crc, secure, prefer-crc, prefer-secure)` : `${text} over messenger v1 (ms_mode legacy, the default)`;
}

function releasesRange(releases: readonly CodecReleaseName[]): string {
  const listed = releasesText(releases);
  return listed.split(', ').length > 2 ? spanText(releases[0] as CodecReleaseName, releases.at(-1) as CodecReleaseName) : listed;
}
