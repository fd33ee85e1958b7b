/**
 * A read, a write or a step that would leave the buffer. Whatever threw it has changed nothing.
 *
 * Units   bytes; `offset` counts from the start of the buffer that was asked
 * Source  ceph v16.0.0 src/include/buffer.h:114 (buffer::end_of_buffer)
 */
export class EndOfBuffer extends Error {
  override readonly name = 'EndOfBuffer';
  /** For callers that match on fields rather than classes. */
  readonly code = 'end_of_buffer';
  /** Where the range that did not fit begins. */
  readonly offset: number;
  /** How many bytes were asked for at `offset`. */
  readonly needed: number;
  /** How many bytes there are from `offset` on. */
  readonly available: number;

  constructor(offset: number, needed: number, available: number) {
    super(`end of buffer at offset ${offset}: need ${needed} ${needed === 1 ? 'byte' : 'bytes'}, ${available} left`);
    this.offset = offset;
    this.needed = needed;
    this.available = available;
  }
}
