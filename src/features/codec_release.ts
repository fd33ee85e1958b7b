import { kernelNamed } from './kernel_reader.ts';
import type { Kernel, KernelName } from './kernel_reader.ts';

/**
 * The releases whose encoders and decoders are known, oldest first; point releases where their code differs from the first of
 * their series.
 *
 * Source  19.2.6: third-party reports, no bytes seen; Quincy and Squid write as their neighbours by all accounts, no bytes seen
 */
const NAMES = [
  'hammer', 'infernalis', 'jewel', 'kraken', 'luminous', 'mimic', 'nautilus', 'octopus', 'pacific', 'quincy', 'reef',
  'squid', 'squid 19.2.6', 'tentacle',
] as const;

/** A release whose encoders and decoders are known; `squid` stands for its first point releases, up to 19.2.5. */
export type CodecReleaseName = (typeof NAMES)[number];

/** Whose code reads: a release of Ceph, or a kernel client. */
export type ReaderName = CodecReleaseName | KernelName;

/** Whose code encodes or decodes: the key into each type's own table, see encoding/by_release.ts. */
export interface CodecRelease {
  readonly name: ReaderName | 'ours';
  /** 0 for the oldest; this library comes after the newest release, and the kernels after this library. */
  readonly order: number;
  /** The kernel client, which only decodes; null for releases of Ceph and for this library. */
  readonly kernel: Kernel | null;
}

/** Oldest first. */
export const CODEC_RELEASES: readonly (CodecRelease & { readonly name: CodecReleaseName })[] = NAMES.map((name, order) => ({ name, order, kernel: null }));

/** This library, reading for itself: it knows all versions, and checks every bound. */
export const OURS: CodecRelease = { name: 'ours', order: NAMES.length, kernel: null };

/** The newest release, whose encoder writes where nothing else is said. */
export const NEWEST_CODEC = CODEC_RELEASES[NAMES.length - 1] as CodecRelease & { readonly name: CodecReleaseName };

const BY_NAME: ReadonlyMap<string, (typeof CODEC_RELEASES)[number]> = new Map(CODEC_RELEASES.map((release) => [release.name, release]));

/** The release of that name; TypeError if its code is not known, and for a kernel, which is a reader only. */
export function codecRelease(name: string): CodecRelease & { readonly name: CodecReleaseName } {
  const found = BY_NAME.get(name);
  if (found !== undefined) return found;
  const kernel = kernelNamed(String(name));
  if (kernel !== undefined) throw new TypeError(`Linux ${kernel.version} only reads: to encode for it, give its features, and the release of the monitor that writes`);
  throw new TypeError(`the code of release "${String(name)}" is not known: known are ${NAMES.join(', ')}`);
}

/** The release or the kernel of that name, to decode by its rules; TypeError if they are not known. */
export function codecReader(name: string): CodecRelease & { readonly name: ReaderName } {
  const kernel = BY_NAME.has(name) ? undefined : kernelNamed(String(name));
  return kernel === undefined ? codecRelease(name) : { name: kernel.name, order: NAMES.length + 1 + kernel.era, kernel };
}

/** The release as it stands in the table of releases: a point release belongs to its series. */
export function seriesOf(name: string): string {
  return name.replace(/ .*/, '');
}
