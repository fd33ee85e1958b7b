import { CHECKED_LATER, checkOptions } from '../../arguments/options.ts';
import type { OptionKinds } from '../../arguments/options.ts';
import type { BytesLike } from '../../arguments/bytes.ts';
import type { CephType } from '../../encoding/ceph_type.ts';
import { valuesOf } from '../../encoding/values.ts';
import type { ReaderLike } from '../../features/codec_release.ts';
import { toFeatures } from '../../features/to_features.ts';
import type { FeaturesLike } from '../../features/to_features.ts';
import { explain } from '../explain/explain.ts';
import type { Explanation } from '../explain/explain.ts';
import { peerDiagnosis } from './peer.ts';
import type { PeerDiagnosis } from './peer.ts';
import { featuresOf } from './reader.ts';
import { readingsOf } from './reading.ts';
import type { Reading } from './reading.ts';
import { senderOf } from './sender.ts';
import type { Sender } from './sender.ts';

/** Who can read bytes, who cannot, and why they were sent to a peer that cannot. */
export interface Diagnosis<T> {
  /** Our own reading: what was written. */
  readonly own: Explanation<T>;
  /** How each release reads the bytes, oldest first, then the kernel clients if it is known what they make of the type. */
  readonly readings: readonly Reading[];
  readonly sender: Sender;
  /** The diagnosis for the peer in the options; null without a peer. */
  readonly peer: PeerDiagnosis | null;
}

/** For whom bytes are diagnosed: by `peer`, by `release`, or by both. Without either, there is no diagnosis for a peer. */
export interface DiagnoseOptions {
  /** The peer to which the bytes were sent: the features that it advertised, or its release. By default those of `release`. */
  readonly peer?: FeaturesLike;
  /** The release or the kernel whose decoder the peer has: `hammer`, `linux-5.15,ms_mode=crc`. By default inferred from its features. */
  readonly release?: ReaderLike;
}

const DIAGNOSE_OPTIONS: OptionKinds<DiagnoseOptions> = { peer: CHECKED_LATER, release: CHECKED_LATER };
const makeDiagnosis = /* @__PURE__ */ valuesOf<Diagnosis<unknown>>('diagnosis');

/**
 * Reads bytes with our own decoder and as every release and kernel client. The diagnosis says who can read them, who misreads them, and
 * which feature bit made the sender write them for a peer that cannot read them, or what else is the cause.
 *
 * A bit is to blame if the sender would have written what the peer reads, without that bit in the peer's features.
 *
 * Errors  TypeError for an input that is not bytes, an unknown option, a peer that names no known features, and a release whose
 *         decoder or features are not known. Bytes that do not decode are no error: `own.error` says why
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { MonMap } from 'cephwire';
 * import { diagnose } from 'cephwire/inspect';
 *
 * const { readings, peer } = diagnose(MonMap, readFileSync('monmap.bin'), { peer: '0x08c3ffffffffffff' });
 * console.log(readings.filter(({ verdict }) => verdict === 'fails').map(({ release }) => release));
 * // → [ 'hammer', 'infernalis', 'jewel', 'linux-5.3' ]
 * console.log(peer?.release, peer?.reading.verdict, peer?.blame.map(({ bit }) => bit), peer?.cure?.length); // → hammer fails [ 59 ] 388
 * ```
 */
export function diagnose<T>(type: CephType<T>, bytes: BytesLike, options: DiagnoseOptions = {}): Diagnosis<T> {
  checkOptions('diagnose', options, DIAGNOSE_OPTIONS);
  const { peer, release } = options;
  const features = peer !== undefined ? toFeatures(peer) : release !== undefined ? featuresOf(release) : undefined;
  const own = explain(type, bytes);
  const sender = senderOf(type, own);
  const readings = readingsOf(type, own);
  return makeDiagnosis({ own, readings, sender, peer: features === undefined ? null : peerDiagnosis(type, own, readings, sender, features, release) }) as Diagnosis<T>;
}
