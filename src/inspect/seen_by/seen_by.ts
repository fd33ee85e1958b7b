import { CHECKED_LATER, checkOptions, required } from '../../arguments/options.ts';
import type { OptionKinds } from '../../arguments/options.ts';
import { compareBytes } from '../../buffer/bytes/bytes.ts';
import { encode } from '../../encoding/ceph_type.ts';
import type { CephType, EncodeOptions } from '../../encoding/ceph_type.ts';
import { codecRelease, seriesOf } from '../../features/codec_release.ts';
import type { CodecReleaseName } from '../../features/codec_release.ts';
import { negotiate } from '../../features/judge/negotiate/negotiate.ts';
import { kernelNamed } from '../../features/kernel_reader.ts';
import type { KernelName } from '../../features/kernel_reader.ts';
import type { Mask64 } from '../../features/mask64.ts';
import { toFeatures } from '../../features/to_features.ts';
import type { FeaturesLike } from '../../features/to_features.ts';
import { diagnose } from '../diagnose/diagnose.ts';
import type { PeerDiagnosis } from '../diagnose/peer.ts';
import { featuresOf } from '../diagnose/reader.ts';
import { readingOf } from '../diagnose/reading.ts';
import type { Reading } from '../diagnose/reading.ts';
import { explain } from '../explain/explain.ts';
import type { Explanation } from '../explain/explain.ts';
import { lossesOf, notReadOf } from './losses.ts';
import type { Loss } from './losses.ts';

type ServerRelease = NonNullable<EncodeOptions['release']>;

/** A server: the release whose encoder writes, which advertises what that release does, or other features. */
export type Server = ServerRelease | { readonly release: ServerRelease; readonly features: FeaturesLike };

export interface SeenByOptions {
  readonly server: Server;
  /** The client: the features that it advertises, its release, or a kernel client such as `linux-5.15,ms_mode=crc`. */
  readonly client: FeaturesLike | KernelName;
}

const SEEN_BY_OPTIONS: OptionKinds<SeenByOptions> = { server: required(CHECKED_LATER), client: required(CHECKED_LATER) };

/** What a client makes of a value. */
export type SeenVerdict =
  /** It sees the whole value. */
  | 'right'
  /** It sees a part of the value, as it is: some fields were not sent, or the client skips them. */
  | 'loses'
  /** It sees something else, without an error. */
  | 'misreads'
  /** Its decoder stops with an error. */
  | 'fails'
  /** An assertion fails, which ends its process. */
  | 'aborts';

/** What a server sends of a value, and what a client makes of it. */
export interface Seen<T> {
  readonly server: { readonly release: CodecReleaseName; readonly features: Mask64 };
  /** What both sides have, for which a server of Ceph encodes. The client's untrusted bits are among them. */
  readonly features: Mask64;
  /** The bytes that the server sends. */
  readonly bytes: Uint8Array;
  /** Our own reading of these bytes. */
  readonly own: Explanation<T>;
  /** The client: whose decoder it has, how that reads the bytes, and if it does not, the bits to blame and the cure. */
  readonly client: PeerDiagnosis;
  readonly verdict: SeenVerdict;
  /** What the client sees; undefined if it fails or aborts. */
  readonly value: T | undefined;
  /** What the form for this client does not carry as it is. */
  readonly notSent: readonly Loss[];
  /** The paths of the fields that were sent and that the client skips. */
  readonly notRead: readonly string[];
  /** What the client sees otherwise than it was sent; none if it fails or aborts. */
  readonly seenOtherwise: readonly Loss[];
  /**
   * What the server would send if it did not trust bits that no genuine client of this kind has, see {@link negotiate}, and how the
   * client reads that; null if it would send the same bytes.
   */
  readonly instead: { readonly bytes: Uint8Array; readonly reading: Reading } | null;
}

/**
 * Says what a server sends of a value to a client, what the client makes of it, and whether that is right.
 *
 * The server does what the unchanged release does: it trusts every bit of the client.
 *
 * Errors  TypeError for a server or a client that is not known, and for an unknown option; RangeError for a value with a number that
 *         does not fit its field
 *
 * @example
 * const { verdict, bytes, instead } = seenBy(MonMap, map, { server: 'pacific', client: '0x08c3ffffffffffff' });
 */
export function seenBy<T>(type: CephType<T>, value: T, options: SeenByOptions): Seen<T> {
  checkOptions('seenBy', options, SEEN_BY_OPTIONS);
  const { server, client } = options;
  const { release, features: offered } = serverOf(server);
  const kernel = typeof client === 'string' ? kernelNamed(client)?.name : undefined;
  const asked = kernel === undefined ? toFeatures(client) : featuresOf(kernel);
  const features = offered.and(asked);
  const bytes = encode(type, value, { release, features });
  const { own, peer } = diagnose(type, bytes, { peer: asked, ...(kernel !== undefined && { release: kernel }) });
  if (peer === null) throw new Error('the diagnosis is for a peer');
  const theirs = explain(type, bytes, { release: peer.release });
  const [whole, sent, seen] = [value, own.value, theirs.value].map((each) => (each === undefined ? undefined : type.dump(each, true)));
  const notSent = whole === undefined || sent === undefined ? [] : lossesOf(whole, sent);
  const seenOtherwise = sent === undefined || seen === undefined ? [] : lossesOf(sent, seen);
  const notRead = notReadOf(own.rows, theirs.rows);
  const cautious = encode(type, value, negotiate(offered, asked, { release }));
  return {
    server: { release, features: offered }, features, bytes, own, client: peer,
    verdict: verdictOf(peer.reading, notSent.length + notRead.length + seenOtherwise.length), value: theirs.value, notSent, notRead, seenOtherwise,
    instead: compareBytes(cautious, bytes) === 0 ? null : { bytes: cautious, reading: readingOf(type, explain(type, cautious), peer.release) },
  };
}

function verdictOf({ verdict }: Reading, losses: number): SeenVerdict {
  if (verdict !== 'reads') return verdict;
  return losses === 0 ? 'right' : 'loses';
}

/** A server without features of its own has those of its release. */
function serverOf(server: Server): Seen<unknown>['server'] {
  const { release, features } = typeof server === 'string' ? { release: server, features: undefined } : server;
  const { name } = codecRelease(release);
  return { release: name, features: toFeatures(features ?? seriesOf(name)) };
}
