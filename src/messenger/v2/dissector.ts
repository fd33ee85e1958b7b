import { checkOptions, numbersOf } from '../../arguments/options.ts';
import type { Mask64 } from '../../features/mask64.ts';
import type { EntityName } from '../../types/common/entity_name_t.ts';
import { ConnectionDissector } from '../dissector.ts';
import type { ConnectionReader, DissectorOutput } from '../dissector.ts';
import type { LostEvent, NegotiatedEvent, Side } from '../events.ts';
import type { ReceiveBuffer } from '../receive_buffer.ts';
import type { Reading } from '../routine.ts';
import { CON_MODE_CRC } from './frames/auth.ts';
import { readBanner } from './frames/banner.ts';
import { decodeControlFrame } from './frames/control_frame.ts';
import type { ControlFrame } from './frames/control_frame.ts';
import { inferRevision, readFrame } from './frames/frame.ts';
import type { Frame } from './frames/frame.ts';
import { LIMITS } from './frames/limits.ts';
import type { Limits } from './frames/limits.ts';
import { decodeMessageFrame } from './frames/message_frame.ts';
import type { ReceivedMessage } from './frames/message_frame.ts';
import { FLAG_COMPRESSED, PREAMBLE_LENGTH, checkLengths, isCertainPreamble, peekPreamble } from './frames/preamble.ts';
import type { Preamble } from './frames/preamble.ts';
import { revisionOf } from './frames/revision.ts';
import type { MessengerFeatures, Revision } from './frames/revision.ts';
import { TAG_MESSAGE, tagName } from './frames/tag.ts';

/** Who sent a frame, and where it lies in all that this side sent. */
export interface Placed {
  readonly side: Side;
  readonly at: number;
  readonly length: number;
}

export interface DissectedBanner extends Placed, MessengerFeatures {
  readonly kind: 'banner';
}

/** Any frame except MESSAGE; `kind` is its tag. */
export type DissectedControl = ControlFrame & Placed;

/** `features` are the negotiated features, null if the idents were not seen. */
export interface DissectedMessage extends Placed, ReceivedMessage {
  readonly kind: 'message';
  readonly features: Mask64 | null;
}

/** A frame without readable contents: its sender aborted or compressed it. */
export interface OpaqueFrame extends Placed {
  readonly kind: 'aborted' | 'compressed';
  /** Ceph's name, such as `MESSAGE`. */
  readonly tag: string;
}

/** AUTH_DONE has set another mode than crc: everything after it, from both sides, is encrypted. Emitted once. */
export interface SecureEvent {
  readonly kind: 'secure';
  readonly conMode: number;
}

/** All that a side sent after an AUTH_DONE that set secure mode. Emitted when the side ends. */
export interface EncryptedEvent extends Placed {
  readonly kind: 'encrypted';
}

/** `negotiated` comes after both idents. */
export type DissectorEvent =
  | DissectedBanner | DissectedControl | DissectedMessage | OpaqueFrame | NegotiatedEvent | SecureEvent | EncryptedEvent | LostEvent;

/** What is known of one side. */
interface SideState {
  readonly side: Side;
  banner: MessengerFeatures | null;
  entityType: number;
  gid: bigint;
  features: Mask64 | null;
  /** The bytes that it sent in secure mode. */
  encrypted: { readonly at: number; length: number } | null;
}

const LIMIT_OPTIONS = numbersOf<Limits>(LIMITS);

/**
 * Reads both sides of a connection, without taking part in it: bytes in, events out.
 *
 * It can start anywhere in a connection. After a gap or a fault it continues at the next preamble with a correct checksum, and names
 * the bytes before it as lost. If the banners were not seen, it infers the revision from the checksums of the first frame.
 *
 * Units   offsets count from the first byte of each side
 * Errors  RangeError for bytes that were given before; nothing is thrown for what they contain
 */
export class Dissector extends ConnectionDissector<DissectorEvent> {
  constructor(limits: Partial<Limits> = {}) {
    checkOptions('V2Dissector', limits, LIMIT_OPTIONS);
    super((output) => new Reader(output, { ...LIMITS, ...limits }));
  }
}

class Reader implements ConnectionReader {
  readonly #limits: Limits;
  readonly #output: DissectorOutput<DissectorEvent>;
  readonly #sides: Readonly<Record<Side, SideState>> = { client: stateOf('client'), server: stateOf('server') };
  #revision: Revision | null = null;
  #isSecure = false;
  #features: Mask64 | null = null;

