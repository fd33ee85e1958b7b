import { RECONNECT_SEQ } from '../../features/masks.ts';
import type { Mask64 } from '../../features/mask64.ts';
import { encodeEntityAddr } from '../../types/common/entity_addr_t.ts';
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
import type { MissingFeaturesEvent } from './client.ts';
import { FLAG_LOSSY, encodeConnectReply } from './frames/connect.ts';
import type { Connect } from './frames/connect.ts';
import { BANNER, readBanner, readClientAddr, readConnect, readSeq } from './frames/handshake.ts';
import type { BannerFrame, ClientAddrFrame, ConnectFrame, SeqFrame } from './frames/handshake.ts';
import { settle } from './options.ts';
import type { Settled, SideOptions } from './options.ts';
import { Session } from './session.ts';
import type { SessionEvent } from './session.ts';
import * as tags from './frames/tags.ts';

export interface ServerOptions extends SideOptions {
  /** Its own address. */
  readonly addr: EntityAddr;
  /** The client's, as the connection shows it. */
  readonly seen: EntityAddr;
  /** Of the reply that accepts; 1 by default. */
  readonly globalSeq?: number;
}

type ServerOwnEvent = BannerFrame | ClientAddrFrame | ConnectFrame | SeqFrame | MissingFeaturesEvent | SessionEvent;

/**
 * In order: `banner`, `client_addr`, a `connect` for each try, after it `missing_features` where the client lacks some,
 * `seq` where both have RECONNECT_SEQ, `ready`, frames of the stream, and `end` or `close`. `failed` can stand anywhere and is the last.
 */
export type ServerEvent = ServerOwnEvent | Failed;

const AUTH_CEPHX = 2;
const REFUSED = { globalSeq: 0, connectSeq: 0, flags: 0 };

/** The rest of what a reply says is the same whatever its tag. */
interface Answer {
  readonly tag: number;
  readonly features: Mask64;
}

/**
 * The side that accepts, for tests and proxies: bytes in, events and bytes out.
 *
 * It keeps no session beyond its connection: of one that is not lossy, a client that means to resume it is told RESETSESSION.
 * A client that is refused may connect again on the same stream, as with Ceph's own server.
 *
 * Errors  TypeError for sending before `ready`; all that a peer can cause is the event `failed`
 * Source  ceph v15.2.0 src/msg/async/ProtocolV1.cc:1829-2620
 */
export class Server {
  readonly #options: Settled<ServerOptions>;
  readonly #conversation: Conversation<ServerOwnEvent>;
  #session: Session | null = null;

  constructor(options: ServerOptions) {
    this.#options = settle(options);
    this.#conversation = new Conversation((input) => this.#read(input));
    this.#conversation.start();
  }

  /** Takes what the client sent, in any pieces, which the caller must not write to any more. */
  receive(chunk: Uint8Array): ServerEvent[] {
    return this.#conversation.receive(chunk);
  }

  /** The client has closed the connection. */
  end(): ServerEvent[] {
    return this.#conversation.end();
  }

  /** What is to be written to the client, in order. */
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
    const { features, addr, seen, lossy } = this.#options;
    const conversation = this.#conversation;
    conversation.write(BANNER, encoded((e) => encodeEntityAddr(e, addr)), encoded((e) => encodeEntityAddr(e, seen)));
    conversation.emit(yield* readBanner(input));
    conversation.emit(yield* readClientAddr(input));
    const connect = yield* this.#accept(input);
    const negotiated = connect.features.and(features);
    if (negotiated.has(RECONNECT_SEQ)) {
      conversation.write(encoded((e) => e.u64(0n)));
      conversation.emit(yield* readSeq(input));
    }
    this.#session = new Session(conversation, negotiated, lossy, this.#options);
    yield* this.#session.read(input);
  }

  /** Reads connects until one can be accepted, and says so. */
  *#accept(input: ReceiveBuffer): Reading<Connect> {
    const { maxConnects, limits } = this.#options;
    for (let connects = 1; ; connects++) {
      const frame = yield* readConnect(input, limits);
      this.#conversation.emit(frame);
      const answer = this.#answer(frame.connect);
      this.#writeReply(frame.connect, answer);
      if (tags.isAccepted(answer.tag)) return frame.connect;
      if (connects < maxConnects) continue;
      throw new MessengerError('refused', 'v1.connect', frame.at, `${tags.tagName(answer.tag)}: refused ${connects} connects`);
    }
  }

  #answer(connect: Connect): Answer {
    const { features, required, protocolVersion, lossy } = this.#options;
    const refuse = (tag: number): Answer => ({ tag, features: connect.features.and(features).or(required) });
    if (connect.protocolVersion !== protocolVersion) return refuse(tags.TAG_BADPROTOVER);
    const missing = required.without(connect.features);
    if (!missing.isEmpty()) {
      this.#conversation.emit({ kind: 'missing_features', side: 'client', missing });
      return refuse(tags.TAG_FEATURES);
    }
    if (connect.authorizerProtocol >= AUTH_CEPHX) return refuse(tags.TAG_BADAUTHORIZER);
    if (connect.connectSeq > 0 && !lossy) return refuse(tags.TAG_RESETSESSION);
    return { tag: connect.features.and(features).has(RECONNECT_SEQ) ? tags.TAG_SEQ : tags.TAG_READY, features };
  }

  #writeReply(connect: Connect, { tag, features }: Answer): void {
    const { globalSeq = 1, protocolVersion, lossy } = this.#options;
    const opened = tags.isAccepted(tag) ? { globalSeq, connectSeq: (connect.connectSeq + 1) >>> 0, flags: lossy ? FLAG_LOSSY : 0 } : REFUSED;
    this.#conversation.write(encoded((e) => encodeConnectReply(e, { tag, features, protocolVersion, authorizerLen: 0, ...opened })));
  }
}
