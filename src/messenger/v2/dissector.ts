import type { Mask64 } from '../../features/mask64.ts';
import type { EntityName } from '../../types/common/entity_name_t.ts';
import { Flow } from '../flow.ts';
import type { FlowReader, LostEvent, Side } from '../flow.ts';
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

/** Who sent something, and where in what this side sent it stands. */
export interface Placed {
  readonly side: Side;
  readonly at: number;
  readonly length: number;
}

export interface DissectedBanner extends Placed, MessengerFeatures {
  readonly kind: 'banner';
}

/** A frame that is no MESSAGE; `kind` is its tag. */
export type DissectedControl = ControlFrame & Placed;

/** `features` are those in force, null where the idents were not seen. */
export interface DissectedMessage extends Placed, ReceivedMessage {
  readonly kind: 'message';
  readonly features: Mask64 | null;
}

/** A frame whose contents are not to be had: its sender gave it up half-way, or compressed them. */
export interface OpaqueFrame extends Placed {
  readonly kind: 'aborted' | 'compressed';
  /** As Ceph calls it: `MESSAGE`. */
  readonly tag: string;
}

/** AUTH_DONE has set another mode than crc: what either side sends behind it is encrypted. Said once. */
export interface SecureEvent {
  readonly kind: 'secure';
  readonly conMode: number;
}

/** What a side sent behind an AUTH_DONE that set secure mode; said when the side ends. */
export interface EncryptedEvent extends Placed {
  readonly kind: 'encrypted';
}

/** Both idents have been seen. */
export interface NegotiatedEvent {
  readonly kind: 'negotiated';
  /** What both sides support, and encode for. */
  readonly features: Mask64;
}

export type DissectorEvent =
  | DissectedBanner | DissectedControl | DissectedMessage | OpaqueFrame | NegotiatedEvent | SecureEvent | EncryptedEvent | LostEvent;

/** What is known of one side. */
interface Party {
  readonly flow: Flow;
  banner: MessengerFeatures | null;
  entityType: number;
  gid: bigint;
  features: Mask64 | null;
  /** What it sent in secure mode. */
  encrypted: { readonly at: number; length: number } | null;
}

/**
 * Reads along with both sides of a connection: bytes in, events out.
 *
 * It starts anywhere. After a gap or a fault it goes on at the next preamble whose checksum is right, and says what it passed
 * over. Where the banners were not seen, the revision is told by the first frame's checksums.
 *
 * Units   offsets count from the first byte of each side
 * Errors  RangeError for bytes that were given already; none for what they are
 */
export class Dissector {
  readonly #limits: Limits;
  readonly #parties: Readonly<Record<Side, Party>>;
  #revision: Revision | null = null;
  #isSecure = false;
  #features: Mask64 | null = null;
  #events: DissectorEvent[] = [];

  constructor(limits: Partial<Limits> = {}) {
    this.#limits = { ...LIMITS, ...limits };
    this.#parties = { client: this.#party('client'), server: this.#party('server') };
  }

  /** Takes what a side sent, which the caller must not write to any more; where `at` is further on than expected, what is between is lost. */
  receive(side: Side, bytes: Uint8Array, at?: number): DissectorEvent[] {
    this.#parties[side].flow.receive(bytes, at);
    return this.#run();
  }

  /** A gap: the next `length` bytes of a side will never come. */
  lose(side: Side, length: number): DissectorEvent[] {
    this.#parties[side].flow.lose(length);
    return this.#run();
  }

  /** A side sends nothing more. */
  end(side: Side): DissectorEvent[] {
    const party = this.#parties[side];
    party.flow.end();
    const events = this.#run();
    if (party.encrypted !== null) events.push({ kind: 'encrypted', side, ...party.encrypted });
    party.encrypted = null;
    return events;
  }

