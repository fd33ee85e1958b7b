import type { Step, World } from './world.ts';

/** One thing to do to a world and its models. */
export type Operation = (world: World, step: Step) => void;

/** By the name of the public member that each calls. */
export type Operations = Readonly<Record<string, Operation>>;

/** A range within `length` bytes; now and then one that is not there. */
export function range(length: number, { at, share, odd, other }: Step): [offset: number, length: number] {
  const offset = Math.floor(at * length);
  const part = Math.ceil(share * (length - offset));
  if (odd === null) return [offset, part];
  return other % 2 === 0 ? [offset, odd] : [odd, part];
}

/** A count of at most `most`; now and then another number. */
export function count(most: number, { at, odd }: Step): number {
  return odd ?? Math.floor(at * (most + 1));
}

/** An offset within `length` bytes, and data that fits there; now and then one that does not. */
export function dataWithin(length: number, { at, odd, data }: Step): [offset: number, data: Uint8Array] {
  const offset = Math.floor(at * length);
  return odd === null ? [offset, data.subarray(0, length - offset)] : [odd, data];
}
