import { decoderFor } from '../../encoding/ceph_type.ts';
import type { Mask64 } from '../../features/mask64.ts';
import { CODEC_RELEASES, codecReader, codecRelease } from '../../features/codec_release.ts';
import type { CodecReleaseName, ReaderName } from '../../features/codec_release.ts';
import { parseVersionName } from '../../features/version_name.ts';
import { readFeatures } from '../../features/judge/read/masks.ts';
import { TYPES } from '../../types/registry.ts';
import type { AnyCephType } from '../../types/registry.ts';
import { InputError, UsageError } from './errors.ts';

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
  return asUsage(() => codecRelease(plainName(name))).name;
}

/** The version or the release in what people and programs write: `ceph version 16.2.15 (…) pacific (stable)`. */
function plainName(name: string): string {
  const named = asUsage(() => parseVersionName(name));
  return named?.kind === 'ceph' ? named.version ?? named.release : name;
}

/** The release or the kernel of that name, if its code is known. */
export function readerNamed(name: string): ReaderName {
  return asUsage(() => codecReader(plainName(name))).name;
}

/** Checks that it is known what a reader makes of a type: of a kernel it is not known for all. */
export function checkReads(type: AnyCephType, reader: ReaderName | undefined): void {
  if (reader !== undefined) asUsage(() => decoderFor(type, codecReader(reader)));
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

/** The same for what a file holds. */
export function asInput<T>(make: () => T): T {
  try {
    return make();
  } catch (error) {
    throw new InputError(error instanceof Error ? error.message : String(error));
  }
}
