import { compareVersions, namedVersion } from './versions.ts';

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

const SERIES: readonly string[] = NAMES.filter((name) => !name.includes(' '));
const BY_NAME: ReadonlyMap<string, (typeof CODEC_RELEASES)[number]> = new Map(CODEC_RELEASES.map((release) => [release.name, release]));

/**
 * The release of that name or version, in any case: `Squid`, `v12.2.5`, `19.2.6`, `squid 19.2.6`, `hammer@0.94.4`. The newest point
 * release that is not newer than the version counts: `19.2.5` is `squid`, `19.2.7` is `squid 19.2.6`. {@link parseVersionName} reads more.
 *
 * Errors  TypeError if its code is not known
 */
export function codecRelease(name: string): CodecRelease & { readonly name: CodecReleaseName } {
  const found = BY_NAME.get(name) ?? byVersion(String(name).trim());
  if (found === undefined) throw new TypeError(`the code of release "${String(name)}" is not known: known are ${NAMES.join(', ')}`);
  return found;
}

function byVersion(text: string): (typeof CODEC_RELEASES)[number] | undefined {
  const { name = '', version = '' } = namedVersion(text) ?? {};
  const [major = 0, minor = 0] = version.split('.').map(Number);
  // Development versions 0.88 to 0.93 became Hammer; from Infernalis, 9, on each release has a major number.
  const place = major === 0 ? (minor >= 88 && minor <= 94 ? 0 : -1) : major < 9 ? -1 : major - 8;
  const series = version === '' ? name : SERIES[place];
  if (series === undefined || (name !== '' && name !== series)) return undefined;
  const isNotNewer = (point: string): boolean => point === '' || (version !== '' && compareVersions(point, version) <= 0);
  return CODEC_RELEASES.filter((r) => seriesOf(r.name) === series && isNotNewer(r.name.slice(series.length + 1))).at(-1);
}

/** The release as it stands in the table of releases: a point release belongs to its series. */
export function seriesOf(name: string): string {
  return name.replace(/ .*/, '');
}
