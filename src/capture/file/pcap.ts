import { CaptureError } from './capture_error.ts';
import type { CaptureInput } from './input.ts';
import { MAX_RECORD } from './packet.ts';
import type { Packet } from './packet.ts';

/** By magic number, read big-endian: the byte order of the file, and nanoseconds per unit of its stamps. */
const FORMS: ReadonlyMap<number, readonly [isLittle: boolean, unit: number]> = new Map([
  [0xa1b2c3d4, [false, 1000]],
  [0xd4c3b2a1, [true, 1000]],
  [0xa1b23c4d, [false, 1]],
  [0x4d3cb2a1, [true, 1]],
]);

const FILE_HEADER = 24;
const RECORD_HEADER = 16;
const NSEC_PER_SEC = 1_000_000_000;

/** Whether a file with this magic number, read big-endian, is pcap. */
export function isPcap(magic: number): boolean {
  return FORMS.has(magic);
}

/**
 * Reads the records of a pcap file in either byte order, with stamps in micro- or nanoseconds.
 *
 * Layout  u32 magic, u16 version_major, u16 version_minor, u32 thiszone, u32 sigfigs, u32 snaplen, u32 linktype; then for
 *         each packet u32 sec, u32 fraction, u32 incl_len, u32 orig_len, bytes
 * Errors  CaptureError
 * Source  draft-ietf-opsawg-pcap
 */
export class PcapReader {
  #isStarted = false;
  #isLittle = false;
  #unit = 1000;
  #linkType = 0;

  /** Whether the file header is incomplete. */
  get isInside(): boolean {
    return !this.#isStarted;
  }

  /** The next packet; null until it is complete. */
  next(input: CaptureInput): Packet | null {
    if (!this.#isStarted && !this.#start(input)) return null;
    if (!input.has(RECORD_HEADER)) return null;
    const length = input.view.getUint32(input.at + 8, this.#isLittle);
    if (length > MAX_RECORD) throw new CaptureError('malformed', 'pcap.incl_len', input.offset + 8, `a packet has at most ${MAX_RECORD} bytes, got ${length}`);
    if (!input.has(RECORD_HEADER + length)) return null;
    const { bytes, view, at } = input;
    const begin = at + RECORD_HEADER;
    input.at = begin + length;
    const stamp = this.#stamp(view.getUint32(at, this.#isLittle), view.getUint32(at + 4, this.#isLittle));
    return { bytes, view, begin, end: begin + length, length: Math.max(length, view.getUint32(at + 12, this.#isLittle)), linkType: this.#linkType, stamp };
  }

  #start(input: CaptureInput): boolean {
    if (!input.has(FILE_HEADER)) return false;
    const { view, at } = input;
    [this.#isLittle, this.#unit] = FORMS.get(view.getUint32(at)) ?? [false, 1000];
    const major = view.getUint16(at + 4, this.#isLittle);
    if (major !== 2) throw new CaptureError('not_supported', 'pcap.version_major', input.offset + 4, `expected 2, got ${major}`);
    this.#linkType = view.getUint32(at + 20, this.#isLittle) & 0xffff; // the upper bits are the length of an FCS
    input.at = at + FILE_HEADER;
    this.#isStarted = true;
    return true;
  }

  #stamp(sec: number, fraction: number): { sec: number; nsec: number } {
    const nsec = fraction * this.#unit;
    return nsec < NSEC_PER_SEC ? { sec, nsec } : { sec: sec + Math.floor(nsec / NSEC_PER_SEC), nsec: nsec % NSEC_PER_SEC };
  }
}
