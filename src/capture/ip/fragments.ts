import type { Fragment, IpHeader } from './ip_header.ts';

const MAX_DATAGRAM = 65_535;
const UNIT = 8;

/** How much is kept of IP datagrams until all their fragments have arrived. */
export interface FragmentLimits {
  /** The most incomplete datagrams at a time. The oldest is dropped for a new one. */
  readonly maxDatagrams: number;
}

/** An incomplete datagram. */
interface Partial {
  readonly bytes: Uint8Array;
  /** 1 for each unit of eight bytes that has arrived. */
  readonly units: Uint8Array;
  filled: number;
  /** 0 until the last fragment has arrived. */
  length: number;
}

/**
 * Assembles IP datagrams from their fragments, in any order. Where fragments overlap, the first bytes stay.
 *
 * Units   memory: 72 KiB for each incomplete datagram
 * Source  RFC 791 3.2, RFC 8200 4.5
 */
export class Fragments {
  readonly #max: number;
  readonly #partials = new Map<string, Partial>(); // in the order of their first fragments
  #lost = 0;

  constructor({ maxDatagrams }: FragmentLimits) {
    this.#max = maxDatagrams;
  }

  /** How many datagrams were dropped or are still incomplete. */
  get lost(): number {
    return this.#lost + this.#partials.size;
  }

  /** Takes a fragment; returns the complete datagram if this fragment completes one, else null. */
  addFragment(ip: IpHeader, fragment: Fragment): IpHeader | null {
    const key = [ip.family, fragment.id, ip.protocol, ...ip.src, ...ip.dst].join();
    const captured = ip.end - ip.begin;
    const isSound = captured === ip.length && fragment.offset + captured <= MAX_DATAGRAM && (fragment.isLast || captured % UNIT === 0);
    if (!isSound) {
      this.#lost++;
      this.#partials.delete(key);
      return null;
    }
    const partial = this.#partials.get(key) ?? this.#start(key);
    fill(partial, ip, fragment);
    if (!isWhole(partial)) return null;
    this.#partials.delete(key);
    const { bytes, length } = partial;
    return { ...ip, bytes, view: new DataView(bytes.buffer), begin: 0, end: length, length, fragment: null };
  }

  #start(key: string): Partial {
    const [oldest] = this.#partials.keys();
    if (this.#partials.size >= this.#max && oldest !== undefined) {
      this.#partials.delete(oldest);
      this.#lost++;
    }
    const partial = { bytes: new Uint8Array(MAX_DATAGRAM + 1), units: new Uint8Array((MAX_DATAGRAM + 1) / UNIT), filled: 0, length: 0 };
    this.#partials.set(key, partial);
    return partial;
  }
}

function fill(partial: Partial, { bytes, begin, end }: IpHeader, { offset, isLast }: Fragment): void {
  if (isLast && partial.length === 0) partial.length = offset + end - begin;
  for (let from = begin; from < end; from += UNIT) {
    const at = offset + from - begin;
    if (partial.units[at / UNIT] === 1) continue;
    partial.units[at / UNIT] = 1;
    partial.filled++;
    partial.bytes.set(bytes.subarray(from, Math.min(from + UNIT, end)), at);
  }
}

function isWhole({ length, filled, units }: Partial): boolean {
  const count = Math.ceil(length / UNIT);
  return count > 0 && filled >= count && units.subarray(0, count).every((unit) => unit === 1);
}
