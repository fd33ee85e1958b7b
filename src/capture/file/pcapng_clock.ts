import type { Utime } from '../../types/common/utime_t.ts';

const NSEC_PER_SEC = 1_000_000_000;

/**
 * How an interface of a pcapng file counts time: 64-bit ticks since 1970.
 *
 * Source  draft-ietf-opsawg-pcapng, if_tsresol and if_tsoffset
 */
export class PcapngClock {
  readonly #ticks: number; // per second; 0 if they need bigints: too many for plain numbers, or not a fraction of nanoseconds
  readonly #wideTicks: bigint;
  readonly #offset: number;

  /**
   * @param tsresol a negative power of ten, or of two if the highest bit is set; 6 means microseconds
   * @param tsoffset seconds to add
   */
  constructor(tsresol: number, tsoffset: number) {
    this.#wideTicks = tsresol >= 0x80 ? 1n << BigInt(tsresol & 0x7f) : 10n ** BigInt(tsresol);
    this.#ticks = tsresol <= 9 ? 10 ** tsresol : 0;
    this.#offset = tsoffset;
  }

  /** The time of a tick, which is given in two halves. Long division by 16 bits keeps every step below 2^53. */
  stamp(high: number, low: number): Utime {
    const ticks = this.#ticks;
    if (ticks === 0) return this.#wideStamp(high, low);
    const upper = (high % ticks) * 0x10000 + (low >>> 16);
    const lower = (upper % ticks) * 0x10000 + (low & 0xffff);
    const sec = (Math.floor(high / ticks) * 0x10000 + Math.floor(upper / ticks)) * 0x10000 + Math.floor(lower / ticks);
    return { sec: sec + this.#offset, nsec: (lower % ticks) * (NSEC_PER_SEC / ticks) };
  }

  #wideStamp(high: number, low: number): Utime {
    const tick = (BigInt(high) << 32n) | BigInt(low);
    const nsec = ((tick % this.#wideTicks) * BigInt(NSEC_PER_SEC)) / this.#wideTicks;
    return { sec: Number(tick / this.#wideTicks) + this.#offset, nsec: Number(nsec) };
  }
}
