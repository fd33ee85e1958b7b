/**
 * `make`, called when its result is first asked for and never again.
 *
 * The tables and the kernel of crc32c would cost every import half a millisecond and more, also where nothing is ever
 * checksummed. What is kept here is a constant all the same: no caller can tell whether it was made just now.
 */
export function once<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