  constructor(output: DissectorOutput<DissectorEvent>, limits: Limits) {
    this.#output = output;
    this.#limits = limits;
  }

  *start(side: Side, input: ReceiveBuffer): Reading<void> {
    const at = input.offset;
    const banner = yield* readBanner(input);
    this.#sides[side].banner = banner;
    const { client, server } = this.#sides;
    if (client.banner !== null && server.banner !== null) this.#revision = revisionOf(client.banner, server.banner);
    this.#output.emit({ kind: 'banner', ...banner, side, at, length: input.offset - at });
    yield* this.resume(side, input);
  }

  /** Drops bytes until a preamble has a correct checksum. */
  *search(input: ReceiveBuffer): Reading<boolean> {
    for (;;) {
      if (this.#isSecure) return true;
      if (input.length < PREAMBLE_LENGTH) yield { length: PREAMBLE_LENGTH };
      const bytes = input.peek(input.length);
      const last = bytes.length - PREAMBLE_LENGTH;
      let i = 0;
      while (i <= last && !isCertainPreamble(bytes.subarray(i, i + PREAMBLE_LENGTH), this.#limits)) i++;
      input.drop(input.hasEnded && i > last ? bytes.length : i);
      if (i <= last) return true;
      if (input.hasEnded) return false;
    }
  }

  *resume(side: Side, input: ReceiveBuffer): Reading<void> {
    for (;;) {
      this.#output.mark(side, input.offset);
      if (input.length === 0) yield { length: 1 };
      if (input.length === 0) return;
      if (this.#isSecure) return yield* this.#countEncrypted(this.#sides[side], input);
      const preamble = yield* peekPreamble(input, 'v2.preamble');
      checkLengths(preamble, input.offset, this.#limits);
      // No ?? here: the build for require() cannot have a yield after it.
      const revision = this.#revision === null ? yield* inferRevision(input, preamble) : this.#revision;
      const frame = yield* readFrame(input, preamble, revision);
      this.#revision = revision; // its checksums are correct
      const event = this.#dissect(side, frame, preamble);
      this.#output.emit(event);
      if (event.kind === 'auth_done') this.#noteMode(event.conMode);
      else this.#noteNegotiated();
    }
  }

  end(side: Side): void {
    const { encrypted } = this.#sides[side];
    if (encrypted === null) return;
    this.#sides[side].encrypted = null;
    this.#output.emit({ kind: 'encrypted', side, ...encrypted });
  }

  *#countEncrypted(state: SideState, input: ReceiveBuffer): Reading<void> {
    state.encrypted ??= { at: input.offset, length: 0 };
    while (input.length > 0) {
      state.encrypted.length += input.length;
      input.drop(input.length);
      this.#output.mark(state.side, input.offset);
      yield { length: 1 };
    }
  }

  #dissect(side: Side, frame: Frame, { flags }: Preamble): DissectorEvent {
    const { offset: at, length, aborted, tag } = frame;
    const place = { side, at, length };
    const isCompressed = (flags & FLAG_COMPRESSED) !== 0;
    if (aborted || isCompressed) return { kind: aborted ? 'aborted' : 'compressed', tag: tagName(tag) ?? '', ...place };
    const state = this.#sides[side];
    if (tag === TAG_MESSAGE) return { kind: 'message', ...decodeMessageFrame(frame, nameOf(state)), ...place, features: this.#features };
    const control = decodeControlFrame(frame);
    learn(state, control);
    return { ...control, ...place };
  }

  #noteMode(conMode: number): void {
    this.#isSecure = conMode !== CON_MODE_CRC;
    if (this.#isSecure) this.#output.emit({ kind: 'secure', conMode });
  }

  #noteNegotiated(): void {
    const { client, server } = this.#sides;
    if (this.#features !== null || client.features === null || server.features === null) return;
    this.#features = client.features.and(server.features);
    this.#output.emit({ kind: 'negotiated', features: this.#features });
  }
}

function stateOf(side: Side): SideState {
  return { side, banner: null, entityType: 0, gid: -1n, features: null, encrypted: null };
}

function learn(state: SideState, frame: ControlFrame): void {
  if (frame.kind === 'hello') state.entityType = frame.entityType;
  if (frame.kind !== 'client_ident' && frame.kind !== 'server_ident') return;
  state.gid = frame.gid;
  state.features = frame.supportedFeatures;
}

/** The type is 0 and the number -1 until the side has stated them. */
function nameOf({ entityType, gid }: SideState): EntityName {
  return { type: entityType, num: gid };
}
