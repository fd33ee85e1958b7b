import { encode } from '../../encoding/ceph_type.ts';
import type { CephType } from '../../encoding/ceph_type.ts';
import { MONENC, MONNAMES } from '../../features/masks.ts';
import { namesOfBit } from '../../features/tables/bit_meaning.ts';
import { Mask64 } from '../../features/mask64.ts';
import { exactMatches, nearestRelease } from '../../features/judge/match/match.ts';
import { negotiate } from '../../features/judge/negotiate/negotiate.ts';
import type { Negotiation } from '../../features/judge/negotiate/negotiate.ts';
import { CODEC_RELEASES, NEWEST_CODEC } from '../../features/codec_release.ts';
import type { CodecReleaseName } from '../../features/codec_release.ts';
import { toFeatures } from '../../features/to_features.ts';
import type { FeaturesLike } from '../../features/to_features.ts';
import { explain } from '../explain/explain.ts';
import type { Explanation } from '../explain/explain.ts';
import { readingOf, readingsOf } from './reading.ts';
import type { Reading } from './reading.ts';
import { senderOf } from './sender.ts';
import type { FormCondition, Sender } from './sender.ts';

/** Who can read bytes, who cannot, and why they were sent to a peer that cannot. */
export interface Diagnosis<T> {
  /** Our own reading: what was written. */
  readonly own: Explanation<T>;
  /** How each release reads the bytes, oldest first. */
  readonly readings: readonly Reading[];
  readonly sender: Sender;
  /** The diagnosis for the peer in the options; null without a peer. */
  readonly peer: PeerDiagnosis | null;
}

/** Whether a peer can read bytes and, if it cannot, why they were sent to it. */
export interface PeerDiagnosis {
  readonly features: Mask64;
  /** The release whose decoder the peer has, inferred from its trusted features. */
  readonly release: CodecReleaseName;
  /** How that release reads the bytes. */
  readonly reading: Reading;
  readonly negotiation: Negotiation;
  /** The bits that made the sender write what the peer cannot read; none if the peer can read it. */
  readonly blame: readonly Blame[];
  /** The same value, encoded in a form that the peer reads; null if it reads these bytes, or if no such form was found. */
  readonly cure: Uint8Array | null;
}

/** A bit that made the sender write what the peer cannot read. */
export interface Blame {
  readonly bit: number;
  /** Every name of the bit; the names of its meaning here come first. */
  readonly names: readonly string[];
  /** The features among those on which the form of the type depends that include the bit. */
  readonly features: readonly string[];
  /** Whether the peer advertises the bit. If not, the sender got it from somewhere else. */
  readonly isOffered: boolean;
}

/** For whom the bytes are diagnosed. */
export interface DiagnoseOptions {
  /** The peer to which the bytes were sent: the features that it advertised, or its release. */
  readonly peer?: FeaturesLike;
}

/**
 * Reads bytes with our own decoder and as every release. The diagnosis says who can read them, who misreads them, and which
 * feature bit made the sender write them for a peer that cannot read them.
 *
 * A bit is to blame if the sender would have written what the peer reads, without that bit in the peer's features.
 *
 * Errors  TypeError for a peer that names no known features. Bytes that do not decode are no error: `own.error` says why
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { MonMap } from 'cephwire';
 * import { diagnose } from 'cephwire/inspect';
 *
 * const { readings, peer } = diagnose(MonMap, readFileSync('monmap.bin'), { peer: '0x08c3ffffffffffff' });
 * console.log(readings.filter(({ verdict }) => verdict === 'fails').map(({ release }) => release));
 * // → [ 'hammer', 'infernalis', 'jewel' ]
 * console.log(peer?.release, peer?.reading.verdict, peer?.blame.map(({ bit }) => bit), peer?.cure?.length); // → hammer fails [ 59 ] 388
 * ```
 */
