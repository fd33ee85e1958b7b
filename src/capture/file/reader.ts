import type { BytesLike } from '../../arguments/bytes.ts';
import { CaptureError } from './capture_error.ts';
import { CaptureInput } from './input.ts';
import type { Packet } from './packet.ts';
import { isPcap, PcapReader } from './pcap.ts';
import { PcapngReader, SECTION_HEADER } from './pcapng.ts';

/**
 * Reads the packets of a capture file, given in chunks of any size. Its first bytes decide whether it is pcap or pcapng.
 *
 * Call `receive` with a chunk, then `next` until it returns null, and so on; at the end of the file call `end`. Packets share memory
 * with the chunks: do not write to a chunk afterwards.
 *
 * Errors  nothing is thrown for what the file contains: the first fault is in `error`, and ends the reading
 */
export class CaptureReader {
  readonly #input = new CaptureInput();
  #format: PcapReader | PcapngReader | undefined;
  #error: CaptureError | null = null;

  /** Why reading ended before the end of the file, or that the file is truncated; null if neither. */
  get error(): CaptureError | null {
    return this.#error;
  }

  /** Takes the next bytes of the file. */
  receive(chunk: BytesLike): void {
    if (this.#error === null) this.#input.receive(chunk);
  }

  /** The next packet; null until more bytes are given. */
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

  /** Takes note that the file has no more bytes. Call it after all packets were taken. */
  end(): void {
    const input = this.#input;
    if (this.#error !== null || (input.isAtEnd && this.#format?.isInside === false)) return;
    const [path, what] = this.#format === undefined ? ['magic', 'its first four bytes'] : ['record', 'a record'];
    this.#error = new CaptureError('truncated', path, input.offset, `the file ends within ${what}`);
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
