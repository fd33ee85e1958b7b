import type { Label } from './decode_error.ts';
import type { NumberKind } from './numbers.ts';

/** How a run of bytes was read. */
export type Kind =
  | NumberKind | 'u8' | 'u16' | 'u32' | 's32' | 'u16be' | 's32be' | 'bool' | 'string' | 'bytes'
  /** Read, but not used. */
  | 'padding'
  /** Skipped at the end of a struct, because a newer encoder appended it. */
  | 'skipped'
  /** Skipped, since the kernel client has no use for it. */
  | 'ignored';

/** The function that reads a field; it identifies the type of the field. */
export type AnyDecode = (d: never) => unknown;

/** Receives every read of one decode, in the order of the bytes. The reads do not overlap and leave no gap. */
export interface Trace {
  /** Called when a field with a type of its own begins. `decode` identifies that type; it is null for a list or map. */
  enter(label: Label, decode: AnyDecode | null): void;
  /** Called when that field ends, with its value. It is not called if the field fails. */
  leave(value: unknown): void;
  /** Called for every read of bytes. */
  leaf(label: Label, kind: Kind, offset: number, length: number, value: unknown): void;
}
