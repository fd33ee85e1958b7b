import { AN_OBJECT, A_NUMBER, checkOptions, required } from '../../arguments/options.ts';
import type { OptionKinds } from '../../arguments/options.ts';
import type { Mask64 } from '../../features/mask64.ts';
import { BLANK_ADDR, encodeEntityAddr } from '../../types/common/entity_addr_t.ts';
import type { EntityAddr } from '../../types/common/entity_addr_t.ts';
import type { FailedEvent, MissingFeaturesEvent, ReadyEvent, Side } from '../events.ts';
import { Machine } from '../machine.ts';
import type { Handshake, Output } from '../machine.ts';
import { MessengerError } from '../messenger_error.ts';
import type { ReceiveBuffer } from '../receive_buffer.ts';
import type { Reading } from '../routine.ts';
import { encoded } from './frames/bytes.ts';
import { FLAG_LOSSY, encodeConnect } from './frames/connect.ts';
import type { ConnectReply } from './frames/connect.ts';
import { BANNER, readBanner, readConnectReply, readSeq, readServerAddrs } from './frames/handshake.ts';
import type { BannerFrame, ConnectReplyFrame, SeqFrame, ServerAddrsFrame } from './frames/handshake.ts';
import * as tags from './frames/tags.ts';
import { SIDE_OPTIONS, withDefaults } from './options.ts';
import type { CompleteOptions, SideOptions } from './options.ts';
import { V1Session } from './session.ts';
import type { SessionEvent } from './session.ts';

/** What a client of messenger v1 states of itself. */
export interface ClientOptions extends SideOptions {
  /** Blank by default: the server then uses the address that it sees. */
  readonly addr?: EntityAddr;
  readonly globalSeq: number;
}

const CLIENT_OPTIONS: OptionKinds<ClientOptions> = { ...SIDE_OPTIONS, addr: AN_OBJECT, globalSeq: required(A_NUMBER) };

/**
 * In this order: `banner`, `server_addrs`, a `connect_reply` for each connect, `seq` if the reply says SEQ, `ready`, frames of the
 * stream, and `end` or `close`. `failed` can come at any time and is the last event. If a side lacks features, `missing_features`
 * comes before it.
 */
export type ClientEvent =
  | BannerFrame | ServerAddrsFrame | ConnectReplyFrame | SeqFrame | MissingFeaturesEvent | ReadyEvent | SessionEvent | FailedEvent;

/**
 * The side that connects, without an authorizer: bytes in, events and bytes out.
 *
 * It follows RETRY_SESSION, RETRY_GLOBAL and RESETSESSION, and answers KEEPALIVE2. It keeps no sent messages for a reconnect.
 * `close` sends CLOSE.
 *
 * Errors  RangeError for options that do not fit their fields, TypeError for sending before `ready`. Whatever the server sends,
 *         nothing is thrown: a fault is the event `failed`.
 * Source  ceph v15.2.0 src/msg/async/ProtocolV1.cc:1338-1790
 *
 * @example
 * ```ts
 * import { parseEntityAddr } from 'cephwire';
 * import { toFeatures } from 'cephwire/features';
 * import { V1Client, V1Server } from 'cephwire/messenger';
 *
 * const features = toFeatures('pacific');
 * const client = new V1Client({ name: { type: 8, num: -1n }, features, globalSeq: 1 });
 * const [addr, seen] = [parseEntityAddr('v1:10.0.0.1:6789'), parseEntityAddr('v1:10.0.0.2:40000')];
 * const server = new V1Server({ name: { type: 1, num: 0n }, features, addr, seen });
 * const kinds: string[] = [];
 * for (let turn = 0; turn < 4; turn++) { // in place of sockets
 *   for (const bytes of client.takeOutput()) server.receive(bytes);
 *   for (const bytes of server.takeOutput()) kinds.push(...client.receive(bytes).map(({ kind }) => kind));
 * }
 * console.log(kinds.join(', ')); // → banner, server_addrs, connect_reply, seq, ready
 * ```
 */
export class Client extends Machine<ClientEvent> {
  constructor(options: ClientOptions) {
    checkOptions('V1Client', options, CLIENT_OPTIONS);
    super(new ClientHandshake(withDefaults(options)));
  }
}

class ClientHandshake implements Handshake<ClientEvent> {
  readonly #options: CompleteOptions<ClientOptions>;
  #globalSeq: number;
  #connectSeq = 0;

  constructor(options: CompleteOptions<ClientOptions>) {
    this.#options = options;
    this.#globalSeq = options.globalSeq;
    this.#connectBytes(); // throws now if an option does not fit its field
  }

