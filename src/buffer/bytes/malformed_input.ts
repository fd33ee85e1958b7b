/**
 * Bytes that are all there but do not follow the form they claim to have.
 *
 * Source  ceph v16.0.0 src/include/buffer.h:117 (buffer::malformed_input)
 */
export class MalformedInput extends Error {
  override readonly name = 'MalformedInput';
  /** For callers that match on fields rather than classes. */
  readonly code = 'malformed_input';
  /** The first byte at fault, counted from the start of the input. */
  readonly offset: number;

  constructor(offset: number, reason: string) {
    super(`malformed input at offset ${offset}: ${reason}`);
    this.offset = offset;
  }
}
