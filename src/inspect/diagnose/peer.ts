import type { CephType } from '../../encoding/ceph_type.ts';
import { valuesOf } from '../../encoding/values.ts';
import { NEWEST_CODEC, codecReader } from '../../features/codec_release.ts';
import type { ReaderLike, ReaderName } from '../../features/codec_release.ts';
import { isKernelName, kernelNamed } from '../../features/kernel_reader.ts';
import { negotiate } from '../../features/judge/negotiate/negotiate.ts';
import type { Negotiation } from '../../features/judge/negotiate/negotiate.ts';
import { Mask64 } from '../../features/mask64.ts';
import type { MonMap } from '../../types/mon/MonMap/MonMap.ts';
import type { Explanation } from '../explain/explain.ts';
import { blamed } from './blame.ts';
import type { Blame } from './blame.ts';
import { causeOf } from './cause.ts';
import type { Cause, Remedy } from './cause.ts';
import { Trials } from './cure.ts';
import type { Cure } from './cure.ts';
import { blankInMonAddr, monMapIn, refusedInKernel, withoutAddress } from './mon_map.ts';
import type { Mon } from './mon_map.ts';
import { bitRemedies, curedRemedies } from './remedies.ts';
import { readerFor } from './reader.ts';
import { readingOf } from './reading.ts';
import type { Reading } from './reading.ts';
import type { Sender } from './sender.ts';

/** Whether a peer can read bytes and, if it cannot, why they were sent to it. */
export interface PeerDiagnosis {
  readonly features: Mask64;
  /** The release or the kernel whose decoder the peer has: as given, or inferred from its trusted features. */
  readonly release: ReaderName;
  /** How it reads the bytes. */
  readonly reading: Reading;
  readonly negotiation: Negotiation;
  /** The bits that made the sender write what the peer cannot read; none if the peer can read it, or if no bit is to blame. */
  readonly blame: readonly Blame[];
  /** Why the peer cannot read the bytes if no bit is to blame; null if it reads them, or if no cause was found. */
  readonly cause: Cause | null;
  /** What can be done, the best first; none if the peer reads the bytes. */
  readonly remedies: readonly Remedy[];
  /** The same value, encoded in a form that the peer reads; null if it reads these bytes, or if no release writes such a form. */
  readonly cure: Uint8Array | null;
  /** The monitors that these bytes give no address, so that the peer cannot reach them although it reads the bytes. */
  readonly withoutAddress: readonly string[];
  /** How the cure was made; null without a cure. */
  readonly cureForm: Omit<Cure, 'bytes'> | null;
}

const makePeerDiagnosis = /* @__PURE__ */ valuesOf<PeerDiagnosis>('peer');

/** Diagnoses bytes for one peer. @param named whose decoder the peer has, if that is known */
export function peerDiagnosis<T>(type: CephType<T>, own: Explanation<T>, readings: readonly Reading[], sender: Sender, features: Mask64, named: ReaderLike | undefined): PeerDiagnosis {
  const writer = sender.releases.at(-1) ?? NEWEST_CODEC.name;
  const negotiation = negotiate(Mask64.ALL.without(Mask64.of(3n << 62n)), features, { release: writer });
  const release = named === undefined ? readerFor(type, negotiation.trusted) : codecReader(named).name;
  const reading = readings.find((r) => r.release === release) ?? readingOf(type, own, release);
  const map = monMapIn(own.value);
  const found = { features, release, reading, negotiation, withoutAddress: map === undefined ? [] : withoutAddress(map).map(({ name }) => name) };
  if (reading.verdict === 'reads' || own.value === undefined) return makePeerDiagnosis({ ...found, blame: [], cause: null, remedies: [], cure: null, cureForm: null });
  const trials = new Trials(type, own, writer, release);
  const blame = blamed(trials, sender, features, negotiation.untrusted.map(({ bit }) => bit), isKernelName(release));
  const cure = trials.cure(negotiation.trusted);
  const lacking = sender.conditions.filter(({ wanted, mask }) => wanted === false && negotiation.trusted.has(mask)).map(({ name }) => name);
  const cause = blame.length > 0 ? null : causeOf(own.value, reading, readings, lacking);
  const remedies = [...bitRemedies(blame, release, negotiation), ...(cause?.remedies ?? []), ...curedRemedies(type.name, cure, cure?.writer === writer && cure.features.equals(negotiation.features), map === undefined ? [] : unreachedBy(release, map))];
  return makePeerDiagnosis({ ...found, blame, cause, remedies, cure: cure?.bytes ?? null, cureForm: cure === null ? null : { writer: cure.writer, features: cure.features, isRepaired: cure.isRepaired } });
}

/** The monitors that have no address of the only messenger that the peer has. */
function unreachedBy(release: ReaderName, map: MonMap): readonly Mon[] {
  const kernel = kernelNamed(release);
  return kernel === undefined ? blankInMonAddr(map) : refusedInKernel(map, kernel.isMsgr2).none;
}
