import type { Label } from './decode_error.ts';
import type { NumberKind } from './numbers.ts';

/** How a run of bytes was read. */
export type Kind =
  | NumberKind | 'u8' | 'u16' | 'u32' | 's32' | 'u16be' | 's32be' | 'bool' | 'string' | 'bytes'
  /** Read and not looked at. */
  | 'padding'
  /** Passed over at the end of a struct, since a newer encoder put it there. */
  | 'skipped';

/** The function that reads a field, as a name for its type. */
export type AnyDecode = (d: never) => unknown;

/** Hears of every read in the order of the bytes. Those of one decode neither overlap nor leave a gap. */
export interface Trace {
  /** A field of a type of its own begins. `decode` tells which type; null for a list or map. */
  enter(label: Label, decode: AnyDecode | null): void;
  /** It ended, with this value. A field that fails does not end. */
  leave(value: unknown): void;
  leaf(label: Label, kind: Kind, offset: number, length: number, value: unknown): void;
}
