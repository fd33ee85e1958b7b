import { CaptureError } from './capture_error.ts';
import { CaptureInput } from './input.ts';
import type { Packet } from './packet.ts';
import { isPcap, PcapReader } from './pcap.ts';
import { PcapngReader, SECTION_HEADER } from './pcapng.ts';

/**
 * Packets out of a capture file, pcap or pcapng as its first bytes say, given in chunks of any size.
 *
 * Give a chunk, take packets until there is none, and so on; then `end`. Packets share memory with the chunks, which must not
 * be written to afterwards.
 *
 * Errors  none is thrown for bytes of the file: the first fault is in `error`, and ends the reading
 */
export class CaptureReader {
  readonly #input = new CaptureInput();
  #format: PcapReader | PcapngReader | undefined;
  #error: CaptureError | null = null;

  /** Why reading ended before the file did, or that the file ends too soon; null while all is well. */
  get error(): CaptureError | null {
    return this.#error;
  }

  receive(chunk: Uint8Array): void {
    if (this.#error === null) this.#input.receive(chunk);
  }

  /** The next packet; null until more is given. */
  next(): Packet | null {
    if (this.#error !== null) return null;
    try {
      this.#format ??= this.#detect();
      return this.#format?.next(this.#input) ?? null;
    } catch (error) {
      if (!(error instanceof CaptureError)) throw error;
      this.#error = error;
      return null;
    }
  }

  /** Says that the file has no more bytes than were given, once all packets were taken. */
  end(): void {
    const input = this.#input;
    if (this.#error !== null || (input.isAtEnd && this.#format?.isInside === false)) return;
    const [path, what] = this.#format === undefined ? ['magic', 'its first four bytes'] : ['record', 'a record'];
    this.#error = new CaptureError('truncated', path, input.offset, `the file ends inside of ${what}`);
  }

  #detect(): PcapReader | PcapngReader | undefined {
    const input = this.#input;
    if (!input.has(4)) return undefined;
    const magic = input.view.getUint32(input.at);
    if (magic === SECTION_HEADER) return new PcapngReader();
    if (isPcap(magic)) return new PcapReader();
    throw new CaptureError('not_a_capture', 'magic', input.offset, `expected pcap or pcapng, got 0x${magic.toString(16).padStart(8, '0')}`);
  }
}