  *run(input: ReceiveBuffer, output: Output<ClientEvent>): Reading<V1Session> {
    const { features, addr = BLANK_ADDR } = this.#options;
    output.write(BANNER);
    output.emit(yield* readBanner(input));
    output.emit(yield* readServerAddrs(input));
    output.write(encoded((e) => encodeEntityAddr(e, addr)));
    const reply = yield* this.#connect(input, output);
    if (reply.tag === tags.TAG_SEQ) {
      output.emit(yield* readSeq(input));
      output.write(encoded((e) => e.u64(0n)));
    }
    return new V1Session(output, reply.features.and(features), (reply.flags & FLAG_LOSSY) !== 0, this.#options);
  }

  /** Connects until the server accepts, as often as its replies ask for. */
  *#connect(input: ReceiveBuffer, output: Output<ClientEvent>): Reading<ConnectReply> {
    const { maxConnects, limits } = this.#options;
    for (let connects = 1; ; connects++) {
      output.write(this.#connectBytes());
      const frame = yield* readConnectReply(input, limits);
      output.emit(frame);
      const event = this.#missingFeaturesIn(frame.reply);
      if (event !== null) {
        output.emit(event);
        throw new MessengerError('missing_features', 'v1.connect_reply.features', frame.at + 1, `the ${event.side} lacks ${event.missing}`);
      }
      if (tags.isAccepted(frame.reply.tag)) return this.#accepted(frame);
      this.#prepareNext(frame);
      if (connects === maxConnects) throw refusal(frame, 'refused', `asks for another connect after ${connects}`);
    }
  }

  #connectBytes(): Uint8Array {
    const { features, name, protocolVersion, lossy } = this.#options;
    const connect = {
      features, protocolVersion,
      hostType: name.type,
      globalSeq: this.#globalSeq,
      connectSeq: this.#connectSeq,
      authorizerProtocol: 0,
      authorizerLen: 0,
      flags: lossy ? FLAG_LOSSY : 0,
    };
    return encoded((e) => encodeConnect(e, connect));
  }

  /** Which features a side lacks, as the reply shows; null if neither lacks any. */
  #missingFeaturesIn({ tag, features }: ConnectReply): MissingFeaturesEvent | null {
    if (tags.isAccepted(tag)) return missingFeatures('server', this.#options.required.without(features));
    return tag === tags.TAG_FEATURES ? missingFeatures('client', features.without(this.#options.features)) : null;
  }

  #accepted(frame: ConnectReplyFrame): ConnectReply {
    const expected = (this.#connectSeq + 1) >>> 0;
    if (frame.reply.connectSeq !== expected) throw wrongConnectSeq(frame, `${expected}`);
    return frame.reply;
  }

  /** Changes the next connect as the reply asks; throws if the reply does not ask for one. */
  #prepareNext(frame: ConnectReplyFrame): void {
    const { reply } = frame;
    switch (reply.tag) {
      case tags.TAG_RESETSESSION:
        this.#connectSeq = 0;
        return;
      case tags.TAG_RETRY_GLOBAL:
        this.#globalSeq = (Math.max(this.#globalSeq, reply.globalSeq) + 1) >>> 0; // wraps, as in Ceph
        return;
      case tags.TAG_RETRY_SESSION:
        if (reply.connectSeq <= this.#connectSeq) throw wrongConnectSeq(frame, `more than ${this.#connectSeq}`);
        this.#connectSeq = reply.connectSeq;
        return;
      case tags.TAG_FEATURES: throw refusal(frame, 'refused', 'requires features, but this side has all that it names');
      case tags.TAG_BADPROTOVER: throw refusal(frame, 'refused', `uses protocol ${reply.protocolVersion}, this side ${this.#options.protocolVersion}`);
      case tags.TAG_CHALLENGE_AUTHORIZER: throw refusal(frame, 'not_supported', 'challenges an authorizer, as cephx does');
      case tags.TAG_BADAUTHORIZER: throw refusal(frame, 'not_supported', 'requires an authorizer, as cephx does');
      default: throw refusal(frame, 'refused', 'will connect to this side instead');
    }
  }
}

function missingFeatures(side: Side, missing: Mask64): MissingFeaturesEvent | null {
  return missing.isEmpty() ? null : { kind: 'missing_features', side, missing };
}

function wrongConnectSeq({ reply, at }: ConnectReplyFrame, expected: string): MessengerError {
  return new MessengerError('malformed', 'v1.connect_reply.connect_seq', at + 13, `expected ${expected}, got ${reply.connectSeq}`);
}

function refusal({ reply, at }: ConnectReplyFrame, code: 'refused' | 'not_supported', what: string): MessengerError {
  return new MessengerError(code, 'v1.connect_reply.tag', at, `${tags.tagName(reply.tag)}: the server ${what}`);
}
