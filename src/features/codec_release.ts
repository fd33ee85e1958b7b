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

/** Whose code encodes or decodes: the key into each type's own table, see encoding/by_release.ts. */
export interface CodecRelease {
  readonly name: CodecReleaseName | 'ours';
  /** 0 for the oldest; this library comes after the newest release. */
  readonly order: number;
}

/** Oldest first. */
export const CODEC_RELEASES: readonly (CodecRelease & { readonly name: CodecReleaseName })[] = NAMES.map((name, order) => ({ name, order }));

/** This library, reading for itself: it knows all versions, and checks every bound. */
export const OURS: CodecRelease = { name: 'ours', order: NAMES.length };

/** The newest release, whose encoder writes where nothing else is said. */
export const NEWEST_CODEC = CODEC_RELEASES[NAMES.length - 1] as CodecRelease & { readonly name: CodecReleaseName };

const BY_NAME: ReadonlyMap<string, (typeof CODEC_RELEASES)[number]> = new Map(CODEC_RELEASES.map((release) => [release.name, release]));

/**
 * The release of that name; TypeError if its code is not known.
 *
 * @example
 * ```ts
 * import { codecRelease } from 'cephwire/features';
 *
 * console.log(codecRelease('hammer').order < codecRelease('squid').order); // → true
 * ```
 */
export function codecRelease(name: string): CodecRelease & { readonly name: CodecReleaseName } {
  const found = BY_NAME.get(name);
  if (found === undefined) throw new TypeError(`the code of release "${String(name)}" is not known: known are ${NAMES.join(', ')}`);
  return found;
}

/** The release as it stands in the table of releases: a point release belongs to its series. */
export function seriesOf(name: string): string {
  return name.replace(/ .*/, '');
}
