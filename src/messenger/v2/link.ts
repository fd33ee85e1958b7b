import type { BufferList } from '../../buffer/list.ts';
import { MessengerError } from '../messenger_error.ts';
import type { ReceiveBuffer } from '../receive_buffer.ts';
import type { Reading } from '../routine.ts';
import { encodeBanner, readBanner } from './frames/banner.ts';
import { decodeControlFrame, writeControlFrame } from './frames/control_frame.ts';
import type { ControlFrame } from './frames/control_frame.ts';
import { readFrame } from './frames/frame.ts';
import type { Frame } from './frames/frame.ts';
import { LIMITS } from './frames/limits.ts';
import type { Limits } from './frames/limits.ts';
import { FLAG_COMPRESSED, checkLengths, peekPreamble } from './frames/preamble.ts';
import { OWN_MESSENGER_FEATURES, revisionOf } from './frames/revision.ts';
import type { MessengerFeatures, Revision } from './frames/revision.ts';
import { TAG_MESSAGE } from './frames/tag.ts';

/** The peer's banner, and the revision that both come to. */
export interface BannerEvent extends MessengerFeatures {
  readonly kind: 'banner';
  readonly revision: Revision;
}

type Kind = ControlFrame['kind'];

/** A control frame that was read, and where in the stream it begins. */
export interface Received<K extends Kind> {
  readonly frame: Extract<ControlFrame, { kind: K }>;
  readonly at: number;
}

/** What a link needs of its conversation. */
interface Writer {
  write(...parts: readonly (Uint8Array | BufferList)[]): void;
}

/** Frames in and out, once the banners have settled their form. */
export class Link {
  readonly #conversation: Writer;
  readonly #input: ReceiveBuffer;
  readonly #limits: Limits;
  #revision: Revision = 0;

  constructor(conversation: Writer, input: ReceiveBuffer, limits: Partial<Limits> = {}) {
    this.#conversation = conversation;
    this.#input = input;
    this.#limits = { ...LIMITS, ...limits };
  }

  get revision(): Revision {
    return this.#revision;
  }

  /** Sends our banner and reads the peer's. */
  *exchangeBanners(own: MessengerFeatures): Reading<BannerEvent> {
    this.write(encodeBanner(own));
    const peer = yield* readBanner(this.#input);
    this.#revision = revisionOf(own, peer);
    return { kind: 'banner', ...peer, revision: this.#revision };
  }

  send(frame: ControlFrame): void {
    this.write(writeControlFrame(frame, this.#revision));
  }

  write(bytes: Uint8Array | BufferList): void {
    this.#conversation.write(bytes);
  }

  /** The next frame, which must be of one of these kinds. */
  *expect<K extends Kind>(...kinds: readonly [K, ...K[]]): Reading<Received<K>> {
    const [awaited] = kinds;
    const { tag } = yield* peekPreamble(this.#input, `v2.${awaited}`);
    if (tag === TAG_MESSAGE) throw misplaced('message', this.#input.offset, awaited);
    const read = yield* this.read();
    const frame = decodeControlFrame(read);
    if (!isOneOf(frame, kinds)) throw misplaced(frame.kind, read.offset, awaited);
    return { frame, at: read.offset };
  }

  /** The next frame that its sender meant. */
  *read(): Reading<Frame> {
    for (;;) {
      const preamble = yield* peekPreamble(this.#input, 'v2.preamble');
      const { offset } = this.#input;
      if ((preamble.flags & FLAG_COMPRESSED) !== 0) throw new MessengerError('not_supported', 'v2.preamble.flags', offset, 'the frame is compressed');
      checkLengths(preamble, offset, this.#limits);
      const frame = yield* readFrame(this.#input, preamble, this.#revision);
      if (!frame.aborted) return frame;
    }
  }
}

/** @throws MessengerError where one side's banner requires what the other's does not offer */
export function checkBanner(own: MessengerFeatures, peer: MessengerFeatures): void {
  const foreign = peer.required.without(OWN_MESSENGER_FEATURES.supported);
  if (!foreign.isEmpty()) throw new MessengerError('not_supported', 'v2.banner.required', 0, `messenger features ${foreign} are not spoken here`);
  const lacking = peer.required.without(own.supported);
  if (!lacking.isEmpty()) throw new MessengerError('missing_features', 'v2.banner.required', 0, `messenger features ${lacking} are not offered`);
  const missing = own.required.without(peer.supported);
  if (!missing.isEmpty()) throw new MessengerError('missing_features', 'v2.banner.supported', 0, `the peer lacks messenger features ${missing}`);
}

export function isOneOf<K extends Kind>(frame: ControlFrame, kinds: readonly K[]): frame is Extract<ControlFrame, { kind: K }> {
  return kinds.some((kind) => kind === frame.kind);
}

function misplaced(kind: string, at: number, awaited: Kind): MessengerError {
  return new MessengerError('malformed', `v2.${kind}`, at, `came while ${awaited} was awaited`);
}