export function diagnose<T>(type: CephType<T>, bytes: Uint8Array, { peer }: DiagnoseOptions = {}): Diagnosis<T> {
  const own = explain(type, bytes);
  const sender = senderOf(type, own);
  const readings = readingsOf(type, own);
  return { own, readings, sender, peer: peer === undefined ? null : peerDiagnosis(type, own, readings, sender, toFeatures(peer)) };
}

function peerDiagnosis<T>(type: CephType<T>, own: Explanation<T>, readings: readonly Reading[], sender: Sender, features: Mask64): PeerDiagnosis {
  const writer = sender.releases.at(-1) ?? NEWEST_CODEC.name;
  const negotiation = negotiate(Mask64.ALL.without(Mask64.of(3n << 62n)), features, { release: writer });
  const release = decoderOf(negotiation.trusted);
  const reading = readings.find((r) => r.release === release) ?? readingOf(type, own, release);
  const isGood = reading.verdict === 'reads' || own.value === undefined;
  const trial = new Trial(type, own, writer, release);
  return {
    features,
    release,
    reading,
    negotiation,
    blame: isGood ? [] : blamed(trial, sender, features, negotiation.untrusted.map(({ bit }) => bit)),
    cure: isGood ? null : trial.cure(negotiation.trusted),
  };
}

/** The release that matches these features or is nearest to them. The decoder of releases before Hammer is not known, so Hammer stands for them. */
function decoderOf(trusted: Mask64): CodecReleaseName {
  const name = exactMatches(trusted).at(-1)?.release ?? nearestRelease(trusted)?.release;
  return CODEC_RELEASES.find((release) => release.name === name)?.name ?? 'hammer';
}

/** Encodes the value again, and lets the peer's release read it. */
class Trial<T> {
  private readonly type: CephType<T>;
  private readonly own: Explanation<T>;
  private readonly writer: CodecReleaseName;
  private readonly reader: CodecReleaseName;

  constructor(type: CephType<T>, own: Explanation<T>, writer: CodecReleaseName, reader: CodecReleaseName) {
    this.type = type;
    this.own = own;
    this.writer = writer;
    this.reader = reader;
  }

  /** The value, encoded for a peer with these features; null if the peer's release cannot read it. */
  cure(features: Mask64): Uint8Array | null {
    const { value } = this.own;
    if (value === undefined) return null;
    const bytes = encode(this.type, value, { release: this.writer, features });
    return readingOf(this.type, explain(this.type, bytes), this.reader).verdict === 'reads' ? bytes : null;
  }
}

/**
 * The bits to blame. First choice: bits that the form needs and the peer does not advertise, which the sender got from
 * somewhere else. Second: untrusted bits without which the sender writes what the peer reads. Third: other such bits.
 * MONNAMES and MONENC are never to blame. Hammer has both, and without them the sender writes old forms that may lose the
 * names of the monitors.
 */
function blamed<T>(trial: Trial<T>, { conditions }: Sender, features: Mask64, untrusted: readonly number[]): Blame[] {
  const wanted = union(conditions.filter((c) => c.wanted === true));
  const notAdvertised = wanted.without(features).bits();
  const candidates = union(conditions).and(features).without(MONNAMES).without(MONENC);
  const curing = candidates.bits().filter((bit) => trial.cure(features.without(Mask64.bit(bit))) !== null);
  const curingUntrusted = curing.filter((bit) => untrusted.includes(bit));
  const bits = [notAdvertised, curingUntrusted, curing].find((found) => found.length > 0) ?? [];
  return bits.map((bit) => ({
    bit,
    names: namesOfBit(bit, features.or(wanted)),
    features: conditions.filter((c) => c.mask.has(Mask64.bit(bit))).map((c) => c.name),
    isOffered: notAdvertised.length === 0,
  }));
}

function union(conditions: readonly FormCondition[]): Mask64 {
  return conditions.reduce((all, { mask }) => all.or(mask), Mask64.NONE);
}
