import { encode } from '../../encoding/ceph_type.ts';
import type { CephType } from '../../encoding/ceph_type.ts';
import { MONENC, MONNAMES } from '../../features/masks.ts';
import { namesOfBit } from '../../features/tables/bit_meaning.ts';
import { Mask64 } from '../../features/mask64.ts';
import { exactMatches, nearestRelease } from '../../features/judge/match/match.ts';
import { negotiate } from '../../features/judge/negotiate/negotiate.ts';
import type { Negotiation } from '../../features/judge/negotiate/negotiate.ts';
import { NEWEST, RELEASES } from '../../features/releases.ts';
import type { WriterName } from '../../features/releases.ts';
import { toFeatures } from '../../features/to_features.ts';
import type { FeaturesLike } from '../../features/to_features.ts';
import { explain } from '../explain/explain.ts';
import type { Explanation } from '../explain/explain.ts';
import { readingOf, readingsOf } from './reading.ts';
import type { Reading } from './reading.ts';
import { senderOf } from './sender.ts';
import type { Sender } from './sender.ts';

/** Who can read bytes, who cannot, and why they were sent to the one that cannot. */
export interface Diagnosis<T> {
  /** Our own reading: what was sent. */
  readonly own: Explanation<T>;
  /** Every release's reading, oldest first. */
  readonly readings: readonly Reading[];
  readonly sender: Sender;
  /** Of the peer that was named; null where none was. */
  readonly peer: PeerDiagnosis | null;
}

export interface PeerDiagnosis {
  readonly features: Mask64;
  /** The release whose decoder the peer has, by its features less the bits that are not believed. */
  readonly release: WriterName;
  /** What that release makes of the bytes. */
  readonly reading: Reading;
  readonly negotiation: Negotiation;
  /** The bits that made, or would make, a sender write what the peer cannot read; none where it can. */
  readonly blame: readonly Blame[];
  /** The same value in a form that the peer reads; null where it reads these bytes, or none was found. */
  readonly cure: Uint8Array | null;
}

export interface Blame {
  readonly bit: number;
  /** Every name of the bit, the ones in force first. */
  readonly names: readonly string[];
  /** Whether the peer's features have it. If not, whoever wrote these bytes saw it all the same. */
  readonly isOffered: boolean;
}

export interface DiagnoseOptions {
  /** Whom the bytes were sent to: what it offered, or its release. */
  readonly peer?: FeaturesLike;
}

/**
 * Reads bytes as themselves and as every release, and finds who can read them, who reads them wrong, and which feature bit
 * led a sender to write them for a peer that cannot.
 *
 * A bit is to blame when the same sender, had it not seen the bit, would have written what the peer reads.
 *
 * Errors  TypeError for a peer that names no known features. Bytes that do not decode are an answer: `own.error`
 */
export function diagnose<T>(type: CephType<T>, bytes: Uint8Array, { peer }: DiagnoseOptions = {}): Diagnosis<T> {
  const own = explain(type, bytes);
  const sender = senderOf(type, own);
  const readings = readingsOf(type, own);
  return { own, readings, sender, peer: peer === undefined ? null : peerDiagnosis(type, own, readings, sender, toFeatures(peer)) };
}

function peerDiagnosis<T>(type: CephType<T>, own: Explanation<T>, readings: readonly Reading[], sender: Sender, features: Mask64): PeerDiagnosis {
  const writer = sender.releases.at(-1) ?? NEWEST.name;
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

/** The release whose features come nearest; those before Hammer decode a map as Hammer does. */
function decoderOf(believed: Mask64): WriterName {
  const name = exactMatches(believed).at(-1)?.release ?? nearestRelease(believed)?.release;
  const found = RELEASES.find((r) => r.name === name);
  return found?.writes === undefined ? 'hammer' : (found.name as WriterName);
}

/** Writing the value again, and having the peer's release read it. */
class Trial<T> {
  private readonly type: CephType<T>;
  private readonly own: Explanation<T>;
  private readonly writer: WriterName;
  private readonly reader: WriterName;

  constructor(type: CephType<T>, own: Explanation<T>, writer: WriterName, reader: WriterName) {
    this.type = type;
    this.own = own;
    this.writer = writer;
    this.reader = reader;
  }

  /** The bytes for a peer with these features, if its release reads them. */
  cure(features: Mask64): Uint8Array | null {
    const { value } = this.own;
    if (value === undefined) return null;
    const bytes = encode(this.type, value, { release: this.writer, features });
    return readingOf(this.type, explain(this.type, bytes), this.reader).verdict === 'reads' ? bytes : null;
  }
}

/**
 * What the form needs and the peer never offered is to blame alone: the sender had it from somewhere else. Of what was
 * offered, the bits without which the peer is sent what it reads; those that are not believed anyway before all others, and
 * never those of Hammer's own age, whose absence leads back to forms that lose the monitors' names.
 */
function blamed<T>(trial: Trial<T>, { conditions }: Sender, features: Mask64, disbelieved: readonly number[]): Blame[] {
  const wanted = conditions.filter((c) => c.wanted === true).reduce((mask, c) => mask.or(c.mask), Mask64.NONE);
  const unoffered = wanted.without(features).bits();
  const curing = features.without(MONNAMES).without(MONENC).bits().filter((bit) => trial.cure(features.without(Mask64.bit(bit))) !== null);
  const stray = curing.filter((bit) => disbelieved.includes(bit));
  const bits = [unoffered, stray, curing].find((found) => found.length > 0) ?? [];
  return bits.map((bit) => ({ bit, names: namesOfBit(bit, features.or(wanted)), isOffered: unoffered.length === 0 }));
}
