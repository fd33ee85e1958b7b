import type { Mask64 } from '../../features/mask64.ts';
import { BLANK_ADDR, encodeEntityAddr } from '../../types/common/entity_addr_t.ts';
import type { EntityAddr } from '../../types/common/entity_addr_t.ts';
import type { Utime } from '../../types/common/utime_t.ts';
import { Conversation } from '../conversation.ts';
import type { Failed } from '../conversation.ts';
import { inSession } from '../in_session.ts';
import { MessengerError } from '../messenger_error.ts';
import type { Outgoing } from '../outgoing.ts';
import type { ReceiveBuffer } from '../receive_buffer.ts';
import type { Reading } from '../routine.ts';
import { encoded } from './frames/bytes.ts';
import { FLAG_LOSSY, encodeConnect } from './frames/connect.ts';
import type { ConnectReply } from './frames/connect.ts';
import { BANNER, readBanner, readConnectReply, readSeq, readServerAddrs } from './frames/handshake.ts';
import type { BannerFrame, ConnectReplyFrame, SeqFrame, ServerAddrsFrame } from './frames/handshake.ts';
import { settle } from './options.ts';
import type { Settled, SideOptions } from './options.ts';
import { Session } from './session.ts';
import type { SessionEvent } from './session.ts';
import * as tags from './frames/tags.ts';

export interface ClientOptions extends SideOptions {
  /** Blank by default: the server then fills in what it sees. */
  readonly addr?: EntityAddr;
  readonly globalSeq: number;
}

/** `side` lacks bits that the other requires. */
export interface MissingFeaturesEvent {
  readonly kind: 'missing_features';
  readonly side: 'client' | 'server';
  readonly missing: Mask64;
}

type ClientOwnEvent = BannerFrame | ServerAddrsFrame | ConnectReplyFrame | SeqFrame | MissingFeaturesEvent | SessionEvent;

/**
 * In order: `banner`, `server_addrs`, a `connect_reply` for each connect, `seq` where the reply says SEQ, `ready`, frames of
 * the stream, and `end` or `close`. `failed` can stand anywhere and is the last; where bits are missing, `missing_features`
 * stands before it.
 */
export type ClientEvent = ClientOwnEvent | Failed;

/**
 * The side that connects, without an authorizer: bytes in, events and bytes out.
 *
 * It follows RETRY_SESSION, RETRY_GLOBAL and RESETSESSION, answers KEEPALIVE2, and holds nothing back for a reconnect.
 *
 * Errors  RangeError for options that do not fit their fields, TypeError for sending before `ready`; all that a peer can
 *         cause is the event `failed`
 * Source  ceph v15.2.0 src/msg/async/ProtocolV1.cc:1338-1790
 */
export class Client {
  readonly #options: Settled<ClientOptions>;
  readonly #conversation: Conversation<ClientOwnEvent>;
  #globalSeq: number;
  #connectSeq = 0;
  #session: Session | null = null;

  constructor(options: ClientOptions) {
    this.#options = settle(options);
    this.#globalSeq = options.globalSeq;
    this.#connectBytes(); // what does not fit is refused here
    this.#conversation = new Conversation((input) => this.#read(input));
    this.#conversation.start();
  }

  /** Takes what the server sent, in any pieces, which the caller must not write to any more. */
  receive(chunk: Uint8Array): ClientEvent[] {
    return this.#conversation.receive(chunk);
  }

  /** The server has closed the connection. */
  end(): ClientEvent[] {
    return this.#conversation.end();
  }

  /** What is to be written to the server, in order. */
  takeOutput(): Uint8Array[] {
    return this.#conversation.takeOutput();
  }

  send(message: Outgoing): void {
    inSession(this.#session, 'send').send(message);
  }

  keepalive(stamp: Utime): void {
    inSession(this.#session, 'keepalive').keepalive(stamp);
  }

  /** Says CLOSE, and takes nothing more. */
  close(): void {
    inSession(this.#session, 'close').close();
  }

  *#read(input: ReceiveBuffer): Reading<void> {
    const { features, addr = BLANK_ADDR } = this.#options;
    const conversation = this.#conversation;
    conversation.write(BANNER);
    conversation.emit(yield* readBanner(input));
    conversation.emit(yield* readServerAddrs(input));
    conversation.write(encoded((e) => encodeEntityAddr(e, addr)));
    const reply = yield* this.#connect(input);
    if (reply.tag === tags.TAG_SEQ) {
      conversation.emit(yield* readSeq(input));
      conversation.write(encoded((e) => e.u64(0n)));
    }
    const lossy = (reply.flags & FLAG_LOSSY) !== 0;
    this.#session = new Session(conversation, reply.features.and(features), lossy, this.#options);
    yield* this.#session.read(input);
  }

  /** Connects, as often as it takes, until the server accepts. */
  *#connect(input: ReceiveBuffer): Reading<ConnectReply> {
    const { maxConnects, limits } = this.#options;
    for (let connects = 1; ; connects++) {
      this.#conversation.write(this.#connectBytes());
      const frame = yield* readConnectReply(input, limits);
      this.#conversation.emit(frame);
      if (tags.isAccepted(frame.reply.tag)) return this.#accepted(frame);
      this.#prepareAnother(frame);
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

  #accepted(frame: ConnectReplyFrame): ConnectReply {
    const { reply } = frame;
    this.#checkMissing('server', this.#options.required.without(reply.features), frame);
    const expected = (this.#connectSeq + 1) >>> 0;
    if (reply.connectSeq !== expected) throw wrongConnectSeq(frame, `${expected}`);
    return reply;
  }

  /** Does what the reply asks for; fails where that is not a further connect. */
  #prepareAnother(frame: ConnectReplyFrame): void {
    const { reply } = frame;
    const { features, protocolVersion } = this.#options;
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
      case tags.TAG_FEATURES:
        this.#checkMissing('client', reply.features.without(features), frame);
        throw refusal(frame, 'refused', 'misses features, and names none that this side lacks');
      case tags.TAG_BADPROTOVER: throw refusal(frame, 'refused', `speaks protocol ${reply.protocolVersion}, this side ${protocolVersion}`);
      case tags.TAG_CHALLENGE_AUTHORIZER: throw refusal(frame, 'not_supported', 'challenges an authorizer, as cephx does');
      case tags.TAG_BADAUTHORIZER: throw refusal(frame, 'not_supported', 'wants an authorizer, as cephx has');
      default: throw refusal(frame, 'refused', 'wants to connect itself');
    }
  }

  #checkMissing(side: 'client' | 'server', missing: Mask64, frame: ConnectReplyFrame): void {
    if (missing.isEmpty()) return;
    this.#conversation.emit({ kind: 'missing_features', side, missing });
    throw new MessengerError('missing_features', 'v1.connect_reply.features', frame.at + 1, `the ${side} lacks ${missing}`);
  }
}

function wrongConnectSeq({ reply, at }: ConnectReplyFrame, expected: string): MessengerError {
  return new MessengerError('malformed', 'v1.connect_reply.connect_seq', at + 13, `expected ${expected}, got ${reply.connectSeq}`);
}

function refusal({ reply, at }: ConnectReplyFrame, code: 'refused' | 'not_supported', what: string): MessengerError {
  return new MessengerError(code, 'v1.connect_reply.tag', at, `${tags.tagName(reply.tag)}: the server ${what}`);
}
