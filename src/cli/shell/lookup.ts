import type { Mask64 } from '../../features/mask64.ts';
import { RELEASES } from '../../features/releases.ts';
import type { WriterName } from '../../features/releases.ts';
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

export function writerNamed(name: string): WriterName {
  const writers = RELEASES.filter((r) => r.writes !== undefined).map((r) => r.name);
  const writer = writers.find((w): w is WriterName => w === name);
  if (writer === undefined) throw new UsageError(`unknown release "${name}": known are ${writers.join(', ')}`);
  return writer;
}
