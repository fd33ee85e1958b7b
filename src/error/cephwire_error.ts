/**
 * The base class of all errors that input causes: bytes, a capture file, a peer. One `instanceof` finds them all.
 *
 * Misuse by the caller is a TypeError or a RangeError instead.
 */
export abstract class CephwireError extends Error {
  /** The name of the class, written out so that minifiers do not change it. */
  abstract override readonly name: string;
  /** What went wrong, as a code for programs; the message explains it to people. */
  abstract readonly code: string;
}
