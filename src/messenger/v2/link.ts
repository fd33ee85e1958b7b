import type { BufferList } from '../../buffer/list.ts';
import type { EntityAddr } from '../../types/common/entity_addr_t.ts';
import type { Output } from '../machine.ts';
import { MessengerError } from '../messenger_error.ts';
import type { ReceiveBuffer } from '../receive_buffer.ts';
import type { Reading } from '../routine.ts';
import { NO_SIGNATURE, checkNoSignature } from './frames/auth.ts';
import type { Hello } from './frames/auth.ts';
import { encodeBanner, readBanner } from './frames/banner.ts';
import { decodeControlFrame, writeControlFrame } from './frames/control_frame.ts';
import type { ControlFrame } from './frames/control_frame.ts';
import { readFrame } from './frames/frame.ts';
import type { Frame } from './frames/frame.ts';
import type { Limits } from './frames/limits.ts';
import { FLAG_COMPRESSED, checkLengths, peekPreamble } from './frames/preamble.ts';
import { OWN_MESSENGER_FEATURES, revisionOf } from './frames/revision.ts';
import type { MessengerFeatures, Revision } from './frames/revision.ts';
import { TAG_MESSAGE } from './frames/tag.ts';

/** The peer's banner, and the revision that follows from both banners. */
export interface BannerEvent extends MessengerFeatures {
  readonly kind: 'banner';
  readonly revision: Revision;
}

type Kind = ControlFrame['kind'];

/** A control frame that was read, and its offset in the stream. */
export interface Received<K extends Kind> {
  readonly frame: Extract<ControlFrame, { kind: K }>;
  readonly at: number;
}

/** The frames of a connection in both directions, and the two exchanges that are the same for a client and a server. */
export class Link {
  readonly #output: Output<BannerEvent | Hello>;
  readonly #input: ReceiveBuffer;
  readonly #limits: Limits;
  #revision: Revision = 0;

  constructor(input: ReceiveBuffer, output: Output<BannerEvent | Hello>, limits: Limits) {
    this.#output = output;
    this.#input = input;
    this.#limits = limits;
  }

  /** The form of frames, which the banners decide. */
  get revision(): Revision {
    return this.#revision;
  }

  /** Exchanges banners and HELLOs, and returns the peer's HELLO. `peerAddr` is the peer's address as this side sees it. */
  *exchangeHellos(own: MessengerFeatures, entityType: number, peerAddr: EntityAddr): Reading<Hello> {
    this.write(encodeBanner(own));
    const peer = yield* readBanner(this.#input);
    this.#revision = revisionOf(own, peer);
    this.#output.emit({ kind: 'banner', ...peer, revision: this.#revision });
    checkBanner(own, peer);
    this.send({ kind: 'hello', entityType, peerAddr });
    const { frame: hello } = yield* this.expect('hello');
    this.#output.emit(hello);
    return hello;
  }

  /** Exchanges the zeros that the method none has in place of signatures. */
  *exchangeSignatures(): Reading<void> {
    this.send(NO_SIGNATURE);
    checkNoSignature(yield* this.expect('auth_signature'));
  }

  send(frame: ControlFrame): void {
    this.write(writeControlFrame(frame, this.#revision));
  }

  write(bytes: Uint8Array | BufferList): void {
    this.#output.write(bytes);
  }

  /** Reads the next frame, which must be of one of these kinds. */
  *expect<K extends Kind>(...kinds: readonly [K, ...K[]]): Reading<Received<K>> {
    const [expected] = kinds;
    const { tag } = yield* peekPreamble(this.#input, `v2.${expected}`);
    if (tag === TAG_MESSAGE) throw outOfOrder('message', this.#input.offset, expected);
    const read = yield* this.read();
    const frame = decodeControlFrame(read);
    if (!isOneOf(frame, kinds)) throw outOfOrder(frame.kind, read.offset, expected);
    return { frame, at: read.offset };
  }

  /** Reads the next frame that its sender completed; passes over aborted ones. */
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

/** @throws MessengerError if one banner requires what the other does not offer */
function checkBanner(own: MessengerFeatures, peer: MessengerFeatures): void {
  const unknown = peer.required.without(OWN_MESSENGER_FEATURES.supported);
  if (!unknown.isEmpty()) throw new MessengerError('not_supported', 'v2.banner.required', 0, `this library does not support the messenger features ${unknown}`);
  const lacking = peer.required.without(own.supported);
  if (!lacking.isEmpty()) throw new MessengerError('missing_features', 'v2.banner.required', 0, `this side does not offer the messenger features ${lacking}`);
  const missing = own.required.without(peer.supported);
  if (!missing.isEmpty()) throw new MessengerError('missing_features', 'v2.banner.supported', 0, `the peer lacks the messenger features ${missing}`);
}

export function isOneOf<K extends Kind>(frame: ControlFrame, kinds: readonly K[]): frame is Extract<ControlFrame, { kind: K }> {
  return kinds.some((kind) => kind === frame.kind);
}

function outOfOrder(kind: string, at: number, expected: Kind): MessengerError {
  return new MessengerError('malformed', `v2.${kind}`, at, `out of order: expected ${expected}`);
}
