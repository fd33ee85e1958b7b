import { toHex } from '../../buffer/bytes/hex.ts';
import { encode } from '../../encoding/ceph_type.ts';
import type { CephType } from '../../encoding/ceph_type.ts';
import { CODEC_RELEASES } from '../../features/codec_release.ts';
import type { CodecReleaseName, ReaderName } from '../../features/codec_release.ts';
import { MONENC, MONNAMES } from '../../features/masks.ts';
import { Mask64 } from '../../features/mask64.ts';
import { explain } from '../explain/explain.ts';
import type { Explanation } from '../explain/explain.ts';
import { monMapIn, withoutRepeats } from './mon_map.ts';
import { readingOf } from './reading.ts';

/** A form of the value that the peer reads. */
export interface Cure {
  readonly bytes: Uint8Array;
  /** The release that writes it, and for which features. */
  readonly writer: CodecReleaseName;
  readonly features: Mask64;
  /** Whether a field that contradicts another one is left out, so that the encoder writes it anew. */
  readonly isRepaired: boolean;
}

/** Looks for forms of a value that a peer's reader reads: encodes the value, and lets the reader read it. */
export class Trials<T> {
  private readonly type: CephType<T>;
  private readonly own: Explanation<T>;
  private readonly writer: CodecReleaseName;
  private readonly reader: ReaderName;
  /** Whether the reader reads bytes that were tried, by their hex. */
  private readonly tried = new Map<string, boolean>();

  constructor(type: CephType<T>, own: Explanation<T>, writer: CodecReleaseName, reader: ReaderName) {
    this.type = type;
    this.own = own;
    this.writer = writer;
    this.reader = reader;
  }

  /** Whether the reader reads what the sender writes for these features. */
  cures(features: Mask64): boolean {
    return this.attempt(this.writer, features, false) !== null;
  }

  /**
   * A form that the reader reads, the one next to what was sent: what the sender writes for the trusted features; else, without
   * contradictions, what the sender writes for these or for fewer features, then what other releases write, the newest first. A form that
   * loses an address is the last choice. Null if there is none.
   */
  cure(trusted: Mask64): Cure | null {
    const negotiated = this.attempt(this.writer, trusted, false);
    if (negotiated !== null) return negotiated;
    let lossy: Cure | null = null;
    const writers = [this.writer, ...CODEC_RELEASES.map(({ name }) => name).reverse()];
    const peers = fewer(trusted, Object.values(this.type.dependsOn ?? {}));
    for (const [writer, features] of writers.flatMap((name) => peers.map((mask) => [name, mask] as const))) {
      const cure = this.attempt(writer, features, true);
      if (cure !== null && !this.losesAddress(cure)) return cure;
      lossy ??= cure;
    }
    return lossy;
  }

  private attempt(writer: CodecReleaseName, features: Mask64, isRepaired: boolean): Cure | null {
    const { value } = this.own;
    const written = value === undefined || !isRepaired ? value : withoutRepeats(value);
    const bytes = written === undefined ? null : this.write(written, writer, features);
    if (bytes === null) return null;
    const key = toHex(bytes);
    const isRead = this.tried.get(key) ?? readingOf(this.type, explain(this.type, bytes), this.reader).verdict === 'reads';
    this.tried.set(key, isRead);
    return isRead ? { bytes, writer, features, isRepaired: written !== value } : null;
  }

  /** The bytes; null if the release has no such type. */
  private write(value: T, release: CodecReleaseName, features: Mask64): Uint8Array | null {
    try {
      return encode(this.type, value, { release, features });
    } catch {
      return null;
    }
  }

  /** Whether a monitor that has an address has none in the cure. */
  private losesAddress({ bytes }: Cure): boolean {
    const before = monMapIn(this.own.value);
    const after = monMapIn(explain(this.type, bytes).value);
    if (before === undefined || after === undefined) return false;
    const blank = (map: typeof before): number => [...map.monInfo.values()].filter(({ publicAddrs }) => publicAddrs.every(({ ip }) => ip === null)).length;
    const blankBefore = blank(before);
    return blank(after) > blankBefore || [...(after.monAddr?.values() ?? [])].filter(({ ip }) => ip === null).length > blankBefore;
  }
}

/**
 * The features, then those without some on which the form depends, the most first. MONNAMES and MONENC stay: without them the old
 * forms lose the names of the monitors.
 */
function fewer(trusted: Mask64, dependsOn: readonly Mask64[]): Mask64[] {
  const removable = dependsOn.filter((mask) => mask !== MONNAMES && mask !== MONENC && trusted.has(mask));
  const all = removable.reduce<Mask64[]>((masks, mask) => masks.flatMap((m) => [m, m.without(mask)]), [trusted]);
  return all.sort((a, b) => b.bits().length - a.bits().length);
}
