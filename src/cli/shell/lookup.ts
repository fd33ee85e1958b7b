import type { Mask64 } from '../../features/mask64.ts';
import { CODEC_RELEASES, codecRelease } from '../../features/codec_release.ts';
import type { CodecReleaseName } from '../../features/codec_release.ts';
import { parseVersionName } from '../../features/version_name.ts';
import { readFeatures } from '../../features/judge/read/masks.ts';
import { TYPES } from '../../types/registry.ts';
import type { AnyCephType } from '../../types/registry.ts';
import { UsageError } from './errors.ts';

/** The type of that name; upper and lower case are the same. */
export function typeNamed(name: string): AnyCephType {
  const type = TYPES.get(name) ?? [...TYPES.values()].find((t) => t.name.toLowerCase() === name.toLowerCase());
  if (type === undefined) throw new UsageError(`unknown type "${name}": known are ${[...TYPES.keys()].join(', ')}`);
  return type;
}

export function featuresNamed(text: string): Mask64 {
  return asUsage(() => readFeatures(text));
}

/** The release of that name, if its code is known. */
export function releaseNamed(name: string): CodecReleaseName {
  const named = asUsage(() => parseVersionName(name));
  return asUsage(() => codecRelease(named?.kind === 'ceph' ? named.version ?? named.release : name)).name;
}

/** The releases whose code is known, oldest first. */
export function releaseNames(): readonly CodecReleaseName[] {
  return CODEC_RELEASES.map(({ name }) => name);
}

/** What `make` returns; its errors are errors of the command line. */
export function asUsage<T>(make: () => T): T {
  try {
    return make();
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
