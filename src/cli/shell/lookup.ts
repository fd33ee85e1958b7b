import type { Mask64 } from '../../features/mask64.ts';
import { CODEC_RELEASES } from '../../features/codec_release.ts';
import type { CodecReleaseName } from '../../features/codec_release.ts';
import { toFeatures } from '../../features/to_features.ts';
import { TYPES } from '../../types/registry.ts';
import type { AnyCephType } from '../../types/registry.ts';
import { UsageError } from './errors.ts';

/** The type of that name, or one that differs in case alone. */
export function typeNamed(name: string): AnyCephType {
  const type = TYPES.get(name) ?? [...TYPES.values()].find((t) => t.name.toLowerCase() === name.toLowerCase());
  if (type === undefined) throw new UsageError(`unknown type "${name}": known are ${[...TYPES.keys()].join(', ')}`);
  return type;
}

export function featuresNamed(text: string): Mask64 {
  return asUsage(() => toFeatures(text));
}

/** What `make` complains about is a fault of the command line. */
export function asUsage<T>(make: () => T): T {
  try {
    return make();
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** The release of that name whose code is known. */
export function releaseNamed(name: string): CodecReleaseName {
  const found = CODEC_RELEASES.find((release) => release.name === name);
  if (found === undefined) throw new UsageError(`unknown release "${name}": known are ${CODEC_RELEASES.map((release) => release.name).join(', ')}`);
  return found.name;
}