  #party(side: Side): Party {
    const reader: FlowReader = {
      side,
      start: (input) => this.#start(side, input),
      search: (input) => this.#search(input),
      resume: (input) => this.#readFrames(side, input),
      lost: (event) => this.#events.push(event),
    };
    return { flow: new Flow(reader), banner: null, entityType: 0, gid: -1n, features: null, encrypted: null };
  }

  #run(): DissectorEvent[] {
    const { client, server } = this.#parties;
    while (client.flow.run() || server.flow.run());
    const events = this.#events;
    this.#events = [];
    return events;
  }

  *#start(side: Side, input: ReceiveBuffer): Reading<void> {
    const at = input.offset;
    const banner = yield* readBanner(input);
    this.#parties[side].banner = banner;
    const { client, server } = this.#parties;
    if (client.banner !== null && server.banner !== null) this.#revision = revisionOf(client.banner, server.banner);
    this.#events.push({ kind: 'banner', ...banner, side, at, length: input.offset - at });
    yield* this.#readFrames(side, input);
  }

  /** Drops bytes up to a preamble whose checksum is right. */
  *#search(input: ReceiveBuffer): Reading<boolean> {
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

  *#readFrames(side: Side, input: ReceiveBuffer): Reading<void> {
    const party = this.#parties[side];
    for (;;) {
      party.flow.mark(input.offset);
      if (input.length === 0) yield { length: 1 };
      if (input.length === 0) return;
      if (this.#isSecure) return yield* countEncrypted(party, input);
      const preamble = yield* peekPreamble(input, 'v2.preamble');
      checkLengths(preamble, input.offset, this.#limits);
      // No ?? here: the build for require() cannot have a yield behind it.
      const revision = this.#revision === null ? yield* inferRevision(input, preamble) : this.#revision;
      const frame = yield* readFrame(input, preamble, revision);
      this.#revision = revision; // its checksums fit
      const event = this.#dissect(side, frame, preamble);
      this.#events.push(event);
      if (event.kind === 'auth_done') this.#noteMode(event.conMode);
      else this.#noteNegotiated();
    }
  }

  #dissect(side: Side, frame: Frame, { flags }: Preamble): DissectorEvent {
    const { offset: at, length, aborted, tag } = frame;
    const place = { side, at, length };
    const isCompressed = (flags & FLAG_COMPRESSED) !== 0;
    if (aborted || isCompressed) return { kind: aborted ? 'aborted' : 'compressed', tag: tagName(tag) ?? '', ...place };
    const party = this.#parties[side];
    if (tag === TAG_MESSAGE) return { kind: 'message', ...decodeMessageFrame(frame, nameOf(party)), ...place, features: this.#features };
    const control = decodeControlFrame(frame);
    learn(party, control);
    return { ...control, ...place };
  }

  #noteMode(conMode: number): void {
    this.#isSecure = conMode !== CON_MODE_CRC;
    if (this.#isSecure) this.#events.push({ kind: 'secure', conMode });
  }

  #noteNegotiated(): void {
    const { client, server } = this.#parties;
    if (this.#features !== null || client.features === null || server.features === null) return;
    this.#features = client.features.and(server.features);
    this.#events.push({ kind: 'negotiated', features: this.#features });
  }
}

function learn(party: Party, frame: ControlFrame): void {
  if (frame.kind === 'hello') party.entityType = frame.entityType;
  if (frame.kind !== 'client_ident' && frame.kind !== 'server_ident') return;
  party.gid = frame.gid;
  party.features = frame.supportedFeatures;
}

/** Its number is -1, and its type 0, until it has said otherwise. */
function nameOf({ entityType, gid }: Party): EntityName {
  return { type: entityType, num: gid };
}

function* countEncrypted(party: Party, input: ReceiveBuffer): Reading<void> {
  party.encrypted ??= { at: input.offset, length: 0 };
  while (input.length > 0) {
    party.encrypted.length += input.length;
    input.drop(input.length);
    party.flow.mark(input.offset);
    yield { length: 1 };
  }
}
